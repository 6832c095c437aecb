"""The store on PostgreSQL: a pool of connections, one transaction per unit of work."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Self
from uuid import uuid4

from asyncpg import InterfaceError, PostgresError
from sqlalchemy import URL, Executable, Table
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from db.events import seal_events
from db.store import Store, StoreUnreachable
from db.types import hand_sealing_to
from db.work import CHUNK, AnyResult, AnyRow, Values, Work, World

_CONNECT_SECONDS = 5
_POOL = 10
_IDLE_IN_UNIT = "10s"
"""A process that is stopped in the middle of a unit, or whose host is gone, holds up the others no longer than that."""


class PostgresWork(Work):
    dialect = "postgresql"

    def __init__(self, world: World, connection: AsyncConnection) -> None:
        super().__init__(world)
        self._connection = connection

    async def _execute(self, statement: Executable, values: Values | None) -> AnyResult:
        return await self._connection.execute(statement, values)

    async def chunks(self, statement: Executable, values: Values | None = None) -> AsyncIterator[Sequence[AnyRow]]:
        async with self._connection.stream(statement, values) as result:
            async for chunk in result.partitions(CHUNK):
                yield chunk

    async def add_rows(self, table: Table, rows: Sequence[AnyRow]) -> None:
        """By COPY: in half the time of as many INSERTs."""
        driver: Any = (await self._connection.get_raw_connection()).driver_connection
        columns = table.columns.keys()
        await driver.copy_records_to_table(table.name, records=[tuple(row) for row in rows], columns=columns)


class PostgresStore(Store):
    shared = True

    def __init__(self, engine: AsyncEngine, world: World) -> None:
        self._engine = engine
        self._world = world

    @classmethod
    async def open(cls, address: URL, world: World, *, pgbouncer: bool = False) -> Self:
        engine = await reach(address, pgbouncer=pgbouncer)
        hand_sealing_to(engine.dialect, world.sealing)
        return cls(engine, world)

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        async with self._engine.connect() as connection, connection.begin() as transaction:
            work = PostgresWork(self._world, connection)
            try:
                yield work
                if work.kept:
                    await seal_events(work)
                else:
                    await transaction.rollback()
            finally:
                work.ended = True

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Work]:
        async with self._engine.connect() as plain:
            connection = await plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            async with connection.begin() as transaction:
                work = PostgresWork(self._world, connection)
                try:
                    yield work
                finally:
                    work.ended = True
                    await transaction.rollback()

    async def close(self) -> None:
        await self._engine.dispose()


async def reach(address: URL, *, pgbouncer: bool = False) -> AsyncEngine:
    """An engine whose database answers."""
    with reaching():
        engine = _engine(address, pgbouncer=pgbouncer)
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


def _engine(address: URL, *, pgbouncer: bool) -> AsyncEngine:
    """Behind pgbouncer a statement may meet another session than the one that prepared it, so that none is kept."""
    arguments: dict[str, Any] = {"timeout": _CONNECT_SECONDS}
    if not pgbouncer:
        arguments["server_settings"] = {"idle_in_transaction_session_timeout": _IDLE_IN_UNIT}
        return create_async_engine(
            address, pool_size=_POOL, max_overflow=0, connect_args=arguments, hide_parameters=True
        )
    arguments |= {
        "statement_cache_size": 0,
        "prepared_statement_cache_size": 0,
        "prepared_statement_name_func": lambda: f"__raffle_{uuid4()}__",
    }
    return create_async_engine(address, poolclass=NullPool, connect_args=arguments, hide_parameters=True)
