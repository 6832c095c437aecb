"""Whoever is barred organizes nothing: their words and taps get one sentence, but for what a buyer looks at."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.actions import Action
from bot.buttons import read_tap
from bot.context import Context
from bot.conversations import my_tickets, privacy
from bot.texts import operators as texts

STILL_SAID = frozenset((*my_tickets.MY_TICKETS, *privacy.PRIVACY, *privacy.MY_DATA, *privacy.DELETE))
STILL_TAPPED = frozenset(
    (
        *(Action.MY_TICKETS, Action.MINE, Action.MY_TICKET, Action.GIVE_BACK, Action.GIVEN_BACK),
        *(Action.MUTE, Action.MUTED, Action.UNMUTE, Action.OPT_OUT, Action.OPT_IN),
        *(
            Action.PRIVACY,
            Action.MY_DATA,
            Action.ERASE,
            Action.ERASED,
            Action.MY_PRIZE,
            Action.GOT_PRIZE,
            Action.GOT_IT,
        ),
    )
)


async def turn_barred_away(update: Update, context: Context) -> None:
    if _is_a_buyers(update) or not context.is_barred:
        return
    if update.callback_query is not None:
        await context.toast(texts.you_are_barred(context.say))
    elif update.message is not None and update.message.chat.type == "private":
        await update.message.reply_text(texts.you_are_barred(context.say))
    raise ApplicationHandlerStop


def _is_a_buyers(update: Update) -> bool:
    if update.callback_query is not None:
        tap = read_tap(update.callback_query.data)
        return tap is not None and tap.action in STILL_TAPPED
    said = (update.message.text or "" if update.message is not None else "").split(maxsplit=1)
    word = said[0].removeprefix("/").partition("@")[0].lower() if said and said[0].startswith("/") else ""
    return word in STILL_SAID or update.my_chat_member is not None


handler = TypeHandler(Update, turn_barred_away)
