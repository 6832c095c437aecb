"""Telling Telegram where updates are to be delivered, and the secret by which it is known there."""

import hmac

from telegram import Bot

from bot.intake import ALLOWED
from bot.settings import Settings

PATH = "/telegram"


def webhook_secret(settings: Settings) -> str:
    """Made from the token, which it does not tell: all processes of a bot come to the same one, now and later."""
    if settings.webhook_secret is not None:
        return settings.webhook_secret.get_secret_value()
    token = settings.require_token().get_secret_value()
    return hmac.new(token.encode(), b"webhook secret", "sha256").hexdigest()


async def announce_webhook(bot: Bot, public_url: str, secret: str) -> None:
    await bot.set_webhook(f"{public_url}{PATH}", secret_token=secret, allowed_updates=list(ALLOWED), max_connections=40)
