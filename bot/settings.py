"""The settings, read once from the environment or `.env`; a wrong one is refused before anything connects."""

import re
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.data_key import read_key

TELEGRAM = "https://api.telegram.org"
RELAYS = "https://api.drand.sh,https://api2.drand.sh,https://api3.drand.sh,https://drand.cloudflare.com"
SCHEMES = ("sqlite+aiosqlite", "postgresql+asyncpg")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class SettingRefused(Exception):
    """One line: the setting's name, what is wrong with it, an example; never its value."""

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        super().__init__(f"{name}: {why} Example: {name}={_example_of(name)}")


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True, hide_input_in_errors=True
    )

    bot_token: SecretStr | None = Field(None, description="From @BotFather", examples=["123456:ABC-def_ghi"])
    telegram_api_url: str = Field(TELEGRAM, description="Root of the Bot API", examples=[TELEGRAM])
    database_url: SecretStr | None = Field(
        None,
        description="Where the data lives; a file in `DATA_DIR` unless given",
        examples=["postgresql+asyncpg://raffle:password@localhost/raffle"],
    )
    data_dir: Path = Field(Path("data"), description="Database, key file, backups, lock", examples=["data"])
    updates: Literal["polling", "webhook"] = Field("polling", description="How updates arrive", examples=["polling"])
    public_url: str | None = Field(
        None, description="For webhook and public pages", examples=["https://raffles.example.org"]
    )
    webhook_secret: SecretStr | None = Field(
        None, description="Made and kept when none is given", examples=["a-long-random-word"]
    )
    http_host: str = Field("127.0.0.1", description="Where the HTTP side listens", examples=["127.0.0.1"])
    http_port: int = Field(8080, ge=0, le=65535, description="0 is any free port", examples=["8080"])
    send_limits: Literal["telegram", "off"] = Field(
        "telegram", description="`off` for a local Bot API server and benchmarks", examples=["telegram"]
    )
    operator_ids: Annotated[tuple[int, ...], NoDecode] = Field(
        (), description="Telegram ids of the operators", examples=["11111111,22222222"]
    )
    default_language: Literal["es", "en", "pt_BR"] = Field(
        "en", description="For people whose language is not spoken here", examples=["es"]
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="", examples=["INFO"])
    log_format: Literal["console", "json"] = Field("console", description="", examples=["json"])
    beacon_urls: Annotated[tuple[str, ...], NoDecode] = Field(
        tuple(RELAYS.split(",")), description="drand relays", examples=[RELAYS.partition(",")[0]]
    )
    data_key: SecretStr | None = Field(
        None,
        description="32 bytes as base64 or hex for sealed columns; else a key file in `DATA_DIR`",
        examples=["the output of: openssl rand -base64 32"],
    )
    db_pgbouncer: bool = Field(False, description="Behind pgbouncer in transaction mode", examples=["true"])

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
        if address is not None and address.startswith("http:") and urlsplit(address).hostname not in _LOOPBACK:
            raise ValueError("http is allowed only on this machine; elsewhere the address begins with https://.")
        return address

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: SecretStr | None) -> SecretStr | None:
        if url is None:
            return None
        try:
            scheme = make_url(url.get_secret_value()).drivername
        except ArgumentError:
            raise ValueError("this is not the address of a database.") from None
        if scheme not in SCHEMES:
            raise ValueError(f"the address begins with one of {', '.join(SCHEMES)}.")
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
        return tuple(_web_address(word.strip()) for word in typed.split(",") if word.strip())

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
    def database(self) -> str:
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite+aiosqlite:///{self.data_dir / 'raffles.db'}"

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
        name = str(first["loc"][0]).upper() if first["loc"] else "SETTINGS"
        raise SettingRefused(name, why if why.endswith(".") else f"{why[:1].lower()}{why[1:]}.") from None
    _insist_on_writable(settings.data_dir)
    return settings


def _insist_on_writable(folder: Path) -> None:
    probe = folder / ".writable"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise SettingRefused("DATA_DIR", f"the folder cannot be written to ({error.strerror}).") from None


def _web_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("the address begins with http:// or https://.")
    return address.rstrip("/")


def _example_of(name: str) -> str:
    examples = Settings.model_fields[name.lower()].examples
    return str(examples[0]) if examples else "..."
