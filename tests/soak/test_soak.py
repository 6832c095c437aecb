"""A small soak among the other tests, and what its model finds when it is told what did not happen."""

from pathlib import Path
from random import Random
from time import monotonic

import pytest

from db.sealing import Sealing
from db.store import Store
from db.work import World
from services.buyers import TypedBuyer
from tests.cast import ANA, House
from tests.conftest import DATA_KEY
from tests.end_to_end.buyers import KEY
from tests.end_to_end.test_running import free_port
from tests.people.seen import JSON
from tests.people.warm import RUN_INSTEAD
from tests.soak.__main__ import moments_of_kills
from tests.soak.account import Account
from tests.soak.campaign import Ground, Plan, soak
from tests.soak.ears import Ear
from tests.soak.ledger import compare
from tests.soak.memory import Memory, Sample
from tests.soak.model import Held, Raffle
from tests.soak.passing import moved_on
from tests.soak.telling import tell

BOB, BOT = 7, 1
PIA = "Pia q1z"

only_on_sqlite = pytest.mark.parametrize("engine", ["sqlite"])


@only_on_sqlite
class TestOnSqlite:
    @pytest.fixture
    def hours(self, tmp_path: Path) -> Path:
        (tmp_path / "hours").write_text("0")
        return tmp_path / "hours"

    @pytest.fixture
    def world(self, hours: Path) -> World:
        """What is due is judged by the same time as the bot's."""
        return World(moved_on(hours), Random(1), Sealing(DATA_KEY))

    async def test_whatever_people_do_and_whatever_breaks_all_is_as_they_were_told(
        self, store: Store, url: str, hours: Path, tmp_path: Path
    ) -> None:
        said = tmp_path / "said.txt"
        said.touch()
        environment = {"DATABASE_URL": url, "DATA_DIR": str(tmp_path / "data"), "SEND_LIMITS": "off"}
        environment |= {"HTTP_PORT": str(free_port()), RUN_INSTEAD: "tests.soak.hurried_bot"}
        plan = Plan(seconds=7, circles=4, pace=0.05, kills=(3.0,), hour_every=4)
        account, memory = await soak(plan, Ground(store, hours, environment | KEY, said))
        print(tell(account, memory, monotonic() - account.began))
        assert account.findings == []
        assert len(account.kills) == 1
        assert account.did["buy"] > 10


@pytest.fixture
def account() -> Account:
    return Account()


async def test_a_sale_that_did_not_happen_is_found(account: Account, house: House) -> None:
    key = (await house.open_project()).key
    await house.sell(key, 7, 8, buyer=TypedBuyer(PIA))
    raffle = Raffle(account, "Trip")
    raffle.take(Held(PIA, [7, 8], 1000))
    await compare(house.store, ANA, raffle)
    assert account.findings == []
    raffle.take(Held(PIA, [9], 500))
    await compare(house.store, ANA, raffle)
    assert ["9 is None" in account.findings[0], "the orders are" in account.findings[1]] == [True, True]


async def test_a_sale_of_which_nobody_was_told_is_found(account: Account, house: House) -> None:
    key = (await house.open_project()).key
    await house.reserve(key, 7, buyer=TypedBuyer(PIA))
    await compare(house.store, ANA, Raffle(account, "Trip"))
    assert "7 is ('reserved', 'Pia q1z'), told was None" in account.findings[0]


def test_a_number_that_went_to_two_is_found(account: Account) -> None:
    raffle = Raffle(account, "Trip")
    raffle.take(Held(PIA, [7, 8]))
    raffle.take(Held("Leo q2z", [8, 9]))
    assert "{8} went to Leo q2z though they were taken" in account.findings[0]


# What somebody hears


@pytest.fixture
async def ear(account: Account) -> Ear:
    """Of Bob, who has heard a ticket that he was owed."""
    ear = Ear(BOB, "q9z", account, patience=0.05)
    ear.hear(heard("Holder: Bob q9z"))
    ear.is_owed("Holder: Bob q9z")
    await ear.settle()
    return ear


