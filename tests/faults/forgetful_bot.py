"""The control: a stock bot, which confirms updates before it has handled them and keeps in memory what it knows."""

import os
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot import buttons
from bot.screens import first_contact
from bot.texts import greetings, refusals
from bot.texts import help as help_texts
from bot.texts.say import Say, say_in
from rules.choices import read_language
from rules.misreadings import LanguageUnknown

Context = ContextTypes.DEFAULT_TYPE


def memory_of(context: Context) -> dict[Any, Any]:
    assert context.user_data is not None
    return context.user_data


def say(context: Context) -> Say:
    return say_in(memory_of(context).get("language", "en"))


def choose(context: Context, words: str) -> str:
    try:
        memory_of(context)["language"] = read_language(words)
    except LanguageUnknown as refusal:
        return refusals.refused(say(context), refusal)
    return greetings.language_chosen(say(context))


async def answer(update: Update, words: str, **more: Any) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text(words, **more)


async def start(update: Update, context: Context) -> None:
    await answer(update, first_contact.hello(say(context)).text)


async def help_(update: Update, context: Context) -> None:
    await answer(update, help_texts.topics(say(context)))


async def language(update: Update, context: Context) -> None:
    if context.args:
        await answer(update, choose(context, " ".join(context.args)))
    else:
        await answer(update, greetings.which_language(say(context)), reply_markup=buttons.languages())


async def typed(update: Update, context: Context) -> None:
    assert update.message is not None
    await answer(update, choose(context, update.message.text or ""))


async def tapped(update: Update, context: Context) -> None:
    assert update.callback_query is not None
    tap = buttons.read_tap(update.callback_query.data)
    await update.callback_query.edit_message_text(choose(context, tap.value if tap else ""))


if __name__ == "__main__":
    root = os.environ["TELEGRAM_API_URL"]
    application = Application.builder().token(os.environ["BOT_TOKEN"]).base_url(f"{root}/bot").build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CommandHandler("help", help_))
    application.add_handler(CommandHandler("language", language))
    application.add_handler(CallbackQueryHandler(tapped))
    application.add_handler(MessageHandler(filters.TEXT, typed))
    if os.environ["UPDATES"] == "polling":
        application.run_polling()
    else:
        address = f"{os.environ['PUBLIC_URL']}/telegram"
        application.run_webhook("127.0.0.1", int(os.environ["HTTP_PORT"]), "telegram", webhook_url=address)
