"""Many buyers after the same numbers, the right way and, as a control, a wrong one."""

import asyncio
from collections import Counter
from collections.abc import Callable
from random import Random

from sqlalchemy import text

from db.invariants import check
from rules.numbers import AtRandom, Chosen
from rules.refusals import NotEnoughFree, NumbersTaken, RangesOverlap
from services.buyers import NumberedBuyer, TypedBuyer, add_new_buyer
from services.sales import reserve
from services.totals import stand_of
from tests.cast import ANA, House

BUYERS, NUMBERS = 64, 1000


async def test_no_number_is_ever_held_twice(house: House, sized: Callable[[int, int], int]) -> None:
    """Every buyer takes a few of the numbers they believe are free, until none are; some take them at random."""
    for seed in range(sized(1, 20)):
        await _race(house, seed)
    assert [finding async for finding in check(house.store)] == []


async def _race(house: House, seed: int) -> None:
    project = await house.open_project(final=NUMBERS - 1)
    won: list[int] = []
    free = set(range(NUMBERS))

    async def buy(number: int) -> None:
        chance = Random(f"{seed}/{number}")
        buyer = await house.do(add_new_buyer, ANA, f"Buyer {number}", None, ANA)
        while free:
            choice: Chosen | AtRandom = Chosen(tuple(chance.sample(sorted(free), min(len(free), chance.randint(1, 9)))))
            if number % 8 == 0:
                choice = AtRandom(chance.randint(1, 9))
            try:
                taken = await house.do(reserve, project.key, choice, NumberedBuyer(buyer.buyer_number), ANA)
            except NumbersTaken as refused:
                free.difference_update(refused.taken)
            except NotEnoughFree:
                if number % 8 == 0:
                    return
            else:
                won.extend(taken.numbers)
                free.difference_update(taken.numbers)

    await asyncio.gather(*(buy(number) for number in range(BUYERS)))
    assert [number for number, times in Counter(won).items() if times > 1] == []
    assert sorted(won) == list(range(NUMBERS))
    assert (await house.look(stand_of, project.key)).reserved == NUMBERS


async def test_looking_before_inserting_sells_a_number_twice(house: House) -> None:
    """The control: the same race without the constraint, by whoever looks first and inserts then."""
    async with house.store.work() as work:
        await work.execute(text("CREATE TABLE naive (number BIGINT, buyer BIGINT)"))
        work.keep()

    async def buy(buyer: int) -> None:
        chance = Random(buyer)
        for _ in range(40):
            number = chance.randrange(NUMBERS)
            async with house.store.reading() as work:
                held = (await work.execute(text("SELECT 1 FROM naive WHERE number = :n"), {"n": number})).first()
            if held is None:
                async with house.store.work() as work:
                    await work.execute(text("INSERT INTO naive VALUES (:n, :b)"), {"n": number, "b": buyer})
                    work.keep()

    await asyncio.gather(*(buy(buyer) for buyer in range(BUYERS)))
    async with house.store.reading() as work:
        twice = await work.execute(text("SELECT number FROM naive GROUP BY number HAVING COUNT(*) > 1"))
        assert twice.all()


async def test_two_who_add_overlapping_sets_at_once_leave_one(house: House) -> None:
    project = await house.open_project(final=9)

    async def add(start: int) -> bool:
        try:
            await house.add_set(project.key, start, start + 50)
        except RangesOverlap:
            return False
        return True

    assert sum(await asyncio.gather(*(add(start) for start in range(10, 60, 2)))) == 1
    stand = await house.look(stand_of, project.key)
    assert len(stand.sets) == 2


async def test_one_number_wanted_by_two_goes_to_one_and_the_other_is_told(house: House) -> None:
    project = await house.open_project()

    async def take(name: str) -> tuple[int, ...]:
        """Which were taken by somebody else."""
        try:
            await house.do(reserve, project.key, Chosen((6, 7)), TypedBuyer(name), ANA)
        except NumbersTaken as refused:
            return refused.taken
        return ()

    assert sorted(await asyncio.gather(take("Luis"), take("Marta"))) == [(), (6, 7)]
