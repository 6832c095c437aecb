"""Connections to a SQLite file: durable, with foreign keys, and with BEGIN and COMMIT left to whoever asked for one."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool, QueuePool

from db.store import StoreUnreachable

BUSY_SECONDS = 5
READERS = 4
_PRAGMAS = ("foreign_keys = ON", "temp_store = MEMORY", "cache_size = -16384")
_WRITER_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON")


class _HintingCompiler(SQLiteCompiler):
    """Lets a statement say INDEXED BY: nothing tells SQLite how many rows one organizer may have."""

    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        return text


def sqlite_engine(address: URL, mode: Literal["ro", "rw", "rwc"]) -> Engine:
    """Connections that leave BEGIN and COMMIT to us, with durability and foreign keys on."""
    where = f"{Path(address.database or '').absolute().as_uri()}?mode={mode}"
    # Whoever read last reads next: the others keep no pages in memory for nothing.
    kept = {"poolclass": QueuePool, "pool_size": READERS, "max_overflow": 0, "pool_use_lifo": True}
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _connect(where, _PRAGMAS if mode == "ro" else _PRAGMAS + _WRITER_PRAGMAS),
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        **(kept if mode == "ro" else {"poolclass": NullPool}),
    )
    engine.dialect.statement_compiler = _HintingCompiler
    return engine


def take_back_what_was_cut_off(address: URL) -> None:
    """A file whose first migration was killed half way: only who may write can read it again."""
    where = f"{Path(address.database or '').absolute().as_uri()}?mode=rw"
    driver = _connect(where, ())
    driver.execute("PRAGMA schema_version").close()
    driver.close()


def look_at(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA schema_version")


def _connect(where: str, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    driver = sqlite3.connect(where, uri=True, check_same_thread=False, timeout=BUSY_SECONDS, cached_statements=500)
    for pragma in pragmas:
        driver.execute(f"PRAGMA {pragma}").close()
    return driver


@contextmanager
def reaching() -> Iterator[None]:
    try:
        yield
    except (DatabaseError, OSError) as error:
        raise StoreUnreachable(str(getattr(error, "orig", error))) from error
