"""Looking at a raffle from above: its numbers by filters, and its history."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler

from bot.actions import Action
from bot.carried import read_carried
from bot.context import Context
from bot.conversation import on
from bot.conversations.active import find_active
from bot.oneline.finds import read_find
from bot.screens import finds, histories
from rules.keys import ProjectKey
from rules.misreadings import ButtonTooOld
from services.histories import find_places, list_history
from services.lists import Filter, find_numbers
from services.sets import look_at_sets

FIND = ("find", "buscar", "encontrar")
HISTORY = ("history", "historial", "historico")


async def find_or_ask(update: Update, context: Context) -> None:
    wanted = read_find(context.words) if context.words else None
    project = await find_active(context, Action.FIND_WHAT)
    if project is None:
        return
    if wanted is None:
        await context.show(finds.usual(context.say, await look_at_sets(context.work, project.key)))
    else:
        await _show_found(context, project.key, wanted)


async def what_to_find(update: Update, context: Context) -> None:
    where = await look_at_sets(context.work, _key(context, context.pressed.number))
    await context.show(finds.usual(context.say, where))


async def find_by_tap(update: Update, context: Context) -> None:
    number, wanted = read_carried(context.pressed.value)
    await _show_found(context, _key(context, number), wanted)


async def show_history(update: Update, context: Context) -> None:
    project = await find_active(context, Action.HISTORY)
    if project is not None:
        await _show_history(context, project.key, 1)


async def turn_history(update: Update, context: Context) -> None:
    number, *page = context.pressed.numbers
    if len(page) > 1:
        raise ButtonTooOld
    await _show_history(context, _key(context, number), page[0] if page else 1)


async def _show_found(context: Context, key: ProjectKey, wanted: Filter) -> None:
    page = await find_numbers(context.work, key, wanted)
    where = await look_at_sets(context.work, key)
    await context.show(finds.found(context.say, where, wanted, page, context.work.now))


async def _show_history(context: Context, key: ProjectKey, number: int) -> None:
    page = await list_history(context.work, key, number)
    places = await find_places(context.work, key.user_id, page.found)
    where = await look_at_sets(context.work, key)
    await context.show(histories.of_project(context.say, where.project, page, places, context.work.now))


def _key(context: Context, project_number: int) -> ProjectKey:
    return ProjectKey(context.person.id, project_number)


HANDLERS = (
    CommandHandler(FIND, find_or_ask),
    CommandHandler(HISTORY, show_history),
    on(Action.FIND, find_by_tap),
    on(Action.FIND_WHAT, what_to_find),
    on(Action.HISTORY, turn_history),
)
