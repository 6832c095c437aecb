"""In one message: numbers or prizes for the raffle that is worked on, and the end of its sales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import CommandHandler

from bot.context import Context
from bot.conversations.change_deeds import add_prizes
from bot.oneline.prices import NewSet
from bot.oneline.rows import read_project_number
from bot.screens import changing as screens
from rules.keys import ProjectKey
from rules.refusals import ProjectUnclear
from services.projects import active_project, close_project, list_open_projects
from services.sets import add_set_to

if TYPE_CHECKING:
    from db.projects import Project


async def add_new_set(context: Context, project: Project, new: NewSet) -> None:
    added = await add_set_to(
        context.work, project.key, new.numbers, new.unit_price, context.person.id, type=new.type, name=new.name
    )
    await context.show(screens.set_added(context.say, project, added))


async def add_prizes_said(context: Context) -> None:
    project = await active_project(context.work, context.person.id)
    added = await add_prizes(context, project, context.words)
    await context.show(screens.prizes_added(context.say, project, added))


async def close(update: Update, context: Context) -> None:
    """The raffle that is worked on, or the one whose number is written behind."""
    by = context.person.id
    if context.words:
        key = ProjectKey(by, read_project_number(context.words))
    else:
        key = (await active_project(context.work, by)).key
    await context.tell(screens.closed(context.say, await close_project(context.work, key, by)))


async def find_active(context: Context, field: str) -> int | None:
    """Its number; nothing when it was asked which one."""
    try:
        return (await active_project(context.work, context.person.id)).project_number
    except ProjectUnclear:
        choice = await list_open_projects(context.work, context.person.id)
        await context.tell(screens.which_project(context.say, choice, field))
        return None


HANDLERS = (CommandHandler(["close", "cerrar", "fechar"], close),)
