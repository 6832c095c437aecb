"""A raffle kept by hand: who holds what, at which price, what is paid; and what would have to be refused."""

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rules.misreadings import AmountNotPositive, NumbersRepeated
from rules.refusals import (
    AlreadyHeldBy,
    AlreadyUndone,
    AmountAboveOwed,
    ChangedSince,
    MoveNotAllowed,
    NotEnoughFree,
    NotFound,
    NumbersAlreadyPaid,
    NumbersNotHeld,
    NumbersOutside,
    NumbersTaken,
    OrderNotPayable,
    PaidMoreThanRemains,
    ProjectNotOpen,
    RangesOverlap,
    Refusal,
    SetOnlyGrows,
    TooLateToUndo,
)

Refused = type[Refusal] | None
UNDO_FOR = timedelta(minutes=10)


@dataclass
class Entry:
    """An order."""

    buyer: str
    prices: dict[int, int]
    """Of the numbers that it holds."""
    total: int
    state: str = "reserved"
    payments: list[tuple[int, str]] = field(default_factory=list)

    @property
    def paid(self) -> int:
        return sum(amount for amount, _ in self.payments)

    @property
    def lives(self) -> bool:
        return self.state in ("reserved", "paid")


@dataclass
class Deed:
    """What was done at one moment, and how the orders stood before: None were not there."""

    kind: str
    mark: str
    at: datetime
    before: dict[int, Entry | None]
    undone_at: datetime | None = None


