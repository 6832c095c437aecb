"""What the model of a soak finds of time: reservations that do not end, letters about it that do not come."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from playground.world.world import World
from rules.keys import ProjectKey
from services.buyers import TypedBuyer
from services.expiries import expire_due
from services.projects import set_terms
from tests.cast import ANA, House
from tests.soak.account import Account
from tests.soak.ageing import Ageing
from tests.soak.ears import Ear
from tests.soak.model import Held, Raffle
from tests.soak.passing import Passing
from tests.soak.people import Somebody, Town
from tests.soak.test_soak import account, heard

__all__ = ["account"]

NOON, NIGHT = (datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (12, 23))
HOLD = timedelta(hours=3)
NUMBER = 7


@pytest.fixture
def passing(account: Account, tmp_path: Path) -> Passing:
    return Passing(tmp_path / "hours", account)


@pytest.fixture
async def bob(account: Account, passing: Passing) -> Somebody:
    bob = Somebody(Town(World(), account, 0, passing), "Bob", Random(1))
    bob.ear = Ear(bob.id, bob.tag, account, patience=0.05)
    return bob


@pytest.fixture
async def raffle(account: Account, house: House) -> Raffle:
    """In which reservations end after three hours."""
    project = await house.open_project()
    await house.do(set_terms, project.key, HOLD, timedelta(0), ANA)
    return Raffle(account, "Trip", hold=3)


async def reserved(house: House, raffle: Raffle, bob: Somebody) -> Held:
    await house.reserve(ProjectKey(ANA, 1), NUMBER, buyer=TypedBuyer(bob.name))
    return raffle.take(Held(bob.name, [NUMBER], who=bob))


def grow_old(ageing: Ageing, *, at: datetime = NOON, was_quiet: bool = True) -> None:
    for _ in range(3):
        ageing.grow_older(at, was_quiet=was_quiet)


async def test_what_ended_by_itself_is_learnt_and_its_letter_must_come(
    house: House, raffle: Raffle, bob: Somebody
) -> None:
    ageing = Ageing(house.store, ANA, raffle)
    await reserved(house, raffle, bob)
    grow_old(ageing, was_quiet=False)
    await ageing.learn()
    assert len(raffle.left_to_time()) == 1
    house.clock.pass_(HOLD)
    await house.do(expire_due)
    await ageing.learn()
    assert (raffle.orders, raffle.are_free([NUMBER])) == ([], True)
    await bob.ear.settle()
    (missing,) = raffle.account.findings
    assert "did not hear ('the time to pay for 7 of “Trip” is over',)" in missing


async def test_a_reservation_that_does_not_end_is_found_once(house: House, raffle: Raffle, bob: Somebody) -> None:
    ageing = Ageing(house.store, ANA, raffle, patience=0.05)
    await reserved(house, raffle, bob)
    grow_old(ageing, was_quiet=False)
    for _ in range(3):
        await ageing.learn()
        await asyncio.sleep(0.06)
    (found,) = raffle.account.findings
    assert found.endswith(f"Trip: 7 of {bob.name} does not end")


async def test_what_somebody_has_in_hands_or_has_shown_to_be_paid_is_not_left_to_time(
    house: House, raffle: Raffle, bob: Somebody
) -> None:
    order = await reserved(house, raffle, bob)
    grow_old(Ageing(house.store, ANA, raffle))
    with raffle.in_hands([NUMBER]):
        assert raffle.left_to_time() == []
    order.proof_waits = True
    assert raffle.left_to_time() == []


@pytest.mark.parametrize(("at", "was_quiet", "missed"), [(NOON, True, 1), (NOON, False, 0), (NIGHT, True, 0)])
async def test_a_reminder_that_does_not_come_is_found_if_there_was_time_for_it(
    house: House, raffle: Raffle, bob: Somebody, at: datetime, was_quiet: bool, missed: int
) -> None:
    await reserved(house, raffle, bob)
    grow_old(Ageing(house.store, ANA, raffle), at=at, was_quiet=was_quiet)
    await bob.ear.settle()
    assert len(raffle.account.findings) == missed


async def test_a_reminder_that_comes_once_or_twice_is_no_finding(house: House, raffle: Raffle, bob: Somebody) -> None:
    await reserved(house, raffle, bob)
    grow_old(Ageing(house.store, ANA, raffle))
    for _ in range(2):
        bob.ear.hear(heard(f"{bob.name}, 7 of “Trip” is reserved for you."))
    await bob.ear.settle()
    bob.ear.find_the_rest()
    assert raffle.account.findings == []


async def test_an_offer_is_for_an_hour_at_most_and_then_of_nobody_it_is_sure_who_waits(
    house: House, raffle: Raffle, bob: Somebody
) -> None:
    order = await reserved(house, raffle, bob)
    raffle.wait_for(NUMBER, bob)
    raffle.give_back(order)
    line = raffle.lines[NUMBER]
    assert line.offered is not None
    Ageing(house.store, ANA, raffle).grow_older(NOON, was_quiet=True)
    assert (line.offered.is_needed, raffle.lines[NUMBER].who, raffle.are_free([NUMBER])) == (False, None, False)


async def test_an_offer_of_a_raffle_that_is_over_may_never_be_told(house: House, raffle: Raffle, bob: Somebody) -> None:
    order = await reserved(house, raffle, bob)
    raffle.wait_for(NUMBER, bob)
    raffle.give_back(order)
    raffle.stop_offering()
    await bob.ear.settle()
    bob.ear.hear(heard(raffle.offer_of(NUMBER)))
    bob.ear.find_the_rest()
    assert raffle.account.findings == []


async def test_what_ends_as_an_hour_passes_may_have_been_offered_in_the_one_before(
    house: House, raffle: Raffle, bob: Somebody
) -> None:
    ageing = Ageing(house.store, ANA, raffle)
    order = await reserved(house, raffle, bob)
    raffle.wait_for(NUMBER, bob)
    grow_old(ageing)
    ageing.grow_older(NOON, was_quiet=True)
    raffle.end(order)
    assert (raffle.lines[NUMBER].who, raffle.are_free([NUMBER])) == (None, False)
    bob.ear.hear(heard(raffle.offer_of(NUMBER)))
    bob.ear.find_the_rest()
    assert raffle.account.findings == []


async def test_an_hour_passes_when_nobody_is_in_the_middle_of_something(passing: Passing) -> None:
    began, going = passing.now(), asyncio.create_task(passing.go_on(0.01))
    async with passing.gate.together():
        await asyncio.sleep(0.1)
        assert passing.now() - began < timedelta(minutes=1)
    while passing.now() - began < timedelta(hours=1):
        await asyncio.sleep(0.01)
    going.cancel()
