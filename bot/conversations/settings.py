"""Settings: each is changed by a button or by typing, and says what it is now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.actions import Action
from bot.buttons import pattern
from bot.context import Context
from bot.conversation import LEAVE, Conversation, GoTo
from bot.conversations import first_contact
from bot.conversations.home import home_of
from bot.screens import settings as screens
from bot.texts import settings as texts
from bot.texts.say import say_in
from rules.choices import read_yes
from rules.countries import read_country
from rules.deadlines import read_clock, read_hold, read_quiet, read_span
from rules.misreadings import ButtonTooOld
from services.organizers import (
    choose_country,
    choose_currency,
    choose_digest,
    choose_grace,
    choose_hold,
    choose_language,
    choose_quiet_hours,
    choose_summary,
    choose_zone,
    write_payment_text,
)

if TYPE_CHECKING:
    from db.users import User
    from db.work import Work

TYPING = "typing"

Change = Callable[["Work", int, str], Awaitable["User"]]

CHANGES: Mapping[str, Change] = {
    "language": choose_language,
    "country": lambda work, user_id, words: choose_country(work, user_id, read_country(words)),
    "currency": choose_currency,
    "zone": choose_zone,
    "quiet": lambda work, user_id, words: choose_quiet_hours(work, user_id, *read_quiet(words)),
    "summary": lambda work, user_id, words: choose_summary(work, user_id, read_yes(words)),
    "digest": lambda work, user_id, words: choose_digest(work, user_id, read_clock(words)),
    # What is typed is never empty: that is what the button says that takes the text away.
    "payment": lambda work, user_id, words: write_payment_text(work, user_id, words or None),
    "hold": lambda work, user_id, words: choose_hold(work, user_id, read_hold(words)),
    "grace": lambda work, user_id, words: choose_grace(work, user_id, read_span(words)),
}
"""From what was typed, or what a button would have typed."""


@dataclass(frozen=True)
class Draft:
    field: str


async def show_all(update: Update, context: Context) -> object:
    await context.show(screens.overview(context.say, context.user, context.work.now))
    return LEAVE


async def show_one(update: Update, context: Context) -> object:
    name = context.pressed.value
    if not name:
        return await show_all(update, context)
    _insist_on(name)
    await context.show(screens.one(context.say, context.user, name, context.work.now))
    return GoTo(TYPING, Draft(name))


async def tapped(update: Update, context: Context) -> object:
    name, _, words = context.pressed.value.partition(".")
    _insist_on(name)
    user = await CHANGES[name](context.work, context.person.id, words)
    say = say_in(user.language, user.zone)
    await context.toast(texts.kept(say))
    await context.show(screens.overview(say, user, context.work.now))
    return LEAVE


async def typed(update: Update, context: Context) -> object:
    draft: Draft = context.draft
    user = await CHANGES[draft.field](context.work, context.person.id, context.words)
    say = say_in(user.language, user.zone)
    await context.tell(screens.overview(say, user, context.work.now, changed=True))
    return LEAVE


async def leave(update: Update, context: Context) -> object:
    await context.show(await home_of(context))
    return LEAVE


def _insist_on(name: str) -> None:
    if name not in CHANGES:
        raise ButtonTooOld


conversation = Conversation(
    "settings",
    version=1,
    draft=Draft,
    # The buttons go on working when the question is long forgotten.
    entry_points=[
        CommandHandler(["settings", "ajustes", "configuracion", "configuracoes"], show_all),
        CallbackQueryHandler(show_one, pattern(Action.SETTING)),
        CallbackQueryHandler(tapped, pattern(Action.SET_TO)),
    ],
    steps={TYPING: [MessageHandler(filters.TEXT & ~filters.COMMAND, typed)]},
    # Who goes home answers no more.
    fallbacks=[CommandHandler("start", first_contact.start), CallbackQueryHandler(leave, pattern(Action.HOME))],
)
