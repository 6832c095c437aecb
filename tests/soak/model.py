"""The model: who holds which number of a raffle and what is paid, as the answers of the bot have told."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from rules.numbers import show_numbers
from tests.soak.account import Account
from tests.soak.ears import Owed

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

    @property
    def total(self) -> int:
        return len(self.numbers) * PRICE

    @property
    def state(self) -> str:
        return "sold" if self.paid == self.total else "reserved"

    @property
    def shown(self) -> str:
        return shown(self.numbers)


def shown(numbers: list[int]) -> str:
    return show_numbers(numbers, 0)


def money(amount: int) -> str:
    return f"${amount // 100:,}.{amount % 100:02}"


@dataclass
class Raffle:
    """Numbers in somebody's hands are left alone by all others, so that each answer is known beforehand."""

    account: Account
    name: str
    orders: list[Held] = field(default_factory=list)
    _in_hands: Counter[int] = field(default_factory=Counter)
    _gate: asyncio.Condition = field(default_factory=asyncio.Condition)
    _together: int = 0
    _alone: bool = False

    @property
    def holders(self) -> dict[int, Held]:
        return {number: order for order in self.orders for number in order.numbers}

    def free(self, chance: Random, count: int) -> list[int]:
        left = sorted(set(range(LAST + 1)) - self.holders.keys() - self._in_hands.keys())
        return sorted(chance.sample(left, min(count, len(left))))

    def some_order(self, chance: Random, which: Callable[[Held], bool]) -> Held | None:
        fitting = self.left_alone(which)
        return chance.choice(fitting) if fitting else None

    def left_alone(self, which: Callable[[Held], bool]) -> list[Held]:
        return [one for one in self.orders if which(one) and self._in_hands.keys().isdisjoint(one.numbers)]

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
        self.orders.append(order)
        return order

    def give_back(self, order: Held, numbers: list[int] | None = None) -> None:
        order.numbers = sorted(set(order.numbers) - set(order.numbers if numbers is None else numbers))
        if not order.numbers:
            self.orders.remove(order)
            if order.news is not None:
                order.news.is_needed = False

    # Whoever changes what holds for all numbers waits until nobody is under way

    @asynccontextmanager
    async def together(self) -> AsyncIterator[None]:
        async with self._gate:
            await self._gate.wait_for(lambda: not self._alone)
            self._together += 1
        try:
            yield
        finally:
            async with self._gate:
                self._together -= 1
                self._gate.notify_all()

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        async with self._gate:
            self._alone = True
            await self._gate.wait_for(lambda: not self._together)
        try:
            yield
        finally:
            async with self._gate:
                self._alone = False
                self._gate.notify_all()
