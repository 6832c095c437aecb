"""What happens by itself in the real bot: reminders come, time runs out, and the organizer can hurry it."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.clock import LOOK_EVERY
from db.work import Work
from rules.keys import BuyerKey, ProjectKey
from rules.numbers import NumberRange
from services.links import claim_link
from services.organizers import choose_quiet_hours, welcome, write_payment_text
from services.projects import create_project
from services.sets import add_set_to
from tests.cast import House
from tests.conftest import DATA_KEY
from tests.people import BotUnderTest, Person, Telegram

HOUR = timedelta(hours=1)
SOON = LOOK_EVERY.total_seconds() + 10
_NEVER = (time(0), time(0))


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """The bot reads what the house sealed: phones and links."""
    return environment | {"DATA_KEY": DATA_KEY.hex()}


@pytest.fixture
async def trip(bot: BotUnderTest, house: House, ana: Person) -> ProjectKey:
    """Ana's raffle, of some days ago."""
    house.clock.now = datetime.now(UTC) - timedelta(days=5)

    async def make(work: Work) -> ProjectKey:
        await welcome(work, ana.id, "Anne", "en")
        await choose_quiet_hours(work, ana.id, *_NEVER)
        await write_payment_text(work, ana.id, "Nequi 300 000 0000")
        project = await create_project(work, ana.id, "Spring trip")
        await add_set_to(work, project.key, NumberRange(0, 99, 2), 500, ana.id)
        return project.key

    return await house.do(make)


async def luis_who_reserved(telegram: Telegram, house: House, trip: ProjectKey, ago: timedelta) -> Person:
    """So long ago, two numbers; he has opened his link since."""
    house.clock.now = datetime.now(UTC) - ago
    await house.reserve(trip, 7, 12)
    luis = await telegram.person("Luis", language_code="es")
    code = await house.do(claim_link, BuyerKey(trip.user_id, 1), trip.user_id)
    await luis.say(f"/start {code}")
    await luis.sees("07, 12")
    await house.do(choose_quiet_hours, luis.id, *_NEVER)
    return luis


async def test_who_owes_is_reminded_by_itself_and_by_the_organizer(
    telegram: Telegram, house: House, trip: ProjectKey, ana: Person
) -> None:
    """As after two days in which no process was alive: what is stale is left out."""
    luis = await luis_who_reserved(telegram, house, trip, 45 * HOUR)
    reminder = await luis.sees("Nequi 300 000 0000", within=SOON)
    assert "07, 12" in reminder.text
    await ana.say("/recordar")
    await ana.sees("Nothing is planned now")
    await ana.tap("Remind all now")
    await ana.sees_alert("There is nobody to remind now")
    house.clock.now = datetime.now(UTC) - HOUR
    await house.reserve(trip, 20)
    await ana.say("/owes")
    await ana.sees("⏳ 20")
    await ana.tap("Reminders")
    await ana.sees("24 hours, 3 hours")
    await ana.tap("When to remind")
    await ana.sees("write up to five")
    await ana.say("30h, 90m")
    await ana.sees("What do you want to change?")
    await ana.say("/remind")
    assert "30 hours, 90 minutes" in (await ana.sees("Coming next")).text


async def test_whose_time_is_over_hears_of_it_and_may_have_the_numbers_back(
    telegram: Telegram, house: House, trip: ProjectKey
) -> None:
    luis = await luis_who_reserved(telegram, house, trip, 61 * HOUR)
    over = await luis.sees("se acabó el plazo", within=SOON)
    assert "07, 12" in over.text
    await luis.tap("Recuperar", on=over)
    await luis.sees("07, 12")
