"""The store on PostgreSQL: a pool of connections, one transaction per unit of work."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Literal, Self
from uuid import uuid4

from asyncpg import Connection as Driver
from asyncpg import IntegrityConstraintViolationError, InterfaceError, PostgresError
from sqlalchemy import URL, Executable, Table
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from db.events import seal_events
from db.prepared import Answer, AnyRow, Fetched, Prepared, Shelf, Values
from db.store import NO_LIMITS, Limits, Store, StoreUnreachable
from db.types import hand_sealing_to
from db.work import CHUNK, Work, World

_CONNECT_SECONDS = 5
_STATEMENTS = 500
"""So many are kept ready by each connection: about as many as there are."""
_IDLE_IN_UNIT = "10s"
"""A process that is stopped in the middle of a unit, or whose host is gone, holds up the others no longer than that."""
_SILENCE = 5
"""So many seconds later than the server itself the driver gives up a statement of which it hears nothing."""


class PostgresWork(Work):
    dialect = "postgresql"

    def __init__(
        self, world: World, connection: AsyncConnection, driver: Driver, shelf: Shelf, *, glances: bool
    ) -> None:
        super().__init__(world)
        self._glances = glances
        self._connection = connection
        self._driver = driver
        self._shelf = shelf

    async def _execute(self, statement: Executable, values: Values | None) -> Answer:
        if self._glances and not statement.is_select:
            raise RuntimeError("a glance writes nothing: nobody would take it back")
        prepared = self._shelf.find(statement, values)
        if prepared is None:
            return await self._connection.execute(statement, values)
        with _translated(prepared.template):
            return await _fetch(self._driver, prepared, values or {})

    async def chunks(self, statement: Executable, values: Values | None = None) -> AsyncIterator[Sequence[AnyRow]]:
        async with self._connection.stream(statement, values) as result:
            async for chunk in result.partitions(CHUNK):
                yield chunk

    async def add_rows(self, table: Table, rows: Sequence[AnyRow]) -> None:
        """By COPY: in half the time of as many INSERTs."""
        columns, records = table.columns.keys(), [tuple(row) for row in rows]
        with _translated(f"COPY {table.name}"):
            await self._driver.copy_records_to_table(table.name, records=records, columns=columns)

    async def commit(self) -> None:
        told: str = await self._driver.execute("COMMIT")
        if told != "COMMIT":
            raise RuntimeError("a statement of this unit had failed: nothing of it is kept")


@contextmanager
def _translated(statement: str) -> Iterator[None]:
    """What the server refuses has the same name whichever way it was asked."""
    try:
        yield
    except IntegrityConstraintViolationError as error:
        raise IntegrityError(statement, None, error, hide_parameters=True) from error
    except PostgresError as error:
        raise DBAPIError(statement, None, error, hide_parameters=True) from error


async def _fetch(driver: Driver, prepared: Prepared, values: Values) -> Fetched:
    if isinstance(values, Sequence):
        await driver.executemany(prepared.sql(values), [prepared.bind(one) for one in values])
        return Fetched((), -1)
    if not prepared.gives_rows:
        told: str = await driver.execute(prepared.sql(values), *prepared.bind(values))
        return Fetched((), _counted(told))
    rows = await driver.fetch(prepared.sql(values), *prepared.bind(values))
    return Fetched(prepared.read([tuple(row) for row in rows]), len(rows))


def _counted(told: str) -> int:
    """As the server ends what it says of a statement: UPDATE 3."""
    count = told.rpartition(" ")[2]
    return int(count) if count.isdigit() else -1


class PostgresStore(Store):
    shared = True

    def __init__(self, engine: AsyncEngine, world: World) -> None:
        self._engine = engine
        self._shelf = Shelf(engine.dialect)
        self._world = world

    @classmethod
    async def open(cls, address: URL, world: World, *, pgbouncer: bool = False, limits: Limits = NO_LIMITS) -> Self:
        engine = await reach(address, pgbouncer=pgbouncer, limits=limits, by_hand=True)
        hand_sealing_to(engine.dialect, world.sealing)
        return cls(engine, world)

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        async with self._transaction("BEGIN") as work:
            yield work
            if work.kept:
                await seal_events(work)
                await work.commit()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Work]:
        async with self._transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") as work:
            yield work

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[Work]:
        """A transaction would be two more turns to the server and back, which processes without work take all day."""
        async with self._transaction(None) as work:
            yield work

    @asynccontextmanager
    async def _transaction(self, begin: str | None) -> AsyncIterator[PostgresWork]:
        """The pool gets back only what is open and in no transaction.

        Where somebody gave up waiting for it, the server may still do what it was told last: then it gets nothing back.
        """
        async with self._engine.connect() as connection:
            driver = await _driver_of(connection)
            work = PostgresWork(self._world, connection, driver, self._shelf, glances=begin is None)
            given_up = False
            try:
                if begin is not None:
                    await driver.execute(begin)
                yield work
            except (asyncio.CancelledError, TimeoutError):
                given_up = True
                raise
            finally:
                work.ended = True
                if not given_up and not driver.is_closed() and driver.is_in_transaction():
                    await driver.execute("ROLLBACK")
                if given_up or driver.is_closed() or driver.is_in_transaction():
                    await connection.invalidate()

    async def close(self) -> None:
        await self._engine.dispose()


async def reach(
    address: URL, *, pgbouncer: bool = False, limits: Limits = NO_LIMITS, by_hand: bool = False
) -> AsyncEngine:
    """An engine whose database answers; by hand, if whoever uses it begins and ends its transactions themselves."""
    with reaching():
        engine = _engine(address, pgbouncer, limits, "AUTOCOMMIT" if by_hand else None)
        try:
            async with engine.connect():
                return engine
        except BaseException:
            await engine.dispose()
            raise


@contextmanager
def reaching() -> Iterator[None]:
    """Names what went wrong; the last three of them are an address with a part that the driver does not understand."""
    try:
        yield
    except (OSError, SQLAlchemyError, PostgresError, InterfaceError, TypeError, ValueError, OverflowError) as error:
        raise StoreUnreachable(type(getattr(error, "orig", None) or error).__name__) from error


async def _driver_of(connection: AsyncConnection) -> Driver:
    """One whose server ended it while it lay in the pool is replaced."""
    while True:
        driver: Driver = (await connection.get_raw_connection()).driver_connection
        if not driver.is_closed():
            return driver
        await connection.invalidate()


def _engine(
    address: URL, pgbouncer: bool, limits: Limits, isolation_level: Literal["AUTOCOMMIT"] | None
) -> AsyncEngine:
    arguments = _behind_pgbouncer(limits) if pgbouncer else _directly(limits)
    arguments |= {"timeout": _CONNECT_SECONDS}
    # Whoever was used last is used next: the fewer do the work, the fewer keep its statements ready, here and there.
    pool: dict[str, Any] = {"pool_size": limits.connections, "max_overflow": 0, "pool_use_lifo": True}
    if isolation_level is not None:
        pool |= {"isolation_level": isolation_level}
    return create_async_engine(address, connect_args=arguments, hide_parameters=True, **pool)


def _behind_pgbouncer(limits: Limits) -> dict[str, Any]:
    """A statement may meet another session than the one that prepared it, so that none is kept, and none is named
    like another; and whose session it is cannot be told, so that nothing is set in it."""
    return {
        "statement_cache_size": 0,
        "prepared_statement_cache_size": 0,
        "prepared_statement_name_func": lambda: f"__raffle_{uuid4()}__",
        "command_timeout": limits.statement_seconds,
    }


def _directly(limits: Limits) -> dict[str, Any]:
    settings, patience = {"idle_in_transaction_session_timeout": _IDLE_IN_UNIT}, None
    if limits.statement_seconds is not None:
        settings |= {"statement_timeout": f"{limits.statement_seconds}s"}
        patience = limits.statement_seconds + _SILENCE
    return {"statement_cache_size": _STATEMENTS, "server_settings": settings, "command_timeout": patience}
