"""A running playground: world, application and HTTP server, on loopback alone."""

import asyncio
import contextlib
import gc
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import uvicorn

from playground.server.app import App
from playground.server.deliveries import Deliveries
from playground.world.journal import SqliteJournal
from playground.world.world import World

HOST = "127.0.0.1"
WELCOME = "Two people are ready, {people}. Choose one, press Start, and talk to the bot."
FIRST_PEOPLE = (
    {"first_name": "Ana", "username": "ana", "language_code": "es"},
    {"first_name": "Luis", "username": "luis", "language_code": "en"},
)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()
        self.ending = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    async def main_loop(self) -> None:
        """Waits instead of looking ten times a second."""
        await self.ending.wait()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to whoever started the playground."""
        yield


class Playground:
    """Address, token and world of one that runs."""

    def __init__(self, world: World, port: int = 0, first_delay: float = 1.0) -> None:
        self.world = world
        self._socket = _bound(port)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{HOST}:{self.port}"
        names = " and ".join(person["first_name"] for person in FIRST_PEOPLE)
        self.app = App(world, WELCOME.format(people=names))
        self._deliveries = Deliveries(world, self.app.bot_api.call, first_delay)
        config = uvicorn.Config(
            self.app,
            log_config=None,
            log_level="error",
            access_log=False,
            backlog=1024,
            lifespan="off",
            proxy_headers=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=300,
            timeout_graceful_shutdown=1,
        )
        self._server = _Server(config)

    @property
    def token(self) -> str:
        return self.world.bot.token

    async def serve(self) -> None:
        """Until `stop`; what is not yet on disk is written at the end."""
        journal, ended = self.world.journal, asyncio.Event()
        flushing = asyncio.create_task(journal.keep_flushing(ended)) if isinstance(journal, SqliteJournal) else None
        self._deliveries.begin()
        try:
            await self._server.serve(sockets=[self._socket])
        finally:
            self._deliveries.stop()
            ended.set()
            if flushing is not None:
                await flushing
            self.world.close()

    def stop(self) -> None:
        self._server.ending.set()
        self.app.streams.end()
        self.world.updates.end_poll("the playground stops")

    async def started(self) -> None:
        await self._server.listening.wait()


def collect_seldom() -> None:
    """Messages are kept and hold no cycles: looking through all of them often costs a tenth of the time."""
    gc.set_threshold(100_000, 50, 100)


def _bound(port: int) -> socket.socket:
    # Without the protocol's number asyncio does not switch Nagle's delay off, which costs 40 ms an answer.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
    except OSError:
        listening.close()
        raise
    return listening


def invent_first_people(world: World) -> None:
    """Two, in a world that has nobody yet."""
    if not world.people:
        for person in FIRST_PEOPLE:
            world.invent(dict(person))


@contextlib.asynccontextmanager
async def running(folder: Path | None = None, port: int = 0, first_delay: float = 1.0) -> AsyncIterator[Playground]:
    """In this process, with Ana and Luis; without a folder nothing is kept."""
    world = World(folder)
    invent_first_people(world)
    playground = Playground(world, port, first_delay)
    serving = asyncio.create_task(playground.serve())
    await playground.started()
    try:
        yield playground
    finally:
        playground.stop()
        await serving
