"""Sets of any size: making one, and choosing random numbers of a huge one at any fill."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from random import Random

from sqlalchemy import text

from bench.measure import in_turns, milliseconds, say, tell
from bench.places import BUYER, ORGANIZER, PRICE, new_project, opened
from db.projects import Project
from db.store import Store
from db.work import Work
from rules.keys import ProjectKey
from rules.numbers import AtRandom, NumberRange
from services.buyers import NumberedBuyer
from services.projects import create_project
from services.sales import reserve
from services.sets import add_set_to

HUGE = 10_000_000
CHOSEN = 1000
BLOCK = 4096


async def bench_making(store: Store, engine: str, rounds: int) -> None:
    def making(size: int) -> Callable[[], Awaitable[float]]:
        async def make() -> float:
            async with store.work() as work:
                project = await create_project(work, ORGANIZER, "Scratch")
                work.keep()
            return await milliseconds(lambda: _add(store, project.key, size))

        return make

    ways = {"set of 100 numbers": making(100), f"set of {HUGE:,} numbers": making(HUGE)}
    tell(f"Make a set on {engine}", "ms", await in_turns(rounds * 10, ways), "set of 100 numbers")


async def _add(store: Store, key: ProjectKey, size: int) -> None:
    async with store.work() as work:
        await add_set_to(work, key, NumberRange(0, size - 1, 0), PRICE, ORGANIZER)
        work.keep()


async def bench_choosing(folder: Path, rounds: int) -> None:
    """Choose and take 1,000 of 10,000,000, none, half and nearly all of which are taken; the take is not kept."""
    async with opened(f"sqlite+aiosqlite:///{folder / 'choosing.db'}") as store:
        rows = _MaterialisedRows(folder / "rows.db")
        for percent in (0, 50, 99):
            ways: dict[str, Callable[[], Awaitable[float]]] = {"ORDER BY RANDOM() over a row each": rows.choose}
            for way in ("at random", "by hand in runs")[: 1 if percent == 0 else 2]:
                project = await new_project(store, HUGE - 1)
                await _fill(store, project, percent, in_runs=way != "at random")
                ways[f"blocks of bits, the taken ones {way}"] = _choosing(store, project)
            rows.fill(percent)
            figures = await in_turns(rounds, ways)
            title = f"Choose and take {CHOSEN:,} random numbers of {HUGE:,}, {percent} % taken (SQLite)"
            tell(title, "ms", figures, next(iter(figures)))
        rows.close()


def _choosing(store: Store, project: Project) -> Callable[[], Awaitable[float]]:
    async def choose() -> None:
        async with store.work() as work:
            taken = await reserve(work, project.key, AtRandom(CHOSEN), NumberedBuyer(BUYER), ORGANIZER)
            if len(set(taken.numbers)) != CHOSEN:
                raise RuntimeError("not what was asked for")

    return lambda: milliseconds(choose)


async def _fill(store: Store, project: Project, percent: int, *, in_runs: bool) -> None:
    """As if so many had been taken before: the rows and the bits, written in bulk."""
    chance = Random(percent)
    async with store.work() as work:
        values = {"owner": ORGANIZER, "project": project.project_number, "now": "2026-01-01 00:00:00"}
        if percent:
            await work.execute(_A_BULK_ORDER, values)
        for block in range((HUGE + BLOCK - 1) // BLOCK):
            length = min(BLOCK, HUGE - block * BLOCK)
            count = length * percent // 100
            offsets = range(count) if in_runs else chance.sample(range(length), count)
            if count:
                await _take_block(work, values, block, list(offsets))
        work.keep()


_A_BULK_ORDER = text(
    "INSERT INTO orders VALUES (:owner, :project, 9999999, 1, 'reserved', 'BULK' || :project, 1000, 0, :owner,"
    " :now, :now, NULL, :now, :now)"
)
_BULK_ROWS = text(
    "INSERT INTO raffles SELECT :owner, :project, :first + value, 1, 9999999, 1, 'reserved', NULL, 500, NULL,"
    " :now, :now FROM json_each(:offsets)"
)
_BULK_BITS = text("INSERT INTO blocks VALUES (:owner, :project, 1, :block, :taken, :bits, :now, :now)")


async def _take_block(work: Work, values: dict[str, object], block: int, offsets: list[int]) -> None:
    bits = 0
    for offset in offsets:
        bits |= 1 << offset
    raw = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    await work.execute(_BULK_ROWS, values | {"first": block * BLOCK, "offsets": str(sorted(offsets))})
    await work.execute(_BULK_BITS, values | {"block": block, "taken": len(offsets), "bits": raw})


class _MaterialisedRows:
    """The way it is often done: a row per number, made with the set."""

    def __init__(self, path: Path) -> None:
        self._driver = sqlite3.connect(path, isolation_level=None)
        self._driver.execute("PRAGMA journal_mode = WAL")
        self._driver.execute(
            "CREATE TABLE numbers (user_id INTEGER, project_number INTEGER, number INTEGER, order_number INTEGER,"
            " buyer_number INTEGER, state TEXT NOT NULL, PRIMARY KEY (user_id, project_number, number))"
        )
        self._driver.execute(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " INSERT INTO numbers SELECT 1001, 1, i, NULL, NULL, 'available' FROM n",
            (HUGE - 1,),
        )
        say(f"\n(a row each: {path.stat().st_size // 1_000_000} MB and more for {HUGE:,} numbers)")

    def fill(self, percent: int) -> None:
        statement = "UPDATE numbers SET state = 'sold' WHERE state = 'available' AND (number * 7919) % 100 < ?"
        self._driver.execute(statement, (percent,))

    async def choose(self) -> float:
        return await milliseconds(self._choose)

    async def _choose(self) -> None:
        with closing(self._driver.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute(
                "UPDATE numbers SET state = 'sold' WHERE user_id = 1001 AND project_number = 1 AND number IN"
                " (SELECT number FROM numbers WHERE user_id = 1001 AND project_number = 1 AND state = 'available'"
                " ORDER BY RANDOM() LIMIT ?)",
                (CHOSEN,),
            )
            cursor.execute("ROLLBACK")

    def close(self) -> None:
        self._driver.close()
