"""A playground, and the raffle bot's own process on a database of its own."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rules.keys import ProjectKey
from tests.cast import House
from tests.end_to_end.buyers import open_raffle
from tests.people import BotUnderTest, Person, Telegram, telegram_here

COMMAND = f"{sys.executable} -m bot"


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with telegram_here(first_delay=0.05) as telegram:
        yield telegram


@pytest.fixture
def environment(url: str, tmp_path: Path) -> dict[str, str]:
    return {"DATABASE_URL": url, "DATA_DIR": str(tmp_path / "data"), "SEND_LIMITS": "off", "HTTP_PORT": "0"}


@pytest.fixture
async def bot(telegram: Telegram, environment: dict[str, str]) -> AsyncIterator[BotUnderTest]:
    async with BotUnderTest(telegram, environment=environment) as bot:
        yield bot


@pytest.fixture
async def ana(telegram: Telegram) -> Person:
    """Whose client speaks English."""
    return await telegram.person("Anne", language_code="en")


@pytest.fixture
async def trip(bot: BotUnderTest, house: House, ana: Person) -> ProjectKey:
    """Her raffle; she has greeted the bot before."""
    await ana.say("/start")
    await ana.sees("I run raffles")
    return await open_raffle(house, ana)
