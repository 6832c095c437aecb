"""What is kept of a person: told, given to them as a file, and erased so that no trace of it is left."""

import json
from pathlib import Path

import pytest
from sqlalchemy import make_url

from db.invariants import check
from db.orders import Order
from db.work import Work
from rules.keys import ProjectKey
from rules.numbers import Chosen
from rules.phones import read_phone
from rules.states import PaymentMethod
from services.buying import buy
from services.organizers import find_organizer
from services.payments import pay
from services.strangers import Person as Buyer
from tests.cast import House
from tests.end_to_end.buyers import KEY, open_raffle, order_of, receipt
from tests.people import BotUnderTest, Person, Telegram

NAME, PHONE = "Canarius Melodius", "+57 300 987 6543"
TRACES = ("Canarius", "Melodius", "3009876543", "300 987 6543")


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | KEY


@pytest.fixture
def logged(tmp_path: Path) -> Path:
    return tmp_path / "bot.log"


@pytest.fixture
async def bot(telegram: Telegram, environment: dict[str, str], logged: Path) -> BotUnderTest:
    bot = BotUnderTest(telegram, environment=environment)
    with logged.open("wb") as output:
        await bot.start(output)
    return bot


async def test_what_is_kept_is_told_and_given_as_a_file_to_oneself_alone(
    bot: BotUnderTest, ana: Person, telegram: Telegram, house: House
) -> None:
    await ana.say("/start")
    await ana.sees("I run raffles")
    trip = await open_raffle(house, ana)
    luis = await telegram.person("Luis", language_code="es")
    await luis.say("/privacidad")
    told = await luis.sees("Quién lo ve")
    assert told.labels == ["Mis datos", "Borrar mis datos"]
    phone = read_phone(PHONE, "CO")
    await house.do(buy, trip, Chosen((7,)), Buyer(luis.id, NAME, phone))
    await luis.say("/misdatos")
    name, content = await luis.sees_document()
    assert name == "my-data.json"
    (mine,) = json.loads(content)["as_buyer"]
    assert (mine["name"], mine["phone"], mine["orders"][0]["numbers"]) == (NAME, PHONE, [7])
    await bot.stop()


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_deleted_data_leaves_no_name_and_no_phone_in_the_database_its_journal_or_the_log(
    bot: BotUnderTest, ana: Person, telegram: Telegram, house: House, url: str, logged: Path
) -> None:
    await ana.say("/start")
    await ana.sees("I run raffles")
    trip = await open_raffle(house, ana)
    canary = await telegram.person("Canarius", last_name="Melodius", language_code="en")
    await canary.say("/start")
    await canary.sees("I run raffles")
    paid, owed = await _buys(house, canary, trip, 7), await _buys(house, canary, trip, 12)
    await house.do(pay, paid.key, ana.id, PaymentMethod.CASH)
    await canary.sees(f"Holder: {NAME}", within=20)
    await canary.send_photo(receipt())
    await canary.sees("Is this the proof")
    await canary.tap("12 · Spring trip")
    await canary.sees("Your proof for 12")
    await ana.sees(lambda seen: seen.photo is not None)
    await canary.say("/deletedata")
    asked = await canary.sees("This cannot be undone.")
    assert "1 order is not paid" in asked.text
    assert "1 proof waits" in asked.text
    assert "1 paid order is still to be drawn" in asked.text
    await canary.tap("Keep it")
    await canary.sees("Who sees it")
    await canary.tap_data(asked, "1:erased:")
    await canary.sees_alert("too old")
    await canary.tap("Delete my data")
    await canary.sees("This cannot be undone.")
    await canary.tap("Yes, delete it all")
    await canary.sees("Your data is deleted")
    assert (await order_of(house, paid.key)).state == "paid"
    assert (await order_of(house, owed.key)).state == "reserved"
    assert [found async for found in check(house.store)] == []
    await telegram.settled()
    await bot.stop()
    path = Path(make_url(url).database or "")
    files = [file for file in path.parent.rglob("*") if file.is_file() and file.stat().st_size]
    assert {path, logged} <= set(files)
    for file in files:
        content = file.read_bytes()
        for trace in TRACES:
            assert trace.encode() not in content, (file.name, trace)


async def test_who_runs_a_raffle_that_people_hold_numbers_of_is_told_what_to_do_first(
    bot: BotUnderTest, ana: Person, house: House
) -> None:
    await ana.say("/start")
    await ana.sees("I run raffles")
    trip = await open_raffle(house, ana)
    await house.reserve(trip, 7)
    await ana.say("/deletedata")
    told = await ana.sees("1 of your raffles still runs")
    assert told.labels == ["Keep it"]
    await ana.tap_data(told, "1:erased:")
    await ana.sees_alert("")
    assert (await house.look(_name, ana)) == "Anne"
    await bot.stop()


async def _name(work: Work, person: Person) -> str:
    return (await find_organizer(work, person.id)).name


async def _buys(house: House, canary: Person, trip: ProjectKey, number: int) -> Order:
    phone = read_phone(PHONE, "CO")
    return (await house.do(buy, trip, Chosen((number,)), Buyer(canary.id, NAME, phone))).order
