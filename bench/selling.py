"""Sales of three numbers in the store alone, without a bot around it: by hand, and by the use case."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from time import perf_counter

import asyncpg

from bench.places import BUYER, ORGANIZER, new_project, opened
from bench.raw import sell_on_postgres, sell_on_sqlite
from db.store import Store
from rules.keys import ProjectKey
from rules.numbers import Chosen
from services.buyers import NumberedBuyer
from services.sales import sell

ORGANIZERS, TASKS = 200, 32
ONE_BY_ONE = "SQLite: raw sqlite3, one by one"
HAND = "PostgreSQL: raw asyncpg, "
_SET_FINAL = 9_999_999

Ways = dict[str, Callable[[], Awaitable[float]]]
"""Each gives how many a second."""


@asynccontextmanager
async def ways_to_sell(folder: Path, server: str, seconds: float) -> AsyncIterator[Ways]:
    """One organizer after the other."""
    path = folder / "selling.db"
    async with (
        _prepared(f"sqlite+aiosqlite:///{path}") as sqlite,
        _prepared(server.replace("postgresql:", "postgresql+asyncpg:")) as postgres,
        asyncpg.create_pool(server, min_size=10, max_size=10) as pool,
    ):
        turns = _turns(_SET_FINAL // 2)

        async def by_hand() -> None:
            async with pool.acquire() as connection:
                await sell_on_postgres(connection, *next(turns))

        yield {
            ONE_BY_ONE: lambda: asyncio.to_thread(_by_hand, path, turns, 1, seconds),
            f"SQLite: raw sqlite3, {TASKS} to a commit": lambda: asyncio.to_thread(
                _by_hand, path, turns, TASKS, seconds
            ),
            f"SQLite: the use case, {TASKS} at once": _by_use_case(sqlite, seconds),
            f"{HAND}one by one": lambda: _many(by_hand, 1, seconds),
            f"{HAND}{TASKS} at once": lambda: _many(by_hand, TASKS, seconds),
            f"PostgreSQL: the use case, {TASKS} at once": _by_use_case(postgres, seconds),
        }


@asynccontextmanager
async def _prepared(url: str) -> AsyncIterator[Store]:
    async with opened(url) as store:
        for organizer in range(ORGANIZER, ORGANIZER + ORGANIZERS):
            await new_project(store, _SET_FINAL, organizer)
        yield store


def _turns(first: int) -> Iterator[tuple[int, range]]:
    """Whose turn it is, and three neighbouring numbers of a block that they did not sell yet."""
    for block in count(first // 4096 * 4096, 4096):
        for start in range(block, block + 4093, 3):
            for organizer in range(ORGANIZER, ORGANIZER + ORGANIZERS):
                yield organizer, range(start, start + 3)


def _by_use_case(store: Store, seconds: float) -> Callable[[], Awaitable[float]]:
    turns = _turns(0)

    async def one() -> None:
        organizer, numbers = next(turns)
        async with store.work() as work:
            await sell(work, ProjectKey(organizer, 1), Chosen(tuple(numbers)), NumberedBuyer(BUYER), organizer)
            work.keep()

    return lambda: _many(one, TASKS, seconds)


async def _many(act: Callable[[], Awaitable[None]], tasks: int, seconds: float) -> float:
    """How often a second, when so many do it at once."""
    done, start = 0, perf_counter()

    async def again_and_again() -> None:
        nonlocal done
        while perf_counter() - start < seconds:
            await act()
            done += 1

    await asyncio.gather(*(again_and_again() for _ in range(tasks)))
    return done / (perf_counter() - start)


def _by_hand(path: Path, turns: Iterator[tuple[int, range]], together: int, seconds: float) -> float:
    """So many, each in a savepoint of its own, are on disk with one commit, as durable as ours."""
    driver = sqlite3.connect(path, isolation_level=None)
    driver.execute("PRAGMA synchronous = FULL")
    driver.execute("PRAGMA foreign_keys = ON")
    done, start = 0, perf_counter()
    while perf_counter() - start < seconds:
        driver.execute("BEGIN IMMEDIATE")
        for _ in range(together):
            driver.execute("SAVEPOINT unit")
            sell_on_sqlite(driver, *next(turns))
            driver.execute("RELEASE unit")
        driver.execute("COMMIT")
        done += together
    taken = perf_counter() - start
    driver.close()
    return done / taken
