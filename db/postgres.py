"""The store on PostgreSQL: a pool of connections, one transaction per unit of work."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Self

from asyncpg import InterfaceError, PostgresError
from sqlalchemy import URL, Executable
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from db.events import seal_events
from db.store import Store, StoreUnreachable
from db.types import hand_sealing_to
from db.work import CHUNK, AnyResult, AnyRow, Values, Work, World

_CONNECT_SECONDS = 5
_POOL = 10


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


class PostgresStore(Store):
    def __init__(self, engine: AsyncEngine, world: World) -> None:
        self._engine = engine
        self._world = world

    @classmethod
    async def open(cls, address: URL, world: World) -> Self:
        engine = postgres_engine(address)
        hand_sealing_to(engine.dialect, world.sealing)
        await reach(engine)
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


async def reach(engine: AsyncEngine) -> None:
    try:
        async with engine.connect():
            return
    except (OSError, TimeoutError, SQLAlchemyError, PostgresError, InterfaceError, TypeError, ValueError) as error:
        # The last two: a parameter of the address that the driver does not know.
        await engine.dispose()
        raise StoreUnreachable(type(error).__name__) from error


def postgres_engine(address: URL) -> AsyncEngine:
    return create_async_engine(address, pool_size=_POOL, max_overflow=0, connect_args={"timeout": _CONNECT_SECONDS})
