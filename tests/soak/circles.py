"""An organizer and their buyers, all at once, from opening a raffle to its end, and what is found when it is over."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from random import Random
from typing import TypeVar

from db.store import Store
from tests.soak import buying, organizing
from tests.soak.ears import Silence
from tests.soak.ending import ENDINGS, practise, settle_proofs
from tests.soak.ledger import compare
from tests.soak.people import Buyer, Organizer, Somebody, Town

Me = TypeVar("Me", bound=Somebody)
BUYERS = 8
MOST_OF_ORGANIZER, MOST_OF_BUYER = 16, 4
"""Journeys until they have done enough."""


class Circle:
    def __init__(self, town: Town, chance: Random, is_over: Callable[[], bool]) -> None:
        self._town = town
        self._chance = chance
        self._is_over = is_over
        self.organizer = Organizer(town, "Ana", self._own_chance())
        self.buyers = [Buyer(town, "Bob", self._own_chance(), self.organizer) for _ in range(BUYERS)]

    def _own_chance(self) -> Random:
        return Random(self._chance.random())

    async def live(self, store: Store) -> None:
        """Whatever goes wrong is found, and ends this circle alone."""
        everybody: list[Somebody] = [self.organizer, *self.buyers]
        try:
            await self._go_through()
            for one in everybody:
                await one.ear.settle()
            await compare(store, self.organizer.id, self.organizer.raffle)
        except Silence as silence:
            self._town.account.find(str(silence))
            for one in everybody:
                one.ear.is_deaf = True
        for one in everybody:
            self._town.leave(one.id)

    async def _go_through(self) -> None:
        me = self.organizer
        await organizing.open_raffle(me)
        buying_ = [asyncio.create_task(self._buy(buyer)) for buyer in self.buyers]
        try:
            await self._organize(lambda: all(one.done() for one in buying_))
            await asyncio.gather(*buying_)
        finally:
            for one in buying_:
                one.cancel()
        async with me.raffle.alone():
            await settle_proofs(me)
            ending = self._chance.choice(ENDINGS)
            await ending(me)
            self._town.account.did[ending.__name__] += 1

    async def _organize(self, have_left: Callable[[], bool]) -> None:
        me, gone = self.organizer, 0
        while not (enough := gone >= MOST_OF_ORGANIZER or self._is_over()) or not have_left():
            proof = me.raffle.some_order(me.chance, lambda one: one.proof_waits and one.is_told)
            if proof is not None:
                async with me.turn, me.raffle.together():
                    await organizing.judge(me, proof)
            elif enough:
                await asyncio.sleep(0.05)
            else:
                gone += 1
                await self._set_out(me, organizing.JOURNEYS, organizing.BY_THEMSELVES)

    async def _buy(self, me: Buyer) -> None:
        for _ in range(me.chance.randint(2, MOST_OF_BUYER)):
            if self._is_over():
                return
            await self._set_out(me, buying.JOURNEYS, ())

    async def _set_out(
        self,
        me: Me,
        journeys: Mapping[Callable[[Me], Awaitable[None]], int],
        by_themselves: tuple[Callable[[Me], Awaitable[None]], ...],
    ) -> None:
        raffle = self.organizer.raffle
        (journey,) = me.chance.choices(list(journeys), list(journeys.values()))
        async with me.turn:
            if journey in by_themselves:
                await journey(me)
            else:
                async with raffle.together():
                    await journey(me)
        self._town.account.did[journey.__name__] += 1


async def practise_alone(town: Town, chance: Random) -> None:
    me = Somebody(town, "Ada", chance)
    try:
        await practise(me)
        await me.ear.settle()
        town.account.did["practise"] += 1
    except Silence as silence:
        town.account.find(str(silence))
        me.ear.is_deaf = True
    town.leave(me.id)
