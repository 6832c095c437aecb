"""The store on SQLite: one writing connection whose commits are shared by the units that wait, and readers apart.

Statements run on the event loop's own thread: they take microseconds, a change of threads costs more than they do.
What can take long is done elsewhere: a commit waits for the disk on a thread of its own, while the loop goes on.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Self

from sqlalchemy import URL, Connection, Executable, Table, insert
from sqlalchemy.exc import DBAPIError, OperationalError

from db.events import seal_events
from db.prepared import Answer, AnyRow, Fetched, Prepared, Shelf, Values
from db.sqlite_files import BUSY_SECONDS, READERS, look_at, reaching, sqlite_engine, take_back_what_was_cut_off
from db.store import Store
from db.types import hand_sealing_to
from db.work import CHUNK, Work, World

_CUT_OFF = "SQLITE_READONLY_ROLLBACK"
_ROLLED_BACK = "the transaction was rolled back"
"""How SQLite says that somebody was killed in the middle of a change, in a file that is not in WAL mode yet."""


class SqliteWork(Work):
    dialect = "sqlite"

    def __init__(self, world: World, connection: Connection, shelf: Shelf) -> None:
        super().__init__(world)
        self._connection = connection
        self._driver = _driver_of(connection)
        self._shelf = shelf

    async def _execute(self, statement: Executable, values: Values | None) -> Answer:
        prepared = self._shelf.find(statement, values)
        if prepared is None:
            return self._connection.execute(statement, values)
        try:
            return _fetch(self._driver, prepared, values or {})
        except sqlite3.Error as error:
            raise DBAPIError.instance(
                prepared.sql(values or {}), None, error, sqlite3.Error, hide_parameters=True
            ) from error

    async def chunks(self, statement: Executable, values: Values | None = None) -> AsyncIterator[Sequence[AnyRow]]:
        for chunk in self._connection.execute(statement, values).partitions(CHUNK):
            yield chunk

    async def add_rows(self, table: Table, rows: Sequence[AnyRow]) -> None:
        names = table.columns.keys()
        self._connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


def _fetch(driver: sqlite3.Connection, prepared: Prepared, values: Values) -> Fetched:
    if isinstance(values, Sequence):
        return Fetched((), driver.executemany(prepared.sql(values), map(prepared.bind, values)).rowcount)
    cursor = driver.execute(prepared.sql(values), prepared.bind(values))
    return Fetched(prepared.read(cursor.fetchall()), cursor.rowcount)


class _Batch:
    """The units that one COMMIT makes durable together."""

    def __init__(self) -> None:
        self.is_written = False
        self._error: BaseException | None = None
        self._waiting: list[asyncio.Future[None]] = []

    async def written(self) -> None:
        """Each unit waits for itself: one that is given up takes no other with it."""
        if self._error is not None:
            raise self._error
        if not self.is_written:
            mine = asyncio.get_running_loop().create_future()
            self._waiting.append(mine)
            await mine

    def succeed(self) -> None:
        self.is_written = True
        self._tell()

    def fail(self, error: BaseException) -> None:
        if not self.is_written and self._error is None:
            self._error = error
            self._tell()

    def _tell(self) -> None:
        for mine in self._waiting:
            if mine.done():
                continue
            if self._error is None:
                mine.set_result(None)
            else:
                mine.set_exception(self._error)


class SqliteStore(Store):
    def __init__(self, address: URL, world: World) -> None:
        self._readers = sqlite_engine(address, "ro")
        self._writers = sqlite_engine(address, "rw")
        for engine in (self._readers, self._writers):
            hand_sealing_to(engine.dialect, world.sealing)
        self._shelf = Shelf(self._writers.dialect)
        self._world = world
        self._turn = asyncio.Lock()
        self._batch: _Batch | None = None
        self._traces = False
        self._committing: set[asyncio.Task[None]] = set()
        self._disk = ThreadPoolExecutor(1, "commit")
        self._reading = asyncio.Semaphore(READERS)

    @classmethod
    async def open(cls, address: URL, world: World) -> Self:
        """Nothing is written before the first unit that writes, not even to make the file ready for it."""
        store = cls(address, world)
        with reaching():
            try:
                look_at(store._readers)
            except OperationalError as error:
                if getattr(error.orig, "sqlite_errorname", None) != _CUT_OFF:
                    raise
                take_back_what_was_cut_off(address)
                look_at(store._readers)
        return store

    @cached_property
    def _writer(self) -> Connection:
        return self._writers.connect()

    @cached_property
    def _driver(self) -> sqlite3.Connection:
        return _driver_of(self._writer)

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        async with self._turn:
            first = self._batch is None
            batch = self._batch or await self._begin()
            work = SqliteWork(self._world, self._writer, self._shelf)
            # The first one needs none: nobody else has anything in the transaction yet. And under a savepoint each
            # statement takes the longer the more the unit has written.
            if not first:
                self._driver.execute("SAVEPOINT unit")
            try:
                yield work
                if work.kept:
                    await seal_events(work)
                    self._keep(first)
                    self._traces = self._traces or work.traceless
                else:
                    self._undo(batch, None, first)
            except BaseException as error:
                self._undo(batch, error, first)
                raise
            finally:
                work.ended = True
        if work.kept:
            await batch.written()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Work]:
        async with self._reading:
            with self._readers.connect() as connection:
                driver = _driver_of(connection)
                driver.execute("BEGIN")
                work = SqliteWork(self._world, connection, self._shelf)
                try:
                    yield work
                finally:
                    work.ended = True
                    driver.execute("ROLLBACK")

    async def close(self) -> None:
        while self._committing:
            await asyncio.wait(self._committing)
        if "_writer" in vars(self):
            self._writer.close()
        self._readers.dispose()
        self._disk.shutdown()

    async def _begin(self) -> _Batch:
        """Opens the transaction for this unit and all that queue up behind it; its commit queues up behind those."""
        try:
            if not self._begun_at_once():
                await self._on_disk_thread("BEGIN IMMEDIATE")
        except asyncio.CancelledError:
            if self._driver.in_transaction:
                self._driver.execute("ROLLBACK")
            raise
        self._batch = batch = _Batch()
        task = asyncio.create_task(self._commit(batch))
        self._committing.add(task)
        task.add_done_callback(self._committing.discard)
        return batch

    def _begun_at_once(self) -> bool:
        """Unless another process writes just now: nothing waits for that on the event loop's thread."""
        self._driver.execute("PRAGMA busy_timeout = 0")
        try:
            self._driver.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        finally:
            self._driver.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        return True

    async def _commit(self, batch: _Batch) -> None:
        async with self._turn:
            if self._batch is not batch:
                return
            self._batch = None
            try:
                await self._on_disk_thread("COMMIT")
            except sqlite3.Error as error:
                if self._driver.in_transaction:
                    self._driver.execute("ROLLBACK")
                batch.fail(error)
            else:
                await self._erase_traces()
                batch.succeed()

    async def _erase_traces(self) -> None:
        """What was erased is overwritten in the file, but the log still has the pages of before.

        Whoever reads just now keeps it from being cut off: then with the next commit.
        """
        if not self._traces:
            return
        self._driver.execute("PRAGMA busy_timeout = 0")
        try:
            ((is_busy, *_),) = await self._on_disk_thread("PRAGMA wal_checkpoint(TRUNCATE)")
            self._traces = bool(is_busy)
        except sqlite3.OperationalError:
            return
        finally:
            self._driver.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")

    def _keep(self, first: bool) -> None:
        if not first:
            self._driver.execute("RELEASE unit")
        elif not self._driver.in_transaction:
            raise sqlite3.OperationalError(_ROLLED_BACK)  # somebody overlooked why

    def _undo(self, batch: _Batch, error: BaseException | None, first: bool) -> None:
        if first:
            self._batch = None
            if self._driver.in_transaction:
                self._driver.execute("ROLLBACK")
            return
        if self._driver.in_transaction:
            self._driver.execute("ROLLBACK TO unit")
            self._driver.execute("RELEASE unit")
            return
        # A full disk and its like make SQLite roll back everything: those who share the transaction must know.
        self._batch = None
        batch.fail(error or sqlite3.OperationalError(_ROLLED_BACK))

    async def _on_disk_thread(self, statement: str) -> list[tuple[int, ...]]:
        """Not to be abandoned half way: the connection is in use until the thread is done with it."""
        done = asyncio.get_running_loop().run_in_executor(self._disk, self._fetched, statement)
        cancelled = False
        while not done.done():
            try:
                await asyncio.wait([done])
            except asyncio.CancelledError:
                cancelled = True
        if cancelled:
            done.result()
            raise asyncio.CancelledError
        return done.result()

    def _fetched(self, statement: str) -> list[tuple[int, ...]]:
        return self._driver.execute(statement).fetchall()


def _driver_of(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("the SQLite store needs the standard library's driver")
    return driver
