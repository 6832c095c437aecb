"""How a project stands: its numbers and its money, by set, method and day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from db.projects import Project, find_project
from db.sets import RaffleSet, list_sets
from db.totals import (
    NumberTotal,
    OrderTotal,
    list_number_totals,
    list_paid,
    sum_by_order_state,
    sum_paid_by_method,
)
from db.work import Work
from rules.keys import ProjectKey
from rules.states import OrderState, ProjectState
from services.periods import day_of_quarter, zone_of


class SetStand(NamedTuple):
    raffle_set: RaffleSet
    sold: int
    reserved: int
    free: int
    sold_price: int = 0
    """What the sold ones cost."""


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
    """From running totals: a large project is seen as fast as a small one."""
    project = await find_project(work, key)
    sets, orders = await stand_of_sets(work, key), await _orders(work, key)
    return Glance(
        project,
        sum(one.raffle_set.size for one in sets),
        sum(one.sold for one in sets),
        sum(one.reserved for one in sets),
        _money_in(project, orders),
        _owed(orders),
        _owing(orders),
        _to_refund(project, orders),
    )


async def stand_of(work: Work, key: ProjectKey) -> Stand:
    """Money and its methods and days are those of orders that live."""
    project = await find_project(work, key)
    orders = await _orders(work, key)
    return Stand(
        project=project,
        sets=await stand_of_sets(work, key),
        money_in=_money_in(project, orders),
        owed=_owed(orders),
        to_refund=_to_refund(project, orders),
        by_method={one.method: one.amount for one in await sum_paid_by_method(work, key)},
        by_day=await _by_day(work, key),
    )


async def stand_of_sets(work: Work, key: ProjectKey) -> list[SetStand]:
    return await stand_among(work, key, await list_sets(work, key))


async def stand_among(work: Work, key: ProjectKey, sets: Sequence[RaffleSet]) -> list[SetStand]:
    """Of sets of that project that are at hand."""
    totals = {one.member: one for one in await list_number_totals(work, key, "set")}
    return [_set_stand(one, totals.get(one.set_number)) for one in sets]


def _set_stand(raffle_set: RaffleSet, total: NumberTotal | None) -> SetStand:
    if total is None:
        return SetStand(raffle_set, 0, 0, raffle_set.size)
    free = raffle_set.size - total.sold - total.reserved
    return SetStand(raffle_set, total.sold, total.reserved, free, total.sold_price)


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


async def _by_day(work: Work, key: ProjectKey) -> dict[date, int]:
    """Days where the organizer lives."""
    zone = await zone_of(work, key.user_id)
    days: Counter[date] = Counter()
    for one in await list_paid(work, key):
        days[day_of_quarter(one.quarter, zone)] += one.amount
    return dict(days)
