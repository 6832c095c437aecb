"""All that one person holds, with any organizer: what is paid, what is still to be paid, and what is over."""

from datetime import datetime
from typing import NamedTuple

from db.anywhere import list_orders_anywhere
from db.orders import Order
from db.proofs import is_waiting_for_review
from db.work import Work
from rules.numbers import NumberRange
from rules.states import OrderState
from services.orders import PAGE, list_what_they_hold, skip_orders


class MyOrder(NamedTuple):
    order: Order
    project_name: str
    currency: str
    project_state: str
    draw_at: datetime | None
    organizer_name: str
    organizer_zone: str
    numbers: tuple[int, ...]
    """The first of those that it holds."""
    count: int  # type: ignore[assignment]  # how many it holds, not the method of tuples
    ranges: tuple[NumberRange, ...]
    proof_waits: bool


class MyTickets(NamedTuple):
    rows: list[MyOrder]
    number: int
    more: bool


async def has_tickets(work: Work, telegram_id: int) -> bool:
    """Or had: they come as a buyer."""
    return bool(await list_orders_anywhere(work, telegram_id, 1))


async def my_tickets(work: Work, telegram_id: int, page: int = 1) -> MyTickets:
    """Newest first, a page at a time."""
    found = await list_orders_anywhere(work, telegram_id, PAGE + 1, skip_orders(page))
    shown = found[:PAGE]
    held = await list_what_they_hold(work, [one.order.key for one in shown])
    waits = {one.order.key for one in shown if one.order.state == OrderState.RESERVED}
    waits = {key for key in waits if await is_waiting_for_review(work, key)}
    rows = [MyOrder(*one, *held[one.order.key], one.order.key in waits) for one in shown]
    return MyTickets(rows, page, len(found) > PAGE)
