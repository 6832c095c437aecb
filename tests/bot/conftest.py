"""A playground and Ana; and quiet, for what is logged of the faults that tests provoke is kept apart."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.transport import Transport
from db.store import Store
from tests.bot.post import Post
from tests.bot.settled import Settled, settled_in
from tests.bot.stores import MoodyStore
from tests.canaries import notice
from tests.cast import Clock
from tests.people import Person, Telegram, telegram_here


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[EventDict]]:
    with capture_logs([notice]) as events:
        yield events


@pytest.fixture(scope="session")
def settled(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Settled:
    file = tmp_path_factory.mktemp("settled") / "raffles.db"
    shutil.copy(migrated_sqlite, file)
    return settled_in(file)


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with telegram_here(first_delay=0.05) as telegram:
        yield telegram


@pytest.fixture
async def ana(telegram: Telegram) -> Person:
    return await telegram.person("Ana")


@pytest.fixture
async def post(store: Store, clock: Clock, telegram: Telegram) -> AsyncIterator[Post]:
    transport = Transport(80)
    await transport.initialize()
    yield Post(MoodyStore(store), clock, transport, f"{telegram.url}/bot{telegram.token}")
    await transport.shutdown()
