"""Sales and reservations in one message: one line each, done at once and told with the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.actions import Action
from bot.buttons import pattern
from bot.context import Context
from bot.oneline.sales import read_reservation, read_sale, split_rows
from bot.screens import selling as screens
from bot.texts import refusals, selling
from rules.misreadings import TooManyRows
from rules.refusals import Refusal
from rules.states import PaymentMethod
from services.projects import lock_active_project
from services.sales import Taken, reserve, sell
from services.undo import undo

if TYPE_CHECKING:
    from db.projects import Project

SELL = ("sell", "vender", "venda", "vende")
RESERVE = ("reserve", "reservar", "apartar", "reserva")
MOST_ROWS = 30


class Done(NamedTuple):
    taken: Taken
    method: PaymentMethod | None


def is_reservation(context: Context) -> bool:
    command = (context.message.text or "").split()[0].removeprefix("/").partition("@")[0]
    return command.lower() in RESERVE


async def act(context: Context, *, reserving: bool) -> None:
    project = await lock_active_project(context.work, context.user)
    rows = split_rows(context.words, RESERVE if reserving else SELL)
    if len(rows) == 1:
        done = await _take(context, project, rows[0], reserving=reserving)
        await context.tell(screens.done(context.say, *done, context.work.mark, context.work.now))
        return
    if len(rows) > MOST_ROWS:
        raise TooManyRows(len(rows), MOST_ROWS)
    told = [await _told(context, project, row, reserving=reserving) for row in rows]
    await context.tell(screens.rows_done(context.say, told, context.work.mark, project.project_number))


async def take_back(update: Update, context: Context) -> None:
    undone = await undo(context.work, context.person.id, context.pressed.value, context.person.id)
    await context.show(screens.undone(context.say, undone))


async def _told(context: Context, project: Project, row: str, *, reserving: bool) -> screens.RowTold:
    """A row that is refused leaves the others alone."""
    try:
        async with context.work.part():
            done = await _take(context, project, row, reserving=reserving)
    except Refusal as refusal:
        return screens.RowTold(
            selling.row_refused(context.say, row, refusals.refused(context.say, refusal)), done=False
        )
    return screens.RowTold(screens.told_in_short(context.say, *done), done=True)


async def _take(context: Context, project: Project, row: str, *, reserving: bool) -> Done:
    country, by = context.user.country, context.person.id
    if reserving:
        wish = read_reservation(row, country)
        return Done(await reserve(context.work, project.key, wish.choice, wish.buyer, by, wish.hold, project), None)
    sale = read_sale(row, country)
    taken = await sell(context.work, project.key, sale.choice, sale.buyer, by, sale.method, project)
    return Done(taken, sale.method)


HANDLERS = (CallbackQueryHandler(take_back, pattern=pattern(Action.UNDO)),)
