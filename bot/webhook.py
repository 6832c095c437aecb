"""Telling Telegram where updates are to be delivered, and the secret by which it is known there."""

import os
import secrets
from contextlib import suppress

from telegram import Bot

from bot.intake import ALLOWED
from bot.settings import Settings

PATH = "/telegram"
FILE = "webhook.secret"


def webhook_secret(settings: Settings) -> str:
    """One that was made is kept: after a restart Telegram still shows the one that it was told."""
    if settings.webhook_secret is not None:
        return settings.webhook_secret.get_secret_value()
    path = settings.data_dir / FILE
    if not path.exists():
        draft = path.with_name(f".{FILE}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text().strip()


async def announce_webhook(bot: Bot, public_url: str, secret: str) -> None:
    await bot.set_webhook(f"{public_url}{PATH}", secret_token=secret, allowed_updates=list(ALLOWED), max_connections=40)
