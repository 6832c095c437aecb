"""How a project stands: its numbers and its money, by set, method and day."""

from collections import Counter
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from db.projects import Project, find_project
from db.sets import RaffleSet, list_sets
from db.totals import QUARTER_HOUR, sum_by_method, sum_by_order_state, sum_by_quarter, sum_by_set
from db.work import Work
from rules.keys import ProjectKey
from rules.states import OrderState, RaffleState
from services.organizers import find_organizer


class SetStand(NamedTuple):
    raffle_set: RaffleSet
    sold: int
    reserved: int
    free: int
    sold_amount: int
    reserved_amount: int


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


async def stand_of(work: Work, key: ProjectKey) -> Stand:
    """Money and its methods and days are those of orders that live."""
    project = await find_project(work, key)
    orders = {OrderState(total.state): total for total in await sum_by_order_state(work, key)}
    reserved = orders.get(OrderState.RESERVED)
    return Stand(
        project=project,
        sets=await _sets(work, key),
        money_in=sum(total.paid for state, total in orders.items() if state in (OrderState.RESERVED, OrderState.PAID)),
        owed=reserved.total - reserved.paid if reserved else 0,
        to_refund=sum(
            total.paid for state, total in orders.items() if state in (OrderState.CANCELLED, OrderState.EXPIRED)
        ),
        by_method={total.method: total.amount for total in await sum_by_method(work, key)},
        by_day=await _by_day(work, key),
    )


async def _sets(work: Work, key: ProjectKey) -> list[SetStand]:
    totals = {(total.set_number, total.state): total for total in await sum_by_set(work, key)}
    stands = []
    for raffle_set in await list_sets(work, key):
        sold = totals.get((raffle_set.set_number, RaffleState.SOLD.value))
        reserved = totals.get((raffle_set.set_number, RaffleState.RESERVED.value))
        sold_count, sold_amount = (sold.numbers, sold.amount) if sold else (0, 0)
        reserved_count, reserved_amount = (reserved.numbers, reserved.amount) if reserved else (0, 0)
        free = raffle_set.size - sold_count - reserved_count
        stands.append(SetStand(raffle_set, sold_count, reserved_count, free, sold_amount, reserved_amount))
    return stands


async def _by_day(work: Work, key: ProjectKey) -> dict[date, int]:
    """Days where the organizer lives."""
    zone = ZoneInfo((await find_organizer(work, key.user_id)).zone)
    days: Counter[date] = Counter()
    for quarter, amount in await sum_by_quarter(work, key):
        days[datetime.fromtimestamp(quarter * QUARTER_HOUR, UTC).astimezone(zone).date()] += amount
    return dict(days)
