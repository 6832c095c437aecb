"""The page of a raffle, found from what its organizer passes on."""

import re
from base64 import b64encode

import httpx
import pytest

from db.work import Work
from rules.keys import ProjectKey
from rules.numbers import NumberRange
from services.organizers import welcome
from services.prizes import add_prize_to
from services.projects import create_project
from services.sets import add_set_to
from tests.cast import LUIS, House
from tests.conftest import DATA_KEY
from tests.people import BotUnderTest, Person


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """The bot can read the names that the house writes."""
    return environment | {"DATA_KEY": b64encode(DATA_KEY).decode()}


async def test_anybody_looks_at_the_raffle_that_was_passed_on(bot: BotUnderTest, house: House, ana: Person) -> None:
    await ana.say("/start")
    await ana.sees("I run raffles")

    async def make(work: Work) -> ProjectKey:
        await welcome(work, ana.id, "Anne", "en")
        project = await create_project(work, ana.id, "Spring trip")
        await add_set_to(work, project.key, NumberRange(0, 99, 2), 500, ana.id)
        await add_prize_to(work, project.key, "A bicycle", ana.id)
        return project.key

    trip = await house.do(make)
    await ana.say("/share")
    shared = await ana.sees("📣 Link to Spring trip")
    page, link = re.search(r"http://127\.0\.0\.1:\d+/p/[a-z0-9]{16}", shared.text), "https://t.me/"
    assert page is not None
    forwarded = await ana.sees("Choose your numbers here")
    assert [one["url"] for row in forwarded.rows for one in row if one["text"] == "🔎 Public page"] == [page[0]]
    await house.sell(trip, 7, 12, buyer=LUIS)
    async with httpx.AsyncClient() as stranger:
        seen = await stranger.get(page[0])
        picture = await stranger.get(f"{page[0]}/card.png")
        assert (await stranger.get(page[0].replace("/p/", "/p/x"))).status_code == 404
    assert seen.status_code == 200
    assert seen.text.count('<li class="sold">') == 2
    assert f'href="{link}' in seen.text
    assert "Luis" not in seen.text
    assert picture.content.startswith(b"\x89PNG")
