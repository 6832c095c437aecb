"""What is asked about an order: its steps, what was answered so far, and the order that a button or a draft means."""

from collections.abc import Collection
from dataclasses import dataclass

from telegram import Update

from bot.context import Context
from bot.conversations.order_deeds import pressed_order
from bot.screens import orders
from bot.texts import orders as texts
from rules.keys import OrderKey
from rules.misreadings import ButtonTooOld
from rules.states import OrderState
from services.orders import OrderView, find_order_view
from services.projects import is_running

AMOUNT, TIME, CHOOSING, SURE, HOLDER, NAME, PHONE, REASON = (
    "amount", "time", "choosing", "sure", "holder", "name", "phone", "reason",
)  # fmt: skip
LIVE = (OrderState.RESERVED, OrderState.PAID)


@dataclass(frozen=True)
class Draft:
    project_number: int
    order_number: int = 0
    """None, when numbers of whichever orders are given back."""
    numbers: tuple[int, ...] = ()
    amount: int | None = None
    name: str | None = None
    """Of a new holder."""
    phone: tuple[str, str | None] | None = None
    reason: str | None = None


async def too_old(update: Update, context: Context) -> object:
    """What was asked is answered already, or was never asked."""
    raise ButtonTooOld


async def opened(context: Context, states: Collection[OrderState], *, more: bool = False) -> OrderView | None:
    """The order that is pressed; or, when it is in another state by now, how it stands is shown instead."""
    view = await pressed_order(context, more=more)
    if view.order.state in states and is_running(view.project):
        return view
    await context.toast(texts.changed_meanwhile(context.say))
    await context.show(orders.order(context.say, view, context.work.now))
    return None


async def of_draft(context: Context) -> OrderView:
    return await find_order_view(context.work, key_of(context))


def key_of(context: Context) -> OrderKey:
    draft: Draft = context.draft
    return OrderKey(context.person.id, draft.project_number, draft.order_number)


def about(view: OrderView) -> Draft:
    return Draft(view.order.project_number, view.order.order_number)


def is_drafted(context: Context, view: OrderView) -> bool:
    draft: Draft | None = context.draft
    return draft is not None and about(view) == Draft(draft.project_number, draft.order_number)
