"""What happens by itself to an organizer, in the real bot: sales close, proofs are asked for, a day is summed up."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.clock import LOOK_EVERY
from db.work import Work
from rules.keys import ProjectKey
from rules.numbers import NumberRange
from services.organizers import choose_quiet_hours, welcome
from services.projects import create_project, set_draw_date
from services.sets import add_set_to
from tests.cast import House
from tests.conftest import DATA_KEY
from tests.people import BotUnderTest, Person
from tests.services.strangers import bought, proved

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SOON = LOOK_EVERY.total_seconds() + 10


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """The bot reads what the house sealed."""
    return environment | {"DATA_KEY": DATA_KEY.hex()}


async def raffle(house: House, ana: Person, draw_at: datetime) -> ProjectKey:
    async def make(work: Work) -> ProjectKey:
        await welcome(work, ana.id, "Anne", "en")
        await choose_quiet_hours(work, ana.id, time(0), time(0))
        project = await create_project(work, ana.id, "Spring trip")
        await add_set_to(work, project.key, NumberRange(0, 9, 0), 500, ana.id)
        await set_draw_date(work, project.key, draw_at, ana.id)
        return project.key

    return await house.do(make)


async def test_after_two_days_without_a_process_all_is_told_once(bot: BotUnderTest, house: House, ana: Person) -> None:
    """Half an hour before the draw: what a day before it would have been told is not told any more."""
    now = datetime.now(UTC)
    await ana.say("/language en")
    await ana.sees("English")
    await bot.stop()
    house.clock.now = now - 50 * HOUR
    key = await raffle(house, ana, now + 30 * MINUTE)
    house.clock.now = now - 30 * HOUR
    await house.sell(key, 1, 2)
    await proved(house, (await bought(house, key, 3)).order.key)
    await bot.start()
    day = await ana.sees("2 numbers sold", within=SOON)
    assert "$10.00 received" in day.text
    await ana.sees("Until you decide")
    await ana.sees("Still open:")
    told = await ana.transcript()
    for once in ("2 numbers sold", "Until you decide", "Still open:"):
        assert told.count(once) == 1
    await ana.tap("No daily summary", on=day)
    await ana.sees("Daily summary: no")


async def test_sales_close_by_themselves_and_are_opened_by_hand(bot: BotUnderTest, house: House, ana: Person) -> None:
    now = datetime.now(UTC)
    house.clock.now = now - 5 * HOUR
    await raffle(house, ana, now - MINUTE)
    await ana.say("/sell 1 Luis")
    await ana.sees("closed")
    closed = await ana.sees("Sales of Spring trip are closed", within=SOON)
    await ana.tap("Open sales again", on=closed)
    await ana.say("/sell 1 Luis")
    await ana.sees("Sold to Luis")
    await ana.say("/start")
    await ana.sees("Your raffles")
    await ana.tap("More")
    await ana.sees("What else?")
    await ana.tap("Change")
    await ana.sees("What do you want to change?")
    await ana.tap("End of sales")
    await ana.sees("Now: at the draw")
    await ana.say("a week")
    await ana.sees("3h")
    await ana.tap("Never")
    await ana.sees("Sales close when you close them")
