"""The store on SQLite: one writing connection whose commits are shared by the units that wait, and readers apart.

Statements run on the event loop's own thread: they take microseconds, a change of threads costs more than they do.
What can take long is done elsewhere: a commit waits for the disk on a thread of its own, while the loop goes on.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self

from sqlalchemy import URL, Connection, Engine, Executable, Table, create_engine, insert
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool, QueuePool

from db.events import seal_events
from db.store import Store, StoreUnreachable
from db.types import hand_sealing_to
from db.work import CHUNK, AnyResult, AnyRow, Values, Work, World

_BUSY_SECONDS = 5
_READERS = 4
_PRAGMAS = ("foreign_keys = ON", "temp_store = MEMORY", "cache_size = -16384")
_CUT_OFF = "SQLITE_READONLY_ROLLBACK"
"""How SQLite says that somebody was killed in the middle of a change, in a file that is not in WAL mode yet."""
_WRITER_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON")


class _HintingCompiler(SQLiteCompiler):
    """Lets a statement say INDEXED BY: nothing tells SQLite how many rows one organizer may have."""

    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        return text


class SqliteWork(Work):
    dialect = "sqlite"

    def __init__(self, world: World, connection: Connection) -> None:
        super().__init__(world)
        self._connection = connection

    async def _execute(self, statement: Executable, values: Values | None) -> AnyResult:
        return self._connection.execute(statement, values)

    async def chunks(self, statement: Executable, values: Values | None = None) -> AsyncIterator[Sequence[AnyRow]]:
        for chunk in self._connection.execute(statement, values).partitions(CHUNK):
            yield chunk

    async def add_rows(self, table: Table, rows: Sequence[AnyRow]) -> None:
        names = table.columns.keys()
        self._connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


class _Batch:
    """The units that one COMMIT makes durable together."""

    def __init__(self) -> None:
        self.written: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def fail(self, error: BaseException) -> None:
        if not self.written.done():
            self.written.set_exception(error)
            self.written.exception()  # the units that wait raise it; nobody else needs to


class SqliteStore(Store):
    def __init__(self, address: URL, world: World) -> None:
        self._readers = sqlite_engine(address, "ro")
        self._writers = sqlite_engine(address, "rw")
        for engine in (self._readers, self._writers):
            hand_sealing_to(engine.dialect, world.sealing)
        self._world = world
        self._turn = asyncio.Lock()
        self._batch: _Batch | None = None
        self._traces = False
        self._committing: set[asyncio.Task[None]] = set()
        self._disk = ThreadPoolExecutor(1, "commit")
        self._reading = asyncio.Semaphore(_READERS)

    @classmethod
    async def open(cls, address: URL, world: World) -> Self:
        """Nothing is written before the first unit that writes, not even to make the file ready for it."""
        store = cls(address, world)
        with reaching():
            try:
                _look_at(store._readers)
            except OperationalError as error:
                if getattr(error.orig, "sqlite_errorname", None) != _CUT_OFF:
                    raise
                _take_back_what_was_cut_off(address)
                _look_at(store._readers)
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
            batch = self._batch or await self._begin()
            work = SqliteWork(self._world, self._writer)
            self._driver.execute("SAVEPOINT unit")
            try:
                yield work
                if work.kept:
                    await seal_events(work)
                    self._driver.execute("RELEASE unit")
                    self._traces = self._traces or work.traceless
                else:
                    self._undo(batch, None)
            except BaseException as error:
                self._undo(batch, error)
                raise
            finally:
                work.ended = True
        if work.kept:
            await asyncio.shield(batch.written)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Work]:
        async with self._reading:
            with self._readers.connect() as connection:
                driver = _driver_of(connection)
                driver.execute("BEGIN")
                work = SqliteWork(self._world, connection)
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
            self._driver.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
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
                batch.written.set_result(None)

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
            self._driver.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")

    def _undo(self, batch: _Batch, error: BaseException | None) -> None:
        if self._driver.in_transaction:
            self._driver.execute("ROLLBACK TO unit")
            self._driver.execute("RELEASE unit")
            return
        # A full disk and its like make SQLite roll back everything: those who share the transaction must know.
        self._batch = None
        batch.fail(error or sqlite3.OperationalError("the transaction was rolled back"))

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


def sqlite_engine(address: URL, mode: Literal["ro", "rw", "rwc"]) -> Engine:
    """Connections that leave BEGIN and COMMIT to us, with durability and foreign keys on."""
    where = f"{Path(address.database or '').absolute().as_uri()}?mode={mode}"
    kept = {"poolclass": QueuePool, "pool_size": _READERS, "max_overflow": 0} if mode == "ro" else {}
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _connect(where, _PRAGMAS if mode == "ro" else _PRAGMAS + _WRITER_PRAGMAS),
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        **({"poolclass": NullPool} | kept),
    )
    engine.dialect.statement_compiler = _HintingCompiler
    return engine


def _take_back_what_was_cut_off(address: URL) -> None:
    """A file whose first migration was killed half way: only who may write can read it again."""
    where = f"{Path(address.database or '').absolute().as_uri()}?mode=rw"
    driver = _connect(where, ())
    driver.execute("PRAGMA schema_version").close()
    driver.close()


def _look_at(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA schema_version")


def _connect(where: str, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    driver = sqlite3.connect(where, uri=True, check_same_thread=False, timeout=_BUSY_SECONDS, cached_statements=500)
    for pragma in pragmas:
        driver.execute(f"PRAGMA {pragma}").close()
    return driver


@contextmanager
def reaching() -> Iterator[None]:
    try:
        yield
    except (DatabaseError, OSError) as error:
        raise StoreUnreachable(str(getattr(error, "orig", error))) from error


def _driver_of(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("the SQLite store needs the standard library's driver")
    return driver
