"""How a project stands: its numbers and its money, by set, method and day."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from db.blocks import list_fills
from db.orders import find_newest_number
from db.projects import Project, find_project
from db.sets import RaffleSet, list_sets
from db.totals import (
    QUARTER_HOUR,
    OrderTotal,
    count_reserved,
    count_reserved_by_set,
    sum_by_order_state,
    sum_payments,
)
from db.work import Work
from rules.keys import ProjectKey
from rules.states import OrderState, ProjectState
from services.organizers import find_organizer

SLICE = 500
"""So many orders are added up within a few milliseconds."""


class SetStand(NamedTuple):
    raffle_set: RaffleSet
    sold: int
    reserved: int
    free: int


class Stand(NamedTuple):
    project: Project
    sets: list[SetStand]
    money_in: int
    owed: int
    to_refund: int
    by_method: dict[str, int]
    by_day: dict[date, int]

    @property
    def size(self) -> int:
        return sum(one.raffle_set.size for one in self.sets)

    @property
    def sold(self) -> int:
        return sum(one.sold for one in self.sets)

    @property
    def reserved(self) -> int:
        return sum(one.reserved for one in self.sets)

    @property
    def free(self) -> int:
        return sum(one.free for one in self.sets)


class Glance(NamedTuple):
    """Of a stand, what is seen at first sight."""

    project: Project
    size: int
    sold: int
    reserved: int
    money_in: int
    owed: int
    owing: int
    """Orders that wait for money."""
    to_refund: int

    @property
    def free(self) -> int:
        return self.size - self.sold - self.reserved


async def glance_at(work: Work, key: ProjectKey) -> Glance:
    """Counts what is taken by the blocks, so that a large project is seen as fast as a small one."""
    project = await find_project(work, key)
    size = sum(raffle_set.size for raffle_set in await list_sets(work, key))
    taken = sum(fill.taken for fill in await list_fills(work, key))
    reserved = await count_reserved(work, key)
    orders = await _orders(work, key)
    return Glance(
        project,
        size,
        taken - reserved,
        reserved,
        _money_in(project, orders),
        _owed(orders),
        _owing(orders),
        _to_refund(project, orders),
    )


async def stand_of(work: Work, key: ProjectKey) -> Stand:
    """Money and its methods and days are those of orders that live.

    A large project is added up in slices, between which the event loop sees to everybody else.
    """
    project = await find_project(work, key)
    sums = _Sums()
    newest = await find_newest_number(work, key)
    for first in range(1, newest + 1, SLICE):
        await sums.add(work, key, range(first, min(first + SLICE, newest + 1)))
        await asyncio.sleep(0)
    return Stand(
        project=project,
        sets=await _sets(work, key, sums.reserved),
        money_in=_money_in(project, sums.orders),
        owed=_owed(sums.orders),
        to_refund=_to_refund(project, sums.orders),
        by_method=dict(sums.by_method),
        by_day=await _by_day(work, key, sums.by_quarter),
    )


async def is_quickly_told(work: Work, key: ProjectKey) -> bool:
    """Whether a unit that writes, for which others wait, may as well find out how the project stands."""
    await find_project(work, key)
    return await find_newest_number(work, key) <= SLICE


class _Sums:
    """Of the slices so far."""

    def __init__(self) -> None:
        self.orders: dict[OrderState, OrderTotal] = {}
        self.reserved: Counter[int] = Counter()
        """Numbers, by set."""
        self.by_method: Counter[str] = Counter()
        self.by_quarter: Counter[int] = Counter()

    async def add(self, work: Work, key: ProjectKey, orders: range) -> None:
        for one in await sum_by_order_state(work, key, orders):
            state = OrderState(one.state)
            _, count, total, paid = self.orders.get(state, OrderTotal(state, 0, 0, 0))
            self.orders[state] = OrderTotal(state, count + one.orders, total + one.total, paid + one.paid)
        for method, quarter, amount in await sum_payments(work, key, orders):
            self.by_method[method] += amount
            self.by_quarter[quarter] += amount
        for set_number, numbers in await count_reserved_by_set(work, key, orders):
            self.reserved[set_number] += numbers


async def _orders(work: Work, key: ProjectKey) -> dict[OrderState, OrderTotal]:
    return {OrderState(total.state): total for total in await sum_by_order_state(work, key)}


def _money_in(project: Project, orders: dict[OrderState, OrderTotal]) -> int:
    return sum(total.paid for total in orders.values()) - _to_refund(project, orders)


def _owed(orders: dict[OrderState, OrderTotal]) -> int:
    reserved = orders.get(OrderState.RESERVED)
    return reserved.total - reserved.paid if reserved else 0


def _owing(orders: dict[OrderState, OrderTotal]) -> int:
    return orders[OrderState.RESERVED].orders if OrderState.RESERVED in orders else 0


def _to_refund(project: Project, orders: dict[OrderState, OrderTotal]) -> int:
    """What was paid on orders that ended, and all of it once the project is cancelled."""
    ended = tuple(OrderState) if project.state == ProjectState.CANCELLED else (OrderState.CANCELLED, OrderState.EXPIRED)
    return sum(total.paid for state, total in orders.items() if state in ended)


async def _sets(work: Work, key: ProjectKey, reserved: Mapping[int, int]) -> list[SetStand]:
    """What is taken is known from the blocks."""
    taken: Counter[int] = Counter()
    for fill in await list_fills(work, key):
        taken[fill.set_number] += fill.taken
    return [
        SetStand(one, taken[number] - reserved[number], reserved[number], one.size - taken[number])
        for one in await list_sets(work, key)
        for number in [one.set_number]
    ]


async def _by_day(work: Work, key: ProjectKey, by_quarter: Mapping[int, int]) -> dict[date, int]:
    """Days where the organizer lives."""
    zone = ZoneInfo((await find_organizer(work, key.user_id)).zone)
    days: Counter[date] = Counter()
    for quarter, amount in by_quarter.items():
        days[datetime.fromtimestamp(quarter * QUARTER_HOUR, UTC).astimezone(zone).date()] += amount
    return dict(days)
