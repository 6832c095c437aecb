"""A stock bot that answers and keeps nothing: httpx, one update at a time."""

import os
from typing import Any

from telegram import Update
from telegram.ext import Application, MessageHandler, filters

Context = Any
ANSWER = os.environ["ANSWER"]


async def answer(update: Update, context: Context) -> None:
    assert update.message is not None
    await update.message.reply_text(ANSWER)


def main() -> None:
    root = os.environ["TELEGRAM_API_URL"]
    application = Application.builder().token(os.environ["BOT_TOKEN"]).base_url(f"{root}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, answer))
    application.run_polling()


if __name__ == "__main__":
    main()
