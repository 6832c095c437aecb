"""Payments and releases in one message: done at once on the active project, and told with the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from telegram import Update

from bot.context import Context
from bot.conversation import LEAVE
from bot.conversations.order_deeds import show_owing_of_active
from bot.conversations.sale_lines import MOST_ROWS
from bot.oneline.prices import read_payment
from bot.oneline.sales import read_release, split_rows
from bot.screens import order_deeds as screens
from bot.texts import refusals, selling
from bot.texts.say import Said, joined
from rules.keys import ProjectKey
from rules.misreadings import TooManyRows
from rules.refusals import Refusal
from services.orders import OrderView, find_order_view
from services.payments import pay_for_number
from services.projects import active_project
from services.releases import release

if TYPE_CHECKING:
    from db.payments import Payment
    from db.projects import Project

PAY = ("pay", "pagar", "paga", "pago")
RELEASE = ("release", "liberar", "soltar")
OWES = ("owes", "deben", "deudas", "devem")


async def pay_by_line(update: Update, context: Context) -> object:
    if not context.words:
        return await show_owing_of_active(update, context)
    project = await active_project(context.work, context.person.id)
    rows = split_rows(context.words, PAY)
    if len(rows) > MOST_ROWS:
        raise TooManyRows(len(rows), MOST_ROWS)
    if len(rows) == 1:
        view, payment = await _pay(context, project, rows[0])
        told = screens.paid(context.say, view, payment, context.work.now)
        await context.tell(screens.with_way_back(context.say, told, [view], context.work.mark))
        return LEAVE
    views: list[OrderView] = []
    told_rows = [await _told(context, project, row, views) for row in rows]
    await context.tell(screens.several(context.say, told_rows, len(views), views, context.work.mark))
    return LEAVE


async def release_at_once(
    context: Context, key: ProjectKey, numbers: Sequence[int], held_by: int | None = None
) -> None:
    released = await release(context.work, key, numbers, context.person.id, held_by=held_by)
    views = [await find_order_view(context.work, one.after.key) for one in released]
    told = [screens.released(context.say, view, one) for view, one in zip(views, released, strict=True)]
    project = selling.of_project(context.say, views[0].project.name)
    text = joined([*told, project], "\n")
    await context.show(screens.with_way_back(context.say, text, views, context.work.mark))


async def release_by_line(context: Context) -> None:
    project = await active_project(context.work, context.person.id)
    await release_at_once(context, project.key, read_release(context.words))


async def _told(context: Context, project: Project, row: str, views: list[OrderView]) -> Said:
    """A row that is refused leaves the others alone."""
    try:
        async with context.work.part():
            view, payment = await _pay(context, project, row)
    except Refusal as refusal:
        return selling.row_refused(context.say, row, refusals.refused(context.say, refusal))
    views.append(view)
    return screens.paid_in_short(context.say, view, payment)


async def _pay(context: Context, project: Project, row: str) -> tuple[OrderView, Payment]:
    wish = read_payment(row, project.currency, context.user.language)
    by = context.person.id
    paid = await pay_for_number(context.work, project.key, wish.number, by, wish.method, wish.amount)
    return await find_order_view(context.work, paid.order.key), paid.payment
