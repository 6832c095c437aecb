"""What those who run the bot see and do in their chat with it; and a stranger who reports a raffle to them."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import CommandHandler

from bot import commands
from bot.actions import Action
from bot.buttons import Tap
from bot.context import Context
from bot.conversation import on
from bot.screen import Screen
from bot.screens import operators as screens
from bot.texts import operators as texts
from rules.bars import BarKind
from rules.misreadings import ButtonTooOld
from rules.quotas import Level
from rules.refusals import LinkNotUsable, NotFound
from services.bars import (
    bar_organizer,
    find_reported,
    look_at_barred,
    look_at_suspect,
    report_abuse,
    set_level,
    unbar_organizer,
)
from services.operations import (
    drop_update,
    find_set_aside,
    look_at_faults,
    look_at_machinery,
    look_at_set_aside,
    retry_update,
    settle_held_letters,
)

Show = Callable[[Context, str], Awaitable[Screen]]


async def begin(update: Update, context: Context) -> None:
    """With an organizer's number they are looked at. To anybody else, and in a group, there is no such command."""
    if not _is_operator(context):
        await commands.not_understood(update, context)
        return
    if context.words:
        await context.tell(await _look(context, str(_typed_number(context.words))))
    else:
        await context.tell(await _overview(context, ""))


async def tapped(update: Update, context: Context) -> None:
    if not _is_operator(context):
        raise ButtonTooOld
    where, _, of = context.pressed.value.partition(".")
    if where not in _SCREENS:
        raise ButtonTooOld
    await context.show(await _SCREENS[where](context, of))


async def report(update: Update, context: Context) -> None:
    """After a second question; without a code the first was not meant."""
    word, _, yes = context.pressed.value.partition(".")
    if not word:
        await context.show(Screen(texts.not_reported(context.say)))
    elif yes == "yes":
        await report_abuse(context.work, context.operators, word)
        await context.show(Screen(texts.thanks(context.say)))
    else:
        await _ask_to_report(context, word)


async def report_from_page(context: Context, slug: str) -> None:
    """Whoever came from a raffle's public page is asked the same."""
    if not context.operators:
        raise LinkNotUsable
    await _ask_to_report(context, slug)


async def _ask_to_report(context: Context, word: str) -> None:
    project = await find_reported(context.work, word)
    await context.tell(screens.really_report(context.say, project.name, word))


async def _overview(context: Context, of: str) -> Screen:
    machine = context.machine
    if machine is None:
        raise ButtonTooOld
    seen = await look_at_machinery(context.work)
    return screens.overview(context.say, seen, machine.look(), context.work.now)


async def _set_aside(context: Context, of: str) -> Screen:
    page = await look_at_set_aside(context.work, _number(context, of))
    return screens.set_aside(context.say, page, context.work.now)


async def _update(context: Context, of: str) -> Screen:
    found = await find_set_aside(context.work, _number(context, of))
    return screens.one_set_aside(context.say, found, context.work.now)


async def _retry(context: Context, of: str) -> Screen:
    await retry_update(context.work, _number(context, of))
    await context.toast(texts.tried_again(context.say))
    return await _set_aside(context, "1")


async def _drop(context: Context, of: str) -> Screen:
    await drop_update(context.work, _number(context, of))
    await context.toast(texts.gone(context.say))
    return await _set_aside(context, "1")


async def _faults(context: Context, of: str) -> Screen:
    return screens.faults(context.say, await look_at_faults(context.work), context.work.now)


async def _held(context: Context, of: str) -> Screen:
    return screens.held(context.say, (await look_at_machinery(context.work)).held)


async def _send_held(context: Context, of: str) -> Screen:
    count = await settle_held_letters(context.work, send=True)
    await context.toast(texts.held_sent(context.say, count))
    return await _overview(context, "")


async def _drop_held(context: Context, of: str) -> Screen:
    count = await settle_held_letters(context.work, send=False)
    await context.toast(texts.held_dropped(context.say, count))
    return await _overview(context, "")


async def _barred(context: Context, of: str) -> Screen:
    return screens.barred(context.say, await look_at_barred(context.work, _number(context, of)), context.work.now)


async def _look(context: Context, of: str) -> Screen:
    return screens.suspect(context.say, await look_at_suspect(context.work, of), context.work.now)


async def _bar(context: Context, of: str) -> Screen:
    seen = await bar_organizer(context.work, of, context.person.id)
    return screens.suspect(context.say, seen, context.work.now)


async def _unbar(context: Context, of: str) -> Screen:
    seen = await unbar_organizer(context.work, of, context.person.id)
    return screens.suspect(context.say, seen, context.work.now)


async def _limits(context: Context, of: str) -> Screen:
    return screens.limits(context.say, await look_at_suspect(context.work, of))


async def _set_level(context: Context, of: str, level: Level) -> Screen:
    return screens.limits(context.say, await set_level(context.work, of, context.person.id, level))


async def _silence(context: Context, of: str) -> Screen:
    seen = await bar_organizer(context.work, of, context.person.id, BarKind.ANNOUNCEMENTS)
    return screens.suspect(context.say, seen, context.work.now)


async def _speak(context: Context, of: str) -> Screen:
    seen = await unbar_organizer(context.work, of, context.person.id, BarKind.ANNOUNCEMENTS)
    return screens.suspect(context.say, seen, context.work.now)


_SCREENS: Mapping[str, Show] = {
    "": _overview,
    "aside": _set_aside,
    "update": _update,
    "retry": _retry,
    "drop": _drop,
    "faults": _faults,
    "held": _held,
    "send": _send_held,
    "forget": _drop_held,
    "barred": _barred,
    "look": _look,
    "bar": _bar,
    "unbar": _unbar,
    "silence": _silence,
    "speak": _speak,
    "limits": _limits,
    **{level.value: partial(_set_level, level=level) for level in Level},
}
"""What stands on the buttons of operators, and what is seen then."""


def _is_operator(context: Context) -> bool:
    chat = context.incoming.effective_chat
    return context.person.id in context.operators and chat is not None and chat.type == ChatType.PRIVATE


def _typed_number(words: str) -> int:
    if not (words.isascii() and words.isdigit() and len(words) <= 19):
        raise NotFound("user", words)
    return int(words)


def _number(context: Context, digits: str) -> int:
    return Tap(context.pressed.action, digits).number


HANDLERS = (CommandHandler("ops", begin), on(Action.OPS, tapped), on(Action.REPORT_ABUSE, report))
