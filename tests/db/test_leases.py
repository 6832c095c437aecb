"""Leases: one holder at a time, a new token for each, and nothing written by whoever has lost it."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from db.leases import LeaseLost, check_lease, hold_lease, release_lease
from db.work import Work
from tests.cast import House

HERE, THERE = "here/1", "there/1"
SHORT, LONG = timedelta(milliseconds=150), timedelta(minutes=9)


async def hold(house: House, holder: str, for_: timedelta = LONG) -> int | None:
    return await house.do(hold_lease, "clock", holder, for_)


async def pass_(house: House, time: timedelta) -> None:
    """For PostgreSQL only the time that its own clock shows counts."""
    house.clock.pass_(time)
    await asyncio.sleep(time.total_seconds())


async def test_one_has_it_as_long_as_it_is_renewed(house: House) -> None:
    assert await hold(house, HERE, SHORT) == 1
    assert await hold(house, THERE) is None
    assert await hold(house, HERE) == 1
    await pass_(house, SHORT)
    assert await hold(house, THERE) is None


async def test_what_was_not_renewed_is_taken_with_another_token(house: House) -> None:
    assert await hold(house, HERE, SHORT) == 1
    await pass_(house, SHORT)
    assert await hold(house, THERE) == 2
    assert await hold(house, HERE) is None


async def test_who_comes_back_late_goes_on_if_nobody_wanted_it(house: House) -> None:
    assert await hold(house, HERE, SHORT) == 1
    await pass_(house, SHORT)
    await house.do(check_lease, "clock", 1)
    assert await hold(house, HERE) == 1


async def test_what_is_given_back_is_free_at_once(house: House) -> None:
    assert await hold(house, HERE) == 1
    await house.do(release_lease, "clock", THERE)
    await house.do(release_lease, "polling", HERE)
    assert await hold(house, THERE) is None
    await house.do(release_lease, "clock", HERE)
    assert await hold(house, THERE) == 2


async def test_who_starts_again_in_a_place_frees_what_was_held_there(house: House) -> None:
    await hold(house, HERE)
    await house.do(release_lease, "clock", "here/")
    assert await hold(house, "here/2") == 2


async def test_one_lease_has_nothing_to_do_with_another(house: House) -> None:
    assert await hold(house, HERE) == 1
    assert await house.do(hold_lease, "polling", THERE, LONG) == 1


async def test_of_many_who_want_it_at_once_one_gets_it(house: House) -> None:
    for turn in (1, 2):
        tokens = await asyncio.gather(*(hold(house, f"{turn}/{number}") for number in range(16)))
        assert [token for token in tokens if token is not None] == [turn]
        await house.do(release_lease, "clock", f"{turn}/")


async def _write_as_clock(work: Work, token: int | None) -> None:
    if token is not None:
        await check_lease(work, "clock", token)
    await work.execute(text("UPDATE leases SET holder = 'written late'"))


async def test_who_wakes_up_late_writes_nothing(house: House) -> None:
    old = await hold(house, HERE, SHORT)
    await pass_(house, SHORT)
    new = await hold(house, THERE)
    assert old is not None
    assert new is not None
    before = await house.everything()
    with pytest.raises(LeaseLost):
        await house.do(_write_as_clock, old)
    assert await house.everything() == before
    await house.do(_write_as_clock, new)
    assert await house.everything() != before


async def test_without_the_token_it_is_written_late(house: House) -> None:
    """The control."""
    await hold(house, HERE, SHORT)
    await pass_(house, SHORT)
    await hold(house, THERE)
    before = await house.everything()
    await house.do(_write_as_clock, None)
    assert await house.everything() != before


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_nobody_takes_over_in_the_middle_of_a_unit(house: House) -> None:
    await hold(house, HERE, SHORT)
    async with house.store.work() as work:
        await check_lease(work, "clock", 1)
        await pass_(house, SHORT)
        taking = asyncio.create_task(hold(house, THERE))
        await asyncio.wait([taking], timeout=0.3)
        assert not taking.done()
    assert await taking == 2
