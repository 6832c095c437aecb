"""A file in which somebody was killed before it was in WAL mode: it is read as it was before that change."""

import multiprocessing
import os
import signal
import sqlite3
from pathlib import Path

from sqlalchemy import make_url, text

from db.store import open_store
from db.work import World


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
