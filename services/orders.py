"""Orders looked at: one with all that belongs to it, or lists by deadline, state and buyer; and more time to pay."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from db.buyers import Buyer, find_buyer, list_buyers_numbered
from db.events import Event, list_events_of_order, note_event
from db.orders import (
    Listed,
    Order,
    Owing,
    change_order,
    find_order,
    list_buyers_orders,
    list_orders_in_state,
    list_owing_orders,
    sum_owing,
)
from db.outbox import ANSWER, post_notice
from db.payments import Payment, list_payments
from db.projects import Project, find_project, lock_project
from db.raffles import list_first_held, list_held, list_numbers_of
from db.reminders import list_of_order
from db.sets import list_ranges
from db.work import Work
from rules.deadlines import deadlines
from rules.keys import BuyerKey, OrderKey, ProjectKey
from rules.more_time import MoreTime
from rules.numbers import LARGEST_NUMBER, NumberRange
from rules.refusals import MoveNotAllowed, NotFound, NumbersNotHeld
from rules.reminding import AT_THEIR_WISH
from rules.states import OrderState, ReminderState
from rules.terms import check_hold
from services.projects import require_running
from services.reminders import replan_reminders

TIME_ANSWERED = "time-answered"
"""What a buyer is told who asked for more time."""
PAGE = 6
"""As many as a telephone shows at once."""
NUMBERS_SHOWN = 8
_REMINDED = 5


class OrderView(NamedTuple):
    project: Project
    order: Order
    buyer: Buyer
    numbers: tuple[int, ...]
    ranges: tuple[NumberRange, ...]
    """Of the project: how wide its numbers are shown."""
    payments: list[Payment]
    """Those that count."""


class OrderRow(NamedTuple):
    order: Order
    buyer_name: str
    project_name: str
    currency: str
    numbers: tuple[int, ...]
    """The first of those that it holds."""
    count: int  # type: ignore[assignment]  # how many it holds, not the method of tuples
    ranges: tuple[NumberRange, ...]


class OrderPage(NamedTuple):
    rows: list[OrderRow]
    number: int
    more: bool


class OrdersOfProject(NamedTuple):
    project: Project
    owing: Owing
    page: OrderPage


class Happened(NamedTuple):
    """An event as it reads."""

    at: datetime
    kind: str
    made_by: int
    buyer_name: str | None
    """As they are called now."""
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class HappenedPage(NamedTuple):
    rows: list[Happened]
    number: int
    more: bool
    reminded: tuple[datetime, ...] = ()
    """When reminders went by themselves, on the first page."""


async def find_order_view(work: Work, key: OrderKey) -> OrderView:
    order = await find_order(work, key)
    return OrderView(
        project=await find_project(work, key.project),
        order=order,
        buyer=await find_buyer(work, BuyerKey(key.user_id, order.buyer_number)),
        numbers=tuple(raffle.raffle_number for raffle in await list_numbers_of(work, key)),
        ranges=await list_ranges(work, key.project),
        payments=await list_payments(work, key),
    )


async def find_order_of_number(work: Work, project_key: ProjectKey, number: int) -> OrderKey:
    await find_project(work, project_key)
    held = await list_held(work, project_key, [number])
    if not held:
        raise NumbersNotHeld((number,), await list_ranges(work, project_key))
    return OrderKey(*project_key, held[0].order_number)


async def list_owing(work: Work, project_key: ProjectKey, page: int = 1) -> OrderPage:
    """Reservations, whose deadline comes first."""
    await find_project(work, project_key)
    return await _page(work, await list_owing_orders(work, project_key, PAGE + 1, skip_orders(page)), page)


async def count_owing(work: Work, project_key: ProjectKey) -> Owing:
    await find_project(work, project_key)
    return await sum_owing(work, project_key)


async def list_orders_with_state(work: Work, project_key: ProjectKey, state: OrderState, page: int = 1) -> OrderPage:
    """Newest first."""
    await find_project(work, project_key)
    return await _page(
        work, await list_orders_in_state(work, project_key, state.value, PAGE + 1, skip_orders(page)), page
    )


async def look_at_orders(work: Work, project_key: ProjectKey, state: OrderState, page: int = 1) -> OrdersOfProject:
    """Reservations by their deadline, others newest first."""
    project = await find_project(work, project_key)
    if state == OrderState.RESERVED:
        orders = await list_owing(work, project_key, page)
    else:
        orders = await list_orders_with_state(work, project_key, state, page)
    return OrdersOfProject(project, await sum_owing(work, project_key), orders)


async def list_orders_of_buyer(work: Work, buyer_key: BuyerKey, page: int = 1) -> OrderPage:
    """In all projects, newest first."""
    await find_buyer(work, buyer_key)
    return await _page(work, await list_buyers_orders(work, buyer_key, PAGE + 1, skip_orders(page)), page)


async def list_order_events(work: Work, key: OrderKey, page: int = 1) -> HappenedPage:
    """Newest first."""
    await find_order(work, key)
    events = await list_events_of_order(work, key, PAGE + 1, skip_orders(page))
    numbers = sorted({event.buyer_number for event in events if event.buyer_number is not None})
    names = {buyer.buyer_number: buyer.name for buyer in await list_buyers_numbered(work, key.user_id, numbers)}
    rows = [_read(event, names) for event in events[:PAGE]]
    stands = await list_of_order(work, key) if page == 1 else []
    reminded = tuple(one.due_at for one in stands if one.state == ReminderState.SENT and one.kind != AT_THEIR_WISH)
    return HappenedPage(rows, page, len(events) > PAGE, reminded[-_REMINDED:])


async def extend(work: Work, key: OrderKey, hold: timedelta, by: int, wish: MoreTime | None = None) -> Order:
    """So much later than was told, or than now where that has passed; never further from now than a hold may be.

    A buyer who asked for it is answered by it.
    """
    project = await lock_project(work, key.project)
    check_hold(hold, practice=project.practice)
    order = await find_order(work, key)
    require_running(project)
    if order.state != OrderState.RESERVED:
        raise MoveNotAllowed("order", order.state, "extended")
    later = max(work.now, order.told_deadline_at or work.now) + hold
    check_hold(later - work.now, practice=project.practice)
    told_at, release_at = deadlines(later, timedelta(0), timedelta(minutes=project.grace_minutes))
    was_asked = order.more_time in (MoreTime.ASKED, MoreTime.REFUSED)
    more_time = wish or (MoreTime.GRANTED if was_asked else order.more_time)
    extended = order._replace(told_deadline_at=told_at, release_at=release_at, more_time=more_time and str(more_time))
    await change_order(work, extended)
    buyer = await find_buyer(work, BuyerKey(key.user_id, order.buyer_number))
    await replan_reminders(work, project, extended, buyer.telegram_id)
    if was_asked and buyer.telegram_id is not None:
        await post_time_answered(work, extended, buyer.telegram_id)
    note_event(
        work,
        "order.extended",
        **key._asdict(),
        buyer_number=order.buyer_number,
        made_by=by,
        before=order.facts,
        after=extended.facts,
    )
    return extended


async def post_time_answered(work: Work, order: Order, telegram_id: int) -> None:
    """To the buyer who asked for more time, what came of it."""
    once = f"{TIME_ANSWERED}/{order.user_id}/{order.project_number}/{order.order_number}/{work.mark}"
    keys = {**order.key._asdict(), "buyer_number": order.buyer_number}
    await post_notice(work, TIME_ANSWERED, telegram_id, keys, ANSWER, once)


def skip_orders(page: int) -> int:
    if not 1 <= page <= LARGEST_NUMBER:
        raise NotFound("page", page)
    return (page - 1) * PAGE


class Held(NamedTuple):
    """What an order of a list holds."""

    numbers: tuple[int, ...]
    """The first."""
    count: int  # type: ignore[assignment]  # how many, not the method of tuples
    ranges: tuple[NumberRange, ...]


async def list_what_they_hold(work: Work, orders: Sequence[OrderKey]) -> dict[OrderKey, Held]:
    """Asked for once for each project."""
    by_project: dict[ProjectKey, list[int]] = defaultdict(list)
    for key in orders:
        by_project[key.project].append(key.order_number)
    numbers: dict[OrderKey, list[int]] = defaultdict(list)
    counts: dict[OrderKey, int] = {}
    ranges = {}
    for project, wanted in by_project.items():
        ranges[project] = await list_ranges(work, project)
        for held in await list_first_held(work, project, wanted, NUMBERS_SHOWN):
            key = OrderKey(*project, held.order_number)
            numbers[key].append(held.raffle_number)
            counts[key] = held.of
    return {key: Held(tuple(numbers[key]), counts.get(key, 0), ranges[key.project]) for key in orders}


async def _page(work: Work, listed: Sequence[Listed], page: int) -> OrderPage:
    held = await list_what_they_hold(work, [one.order.key for one in listed[:PAGE]])
    rows = [OrderRow(*one, *held[one.order.key]) for one in listed[:PAGE]]
    return OrderPage(rows, page, len(listed) > PAGE)


def _read(event: Event, names: Mapping[int, str]) -> Happened:
    facts = json.loads(event.before), json.loads(event.after)
    return Happened(event.created_at, event.kind, event.made_by, names.get(event.buyer_number or 0), *facts)
