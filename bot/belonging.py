"""In a group the buttons of a screen are for whom it answers; everybody else gets a short word, and nothing happens."""

from telegram import CallbackQuery, Update
from telegram.ext import ApplicationHandlerStop, CallbackQueryHandler

from bot.actions import FOR_EVERYBODY
from bot.buttons import read_tap
from bot.context import Context
from bot.texts import greetings


async def turn_others_away(update: Update, context: Context) -> None:
    if not _is_for_everybody(context.tap) and not _is_theirs(context.tap):
        await context.toast(greetings.button_of_another(context.say))
        raise ApplicationHandlerStop


def _is_for_everybody(tap: CallbackQuery) -> bool:
    read = read_tap(tap.data)
    return read is not None and read.action in FOR_EVERYBODY


def _is_theirs(tap: CallbackQuery) -> bool:
    """Private screens are; in a group those that answer the person's own message."""
    message = tap.message
    if message is None or message.chat.type == "private":
        return True
    answered = getattr(message, "reply_to_message", None)
    return answered is not None and answered.from_user is not None and answered.from_user.id == tap.from_user.id


handler = CallbackQueryHandler(turn_others_away)
