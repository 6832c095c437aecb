"""The days of an invented raffle: selling, four days before the draw, and the draw, by a round that the tests know."""

import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import make_url

from db.sealing import Sealing
from db.store import open_store
from db.work import World
from rules.draw.beacon import time_of
from rules.keys import ProjectKey
from services.locking import lock_for_draw
from tests.bot.test_beacon import knows_the_real_rounds, relaying
from tests.conftest import DATA_KEY
from tests.end_to_end.shifted_bot import BEGINS
from tests.people import BotUnderTest, Telegram
from tests.pictures.journey import Journey, Photographer
from tests.pictures.raffles import Raffle

DUE = time_of(1000)
SELLING, CLOSED, SHORTLY_BEFORE = DUE - timedelta(days=4), DUE - timedelta(seconds=95), DUE - timedelta(seconds=15)
COMMAND = f"{sys.executable} -m tests.end_to_end.shifted_bot"


async def live_through(told: Raffle, telegram: Telegram, photographer: Photographer) -> None:
    await telegram.set_bot(first_name=told.bot)
    organizer = await telegram.person(told.organizer, language_code=told.client)
    buyer = await telegram.person(told.buyer, language_code=told.client)
    journey = Journey(telegram, photographer, told, organizer, buyer)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/raffles.db"
        async with relaying(knows_the_real_rounds) as relays:
            places = {"DATABASE_URL": url, "DATA_DIR": folder, "HTTP_PORT": "0", "BEACON_URLS": relays[0].url}
            environment = places | {"DATA_KEY": DATA_KEY.hex(), "SEND_LIMITS": "off"}
            async with at(telegram, environment, SELLING):
                await journey.make_a_raffle()
                await journey.sell()
                await journey.look_around()
                await journey.prove_a_payment()
                await journey.post_a_board()
            await close_list(url, ProjectKey(organizer.id, 1))
            async with at(telegram, environment, SHORTLY_BEFORE):
                await journey.see_the_winners()


@asynccontextmanager
async def at(telegram: Telegram, environment: dict[str, str], moment: datetime) -> AsyncIterator[None]:
    """The bot and its Telegram, at that moment."""
    ahead = (moment - datetime.now(UTC)).total_seconds()
    await telegram.ask("POST", "/api/clock", json={"ahead": ahead})
    async with BotUnderTest(telegram, COMMAND, environment=environment | {BEGINS: str(moment.timestamp())}):
        yield


async def close_list(url: str, key: ProjectKey) -> None:
    """For that very round, which no organizer can choose."""
    store = await open_store(make_url(url), World(lambda: CLOSED, Random(1), Sealing(DATA_KEY)))
    async with store.work() as work:
        await lock_for_draw(work, key, key.user_id, DUE)
        work.keep()
    await store.close()
