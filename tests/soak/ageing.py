"""What time does to the reservations of a raffle: they are reminded of, they end, and an offer lapses."""

import asyncio
import re
from datetime import datetime
from time import monotonic

from db.store import Store
from tests.soak.ledger import read_held
from tests.soak.model import Held, Line, Raffle
from tests.soak.organizing import REMINDED_BEFORE
from tests.soak.passing import BY_DAY

PATIENCE = 90.0
"""From when it is over until it has ended, with a process that lives."""


class Ageing:
    """Of one raffle. That a reservation ends the model knows; at which moment, the store tells it."""

    def __init__(self, store: Store, user_id: int, raffle: Raffle, patience: float = PATIENCE) -> None:
        self._store = store
        self._user_id = user_id
        self._raffle = raffle
        self._patience = patience
        self._over_since: dict[Held, float] = {}

    async def go_on(self) -> None:
        while True:
            await asyncio.sleep(0.5)
            await self.learn()

    async def until_all_have_ended(self) -> None:
        while self._raffle.left_to_time():
            await asyncio.sleep(0.1)

    async def learn(self) -> None:
        if not (over := self._raffle.left_to_time()):
            return
        held = await read_held(self._store, self._user_id)
        for order in set(over) & set(self._raffle.left_to_time()):
            if held.get(order.numbers[0]) != (order.state, order.buyer):
                self._raffle.end(order)
            elif self._has_waited(order):
                self._raffle.account.find(f"{self._raffle.name}: {order.shown} of {order.buyer} does not end")
                self._raffle.orders.remove(order)

    def _has_waited(self, order: Held) -> bool:
        began = max([self._over_since.setdefault(order, monotonic()), *self._raffle.account.kills[-1:]])
        return monotonic() - began > self._patience

    def grow_older(self, now: datetime, *, was_quiet: bool) -> None:
        """By an hour; in a quiet one the bot had the time to look what is due."""
        raffle = self._raffle
        self._let_offers_lapse()
        raffle.hour += 1
        for order in raffle.orders:
            if order.who is not None and order.state == "reserved":
                self._expect_reminder(order, is_surely_due=was_quiet and now.hour - 1 in BY_DAY)

    def _let_offers_lapse(self) -> None:
        """Also of what is over and may have ended in this very moment: it was offered then, or is only now."""
        raffle = self._raffle
        ending = {number for order in raffle.left_to_time() for number in order.numbers}
        for number, line in list(raffle.lines.items()):
            if line.who is None or (line.offered is None and number not in ending):
                continue
            if line.offered is None:
                line.who.ear.may_hear(raffle.offer_of(number))
            else:
                line.offered.is_needed = False
            raffle.lines[number] = Line(None)

    def _expect_reminder(self, order: Held, *, is_surely_due: bool) -> None:
        """Of one order alone: those of somebody who has several are told together, or not so soon after another."""
        raffle, age = self._raffle, self._raffle.hour - order.since
        if order.who is None or raffle.hold is None:
            return
        name = re.escape(raffle.name)
        words = re.compile(rf"\b{order.shown} of “{name}” (is|are) reserved for you|reserved for you and not paid yet")
        if age == raffle.hold - REMINDED_BEFORE:
            order.who.ear.may_hear(words)
        elif age == raffle.hold and is_surely_due and not order.was_proved and raffle.count_unpaid(order.who) == 1:
            order.who.ear.must_hear(words)
