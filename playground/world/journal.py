"""Chats that survive: what changed is written to SQLite in batches, off the hot path."""

import asyncio
import contextlib
import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from playground.jsons import JSON, written

PAUSE = 0.2

Key = tuple[int | str, int]
Value = JSON | Callable[[], JSON] | None
"""A row, how to make it when it is written, or nothing: the row is forgotten."""
Changes = list[tuple[str, int | str, int, JSON | None]]


class Journal(Protocol):
    """Where changes are noted."""

    def note(self, table: str, key: Key, value: Value) -> None: ...


class NoJournal:
    """Everything stays in memory."""

    def note(self, table: str, key: Key, value: Value) -> None:
        pass


class SqliteJournal:
    """One table of JSON rows; the last value of a key wins, a flush is one transaction."""

    def __init__(self, path: Path) -> None:
        self._lock = path.with_suffix(".lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OSError(f"another playground keeps its chats in {path.parent}") from None
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS kept (kind TEXT, owner, number INTEGER, value TEXT, "
            "PRIMARY KEY (kind, owner, number)) WITHOUT ROWID"
        )
        self._changed: dict[tuple[str, int | str, int], Value] = {}

    def note(self, table: str, key: Key, value: Value) -> None:
        self._changed[table, *key] = value

    def rows(self, table: str) -> Iterator[tuple[int | str, int, str]]:
        query = "SELECT owner, number, value FROM kept WHERE kind = ? ORDER BY owner, number"
        yield from self._connection.execute(query, (table,))

    def _collect(self) -> Changes:
        changed, self._changed = self._changed, {}
        return [(*key, value() if callable(value) else value) for key, value in changed.items()]

    def _write(self, changes: Changes) -> None:
        gone = [(kind, owner, number) for kind, owner, number, value in changes if value is None]
        there = [(*key, written(value).decode("utf-8", "replace")) for *key, value in changes if value is not None]
        self._connection.execute("BEGIN")
        self._connection.executemany("DELETE FROM kept WHERE kind = ? AND owner = ? AND number = ?", gone)
        self._connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", there)
        self._connection.execute("COMMIT")

    async def keep_flushing(self, stop: asyncio.Event) -> None:
        """Never cancelled: a batch that is being written is written."""
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), PAUSE)
            if self._changed:
                await asyncio.to_thread(self._write, self._collect())

    def close(self) -> None:
        self._write(self._collect())
        self._connection.close()
        self._lock.close()