@dataclass
class Notebook:
    sets: list[tuple[int, int, int]]
    """First and last number, and price."""
    is_open: bool = True
    entries: dict[int, Entry] = field(default_factory=dict)
    buyers: list[str] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)

    # What is written in it

    def prices(self) -> dict[int, int]:
        return {number: price for init, final, price in self.sets for number in range(init, final + 1)}

    def held(self) -> dict[int, int]:
        """The order that holds each number."""
        return {number: order for order, entry in self.entries.items() for number in entry.prices}

    def free(self) -> list[int]:
        held = self.held()
        return [number for number in sorted(self.prices()) if number not in held]

    def paid_in(self, *states: str) -> int:
        return sum(entry.paid for entry in self.entries.values() if entry.state in states)

    def owed(self) -> int:
        return sum(entry.total - entry.paid for entry in self.entries.values() if entry.state == "reserved")

    def by_method(self) -> dict[str, int]:
        sums: Counter[str] = Counter()
        for entry in self.entries.values():
            for amount, method in entry.payments if entry.lives else ():
                sums[method] += amount
        return dict(sums)

    def buyer_number(self, name: str) -> int:
        return self.buyers.index(name) + 1

    # What would be refused

    def why_not_take(self, numbers: Sequence[int]) -> Refused:
        if not self.is_open:
            return ProjectNotOpen
        if len(set(numbers)) < len(numbers):
            return NumbersRepeated
        if set(numbers) - set(self.prices()):
            return NumbersOutside
        return NumbersTaken if set(numbers) & set(self.held()) else None

    def why_not_take_any(self, count: int) -> Refused:
        if not self.is_open:
            return ProjectNotOpen
        return NotEnoughFree if count > len(self.free()) else None

    def why_not_pay(self, order: int, amount: int) -> Refused:
        entry = self.entries.get(order)
        if entry is None:
            return NotFound
        if entry.state != "reserved":
            return OrderNotPayable
        if amount <= 0:
            return AmountNotPositive
        return AmountAboveOwed if amount > entry.total - entry.paid else None

    def why_not_release(self, numbers: Iterable[int]) -> Refused:
        held, given_back = self.held(), set(numbers)
        if given_back - set(held):
            return NumbersNotHeld
        entries = [self.entries[order] for order in {held[number] for number in given_back}]
        if any(entry.state == "paid" for entry in entries):
            return NumbersAlreadyPaid
        return PaidMoreThanRemains if any(entry.paid > _rest(entry, given_back) for entry in entries) else None

    def why_not_void(self, order: int) -> Refused:
        if order not in self.entries:
            return NotFound
        return None if self.entries[order].lives else MoveNotAllowed

    def why_not_hand_on(self, order: int, buyer: str) -> Refused:
        entry = self.entries.get(order)
        if entry is None:
            return NotFound
        if not entry.lives:
            return MoveNotAllowed
        return AlreadyHeldBy if entry.buyer == buyer else None

    def why_not_extend(self, order: int) -> Refused:
        if order not in self.entries:
            return NotFound
        return None if self.entries[order].state == "reserved" else MoveNotAllowed

    def why_not_undo(self, deed: Deed, now: datetime) -> Refused:
        if deed.undone_at is not None and now - deed.undone_at <= 2 * UNDO_FOR:
            return AlreadyUndone
        if now - deed.at > UNDO_FOR:
            return TooLateToUndo
        later = self.deeds[self.deeds.index(deed) + 1 :]
        if any(one.undone_at is None and one.before.keys() & deed.before.keys() for one in later):
            return ChangedSince
        if deed.kind == "void":
            return MoveNotAllowed
        return NumbersTaken if self._given_back(deed) & set(self.held()) else None

    def _given_back(self, deed: Deed) -> set[int]:
        return {
            number
            for order, entry in deed.before.items()
            if entry
            for number in entry.prices
            if number not in self.entries[order].prices
        }

    def why_not_grow(self, index: int, final: int) -> Refused:
        if not self.is_open:
            return ProjectNotOpen
        init, old_final, _ = self.sets[index]
        if final <= old_final:
            return SetOnlyGrows
        others = [one for position, one in enumerate(self.sets) if position != index]
        return RangesOverlap if any(init <= one[1] and one[0] <= final for one in others) else None

    # What is written into it

    def remember(self, kind: str, mark: str, at: datetime, orders: Iterable[int]) -> None:
        """Before it is written in."""
        self.deeds.append(Deed(kind, mark, at, {order: deepcopy(self.entries.get(order)) for order in orders}))

    def undo(self, deed: Deed, at: datetime) -> None:
        deed.undone_at = at
        for order, entry in deed.before.items():
            was = self.entries[order]
            self.entries[order] = deepcopy(entry) or Entry(was.buyer, {}, was.total, "cancelled")

    def take(self, numbers: Iterable[int], buyer: str, method: str | None) -> None:
        prices = self.prices()
        taken = {number: prices[number] for number in numbers}
        entry = Entry(buyer, taken, sum(taken.values()))
        if method is not None:
            entry.state, entry.payments = "paid", [(entry.total, method)]
        self._meet(buyer)
        self.entries[len(self.entries) + 1] = entry

    def pay(self, order: int, amount: int, method: str) -> None:
        entry = self.entries[order]
        entry.payments.append((amount, method))
        entry.state = "paid" if entry.paid == entry.total else "reserved"

    def release(self, numbers: Iterable[int]) -> None:
        given_back = set(numbers)
        for entry in self.entries.values():
            if not given_back & set(entry.prices):
                continue
            rest = _rest(entry, given_back)
            entry.prices = {number: price for number, price in entry.prices.items() if number not in given_back}
            if not entry.prices:
                entry.state, entry.total = "cancelled", 0
                continue
            entry.total = rest
            entry.state = "paid" if entry.paid == rest else "reserved"

    def void(self, order: int) -> None:
        self.entries[order].state, self.entries[order].prices = "cancelled", {}

    def hand_on(self, order: int, buyer: str) -> None:
        self._meet(buyer)
        self.entries[order].buyer = buyer

    def grow(self, index: int, final: int) -> None:
        init, _, price = self.sets[index]
        self.sets[index] = (init, final, price)

    def _meet(self, buyer: str) -> None:
        if buyer not in self.buyers:
            self.buyers.append(buyer)


def _rest(entry: Entry, given_back: set[int]) -> int:
    return sum(price for number, price in entry.prices.items() if number not in given_back)