def heard(text: str, kind: str = "message") -> JSON:
    return {"kind": kind, "message": {"message_id": 1, "from": {"id": BOT}, "text": text}}


async def test_what_was_owed_and_came_is_no_finding(ear: Ear, account: Account) -> None:
    ear.hear(heard("changed afterwards", "edited"))
    ear.find_the_rest()
    assert account.findings == []


async def test_a_letter_that_does_not_come_is_found(ear: Ear, account: Account) -> None:
    ear.is_owed("Holder: Bob q9z · paid")
    await ear.settle()
    assert "a letter is missing: 7 did not hear" in account.findings[0]


async def test_a_letter_that_nobody_needs_any_more_may_come_or_not(ear: Ear, account: Account) -> None:
    for words in ("Pia reserved 7", "Pia reserved 8"):
        ear.is_owed(words).is_needed = False
    ear.hear(heard("Pia reserved 7"))
    await ear.settle()
    ear.find_the_rest()
    assert account.findings == []


async def test_a_letter_that_comes_twice_is_found_unless_a_kill_was_near(ear: Ear, account: Account) -> None:
    ear.hear(heard("Holder: Bob q9z"))
    ear.find_the_rest()
    assert "7 hears it twice" in account.findings.pop()
    account.kills.append(ear.heard[0].at)
    ear.find_the_rest()
    assert (account.findings, account.repeated_by_kills) == ([], 1)


async def test_a_letter_whose_answer_was_lost_may_come_twice_but_no_third_time(ear: Ear, account: Account) -> None:
    account.expect_drop(BOB)
    ear.heard[0].at = monotonic()
    ear.hear(heard("Holder: Bob q9z"))
    ear.find_the_rest()
    assert (account.findings, account.repeated_by_drops) == ([], 1)
    ear.find_the_rest()
    assert "7 hears it twice" in account.findings[0]


async def test_how_far_it_is_may_be_told_twice_and_be_further_by_then(ear: Ear, account: Account) -> None:
    account.expect_drop(BOB)
    ear.hear(heard("📣 Announcement · Trip q9z\nIt begins in a moment."))
    ear.hear(heard("📣 Announcement · Trip q9z\n✅ 2 of 2 people got it."))
    await ear.hears("2 of 2 people")
    ear.find_the_rest()
    assert (account.findings, account.repeated_by_drops) == ([], 1)


async def test_what_nobody_was_owed_is_found(ear: Ear, account: Account) -> None:
    ear.hear(heard("You have won"))
    ear.find_the_rest()
    assert account.findings[0].endswith("'You have won'")


async def test_the_name_of_a_stranger_is_found(ear: Ear, account: Account) -> None:
    ear.hear(heard("Sold to Pia q1z", "edited"))
    assert "7 reads of {'q1z'}" in account.findings[0]


async def test_an_apology_is_found(ear: Ear, account: Account) -> None:
    ear.hear(heard("Something went wrong here, not with you. Nothing was changed. Reference: 5", "edited"))
    assert "is told of a fault" in account.findings[0]


# What it tells of memory


def test_growth_is_told_of_whoever_lived_long_enough_after_the_warm_up() -> None:
    memory = Memory()
    memory.samples[1] = [Sample(age, 100 + age / 10) for age in range(301)]
    memory.samples[2] = [Sample(age, 100.0) for age in range(90)]
    (growth,) = memory.growths()
    assert (growth.lived, round(growth.warm), round(growth.half), round(growth.last)) == (300, 107, 118, 129)
    assert round(growth.percent) == 21
    assert memory.at_age(30) == [103.0, 100.0]


def test_half_of_the_time_nobody_is_killed() -> None:
    moments = list(moments_of_kills(1200, Random(1)))
    assert len(moments) > 30
    assert not [one for one in moments if 180 < one < 600 or one > 780]
