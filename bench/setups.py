"""Which bots are measured, and how each is set up: its store, how updates reach it, how many processes it is."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import asyncpg
from sqlalchemy import make_url

from bench.balancer import HOST, balancing
from bench.bots import BotKind, OsProcess, running
from bench.crowd import Crowd

_OURS = {"SEND_LIMITS": "off", "DATA_KEY": bytes(32).hex()}
_LOOK_SECONDS = 0.02
_PATIENCE_SECONDS = 60.0


class Setup(NamedTuple):
    name: str
    module: str = "bot"
    processes: int = 1
    on_postgres: bool = False
    by_webhook: bool = False

    @property
    def is_ours(self) -> bool:
        return self.module == "bot"


STOCK = Setup("stock echo", "bench.stock.echo")
WRITING = Setup("stock echo and a row by its ORM", "bench.stock.writing")
SQLITE = Setup("SQLite")
POLLING = Setup("PostgreSQL, one process polls", on_postgres=True)
ONE = Setup("PostgreSQL, webhook, one process", on_postgres=True, by_webhook=True)
TWO = Setup("PostgreSQL, webhook, two processes", processes=2, on_postgres=True, by_webhook=True)
SETUPS = (SQLITE, STOCK, WRITING, POLLING, ONE, TWO)
"""Ours comes first: what it answers is what the stock bots say."""


class Place(NamedTuple):
    """What a bot leaves behind when it ends, and finds when it starts again."""

    folder: Path
    database: dict[str, str]
    server: OsProcess | None
    """PostgreSQL's, with all of its processes."""


@asynccontextmanager
async def new_place(folder: Path, server: str | None) -> AsyncIterator[Place]:
    """With a database of its own, that is gone in the end: its server has no work with it while others are measured."""
    folder.mkdir()
    if server is None:
        yield Place(folder, {}, None)
        return
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f"CREATE DATABASE {folder.name}")
        postmaster = OsProcess(await connection.fetchval("SELECT pg_backend_pid()")).parent
        address = make_url(server).set(drivername="postgresql+asyncpg", database=folder.name)
        yield Place(folder, {"DATABASE_URL": address.render_as_string(hide_password=False)}, postmaster)
        await connection.execute(f"DROP DATABASE {folder.name} WITH (FORCE)")
    finally:
        await connection.close()


@asynccontextmanager
async def at_work(
    setup: Setup, crowd: Crowd, place: Place, answer: str
) -> AsyncIterator[tuple[list[OsProcess], float]]:
    """Its processes, and how many seconds it took until they had answered the first update, which waited for them."""
    async with AsyncExitStack() as stack:
        ports = [_free_port() for _ in range(setup.processes)]
        settings = _OURS | place.database
        if setup.by_webhook:
            settings |= {"UPDATES": "webhook", "PUBLIC_URL": await stack.enter_async_context(balancing(ports))}
        crowd.ask()
        start, bots = perf_counter(), []
        for number, port in enumerate(ports):
            own = settings | {"HTTP_PORT": str(port)}
            kind = BotKind(setup.name, setup.module, own)
            bots.append(await stack.enter_async_context(running(kind, crowd, place.folder / str(number), answer)))
        await crowd.all_heard()
        taken = perf_counter() - start
        if setup.is_ours:
            await asyncio.gather(*map(_listens, ports))
        yield bots, taken


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as bound:
        return int(bound.getsockname()[1])


async def _listens(port: int) -> None:
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while True:
            with suppress(OSError):
                (await asyncio.open_connection(HOST, port))[1].close()
                return
            await asyncio.sleep(_LOOK_SECONDS)
