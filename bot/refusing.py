"""A refusal, or an apology for a fault of ours, said to whoever sent the update: the one place where both are said."""

from collections.abc import Awaitable, Callable

from telegram import Update

from bot.context import known_language
from bot.rewording import without_markup
from bot.texts import greetings, refusals
from bot.texts.say import Say, say_in
from bot.unit import Unit
from db.users import find_user_if_any
from rules.refusals import Refusal

LONGEST_ALERT = 200


def sayer(default_language: str) -> Callable[[Unit, Update, Refusal | None], Awaitable[None]]:
    async def say_no(unit: Unit, update: Update, refusal: Refusal | None) -> None:
        say = await _say_to(unit, update, default_language)
        words = greetings.apology(say, str(update.update_id)) if refusal is None else refusals.refused(say, refusal)
        if update.callback_query is not None and refusal is not None and not unit.stale:
            # An alert knows no formatting.
            await update.callback_query.answer(without_markup(words)[:LONGEST_ALERT], show_alert=True)
        elif update.effective_message is not None:
            await update.effective_message.reply_text(words)

    return say_no


async def _say_to(unit: Unit, update: Update, default_language: str) -> Say:
    person = update.effective_user
    known = await find_user_if_any(unit.work, person.id) if person else None
    if known is not None:
        return say_in(known.language, known.zone)
    return say_in(known_language(person.language_code if person else None, default_language))
