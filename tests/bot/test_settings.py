"""The settings: what is taken, what is refused, and that no secret is ever repeated."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import SettingRefused, Settings, StartRefused, read_settings

SECRET = "sekret"
HEX_KEY = "0f" * 32


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder, and none of our names in the environment."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_has_to_be_set() -> None:
    settings = read_settings()
    assert settings.bot_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.database.render_as_string() == "sqlite+aiosqlite:///data/raffles.db"
    assert (settings.updates, settings.send_limits, settings.default_language) == ("polling", "telegram", "en")
    assert (settings.http_host, settings.http_port) == ("127.0.0.1", 8080)
    assert (settings.log_level, settings.log_format) == ("INFO", "console")
    assert (settings.operator_ids, settings.db_pgbouncer) == ((), False)
    assert all(address.startswith("https://") for address in settings.beacon_urls)
    assert Path("data").is_dir()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("TELEGRAM_API_URL", "http://127.0.0.1:8081/", "http://127.0.0.1:8081"),
        ("DATA_DIR", "somewhere/else", Path("somewhere/else")),
        ("PUBLIC_URL", "https://raffles.example.org/", "https://raffles.example.org"),
        ("PUBLIC_URL", "http://localhost:8080", "http://localhost:8080"),
        ("PUBLIC_URL", "http://[::1]:8080", "http://[::1]:8080"),
        ("HTTP_HOST", "0.0.0.0", "0.0.0.0"),
        ("HTTP_PORT", "0", 0),
        ("HTTP_PORT", "65535", 65535),
        ("SEND_LIMITS", "off", "off"),
        ("OPERATOR_IDS", "7, 8,9", (7, 8, 9)),
        ("DEFAULT_LANGUAGE", "pt_BR", "pt_BR"),
        ("LOG_LEVEL", "DEBUG", "DEBUG"),
        ("LOG_FORMAT", "json", "json"),
        ("BEACON_URLS", "https://a.example/, http://b.example", ("https://a.example", "http://b.example")),
        ("DB_PGBOUNCER", "true", True),
        ("LOG_LEVEL", "", "INFO"),
        ("BOT_TOKEN", "", None),
    ],
)
def test_what_is_set_holds_and_what_is_empty_is_not_set(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, value: object
) -> None:
    monkeypatch.setenv(name, text)
    assert getattr(read_settings(), name.lower()) == value


@pytest.mark.parametrize("token", ["1:a", "123456:ABC-def_ghi", f"{7:0100}:{'x' * 500}", "0:-", "9:_"])
def test_a_token_is_digits_a_colon_and_letters_of_any_length(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("BOT_TOKEN", token)
    assert read_settings().require_token().get_secret_value() == token


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(
            ("BOT_TOKEN", token)
            for token in (SECRET, f"1{SECRET}", "1:", f":{SECRET}", f"1:{SECRET} x", f"1:{SECRET}:2", f"x:{SECRET}")
        ),
        *(("BOT_TOKEN", token) for token in (f"1:{SECRET}ñ", f"\N{ARABIC-INDIC DIGIT ONE}:{SECRET}", f" 1:{SECRET}")),
        ("TELEGRAM_API_URL", "ftp://127.0.0.1"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_API_URL", "https://"),
        ("TELEGRAM_API_URL", "http://["),
        ("TELEGRAM_API_URL", "http://127.0.0.1:port"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:65536"),
        ("TELEGRAM_API_URL", "http://exa mple.org"),
        ("DATABASE_URL", SECRET),
        ("DATABASE_URL", f"postgresql://ana:{SECRET}@localhost/raffle"),
        ("DATABASE_URL", f"postgresql+psycopg://ana:{SECRET}@localhost/raffle"),
        ("DATABASE_URL", f"postgresql+asyncpg://ana:pa@ss:{SECRET}@localhost/raffle"),
        ("DATABASE_URL", f"postgresql+asyncpg://ana:x@localhost:{SECRET}/raffle"),
        ("DATABASE_URL", f"mysql://ana:{SECRET}@localhost/raffle"),
        ("DATABASE_URL", "sqlite:///raffles.db"),
        ("DATABASE_URL", "sqlite+aiosqlite://"),
        ("DATABASE_URL", "sqlite+aiosqlite:///"),
        ("DATABASE_URL", "sqlite+aiosqlite:///:memory:"),
        ("DATA_DIR", "/dev/null/below"),
        ("DATA_DIR", "/dev/null"),
        ("UPDATES", "pigeons"),
        ("UPDATES", "Polling"),
        ("PUBLIC_URL", "raffles.example.org"),
        ("PUBLIC_URL", "http://raffles.example.org"),
        ("PUBLIC_URL", "http://127.0.0.1.example.org"),
        ("WEBHOOK_SECRET", f"{SECRET} word"),
        ("WEBHOOK_SECRET", SECRET * 50),
        ("HTTP_PORT", "-1"),
        ("HTTP_PORT", "65536"),
        ("HTTP_PORT", "http"),
        ("HTTP_PORT", "80.5"),
        ("SEND_LIMITS", "none"),
        ("OPERATOR_IDS", "7,ana"),
        ("OPERATOR_IDS", "-7"),
        ("OPERATOR_IDS", "7 8"),
        ("OPERATOR_IDS", "\N{ARABIC-INDIC DIGIT ONE}"),
        ("DEFAULT_LANGUAGE", "fr"),
        ("DEFAULT_LANGUAGE", "pt"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
        ("BEACON_URLS", "https://a.example,gopher://b.example"),
        ("BEACON_URLS", ","),
        ("DATA_KEY", SECRET),
        ("DATA_KEY", f"{SECRET}{HEX_KEY}"),
        ("DB_PGBOUNCER", "perhaps"),
    ],
)
def test_a_wrong_value_is_refused_in_one_line_that_never_repeats_a_secret(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.setenv(name, text)
    with pytest.raises(SettingRefused) as refused:
        read_settings()
    line = str(refused.value)
    assert refused.value.name == name
    assert line.startswith(f"{name}: ")
    assert f". Example: {name}=" in line
    assert "\n" not in line
    assert SECRET not in line


def test_a_webhook_needs_the_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPDATES", "webhook")
    with pytest.raises(SettingRefused, match="PUBLIC_URL: "):
        read_settings()
    monkeypatch.setenv("PUBLIC_URL", "https://raffles.example.org")
    assert read_settings().updates == "webhook"


def test_the_token_is_missed_only_where_it_is_needed() -> None:
    with pytest.raises(SettingRefused, match="BOT_TOKEN: "):
        read_settings().require_token()


def test_the_environment_wins_over_the_file_and_what_nobody_knows_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, nothing_set: Path
) -> None:
    (nothing_set / ".env").write_text(
        "HTTP_PORT=1\nLOG_LEVEL='ERROR' # quiet\nexport SEND_LIMITS=off\nPOSTGRES_PASSWORD=x\n"
    )
    monkeypatch.setenv("HTTP_PORT", "2")
    monkeypatch.setenv("SOMETHING_ELSE", "x")
    settings = read_settings()
    assert (settings.http_port, settings.log_level, settings.send_limits) == (2, "ERROR", "off")


def test_a_file_that_is_no_text_is_refused(nothing_set: Path) -> None:
    (nothing_set / ".env").write_bytes(b"BOT_TOKEN=\xff\xfe")
    with pytest.raises(StartRefused, match=r"\.env: "):
        read_settings()


def test_no_secret_shows_when_the_settings_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", f"1:{SECRET}")
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("DATA_KEY", HEX_KEY)
    monkeypatch.setenv("DATABASE_URL", f"postgresql+asyncpg://ana:{SECRET}@localhost/raffle")
    settings = read_settings()
    shown = f"{settings!r} {settings} {settings.database} {settings.database!r} {settings.model_dump_json()}"
    assert SECRET not in shown
    assert HEX_KEY not in shown
    assert settings.database.password == SECRET


def test_the_settings_are_never_changed() -> None:
    with pytest.raises(ValidationError):
        read_settings().http_port = 1  # type: ignore[misc]


def test_a_folder_with_unusual_signs_in_its_name_holds_the_database(
    monkeypatch: pytest.MonkeyPatch, nothing_set: Path
) -> None:
    monkeypatch.setenv("DATA_DIR", "what? 100% #1")
    assert read_settings().database.database == "what? 100% #1/raffles.db"
