"""A migration whose process is killed in the middle, before a statement of which the number is told."""

import asyncio
import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, event

from db.migrate import migrate

_SERVER = multiprocessing.get_context("forkserver")
_BEGINS = ("BEGIN IMMEDIATE", "pg_advisory_xact_lock")
_FEW = 4
"""Pages kept in memory, so that what is not committed yet is on the disk already."""


class Ended(NamedTuple):
    code: int | None
    statements: int


def cut_off(url: str, before: int) -> Ended:
    count: Any = _SERVER.Value("i")
    process = _SERVER.Process(target=_migrate, args=(url, before, count))
    process.start()
    process.join()
    return Ended(process.exitcode, count.value)


def _migrate(url: str, before: int, count: Any) -> None:
    def each(number: int) -> None:
        count.value = number
        if number == before:
            os.kill(os.getpid(), signal.SIGKILL)

    _count_statements(each)
    asyncio.run(migrate(url))


def _count_statements(each: Callable[[int], None]) -> None:
    """Of the connection that changes the database, from the moment at which it alone may."""
    count, ours = 0, None

    @event.listens_for(Engine, "connect")
    def connected(driver: Any, _: object) -> None:
        if isinstance(driver, sqlite3.Connection):
            driver.execute(f"PRAGMA cache_size = {_FEW}")

    @event.listens_for(Engine, "before_cursor_execute")
    def executed(connection: Connection, _: object, statement: str, *more: object) -> None:
        nonlocal count, ours
        if any(word in statement for word in _BEGINS):
            ours = connection
        if connection is ours:
            count += 1
            each(count)
