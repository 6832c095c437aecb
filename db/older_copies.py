"""The rows of a database of an older revision, of which no table is known here any more, as they are on disk."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from db.revisions import COPYING
from db.types import utc_text
from db.work import Work

_OF_ITS_PLACE = ("alembic_version", "leases", "sqlite_sequence")


async def copy_as_they_are(source: Work, file: Path) -> None:
    """Into a file on SQLite of the same revision, in which nothing is yet. All of them, or none."""
    with closing(sqlite3.connect(file, isolation_level=None)) as target:
        # Parents may come after their children: whether all of them are there is looked at in the end.
        target.execute("PRAGMA foreign_keys = OFF")
        target.execute("BEGIN")
        (revision,) = target.execute("SELECT version_num FROM alembic_version").fetchone()
        # So that what guards a draw lets its rows come.
        target.execute("UPDATE alembic_version SET version_num = ?", (f"{COPYING}{revision}",))
        for (table,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table not in _OF_ITS_PLACE:
                await _copy(source, target, table)
        target.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        target.execute("COMMIT")


async def _copy(source: Work, target: sqlite3.Connection, table: str) -> None:
    names = [str(name) for _, name, *_ in target.execute(f"PRAGMA table_info({table})")]
    columns = ", ".join(names)
    add = f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(names))})"
    async for rows in source.chunks(text(f"SELECT {columns} FROM {table}")):
        target.executemany(add, [_written(row) for row in rows])


def _written(row: Sequence[Any]) -> list[Any]:
    return [utc_text(value) if isinstance(value, datetime) else value for value in row]
