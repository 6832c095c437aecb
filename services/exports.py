"""A project as it leaves for a file: its numbers, orders, buyers, payments and history, some rows at a time.

All of it is read in one unit, so that it shows one moment: that at which the unit began.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import NamedTuple

from db.exports import (
    BuyerSums,
    Contact,
    OrderRow,
    PaymentRow,
    TakenNumber,
    count_told_events,
    list_buyer_rows,
    list_contacts,
    list_order_rows,
    list_payment_rows,
    list_placed_numbers,
    list_taken_numbers,
    sum_by_buyer,
)
from db.projects import Project
from db.sets import RaffleSet
from db.users import User
from db.work import Work
from rules.exports import LIST_FREE_UP_TO, TooMuchToExport
from rules.keys import ProjectKey
from rules.spreadsheets import MOST_ROWS
from rules.states import RaffleState
from services.histories import HistoryRow, Place, list_history_since
from services.organizers import find_organizer
from services.totals import Stand, stand_of

ROWS, SOME_ROWS, FEW_ROWS = 1000, 500, 200
"""At once: reading them takes the event loop some milliseconds. Of those that take longer there are fewer."""


class Exported(NamedTuple):
    """What is known before the rows are."""

    stand: Stand
    organizer: User
    at: datetime
    rows: int
    """Of numbers and events, the many."""

    @property
    def project(self) -> Project:
        return self.stand.project

    @property
    def sets(self) -> list[RaffleSet]:
        return [one.raffle_set for one in self.stand.sets]

    @property
    def place(self) -> Place:
        return Place(self.project, tuple(one.numbers for one in self.sets))

    @property
    def lists_free(self) -> bool:
        return self.stand.size <= LIST_FREE_UP_TO


class NumberLine(NamedTuple):
    raffle_set: RaffleSet
    raffle_number: int
    state: str
    unit_price: int
    taken: TakenNumber | None
    """None of a free one."""
    buyer: Contact | None


class OrderLine(NamedTuple):
    order: OrderRow
    buyer: Contact
    numbers: Sequence[int]
    """Which it holds now."""


class PaymentLine(NamedTuple):
    payment: PaymentRow
    buyer: Contact


class BuyerLine(NamedTuple):
    buyer: Contact
    sums: BuyerSums


async def look_at_export(work: Work, key: ProjectKey) -> Exported:
    """Refused where a sheet would not take all of its rows."""
    stand = await stand_of(work, key)
    events = await count_told_events(work, key)
    numbers = stand.size if stand.size <= LIST_FREE_UP_TO else stand.size - stand.free
    if max(numbers, events) > MOST_ROWS:
        raise TooMuchToExport(max(numbers, events), MOST_ROWS)
    return Exported(stand, await find_organizer(work, key.user_id), work.now, numbers + events)


async def pages_of_numbers(work: Work, exported: Exported) -> AsyncIterator[list[NumberLine]]:
    for one in exported.sets:
        first = one.init
        while first <= one.final:
            last = min(first + ROWS - 1, one.final) if exported.lists_free else one.final
            taken = await list_taken_numbers(work, exported.project.key, first, last, ROWS)
            if not exported.lists_free and len(taken) == ROWS:
                last = taken[-1].raffle_number
            numbers = range(first, last + 1) if exported.lists_free else [row.raffle_number for row in taken]
            yield await _lines(work, one, numbers, taken)
            first = last + 1


async def pages_of_orders(work: Work, exported: Exported) -> AsyncIterator[list[OrderLine]]:
    key, after = exported.project.key, 0
    while orders := await list_order_rows(work, key, after, SOME_ROWS):
        numbers = await list_placed_numbers(work, key, orders[0].order_number, orders[-1].order_number)
        buyers = await list_contacts(work, key.user_id, [one.buyer_number for one in orders])
        yield [OrderLine(one, buyers[one.buyer_number], numbers.get(one.order_number, [])) for one in orders]
        after = orders[-1].order_number


async def pages_of_buyers(work: Work, exported: Exported) -> AsyncIterator[list[BuyerLine]]:
    """Of those who ever had an order."""
    key, after = exported.project.key, 0
    while buyers := await list_buyer_rows(work, key, after, FEW_ROWS):
        sums = await sum_by_buyer(work, key, buyers[0].buyer_number, buyers[-1].buyer_number)
        yield [BuyerLine(one, sums[one.buyer_number]) for one in buyers]
        after = buyers[-1].buyer_number


async def pages_of_payments(work: Work, exported: Exported) -> AsyncIterator[list[PaymentLine]]:
    """Those that were undone too."""
    key, after = exported.project.key, (0, 0)
    while payments := await list_payment_rows(work, key, after, ROWS):
        buyers = await list_contacts(work, key.user_id, [one.buyer_number for one in payments])
        yield [PaymentLine(one, buyers[one.buyer_number]) for one in payments]
        after = payments[-1].order_number, payments[-1].payment_number


async def pages_of_history(work: Work, exported: Exported) -> AsyncIterator[list[HistoryRow]]:
    """The oldest first."""
    after = 0
    while rows := await list_history_since(work, exported.project.key, after, FEW_ROWS):
        yield rows
        after = rows[-1].event_number


async def _lines(
    work: Work, raffle_set: RaffleSet, numbers: Sequence[int], taken: Sequence[TakenNumber]
) -> list[NumberLine]:
    buyers = await list_contacts(work, raffle_set.user_id, [row.buyer_number for row in taken]) if taken else {}
    held = {row.raffle_number: _held(raffle_set, row, buyers) for row in taken}
    return [held.get(number) or _free(raffle_set, number) for number in numbers]


def _held(raffle_set: RaffleSet, row: TakenNumber, buyers: dict[int, Contact]) -> NumberLine:
    return NumberLine(raffle_set, row.raffle_number, row.state, row.unit_price, row, buyers[row.buyer_number])


def _free(raffle_set: RaffleSet, number: int) -> NumberLine:
    return NumberLine(raffle_set, number, RaffleState.AVAILABLE, raffle_set.unit_price, None, None)
