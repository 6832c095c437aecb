"""Whose turn it is: everybody comes round once before anybody comes round again, and nobody twice at a time."""

import asyncio
from collections import Counter
from random import Random

import pytest

from bot.lanes import Lanes

FLOODER, ANA, BETO = 1, 2, 3


async def test_a_flooder_never_delays_anybody_by_more_than_one_turn() -> None:
    """Ten thousand things to do in one lane, while others come and go."""
    lanes, left, served = Lanes(), Counter({FLOODER: 10_000}), list[int]()
    await lanes.wake(FLOODER)
    for person in range(100, 150):
        left[person] = 3
        await lanes.wake(person)
    while any(left.values()):
        lane = await lanes.next()
        assert lane is not None
        served.append(lane)
        left[lane] -= 1
        await lanes.leave(lane, again=left[lane] > 0)
    for person in range(100, 150):
        turns = [place for place, lane in enumerate(served) if lane == person]
        assert len(turns) == 3
        for before, after in zip([0, *turns], turns, strict=False):
            assert served[before:after].count(FLOODER) <= 1


async def test_who_comes_last_is_served_after_those_that_wait_and_no_later() -> None:
    lanes = Lanes()
    await lanes.wake(FLOODER, BETO)
    assert await lanes.next() == FLOODER
    await lanes.wake(ANA)
    await lanes.leave(FLOODER, again=True)
    assert [await lanes.next() for _ in range(3)] == [BETO, ANA, FLOODER]


async def test_a_lane_is_served_by_one_at_a_time_however_many_serve() -> None:
    lanes, chance = Lanes(), Random(4)
    busy: set[int] = set()
    done: Counter[int] = Counter()

    async def serve() -> None:
        while (lane := await lanes.next()) is not None:
            assert lane not in busy
            busy.add(lane)
            await asyncio.sleep(chance.random() / 1000)
            busy.remove(lane)
            done[lane] += 1
            await lanes.leave(lane, again=done[lane] < 20)

    serving = [asyncio.create_task(serve()) for _ in range(32)]
    for _ in range(20):
        await lanes.wake(*range(8))
        await asyncio.sleep(0.001)
    async with asyncio.timeout(10):
        while min(done[lane] for lane in range(8)) < 20:
            await asyncio.sleep(0.005)
    await lanes.close()
    await asyncio.gather(*serving)


async def test_what_arrives_while_a_lane_is_served_brings_it_round_again() -> None:
    lanes = Lanes()
    await lanes.wake(ANA)
    assert await lanes.next() == ANA
    await lanes.wake(ANA, ANA)
    await lanes.leave(ANA, again=False)
    assert await lanes.next() == ANA
    await lanes.leave(ANA, again=False)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(lanes.next(), 0.02)


async def test_waking_a_lane_that_waits_already_changes_nothing() -> None:
    lanes = Lanes()
    await lanes.wake(ANA, BETO, ANA)
    await lanes.wake(ANA)
    assert [await lanes.next() for _ in range(2)] == [ANA, BETO]
    assert not lanes._ready


async def test_after_closing_nobody_gets_a_turn_and_whoever_waits_for_one_goes_home() -> None:
    lanes = Lanes()
    waiting = [asyncio.create_task(lanes.next()) for _ in range(3)]
    await asyncio.sleep(0)
    await lanes.close()
    assert await asyncio.gather(*waiting) == [None] * 3
    await lanes.wake(ANA)
    assert await lanes.next() is None


async def test_what_is_in_hand_when_it_closes_can_be_left() -> None:
    lanes = Lanes()
    await lanes.wake(ANA)
    assert await lanes.next() == ANA
    await lanes.close()
    await lanes.leave(ANA, again=True)
    assert await lanes.next() is None
