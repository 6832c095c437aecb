"""What a unit takes of the database, counted and not timed: the same however busy the machine is."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import text

from db.sqlite import SqliteWork
from db.work import Work

_EACH = 10
"""So many steps of SQLite's machine are counted at once."""
_READ = text("SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0) FROM pg_stat_xact_user_tables")


@dataclass
class Effort:
    statements: int = 0
    """On SQLite alone; those of triggers too."""
    steps: int = 0
    """Of SQLite's machine; on PostgreSQL, rows that were read."""


@asynccontextmanager
async def measured(work: Work) -> AsyncIterator[Effort]:
    effort = Effort()
    driver = work._driver if isinstance(work, SqliteWork) else None
    if driver is None:
        yield effort
        effort.steps = int((await work.execute(_READ)).scalar() or 0)
        return
    try:
        _count(driver, effort)
        yield effort
    finally:
        driver.set_progress_handler(None, 0)
        driver.set_trace_callback(None)


def _count(driver: sqlite3.Connection, effort: Effort) -> None:
    def step() -> int:
        effort.steps += _EACH
        return 0

    def begin(statement: str) -> None:
        effort.statements += 1

    driver.set_progress_handler(step, _EACH)
    driver.set_trace_callback(begin)
