"""Choosing the language: by a button, by typing it, or at once behind the command."""

from dataclasses import dataclass

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import buttons
from bot.actions import Action
from bot.context import Context
from bot.conversation import LEAVE, Conversation, GoTo
from bot.texts import greetings
from bot.texts.say import say_in
from services.organizers import choose_language

CHOOSING = "choosing"


@dataclass(frozen=True)
class Draft:
    pass


async def ask(update: Update, context: Context) -> object:
    if context.words and context.message.text and context.message.text.startswith("/"):
        return await _choose(context, context.words)
    await context.message.reply_text(greetings.which_language(context.say), reply_markup=buttons.languages())
    return GoTo(CHOOSING, Draft())


async def typed(update: Update, context: Context) -> object:
    return await _choose(context, context.words)


async def tapped(update: Update, context: Context) -> object:
    tap = buttons.read_tap(context.tap.data)
    user = await choose_language(context.work, context.person.id, tap.value if tap else "")
    await context.tap.edit_message_text(greetings.language_chosen(say_in(user.language)))
    return LEAVE


async def _choose(context: Context, words: str) -> object:
    user = await choose_language(context.work, context.person.id, words)
    await context.message.reply_text(greetings.language_chosen(say_in(user.language)))
    return LEAVE


_by_button = CallbackQueryHandler(tapped, pattern=buttons.pattern(Action.LANGUAGE))

conversation = Conversation(
    "language",
    version=1,
    draft=Draft,
    # The button goes on working when the question is long forgotten.
    entry_points=[CommandHandler(["language", "idioma", "lengua"], ask), _by_button],
    steps={CHOOSING: [MessageHandler(filters.TEXT & ~filters.COMMAND, typed)]},
)
