"""Reservations of three numbers a second: the use case, against the same writes by hand."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path
from time import perf_counter

import asyncpg
from sqlalchemy import make_url

from bench.measure import in_turns, tell
from bench.places import BUYER, ORGANIZER, new_project, opened
from bench.raw import reserve_on_postgres, reserve_on_sqlite
from db.projects import Project
from db.store import Store
from rules.numbers import Chosen
from services.buyers import NumberedBuyer
from services.sales import reserve

TASKS = 32
SET_FINAL = 9_999_999


class _Threes:
    """Three neighbouring numbers of one block, never the same ones again."""

    def __init__(self, start: int) -> None:
        self._starts: Iterator[int] = (block + offset for block in count(start, 4096) for offset in range(0, 4093, 3))

    def __call__(self) -> range:
        start = next(self._starts)
        return range(start, start + 3)


async def bench_sqlite(folder: Path, rounds: int, seconds: float) -> None:
    url = f"sqlite+aiosqlite:///{folder / 'reservations.db'}"
    async with opened(url) as store:
        project = await new_project(store, SET_FINAL)
        ours, theirs = _Threes(0), _Threes(4096 * 1000)

        async def by_hand() -> float:
            driver = _connect(url)
            try:
                return await asyncio.to_thread(_for_a_while, driver, project.project_number, theirs, seconds)
            finally:
                driver.close()

        figures = await in_turns(
            rounds,
            {
                "raw sqlite3, the same writes, WAL/FULL, one by one": by_hand,
                "use case, 1 task": lambda: _use_case(store, project, ours, 1, seconds),
                f"use case, {TASKS} tasks": lambda: _use_case(store, project, ours, TASKS, seconds),
            },
        )
    tell("Reserve three numbers on SQLite", "transactions/s", figures, next(iter(figures)))


async def bench_postgres(server: str, rounds: int, seconds: float) -> None:
    url = make_url(server).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)
    async with opened(url) as store:
        project = await new_project(store, SET_FINAL)
        ours, theirs = _Threes(0), _Threes(4096 * 1000)
        pool = await asyncpg.create_pool(server, min_size=10, max_size=10)

        async def one_by_hand() -> None:
            async with pool.acquire() as connection:
                await reserve_on_postgres(connection, project.project_number, theirs())

        figures = await in_turns(
            rounds,
            {
                f"raw asyncpg, the same writes, {TASKS} tasks": lambda: _many(one_by_hand, TASKS, seconds),
                "raw asyncpg, 1 task": lambda: _many(one_by_hand, 1, seconds),
                "use case, 1 task": lambda: _use_case(store, project, ours, 1, seconds),
                f"use case, {TASKS} tasks": lambda: _use_case(store, project, ours, TASKS, seconds),
            },
        )
        await pool.close()
    tell("Reserve three numbers on PostgreSQL, one project", "transactions/s", figures, next(iter(figures)))


async def _use_case(store: Store, project: Project, threes: _Threes, tasks: int, seconds: float) -> float:
    async def one() -> None:
        async with store.work() as work:
            await reserve(work, project.key, Chosen(tuple(threes())), NumberedBuyer(BUYER), ORGANIZER)
            work.keep()

    return await _many(one, tasks, seconds)


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


def _for_a_while(driver: sqlite3.Connection, project_number: int, threes: _Threes, seconds: float) -> float:
    done, start = 0, perf_counter()
    while perf_counter() - start < seconds:
        reserve_on_sqlite(driver, project_number, threes())
        done += 1
    return done / (perf_counter() - start)


def _connect(url: str) -> sqlite3.Connection:
    driver = sqlite3.connect(str(make_url(url).database), isolation_level=None, check_same_thread=False)
    driver.execute("PRAGMA synchronous = FULL")
    driver.execute("PRAGMA foreign_keys = ON")
    return driver
