"""A project is locked while everybody is at work with it: what is published is what was sold at that moment."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random

from sqlalchemy import text

from db.draw_entries import list_parts, unpack
from db.draws import find_draw
from db.invariants import check
from rules.draw.reading import read_entries
from rules.keys import DrawKey, ProjectKey
from rules.locking import ProjectLocked
from rules.numbers import AtRandom, Chosen
from rules.refusals import NumbersTaken, Refusal
from rules.states import DrawMethod, PaymentMethod
from services.expiries import expire_due
from services.holders import change_holder
from services.locking import commit_to, lock_for_draw, make_list, store_parts
from services.payments import pay
from services.prizes import add_prize_to
from services.projects import set_draw_method
from services.releases import release, void
from services.sales import sell
from services.undo import undo
from tests.cast import ANA, LUIS, MARTA, House
from tests.services.drawn import DAY, MINUTE

CASH = PaymentMethod.CASH


async def tried(deed: Awaitable[object]) -> Refusal | None:
    try:
        await deed
    except Refusal as refusal:
        return refusal
    return None


async def busy(house: House) -> tuple[ProjectKey, list[Awaitable[object]]]:
    """A project, and all that is about to happen to it: sales, a release, payments, an expiry, an undo and more."""
    key = (await house.open_project()).key
    await house.do(add_prize_to, key, "A bicycle", ANA)
    await house.do(set_draw_method, key, DrawMethod.BEACON, ANA)
    await house.sell(key, 1, 2)
    given_up = (await house.sell(key, 3)).order
    handed_on = (await house.sell(key, 4)).order
    paid = (await house.reserve(key, 10, 11)).order
    await house.reserve(key, 12)
    expires = (await house.reserve(key, 13, hold=5 * MINUTE)).order
    assert expires.release_at is not None
    house.clock.now = max(house.clock.now, expires.release_at)
    await house.sell(key, 20, 21)
    mark = (await house.told())[-1].after["mark"]
    return key, [
        house.do(sell, key, Chosen((30, 31)), LUIS, ANA, CASH),
        house.do(sell, key, AtRandom(2), MARTA, ANA, CASH),
        house.do(pay, paid.key, ANA, CASH),
        house.do(release, key, (12,), ANA),
        house.do(void, given_up.key, "By mistake", ANA),
        house.do(change_holder, handed_on.key, MARTA, ANA),
        house.do(expire_due),
        house.do(undo, ANA, mark, ANA),
    ]


async def locked_amid(house: House, chance: Random, at_once: int) -> tuple[ProjectKey, list[Refusal | None]]:
    key, deeds = await busy(house)

    async def lock() -> None:
        draw = await house.do(lock_for_draw, key, ANA, house.clock.now + DAY, at_once=at_once)
        if draw.commitment is None:
            listed = await house.look(make_list, draw.key)
            await house.do(store_parts, draw.key, listed.parts)
            await house.do(commit_to, draw.key, listed)

    everything = [*deeds, lock()]
    chance.shuffle(everything)
    return key, await asyncio.gather(*map(tried, everything))


async def published(house: House, key: ProjectKey) -> list[int]:
    draw = await house.look(find_draw, DrawKey(*key, 1))
    stored = "".join(unpack(await house.look(list_parts, draw.key)))
    return list(read_entries(stored)[1].numbers)


async def sold_now(house: House, key: ProjectKey) -> list[int]:
    statement = text(
        "SELECT raffle_number FROM raffles WHERE user_id = :user_id AND project_number = :project_number"
        " AND state = 'sold' ORDER BY raffle_number"
    )
    async with house.store.reading() as work:
        return list((await work.execute(statement, key._asdict())).scalars())


async def test_the_published_list_is_what_was_sold_at_the_lock(house: House, sized: Callable[[int, int], int]) -> None:
    """Whatever comes before the lock counts, whatever comes after it is refused, and there is nothing in between."""
    chance, refused, done = Random(8), 0, 0
    for turn in range(sized(6, 200)):
        key, outcomes = await locked_amid(house, chance, at_once=1000 if turn % 2 else 0)
        # Who takes numbers at random may take those that somebody else wants.
        assert {type(one) for one in outcomes} <= {type(None), ProjectLocked, NumbersTaken}
        refused += sum(isinstance(one, ProjectLocked) for one in outcomes)
        done += sum(one is None for one in outcomes)
        assert await published(house, key) == await sold_now(house, key)
    assert refused > 0 < done
    assert [finding async for finding in check(house.store)] == []


async def test_a_list_that_is_read_before_the_lock_is_not_what_was_sold_at_it(house: House) -> None:
    """The control: whoever reads first and locks then, in two units, publishes what is not true any more."""
    key, deeds = await busy(house)
    read_early = await sold_now(house, key)
    for deed in deeds:
        await deed
    await house.do(lock_for_draw, key, ANA, house.clock.now + DAY)
    assert read_early != await sold_now(house, key) == await published(house, key)


async def test_of_many_who_lock_at_once_one_does(house: House, sized: Callable[[int, int], int]) -> None:
    for _ in range(sized(3, 40)):
        key, deeds = await busy(house)
        locks = [house.do(lock_for_draw, key, ANA, house.clock.now + DAY) for _ in range(5)]
        refusals = [one for one in await asyncio.gather(*map(tried, locks)) if one is not None]
        assert [type(one) for one in refusals] == [ProjectLocked] * 4
        for deed in deeds:
            await tried(deed)
    assert [finding async for finding in check(house.store)] == []


async def test_projects_of_one_organizer_that_are_locked_at_once_are_numbered_without_a_gap(
    house: House, sized: Callable[[int, int], int]
) -> None:
    keys = []
    for _ in range(sized(6, 60)):
        key, deeds = await busy(house)
        keys.append(key)
        await asyncio.gather(*map(tried, deeds))
    draws = await asyncio.gather(*(house.do(lock_for_draw, key, ANA, house.clock.now + DAY) for key in keys))
    assert sorted(draw.seq or 0 for draw in draws) == list(range(1, len(keys) + 1))
    assert [finding async for finding in check(house.store)] == []
