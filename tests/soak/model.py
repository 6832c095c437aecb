"""The model: who holds which number of a raffle and what is paid, as the answers of the bot have told."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from rules.numbers import show_numbers
from tests.soak.account import Account
from tests.soak.ears import Owed
from tests.soak.gate import Gate

if TYPE_CHECKING:
    from tests.soak.people import Somebody

LAST, PRICE = 99, 500


@dataclass(eq=False)
class Held:
    """An order that holds numbers."""

    buyer: str
    numbers: list[int]
    paid: int = 0
    who: "Somebody | None" = None
    """Whoever bought it by the link."""
    news: Owed | None = None
    """The letter that tells the organizer of it."""
    proof_waits: bool = False
    is_told: bool = False
    """That their proof is with the organizer."""
    was_proved: bool = False
    since: int = 0
    """The hour in which it was made, or taken back."""
    is_back: bool = False
    over: Owed | None = None
    """The letter that tells them that it has ended."""

    @property
    def total(self) -> int:
        return len(self.numbers) * PRICE

    @property
    def state(self) -> str:
        return "sold" if self.paid == self.total else "reserved"

    @property
    def shown(self) -> str:
        return shown(self.numbers)


@dataclass(eq=False)
class Line:
    """Of one who waits for a number of somebody else's."""

    who: "Somebody | None"
    """Nobody of whom it is sure, once an offer was let pass: the next one may have been asked, or they still stand."""
    offered: Owed | None = None
    """The letter that tells them that it is free, and kept for them."""


def shown(numbers: list[int]) -> str:
    return show_numbers(numbers, 0)


def money(amount: int) -> str:
    return f"${amount // 100:,}.{amount % 100:02}"


@dataclass
class Raffle:
    """Numbers in somebody's hands are left alone by all others, so that each answer is known beforehand."""

    account: Account
    name: str
    hold: int | None = None
    """Hours in which reservations are to be paid, and then end; else more than anybody here lives to see."""
    hour: int = 0
    orders: list[Held] = field(default_factory=list)
    ended: list[Held] = field(default_factory=list)
    """By themselves, and not taken back."""
    lines: dict[int, Line] = field(default_factory=dict)
    """Numbers that somebody waits for: nobody else takes them."""
    gate: Gate = field(default_factory=Gate)
    """Whoever changes what holds for all numbers goes through it alone."""
    _in_hands: Counter[int] = field(default_factory=Counter)

    @property
    def holders(self) -> dict[int, Held]:
        return {number: order for order in self.orders for number in order.numbers}

    def free(self, chance: Random, count: int) -> list[int]:
        left = [number for number in range(LAST + 1) if self.are_free([number])]
        return sorted(chance.sample(left, min(count, len(left))))

    def are_free(self, numbers: Iterable[int]) -> bool:
        """And in nobody's hands, nor kept for somebody."""
        return (self.holders.keys() | self._in_hands.keys() | self.lines.keys()).isdisjoint(numbers)

    def some_order(self, chance: Random, which: Callable[[Held], bool]) -> Held | None:
        fitting = self.left_alone(which)
        return chance.choice(fitting) if fitting else None

    def left_alone(self, which: Callable[[Held], bool]) -> list[Held]:
        """By people, and by time."""
        return [one for one in self.orders if which(one) and self._is_left(one) and not self.is_over(one)]

    def left_to_time(self) -> list[Held]:
        """Their time is over: they have ended, or will in a moment, unless somebody is quicker."""
        return [one for one in self.orders if self.is_over(one) and self._is_left(one)]

    def is_over(self, order: Held) -> bool:
        is_old = self.hold is not None and self.hour - order.since >= self.hold
        return is_old and order.state == "reserved" and not order.proof_waits

    def _is_left(self, order: Held) -> bool:
        return self._in_hands.keys().isdisjoint(order.numbers)

    @contextmanager
    def in_hands(self, numbers: list[int]) -> Iterator[None]:
        mine = Counter(numbers)
        self._in_hands += mine
        try:
            yield
        finally:
            self._in_hands -= mine

    def take(self, order: Held) -> Held:
        if twice := self.holders.keys() & set(order.numbers):
            self.account.find(f"{self.name}: {twice} went to {order.buyer} though they were taken")
        order.since = self.hour
        self.orders.append(order)
        return order

    def give_back(self, order: Held, numbers: list[int] | None = None) -> None:
        freed = set(order.numbers if numbers is None else numbers)
        order.numbers = sorted(set(order.numbers) - freed)
        if not order.numbers:
            self.orders.remove(order)
            if order.news is not None:
                order.news.is_needed = False
        self._offer(freed)

    def end(self, order: Held) -> None:
        """By itself; whoever it belonged to is told."""
        self.orders.remove(order)
        self.account.did["(ended by itself)"] += 1
        if order.who is not None:
            order.over = order.who.ear.is_owed(f"the time to pay for {order.shown} of “{self.name}” is over")
            self.ended = [one for one in self.ended if one.who is not order.who or one.shown != order.shown]
            self.ended += [] if order.is_back else [order]
        self._offer(order.numbers)

    def count_unpaid(self, who: "Somebody") -> int:
        return len([one for one in self.orders if one.who is who and one.state == "reserved"])

    def wait_for(self, number: int, who: "Somebody") -> None:
        self.lines[number] = Line(who)

    def stop_offering(self) -> None:
        """Closed, locked or called off: whoever was not told by then may never be."""
        for line in self.lines.values():
            if line.offered is not None:
                line.offered.is_needed = False

    def _offer(self, freed: Iterable[int]) -> None:
        for number in self.lines.keys() & set(freed):
            line = self.lines[number]
            if line.who is not None:
                line.offered = line.who.ear.must_hear(self.offer_of(number))

    def offer_of(self, number: int) -> str:
        return f"🔔 {number} of “{self.name}” is free."
