"""Sets of any size: making one, and choosing random numbers of a huge one at any fill."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from random import Random

from sqlalchemy import bindparam, text

from bench.measure import in_turns, milliseconds, tell
from bench.places import BUYER, ORGANIZER, PRICE, new_project, opened, postgres_server
from db.projects import Project
from db.store import Store
from db.types import UtcTime
from rules.blocks import BLOCK_SIZE
from rules.keys import ProjectKey
from rules.numbers import AtRandom, NumberRange
from services.buyers import NumberedBuyer
from services.organizers import welcome
from services.projects import create_project
from services.sales import reserve
from services.sets import add_set_to

CHOSEN = 1000
SMALL = 100
_ROWS = "ORDER BY RANDOM() over a row each"
_TAKEN_BITS = text("INSERT INTO blocks VALUES (:owner, :project, 1, :block, :taken, :bits, :now, :now)").bindparams(
    bindparam("now", type_=UtcTime())
)
_NUMBERS = """
CREATE TABLE numbers (user_id INTEGER, project_number INTEGER, number INTEGER, state TEXT NOT NULL,
    PRIMARY KEY (user_id, project_number, number));
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {last})
    INSERT INTO numbers SELECT 1001, 1, i, 'available' FROM n;
"""
_OF_IT = "user_id = 1001 AND project_number = 1"


async def bench_sets(folder: Path, rounds: int, numbers: int) -> None:
    async with opened(f"sqlite+aiosqlite:///{folder / 'sets.db'}") as store:
        await bench_making(store, "SQLite", rounds, numbers)
        await bench_choosing(store, folder / "rows.db", rounds, numbers)
    with postgres_server(folder) as server:
        async with opened(server.replace("postgresql:", "postgresql+asyncpg:")) as store:
            await bench_making(store, "PostgreSQL", rounds, numbers)


async def bench_making(store: Store, engine: str, rounds: int, numbers: int) -> None:
    organizers = count(ORGANIZER + 1)

    def making(size: int) -> Callable[[], Awaitable[float]]:
        async def make() -> float:
            # Nobody may make very many raffles in a day.
            organizer = next(organizers)
            async with store.work() as work:
                await welcome(work, organizer, "Ana", "es")
                project = await create_project(work, organizer, "Spring trip")
                work.keep()
            return await milliseconds(lambda: _add(store, project.key, size))

        return make

    ways = {f"set of {size:,} numbers": making(size) for size in (SMALL, numbers)}
    figures = await in_turns(rounds * 10, ways)
    tell(f"Make a set on {engine}", "ms", figures, next(iter(ways)), "A set is one row however large it is.")


async def _add(store: Store, key: ProjectKey, size: int) -> None:
    async with store.work() as work:
        await add_set_to(work, key, NumberRange(0, size - 1, 0), PRICE, key.user_id)
        work.keep()


async def bench_choosing(store: Store, path: Path, rounds: int, numbers: int) -> None:
    """With none, half and nearly all of them taken; what is taken now is not kept."""
    with closing(sqlite3.connect(path, isolation_level=None)) as rows:
        rows.executescript(_NUMBERS.format(last=numbers - 1))
        for percent in (0, 50, 99):
            project = await new_project(store, numbers - 1)
            await _take(store, project, numbers, percent)
            rows.execute(f"UPDATE numbers SET state = 'sold' WHERE (number * 7919) % 100 < {percent}")
            ways = {_ROWS: lambda: milliseconds(lambda: _choose_row(rows)), "the use case": _choosing(store, project)}
            title = f"Choose and take {CHOSEN:,} random numbers of {numbers:,}, {percent} % taken (SQLite)"
            meaning = "Blocks of bits, of which each free number is chosen with the same chance."
            tell(title, "ms", await in_turns(rounds, ways), _ROWS, meaning)


async def _take(store: Store, project: Project, numbers: int, percent: int) -> None:
    """The bits alone: they are all that is looked at for choosing."""
    chance = Random(percent)
    async with store.work() as work:
        values = {"owner": ORGANIZER, "project": project.project_number, "now": work.now}
        for block in range((numbers + BLOCK_SIZE - 1) // BLOCK_SIZE if percent else 0):
            length = min(BLOCK_SIZE, numbers - block * BLOCK_SIZE)
            taken = chance.sample(range(length), length * percent // 100)
            bits = sum(1 << offset for offset in taken).to_bytes(BLOCK_SIZE // 8, "little")
            await work.execute(_TAKEN_BITS, values | {"block": block, "taken": len(taken), "bits": bits})
        work.keep()


def _choosing(store: Store, project: Project) -> Callable[[], Awaitable[float]]:
    async def choose() -> None:
        async with store.work() as work:
            taken = await reserve(work, project.key, AtRandom(CHOSEN), NumberedBuyer(BUYER), ORGANIZER)
            if len(set(taken.numbers)) != CHOSEN:
                raise RuntimeError("not what was asked for")

    return lambda: milliseconds(choose)


async def _choose_row(rows: sqlite3.Connection) -> None:
    """The way it is often done: a row per number, made with the set."""
    rows.execute("BEGIN IMMEDIATE")
    rows.execute(
        f"UPDATE numbers SET state = 'sold' WHERE {_OF_IT} AND number IN (SELECT number FROM numbers"
        f" WHERE {_OF_IT} AND state = 'available' ORDER BY RANDOM() LIMIT ?)",
        (CHOSEN,),
    )
    rows.execute("ROLLBACK")
