"""The HTTP server beside the bot, on a socket of our own: its port is known, and a taken one is a clear refusal."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp

from bot.web.impatience import ImpatientProtocol

_MOST_AT_ONCE = 500
"""Connections: the store and Telegram need some of those that a process may have, too."""


class AddressTaken(Exception):
    """Nothing can listen there; says why."""


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._end = asyncio.Event()

    def end(self) -> None:
        self.should_exit = True
        self._end.set()

    async def main_loop(self) -> None:
        """Wakes up for the date that answers bear, not ten times a second to see whether it is to end."""
        while not await self.on_tick(0):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await self._end.wait()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the bot's."""
        yield


@contextlib.asynccontextmanager
async def serving(site: ASGIApp, host: str, port: int) -> AsyncIterator[int]:
    """Gives the port: 0 was any free one."""
    listening = _listen(host, port)
    server = _Server(_config(site))
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield listening.getsockname()[1]
    finally:
        server.end()
        await asyncio.wait([task])
        listening.close()


def _config(site: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        site,
        http=ImpatientProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        limit_concurrency=_MOST_AT_ONCE,
        timeout_graceful_shutdown=2,
    )


def _listen(host: str, port: int) -> socket.socket:
    try:
        kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # The protocol by its name: only then are small answers sent at once.
        listening = socket.socket(kind, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        raise AddressTaken(error.strerror or type(error).__name__) from None
    listening.setblocking(False)
    return listening
