"""`python -m tests.soak`: minutes of it, on a database of its own, and exit 1 if something was found."""

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from random import Random
from secrets import SystemRandom
from time import monotonic

from bench.places import postgres_server, scratch_folder
from db.migrate import migrate
from db.sealing import Sealing
from db.store import Store, open_store
from db.work import World
from tests.end_to_end.test_running import free_port
from tests.soak.campaign import Ground, Plan, soak
from tests.soak.passing import moved_on
from tests.soak.telling import tell

KEY = bytes(range(32))
STORM, CALM = 0.15, 0.35
"""Of the whole time, twice each: in a storm the bot is killed again and again, in the calm its memory is looked at."""
BETWEEN_KILLS = (4.0, 12.0)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--circles", type=int, default=8, help="organizers at once, each with eight buyers")
    parser.add_argument("--pace", type=float, default=0.2, help="seconds that somebody thinks before a deed")
    parser.add_argument("--postgresql", action="store_true", help="on a server of its own, instead of SQLite")
    parser.add_argument("--webhook", action="store_true", help="updates are delivered, instead of asked for")
    arguments = parser.parse_args()
    seconds = arguments.minutes * 60
    kills = tuple(moments_of_kills(seconds, Random(f"{arguments.seed} kills")))
    plan = Plan(seconds, arguments.seed, arguments.circles, arguments.pace, kills)
    with scratch_folder() as folder, _database(folder, arguments.postgresql) as url:
        return asyncio.run(_run(plan, folder, url, webhook=arguments.webhook))


def moments_of_kills(seconds: float, chance: Random) -> Iterator[float]:
    for begins in (0.0, STORM + CALM):
        moment = seconds * begins
        while (moment := moment + chance.uniform(*BETWEEN_KILLS)) < seconds * (begins + STORM):
            yield moment


async def _run(plan: Plan, folder: Path, url: str, *, webhook: bool) -> int:
    # One port for all processes: a letter that comes twice has the same addresses.
    port = str(free_port())
    environment = {
        "DATABASE_URL": url, "DATA_DIR": str(folder / "data"), "DATA_KEY": KEY.hex(),
        "SEND_LIMITS": "off", "LOG_LEVEL": "WARNING",
        "HTTP_PORT": port,
    }  # fmt: skip
    if webhook:
        environment |= {"UPDATES": "webhook", "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    said = folder / "said.txt"
    said.touch()
    _write(f"seed {plan.seed}, {plan.seconds / 60:.1f} minutes, {len(plan.kills)} kills to come")
    began = monotonic()
    hours = folder / "hours"
    async with _opened(url, hours) as store:
        command = f"{sys.executable} -m tests.soak.hurried_bot"
        ground = Ground(store, hours, environment, said, command, _write)
        account, memory = await soak(plan, ground)
    _write(tell(account, memory, monotonic() - began))
    if account.findings:
        kept = Path("test-results").absolute() / f"soak-{os.getpid()}.txt"
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(said.read_bytes())
        _write(f"what the bot said is in {kept}")
    return 1 if account.findings else 0


def _write(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


@contextmanager
def _database(folder: Path, postgresql: bool) -> Iterator[str]:
    if not postgresql:
        yield f"sqlite+aiosqlite:///{folder / 'raffles.db'}"
        return
    with postgres_server(folder) as server:
        yield server.replace("postgresql:", "postgresql+asyncpg:")


@asynccontextmanager
async def _opened(url: str, hours: Path) -> AsyncIterator[Store]:
    await migrate(url)
    store = await open_store(url, World(moved_on(hours), SystemRandom(), Sealing(KEY)))
    try:
        yield store
    finally:
        await store.close()


if __name__ == "__main__":
    sys.exit(main())
