"""The webhook's secret: the same for all processes of a bot, and no way back to the token."""

from pathlib import Path

from bot.settings import Settings
from bot.webhook import webhook_secret

TOKEN = "123456:ABC-def_ghi"


def settings(folder: Path, token: str = TOKEN, secret: str | None = None) -> Settings:
    return Settings(_env_file=None, bot_token=token, data_dir=folder, webhook_secret=secret)


def test_processes_with_folders_of_their_own_come_to_the_same_secret(tmp_path: Path) -> None:
    secrets = {webhook_secret(settings(tmp_path / name)) for name in "ab"}
    (secret,) = secrets
    assert 32 <= len(secret) <= 256
    assert secret.isalnum()
    assert TOKEN.partition(":")[2] not in secret
    assert list(tmp_path.iterdir()) == []


def test_another_token_has_another_secret_and_one_that_is_set_counts(tmp_path: Path) -> None:
    assert webhook_secret(settings(tmp_path)) != webhook_secret(settings(tmp_path, f"{TOKEN}j"))
    assert webhook_secret(settings(tmp_path, secret="my-own")) == "my-own"
