"""The commands that are answered at once, and what is said when nothing fits."""

from telegram import ReplyKeyboardRemove, Update

from bot.context import Context
from bot.texts import greetings
from bot.unit import current_unit


async def cancel(update: Update, context: Context) -> None:
    unit = current_unit.get()
    if unit is not None and unit.dialog is not None:
        unit.move_to(None)
        # Some questions bring a keyboard of their own.
        await context.message.reply_text(greetings.cancelled(context.say), reply_markup=ReplyKeyboardRemove())
    else:
        await context.message.reply_text(greetings.nothing_to_cancel(context.say))


async def not_understood(update: Update, context: Context) -> None:
    """In a group people talk to one another: only in private is everything meant for us."""
    if context.message.chat.type == "private":
        await context.message.reply_text(greetings.not_understood(context.say))


async def old_button(update: Update, context: Context) -> None:
    await context.tap.answer(greetings.old_button(context.say))
