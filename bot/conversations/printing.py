"""Tickets on paper: which set, which of its numbers; then they are drawn while everything else goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters
from telegram.helpers import create_deep_linked_url

from bot.actions import Action
from bot.context import Context
from bot.conversation import LEAVE, Conversation, GoTo, on
from bot.conversations import first_contact, settings
from bot.conversations.active import find_active
from bot.screens import printing as screens
from rules.keys import ProjectKey
from rules.misreadings import ButtonTooOld
from rules.numbers import NumberRange, read_range
from rules.tasks import TaskKind
from services.paper import PaperSets, look_at_paper, look_at_paper_sets
from services.shares import share_link

if TYPE_CHECKING:
    from db.projects import Project

PRINT = ("print", "imprimir")
WHICH = "which"


@dataclass(frozen=True)
class Draft:
    project_number: int


async def print_or_ask(update: Update, context: Context) -> object:
    project = await find_active(context, Action.PRINT)
    if project is None:
        return LEAVE
    if context.words:
        return await _begin(context, project.key, read_range(context.words))
    return await _ask(context, await look_at_paper_sets(context.work, project.key))


async def ask_by_tap(update: Update, context: Context) -> object:
    """Of a raffle; of one of its sets; or a further page of that."""
    number, *rest = context.pressed.numbers
    if len(rest) > 2:
        raise ButtonTooOld
    return await _ask(context, await look_at_paper_sets(context.work, ProjectKey(context.person.id, number)), *rest)


async def print_by_tap(update: Update, context: Context) -> object:
    number, init, final = context.pressed.take(3)
    if final < init:
        raise ButtonTooOld
    return await _begin(context, ProjectKey(context.person.id, number), NumberRange(init, final, 0))


async def type_which(update: Update, context: Context) -> object:
    draft: Draft = context.draft
    return await _begin(context, ProjectKey(context.person.id, draft.project_number), read_range(context.words))


async def _ask(context: Context, found: PaperSets, set_number: int = 0, page: int = 1) -> object:
    """A set that is gone, or is online, is none of them: then it is asked again which."""
    chosen = [one for one in found.sets if one.set_number == set_number or len(found.sets) == 1]
    if chosen:
        await context.show(screens.which_numbers(context.say, found.project, chosen[0], page))
    else:
        await context.show(screens.which_set(context.say, found))
    return GoTo(WHICH, Draft(found.project.project_number))


async def _begin(context: Context, key: ProjectKey, wanted: NumberRange) -> object:
    pages = await look_at_paper(context.work, key, wanted)
    link = await _link(context, pages.project)
    await context.begin(key, TaskKind.PRINT, init=wanted.init, final=wanted.final, link=link)
    return LEAVE


async def _link(context: Context, project: Project) -> str:
    """What anybody may look at; without a page the card, and of a practice raffle nothing."""
    if project.practice:
        return ""
    page = context.addresses.page(project.slug)
    if page is not None:
        return page
    code = await share_link(context.work, project.key, context.person.id)
    return create_deep_linked_url(context.bot.username, code)


conversation = Conversation(
    "printing",
    version=1,
    draft=Draft,
    entry_points=[
        CommandHandler(PRINT, print_or_ask),
        on(Action.PRINT, ask_by_tap),
        on(Action.PRINT_RANGE, print_by_tap),
    ],
    steps={WHICH: [MessageHandler(filters.TEXT & ~filters.COMMAND, type_which)]},
    fallbacks=[CommandHandler("start", first_contact.start), on(Action.HOME, settings.leave)],
)
