"""Running totals: whatever happens to numbers, orders and payments, they say what the rows add up to."""

import shutil
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

from db.copying import copy_everything
from db.invariants import check
from db.migrate import migrate, migrate_down
from db.orders import list_buyers_orders
from db.store import open_store
from db.total_tables import NumberTotals, OrderTotals, PaymentTotals
from db.work import World
from rules.keys import BuyerKey, OrderKey, ProjectKey
from rules.numbers import AtRandom
from rules.refusals import Refusal
from rules.states import PaymentMethod
from services.buyers import TypedBuyer
from services.buying import buy
from services.expiring import expire
from services.holders import change_holder
from services.merges import merge_buyers
from services.own_orders import take_back
from services.payments import pay
from services.practice import end_practice, start_practice
from services.projects import create_project
from services.releases import release, void
from services.sales import reserve, sell
from services.strangers import Person
from services.undo import undo
from tests.cast import ANA, BETO, SOFIA, Clock, House

TABLES = (NumberTotals.__tablename__, OrderTotals.__tablename__, PaymentTotals.__tablename__)
NAMES = ("Luis", "Marta", "Zoe", "Max", "Rosa")
DEEDS = 60
T = TypeVar("T")


class History:
    """Of two projects, by chance; what is refused does not happen."""

    def __init__(self, house: House, seed: int) -> None:
        self.house, self.chance = house, Random(seed)
        self.done = 0

    async def run(self) -> None:
        self.keys = [(await self.house.open_project(final=29, price=300)).key]
        self.keys.append((await self.house.do(create_project, ANA, "Another")).key)
        await self.house.add_set(self.keys[0], 100, 119, 125)
        await self.house.add_set(self.keys[1], 0, 49, 700)
        deeds = (self.take, self.take, self.buy, self.pay, self.pay, self.release, self.void, self.undo, self.late)
        for _ in range(DEEDS):
            self.house.clock.pass_(timedelta(minutes=self.chance.choice((0, 1, 7, 900))))
            try:
                await self.chance.choice((*deeds, self.hand_on, self.merge, self.regain))()
                self.done += 1
            except Refusal:
                continue

    async def take(self) -> None:
        by = self.chance.choice((ANA, ANA, SOFIA))
        choice, buyer = AtRandom(self.chance.randint(1, 4)), TypedBuyer(self.chance.choice(NAMES))
        if self.chance.random() < 0.5:
            await self.house.do(sell, self._project(), choice, buyer, by, self._method())
        else:
            await self.house.do(reserve, self._project(), choice, buyer, by)

    async def buy(self) -> None:
        await self.house.do(buy, self._project(), AtRandom(2), Person(71, "Ines"))

    async def pay(self) -> None:
        await self.house.do(pay, self._order(), ANA, self._method(), self.chance.choice((None, 100, 125)))

    async def release(self) -> None:
        await self.house.do(release, self._project(), [self.chance.randrange(30)], ANA)

    async def void(self) -> None:
        await self.house.do(void, self._order(), "By mistake", ANA)

    async def undo(self) -> None:
        await self.house.do(undo, ANA, (await self.house.told())[-1].after.get("mark", ""), ANA)

    async def late(self) -> None:
        await self.house.do(expire, self._order())

    async def hand_on(self) -> None:
        await self.house.do(change_holder, self._order(), TypedBuyer(self.chance.choice(NAMES)), ANA)

    async def merge(self) -> None:
        one, other = (BuyerKey(ANA, self.chance.randint(1, 6)) for _ in range(2))
        await self.house.do(merge_buyers, one, other, ANA)

    async def regain(self) -> None:
        """What the buyer who came by herself lost."""
        for number in range(1, 7):
            for one in await self.house.look(list_buyers_orders, BuyerKey(ANA, number), 9, 0):
                if one.order.made_by == 71 and one.order.state == "expired":
                    await self.house.do(take_back, one.order.key, 71)
                    return

    def _project(self) -> ProjectKey:
        return self.chance.choice(self.keys)

    def _order(self) -> OrderKey:
        return OrderKey(*self._project(), self.chance.randint(1, 9))

    def _method(self) -> PaymentMethod:
        return self.chance.choice(list(PaymentMethod))


async def wrong(house: House) -> list[str]:
    return [f"{one.invariant} {one.key}" async for one in check(house.store)]


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_happens_they_are_what_the_rows_add_up_to(house: House, seed: int) -> None:
    history = History(house, seed)
    await history.run()
    assert history.done > DEEDS / 4
    assert await wrong(house) == []


async def test_what_was_added_up_of_a_practice_raffle_goes_with_it(house: House) -> None:
    await house.open_project(BETO)
    await house.open_project(ANA)
    await house.do(start_practice, BETO, "Practice", "A cake", ["Ana"])
    practice = await house.do(start_practice, ANA, "Practice", "A cake", [*NAMES, "Ada", "Bea"])
    before = await totals_of(house, practice.key)
    assert len(before) > 6
    await house.do(end_practice, practice.key, ANA)
    assert await totals_of(house, practice.key) == []
    assert await totals_of(house, practice.key._replace(user_id=BETO))
    assert await wrong(house) == []


async def totals_of(house: House, key: ProjectKey) -> list[tuple[object, ...]]:
    rows = await house.everything()
    return [row for table in TABLES for row in rows[table] if row[:2] == key]


async def test_they_are_made_of_what_was_there_before_them(url: str, clock: Clock, world: World) -> None:
    async def live(house: House) -> set[tuple[object, ...]]:
        await History(house, 7).run()
        return await sums(house)

    before = await in_store_of(url, clock, world, live)
    await migrate_down(url, "0013")
    await migrate(url)
    assert await in_store_of(url, clock, world, sums) == before
    assert await in_store_of(url, clock, world, wrong) == []


async def test_a_copy_takes_them_along_and_counts_nothing_twice(
    house: House, clock: Clock, world: World, migrated_sqlite: Path, tmp_path: Path
) -> None:
    shutil.copy(migrated_sqlite, tmp_path / "source.db")
    source = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'source.db'}", world)
    await History(House(source, clock), 8).run()
    async with source.reading() as work:
        await copy_everything(work, house.store)
    assert await sums(house) == await sums(House(source, clock))
    await source.close()
    assert await wrong(house) == []
    await house.sell(ProjectKey(ANA, 1), 25)
    assert await wrong(house) == []


async def sums(house: House) -> set[tuple[object, ...]]:
    """Without those that are nothing any more, and without times."""
    rows = await house.everything()
    found = {(table, *row[:-2]) for table in TABLES for row in rows[table]}
    return {row for row in found if any(row[-4:] if row[0] == "number_totals" else row[-2:])}


async def in_store_of(url: str, clock: Clock, world: World, look: Callable[[House], Awaitable[T]]) -> T:
    store = await open_store(url, world)
    try:
        return await look(House(store, clock))
    finally:
        await store.close()
