"""The store as the rest of the house sees it: units of work that write, and units that only read one moment."""

from abc import ABC, abstractmethod
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, make_url

from db.work import Work, World


class StoreUnreachable(Exception):
    """The database did not answer; says why in one line, without a secret."""


class Limits(NamedTuple):
    """Of one process at a server; a file has none."""

    connections: int = 10
    statement_seconds: int | None = None
    """What takes longer is given up. None is however long it takes, for whoever looks through everything."""


NO_LIMITS = Limits()


class Store(ABC):
    shared = False
    """Whether other processes write to it at the same time."""

    @abstractmethod
    def work(self) -> AbstractAsyncContextManager[Work]:
        """A unit that writes. It is on disk when the block has been left without an error, if it was kept."""

    @abstractmethod
    def reading(self) -> AbstractAsyncContextManager[Work]:
        """A unit that sees one moment and can write nothing."""

    def glance(self) -> AbstractAsyncContextManager[Work]:
        """For a look or two at what there is to do: each sees a moment of its own, and nothing can be written."""
        return self.reading()

    @abstractmethod
    async def close(self) -> None: ...


async def open_store(url: str | URL, world: World, *, pgbouncer: bool = False, limits: Limits = NO_LIMITS) -> Store:
    from db.postgres import PostgresStore
    from db.sqlite import SqliteStore

    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return await SqliteStore.open(address, world)
    return await PostgresStore.open(address, world, pgbouncer=pgbouncer, limits=limits)


def file_of(url: str | URL) -> Path | None:
    """Of a database on SQLite; one on PostgreSQL has none."""
    address = make_url(url)
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None


def address_of(file: Path) -> URL:
    return URL.create("sqlite+aiosqlite", database=str(file))
