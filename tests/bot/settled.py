"""The raffles behind the buttons, made once: each test has a copy of them."""

import asyncio
import contextlib
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

from db.sealing import Sealing
from db.store import address_of, open_store
from db.work import World
from tests.cast import Clock, House
from tests.conftest import DATA_KEY


class Settled(NamedTuple):
    file: Path
    at: datetime

    def copied_to(self, path: Path, clock: Clock) -> Path:
        """From the moment at which they were ready on."""
        shutil.copy(self.file, path)
        clock.now = self.at
        return path


def settled_in(file: Path) -> Settled:
    """A migrated database in which nothing is yet."""
    return Settled(file, asyncio.run(_settle(file)))


async def _settle(file: Path) -> datetime:
    from tests.bot.test_every_button import desk_of_the_bot, settle

    clock = Clock()
    # Another chance than that of the tests, who would draw the same codes again.
    store = await open_store(address_of(file), World(clock, Random(1), Sealing(DATA_KEY)))
    async with desk_of_the_bot(store, clock) as desk:
        await settle(desk, House(store, clock))
    await store.close()
    with contextlib.closing(sqlite3.connect(file)) as alone:
        alone.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return clock.now
