"""A tap that was worked off long after it was made, on a screen that may be true no more: it moves no money."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop, CallbackQueryHandler

from bot.buttons import look_instead
from bot.context import Context
from bot.texts import greetings, refusals
from bot.unit import current_unit
from rules.refusals import Refusal


async def show_how_things_stand(update: Update, context: Context) -> None:
    """In place of the screen that was tapped, and it is said why."""
    look = look_instead(context.tap.data) if context.stale else None
    if look is None:
        return
    await context.message.reply_text(greetings.tap_too_late(context.say))
    try:
        async with context.work.part():
            await _do_instead(update, context, look)
    except Refusal as refusal:  # what is to be looked at is gone: this is how things stand
        await context.message.reply_text(refusals.refused(context.say, refusal))
    raise ApplicationHandlerStop


async def _do_instead(update: Update, context: Context, look: str) -> None:
    wish = update.to_dict()
    wish["callback_query"]["data"] = look
    await context.application.process_update(Update.de_json(wish, context.bot))
    unit = current_unit.get()
    if unit is not None and unit.fault is not None:
        fault, unit.fault = unit.fault, None
        raise fault


handler = CallbackQueryHandler(show_how_things_stand)
