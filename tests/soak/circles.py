"""An organizer and their buyers, all at once, from opening a raffle to its end, and what is found when it is over."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from random import Random
from typing import TypeVar

from db.store import Store
from tests.soak import buying, groups, late, organizing
from tests.soak.ageing import Ageing
from tests.soak.ears import Silence
from tests.soak.ending import ENDINGS, practise, settle_proofs
from tests.soak.ledger import compare
from tests.soak.people import Buyer, Organizer, Somebody, Town

Me = TypeVar("Me", bound=Somebody)
BUYERS = 8
MOST_OF_ORGANIZER, MOST_OF_BUYER = 16, 4
"""Journeys until they have done enough."""
IN_A_HURRY, HOLD, STAYS = 0.3, 3, 5
"""So many raffles give so few hours to pay, and are looked after until that has happened to some."""
IN_A_GROUP = 0.4
"""So many have a board in a group."""
REST = (0.5, 3.0)
"""Seconds between journeys of those who stay for it."""


class Circle:
    def __init__(self, town: Town, chance: Random, is_over: Callable[[], bool]) -> None:
        self._town = town
        self._chance = chance
        self._is_over = is_over
        hold = HOLD if chance.random() < IN_A_HURRY else None
        self.organizer = Organizer(town, "Ana", self._own_chance(), hold)
        self.buyers = [Buyer(town, "Bob", self._own_chance(), self.organizer) for _ in range(BUYERS)]

    def _own_chance(self) -> Random:
        return Random(self._chance.random())

    async def live(self, store: Store) -> None:
        """Whatever goes wrong is found, and ends this circle alone."""
        everybody: list[Somebody] = [self.organizer, *self.buyers]
        ageing = Ageing(store, self.organizer.id, self.organizer.raffle)
        try:
            with self._town.passing.for_(ageing):
                await self._go_through(ageing)
            for one in everybody:
                await one.ear.settle()
            await compare(store, self.organizer.id, self.organizer.raffle)
        except Silence as silence:
            self._town.account.find(str(silence))
            for one in everybody:
                one.ear.is_deaf = True
        for one in everybody:
            self._town.leave(one.id)
        if self.organizer.group is not None:
            self._town.leave(self.organizer.group)

    async def _go_through(self, ageing: Ageing) -> None:
        async with self._town.passing.gate.together():
            await organizing.open_raffle(self.organizer)
            if self._chance.random() < IN_A_GROUP:
                await groups.post_board(self.organizer)
        learning = asyncio.create_task(ageing.go_on())
        buying_ = [asyncio.create_task(self._buy(buyer)) for buyer in self.buyers]
        try:
            await self._organize(lambda: all(one.done() for one in buying_))
            await asyncio.gather(*buying_)
            await self._end(ageing)
        finally:
            for one in (learning, *buying_):
                one.cancel()
        if learning.done() and not learning.cancelled():
            await learning

    async def _end(self, ageing: Ageing) -> None:
        """Once it is known what has ended by itself; while it lasts no time passes."""
        me = self.organizer
        async with self._town.passing.gate.together(), me.raffle.gate.alone():
            await ageing.until_all_have_ended()
            await settle_proofs(me)
            await ageing.until_all_have_ended()
            if me.group is not None:
                await groups.see_that_it_is_right(me)
            ending = self._chance.choice(ENDINGS)
            await ending(me)
            self._town.account.did[ending.__name__] += 1

    async def _organize(self, have_left: Callable[[], bool]) -> None:
        me, gone = self.organizer, 0
        while not (enough := gone >= MOST_OF_ORGANIZER or self._is_over()) or not have_left():
            proof = me.raffle.some_order(me.chance, lambda one: one.proof_waits and one.is_told)
            if proof is not None:
                async with self._town.passing.gate.together(), me.turn, me.raffle.gate.together():
                    await organizing.judge(me, proof)
            elif enough and self._is_done():
                await asyncio.sleep(0.05)
            elif enough:
                await self._set_out(me, late.OF_ORGANIZERS, ())
                await self._rest(me)
            else:
                gone += 1
                await self._set_out(me, organizing.JOURNEYS, organizing.BY_THEMSELVES)

    async def _buy(self, me: Buyer) -> None:
        left = me.chance.randint(2, MOST_OF_BUYER)
        while not self._is_over() and (left > 0 or not self._is_done()):
            left -= 1
            await self._set_out(me, buying.JOURNEYS if left >= 0 else late.OF_BUYERS, ())
            if left < 0:
                await self._rest(me)

    def _is_done(self) -> bool:
        raffle = self.organizer.raffle
        return self._is_over() or raffle.hold is None or raffle.hour >= STAYS

    async def _rest(self, me: Somebody) -> None:
        await asyncio.sleep(me.chance.uniform(*REST))

    async def _set_out(
        self,
        me: Me,
        journeys: Mapping[Callable[[Me], Awaitable[None]], int],
        by_themselves: tuple[Callable[[Me], Awaitable[None]], ...],
    ) -> None:
        raffle = self.organizer.raffle
        (journey,) = me.chance.choices(list(journeys), list(journeys.values()))
        async with self._town.passing.gate.together(), me.turn:
            acted = me.acts
            if journey in by_themselves:
                await journey(me)
            else:
                async with raffle.gate.together():
                    await journey(me)
        if me.acts > acted:
            self._town.account.did[journey.__name__] += 1


async def practise_alone(town: Town, chance: Random) -> None:
    me = Somebody(town, "Ada", chance)
    try:
        async with town.passing.gate.together():
            await practise(me)
        await me.ear.settle()
        town.account.did["practise"] += 1
    except Silence as silence:
        town.account.find(str(silence))
        me.ear.is_deaf = True
    town.leave(me.id)
