"""The HTTP server beside the bot, on a socket of our own: its port is known, and a taken one is a clear refusal."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.applications import Starlette


class AddressTaken(Exception):
    """Nothing can listen there; says why."""


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the bot's."""
        yield


@contextlib.asynccontextmanager
async def serving(site: Starlette, host: str, port: int) -> AsyncIterator[int]:
    """Gives the port: 0 was any free one."""
    listening = _listen(host, port)
    config = uvicorn.Config(site, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=2)
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        await asyncio.wait([task])
        listening.close()


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
