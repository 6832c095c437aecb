"""PostgreSQL behind pgbouncer, where each transaction may meet another session; and how long a statement may take."""

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import DBAPIError

from db.invariants import check
from db.leases import hold_lease
from db.migrate import migrate
from db.sealing import Sealing
from db.store import Limits, Store, StoreUnreachable, open_store
from db.work import World
from rules.states import RaffleState
from services.totals import stand_of
from tests.cast import ANA, Clock, House
from tests.conftest import DATA_KEY, Postgres

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
SESSIONS, PEOPLE, SALES = 2, 8, 6
# How fast a statement is planned is nobody's secret: the driver turns jit off while it looks up a type.
KEPT_IN_A_SESSION = {
    "settings": "SELECT name FROM pg_settings WHERE source = 'session' AND name <> 'jit'",
    "locks": "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()",
    "channels": "SELECT pg_listening_channels()",
    "tables of its own": "SELECT relname FROM pg_class WHERE relpersistence = 't'",
    "statements by a name that another may use": (
        "SELECT name FROM pg_prepared_statements WHERE name NOT LIKE '\\_\\_raffle\\_%'"
    ),
}


@pytest.fixture
def engine() -> str:
    return "postgresql"


@asynccontextmanager
async def opened(url: str | URL, *, pgbouncer: bool = False, limits: Limits | None = None) -> AsyncIterator[Store]:
    world = World(Clock(), Random(20260302), Sealing(DATA_KEY))
    store = await open_store(url, world, pgbouncer=pgbouncer, limits=limits or Limits())
    try:
        yield store
    finally:
        await store.close()


@contextmanager
def bouncing(url: URL) -> Iterator[URL]:
    """A pgbouncer before that server, with so few sessions that everybody meets everybody's."""
    sockets, own = Path(str(url.query["host"])), {"LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")}
    with TemporaryDirectory() as name, socket.socket() as found:
        folder = Path(name)
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
        found.close()
        (folder / "people").write_text(f'"{url.username}" ""\n')
        (folder / "ini").write_text(
            f"[databases]\n* = host={sockets} port={url.port or 5432} user={url.username}\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
            f"auth_type = any\nauth_file = {folder}/people\n"
            f"pool_mode = transaction\ndefault_pool_size = {SESSIONS}\nmax_client_conn = 100\n"
        )
        for path in (folder, *folder.iterdir()):
            path.chmod(0o755)
        owner = [] if os.getuid() else ["-u", sockets.owner()]
        process = subprocess.Popen([str(PGBOUNCER), "-q", *owner, str(folder / "ini")], env=own)
        try:
            yield URL.create("postgresql+asyncpg", url.username, None, "127.0.0.1", port, url.database)
        finally:
            process.terminate()
            process.wait()


@pytest.fixture
async def bounced(url: str) -> AsyncIterator[URL]:
    if PGBOUNCER is None:
        pytest.skip("there is no pgbouncer here")
    with bouncing(make_url(url)) as address:
        for _ in range(100):
            try:
                _, writer = await asyncio.open_connection(address.host, address.port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                break
        yield address


async def sell_side_by_side(house: House) -> None:
    """Each in a raffle of their own."""
    projects = [await house.open_project(ANA + person) for person in range(PEOPLE)]

    async def sell(person: int) -> None:
        for first in range(0, 2 * SALES, 2):
            await house.sell(projects[person].key, first, first + 1)

    await asyncio.gather(*map(sell, range(PEOPLE)))
    for project in projects:
        stand = await house.look(stand_of, project.key)
        assert stand.sold == 2 * SALES, RaffleState.SOLD


async def test_a_unit_leaves_nothing_behind_in_its_session(url: str) -> None:
    """Where each transaction may meet another session, the next one there is somebody else's."""
    async with opened(url, pgbouncer=True, limits=Limits(connections=1)) as store:
        house = House(store, Clock())
        project = await house.open_project()
        await house.sell(project.key, 7, 8)
        await house.do(hold_lease, "clock", "somebody", timedelta(seconds=9))
        await house.everything()
        async with store.reading() as work:
            assert [chunk async for chunk in work.chunks(text("SELECT generate_series(1, 6000)"))]
        async with store.work() as work:
            for kept, question in KEPT_IN_A_SESSION.items():
                assert [row[0] for row in await work.execute(text(question))] == [], kept


async def test_behind_pgbouncer_sales_go_on_side_by_side_on_fewer_sessions(bounced: URL) -> None:
    async with opened(bounced, pgbouncer=True) as store:
        await sell_side_by_side(House(store, Clock()))
        assert [finding async for finding in check(store)] == []


async def test_a_new_database_is_migrated_through_pgbouncer(bounced: URL, postgres: Postgres) -> None:
    name = postgres.new_database("template0")
    try:
        await migrate(bounced.set(database=name), pgbouncer=True)
        async with opened(bounced.set(database=name), pgbouncer=True) as store:
            await House(store, Clock()).open_project()
    finally:
        postgres.drop(name)


async def test_whoever_does_not_say_that_pgbouncer_is_there_is_stopped_at_the_start(bounced: URL) -> None:
    """Better than statements that are sometimes not there."""
    with pytest.raises(StoreUnreachable):
        async with opened(bounced):
            pass


@pytest.mark.parametrize("pgbouncer", [False, True])
async def test_a_statement_that_takes_too_long_is_given_up_and_the_next_one_is_answered(
    url: str, pgbouncer: bool
) -> None:
    async with opened(url, pgbouncer=pgbouncer, limits=Limits(connections=1, statement_seconds=1)) as store:
        with pytest.raises((DBAPIError, TimeoutError)):
            async with store.work() as work:
                await work.execute(text("SELECT pg_sleep(30)"))
        async with store.reading() as work:
            assert (await work.execute(text("SELECT 1"))).scalar() == 1


async def test_without_a_limit_a_statement_takes_its_time(url: str) -> None:
    async with opened(url, limits=Limits(connections=1)) as store, store.reading() as work:
        assert (await work.execute(text("SHOW statement_timeout"))).scalar() == "0"
    async with opened(url, limits=Limits(1, 60)) as store, store.reading() as work:
        assert (await work.execute(text("SHOW statement_timeout"))).scalar() == "1min"
