"""Draws that happen by themselves, by relays that answer, lie or are gone: each is drawn once, by its very round."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.beacon import Relays
from bot.draws_due import DrawsDue
from bot.leases import Lease
from db.draws import Draw, find_draw, list_results
from db.invariants import check
from db.leases import LeaseLost
from rules.draw.beacon import Round
from tests.bot.stores import MoodyStore
from tests.bot.test_beacon import LIES, Relay, knows_the_real_rounds, relaying
from tests.bot.test_leases import pause
from tests.cast import House
from tests.services.drawn import DUE, MINUTE, ROUND, locked

FindRound = Callable[[int], Awaitable[Round | None]]


def asking(house: House, relays: list[Relay]) -> FindRound:
    return Relays([relay.url for relay in relays], house.clock, 0.5).find_round


async def state(house: House, draw: Draw) -> str:
    return (await house.look(find_draw, draw.key)).state


async def drawn_once(house: House, draw: Draw) -> None:
    assert await state(house, draw) == "drawn"
    assert len(await house.look(list_results, draw.key)) == 1
    told = [row for row in (await house.everything())["outbox"] if "draw-drawn" in row]
    assert len(told) == 1
    assert [finding async for finding in check(house.store)] == []


async def test_before_its_moment_no_relay_is_asked_and_then_the_round_draws(house: House) -> None:
    draw = await locked(house)
    async with relaying(knows_the_real_rounds) as relays:
        find_round = asking(house, relays)
        await DrawsDue(find_round).look(house.store)
        assert relays[0].asked == []
        house.clock.now = DUE
        await DrawsDue(find_round).look(house.store)
        assert {path.rpartition("/")[2] for path in relays[0].asked} == {str(ROUND)}
        await DrawsDue(find_round).look(house.store)
        assert len(relays[0].asked) == 1
    await drawn_once(house, draw)


async def test_without_a_network_it_waits_and_then_draws_by_the_same_round(house: House) -> None:
    draw = await locked(house)
    async with relaying(knows_the_real_rounds) as gone:
        pass
    house.clock.now = DUE + MINUTE
    find_round = asking(house, gone)
    for _ in range(3):
        await DrawsDue(find_round).look(house.store)
        house.clock.pass_(MINUTE)
    assert await state(house, draw) == "locked"
    async with relaying(knows_the_real_rounds) as relays:
        find_round = asking(house, relays)
        await DrawsDue(find_round).look(house.store)
        assert {path.rpartition("/")[2] for path in relays[0].asked} == {str(ROUND)}
    await drawn_once(house, draw)


@pytest.mark.parametrize("lie", ["another chain", "a point outside the subgroup", "silence", "not found"])
async def test_no_lie_draws_anything(house: House, lie: str) -> None:
    draw = await locked(house)
    house.clock.now = DUE
    async with relaying(LIES[lie]) as relays:
        find_round = asking(house, relays)
        await DrawsDue(find_round).look(house.store)
        assert await state(house, draw) == "locked"
        assert await house.look(list_results, draw.key) == []
    async with relaying(LIES[lie], knows_the_real_rounds) as relays:
        find_round = asking(house, relays)
        await DrawsDue(find_round).look(house.store)
    await drawn_once(house, draw)


async def test_who_asked_the_beacon_and_ended_before_the_draw_leaves_it_to_the_next(house: House) -> None:
    draw = await locked(house)
    house.clock.now = DUE
    moody = MoodyStore(house.store)
    async with relaying(knows_the_real_rounds) as relays:
        find_round = asking(house, relays)

        async def ended(number: int) -> Round | None:
            found = await find_round(number)
            moody.failures = 1
            return found

        await DrawsDue(ended).look(moody)
        assert await state(house, draw) == "locked"
        await DrawsDue(find_round).look(house.store)
    await drawn_once(house, draw)


async def test_of_two_processes_at_the_same_moment_one_draws(house: House) -> None:
    draw = await locked(house)
    house.clock.now = DUE
    together = asyncio.Barrier(2)
    async with relaying(knows_the_real_rounds) as relays:
        find_round = asking(house, relays)

        async def both_know(number: int) -> Round | None:
            found = await find_round(number)
            await together.wait()
            return found

        await asyncio.gather(*(DrawsDue(both_know).look(house.store) for _ in range(2)))
    await drawn_once(house, draw)


async def test_who_has_lost_the_clock_draws_nothing(house: House) -> None:
    """While one process asks the beacon the other takes over, on a store that they share."""
    if not house.store.shared:
        return
    draw = await locked(house)
    house.clock.now = DUE
    first, second = (Lease(house.store, "clock", holder) for holder in ("a/1", "b/1"))
    running = asyncio.create_task(first.run())
    await first.taken()
    async with relaying(knows_the_real_rounds) as relays:
        find_round = asking(house, relays)

        async def late(number: int) -> Round | None:
            found = await find_round(number)
            await pause(first, running)
            house.clock.pass_(MINUTE)
            others.append(asyncio.create_task(second.run()))
            await second.taken()
            return found

        others: list[asyncio.Task[None]] = []
        async with asyncio.timeout(20):
            with pytest.raises(LeaseLost):
                await DrawsDue(late).look(first.fence(house.store))
            assert await state(house, draw) == "locked"
            await DrawsDue(find_round).look(second.fence(house.store))
            second.stop()
            await asyncio.gather(*others)
    await drawn_once(house, draw)
