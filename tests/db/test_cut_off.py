"""Somebody was killed in the middle of a change of the schema: what was there is there, and can be changed again."""

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random

from sqlalchemy import make_url, text

from db.invariants import check
from db.migrate import migrate
from db.sealing import Sealing
from db.store import open_store
from db.work import World
from tests.cast import Clock
from tests.db.test_migrations import current_revision, look_at, opened
from tests.db.test_released import Seen
from tests.released import KEY, lay_down
from tests.released.cutting import cut_off
from tests.released.places import Places, places, release

__all__ = ["places", "release"]

NEVER = 0


def _be_killed_half_way(path: Path) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA cache_size = 1")
    database.execute("BEGIN")
    database.executemany("INSERT INTO things VALUES (?)", [("x" * 1000,) for _ in range(1000)])
    os.kill(os.getpid(), signal.SIGKILL)


async def test_what_was_cut_off_is_taken_back(tmp_path: Path, world: World) -> None:
    path = tmp_path / "raffles.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE things (name TEXT)")
    database.close()
    process = multiprocessing.get_context("spawn").Process(target=_be_killed_half_way, args=(path,))
    process.start()
    process.join()
    assert Path(f"{path}-journal").stat().st_size > 0
    store = await open_store(make_url(f"sqlite+aiosqlite:///{path}"), world)
    async with store.reading() as work:
        assert (await work.execute(text("SELECT count(*) FROM things"))).scalar() == 0
    await store.close()


async def test_killed_before_any_statement_a_migration_leaves_what_was_there_and_the_next_one_climbs(
    release: str, places: Places, clock: Clock, sized: Callable[[int, int], int]
) -> None:
    world = World(clock, Random(7), Sealing(KEY))
    url = places()
    await lay_down(release, url)
    seen = Seen()
    before = await look_at(url, seen)
    whole = cut_off(url, NEVER)
    assert whole.code == 0
    for point in _spread(whole.statements, sized(4, 50)):
        url = places()
        await lay_down(release, url)
        assert cut_off(url, point) == (-signal.SIGKILL, point)
        assert await look_at(url, current_revision) == release
        assert await look_at(url, seen) == before
        await migrate(url)
        async with opened(url, world, clock) as house:
            assert [finding async for finding in check(house.store)] == []
        assert await look_at(url, seen) == before


def _spread(statements: int, points: int) -> list[int]:
    """The first and the last among them, each once."""
    last = statements - 1
    return sorted({1 + round(last * step / (points - 1)) for step in range(points)})
