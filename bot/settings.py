"""The settings, read once from the environment or `.env`; a wrong one is refused before anything connects."""

import re
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.data_key import read_key

TELEGRAM = "https://api.telegram.org"
RELAYS = "https://api.drand.sh,https://api2.drand.sh,https://api3.drand.sh,https://drand.cloudflare.com"
SCHEMES = ("sqlite+aiosqlite", "postgresql+asyncpg")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class StartRefused(Exception):
    """One line that says what is wrong and what is possible."""


class SettingRefused(StartRefused):
    """One line: the setting's name, what is wrong with it, an example; never its value."""

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        super().__init__(f"{name}: {why} Example: {name}={_example_of(name)}")


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True, hide_input_in_errors=True
    )

    bot_token: SecretStr | None = Field(None, description="From @BotFather", examples=["123456:ABC-def_ghi"])
    telegram_api_url: str = Field(
        TELEGRAM, description="Root of the Bot API, for whoever runs a server of their own", examples=[TELEGRAM]
    )
    database_url: SecretStr | None = Field(
        None,
        description="Where the data lives; a file in `DATA_DIR` unless given",
        examples=["postgresql+asyncpg://raffle:password@localhost/raffle"],
    )
    data_dir: Path = Field(
        Path("data"), description="Folder of the database, the key file, backups and the lock", examples=["data"]
    )
    updates: Literal["polling", "webhook"] = Field(
        "polling", description="How updates arrive: `polling` or `webhook`", examples=["polling"]
    )
    public_url: str | None = Field(
        None,
        description="Where this bot is found from outside, for the webhook and public pages; http only on this machine",
        examples=["https://raffles.example.org"],
    )
    webhook_secret: SecretStr | None = Field(
        None,
        description="What Telegram shows at the webhook; made and kept when none is given",
        examples=["a-long-random-word"],
    )
    http_host: str = Field("127.0.0.1", description="Where the HTTP side listens", examples=["127.0.0.1"])
    http_port: int = Field(
        8080, ge=0, le=65535, description="Its port, 0 to 65535; 0 is any free one", examples=["8080"]
    )
    send_limits: Literal["telegram", "off"] = Field(
        "telegram", description="`telegram`, or `off` for a local Bot API server and benchmarks", examples=["telegram"]
    )
    operator_ids: Annotated[tuple[int, ...], NoDecode] = Field(
        (), description="Telegram ids of the operators, comma separated", examples=["11111111,22222222"]
    )
    default_language: Literal["es", "en", "pt_BR"] = Field(
        "en", description="For people whose language is not spoken here: `es`, `en` or `pt_BR`", examples=["es"]
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="`DEBUG`, `INFO`, `WARNING` or `ERROR`", examples=["INFO"]
    )
    log_format: Literal["console", "json"] = Field(
        "console", description="`console` for people, `json` for machines", examples=["json"]
    )
    beacon_urls: Annotated[tuple[str, ...], NoDecode] = Field(
        tuple(RELAYS.split(",")), description="drand relays, comma separated", examples=[RELAYS.partition(",")[0]]
    )
    data_key: SecretStr | None = Field(
        None,
        description="Key of the sealed columns, 32 bytes as base64 or hex; else a key file made in `DATA_DIR`",
        examples=["the output of: openssl rand -base64 32"],
    )
    db_pgbouncer: bool = Field(
        False, description="Whether PostgreSQL is behind pgbouncer in transaction mode", examples=["true"]
    )
    db_connections: int = Field(
        10, ge=5, le=1000, description="How many connections to PostgreSQL each process has at most", examples=["20"]
    )
    db_statement_seconds: int = Field(
        60,
        ge=1,
        le=3600,
        description="After how long the bot gives up a statement on PostgreSQL; migrations and checks take their time",
        examples=["30"],
    )

    @field_validator("bot_token")
    @classmethod
    def _token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", token.get_secret_value(), re.ASCII):
            raise ValueError("a token is digits, a colon, and letters, digits, - or _.")
        return token

    @field_validator("telegram_api_url", "public_url")
    @classmethod
    def _address(cls, address: str | None) -> str | None:
        return None if address is None else _web_address(address)

    @field_validator("public_url")
    @classmethod
    def _public(cls, address: str | None) -> str | None:
        if address is not None and address.startswith("http:") and urlsplit(address).hostname not in LOOPBACK:
            raise ValueError("http is allowed only on this machine; elsewhere the address begins with https://.")
        return address

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: SecretStr | None) -> SecretStr | None:
        if url is None:
            return None
        read_address(url.get_secret_value())
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value(), re.ASCII):
            raise ValueError("a secret is 1 to 256 letters, digits, - or _.")
        return secret

    @field_validator("operator_ids", mode="before")
    @classmethod
    def _operators(cls, typed: Any) -> Any:
        if not isinstance(typed, str):
            return typed
        ids = [word.strip() for word in typed.split(",") if word.strip()]
        if not all(re.fullmatch("[0-9]{1,19}", one, re.ASCII) for one in ids):
            raise ValueError("Telegram ids are numbers, separated by commas.")
        return tuple(int(one) for one in ids)

    @field_validator("beacon_urls", mode="before")
    @classmethod
    def _beacons(cls, typed: Any) -> Any:
        if not isinstance(typed, str):
            return typed
        addresses = tuple(_web_address(word.strip()) for word in typed.split(",") if word.strip())
        if not addresses:
            raise ValueError("at least one relay is needed.")
        return addresses

    @field_validator("data_key")
    @classmethod
    def _key(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None:
            read_key(key.get_secret_value())
        return key

    @model_validator(mode="after")
    def _webhook_needs_an_address(self) -> "Settings":
        if self.updates == "webhook" and self.public_url is None:
            raise SettingRefused("PUBLIC_URL", "a webhook needs the public address of this bot.")
        return self

    @cached_property
    def database(self) -> URL:
        if self.database_url is not None:
            return make_url(self.database_url.get_secret_value())
        return URL.create("sqlite+aiosqlite", database=str(self.data_dir / "raffles.db"))

    def require_token(self) -> SecretStr:
        if self.bot_token is None:
            raise SettingRefused("BOT_TOKEN", "the bot needs the token that @BotFather gave you.")
        return self.bot_token


def read_settings() -> Settings:
    try:
        settings = Settings()
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False)[0]
        why = first["msg"].removeprefix("Value error, ")
        name = str(first["loc"][0]).upper()
        raise SettingRefused(name, why if why.endswith(".") else f"{why[:1].lower()}{why[1:]}.") from None
    except (UnicodeDecodeError, OSError):
        raise StartRefused(
            f".env: this is not a readable file in UTF-8. Example: BOT_TOKEN={_example_of('BOT_TOKEN')}"
        ) from None
    _insist_on_writable(settings.data_dir)
    return settings


def read_address(text: str) -> URL:
    try:
        address = make_url(text)
    except (ArgumentError, ValueError):
        raise ValueError("this is not the address of a database.") from None
    if address.drivername not in SCHEMES:
        raise ValueError(f"the address begins with one of {', '.join(SCHEMES)}.")
    if address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:"):
        raise ValueError("after sqlite+aiosqlite:/// the address names a file.")
    return address


def _insist_on_writable(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise SettingRefused("DATA_DIR", f"the folder cannot be written to ({error.strerror}).") from None


def _web_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a bracket that is never closed
        sound = False
    if not sound or re.search(r"\s", address):
        raise ValueError("this is not an address that begins with http:// or https://.")
    return address.rstrip("/")


def _example_of(name: str) -> str:
    examples = Settings.model_fields[name.lower()].examples
    return str(examples[0]) if examples else "..."
