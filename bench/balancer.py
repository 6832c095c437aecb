"""One address before several processes: each request goes to the next of them, for as little work as possible."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import cycle

HOST = "127.0.0.1"
_PIECE = 1 << 16

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def balancing(ports: Sequence[int]) -> AsyncIterator[str]:
    """The address. Who sends gets an end instead of an answer as long as one of the processes is not there."""
    turns, before = cycle(ports), set[asyncio.StreamWriter]()

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind: dict[int, Streams] = {}
        before.add(writer)
        with suppress(OSError):
            # Updates and their answers are small and written at once: each is one piece, and nothing has to be read.
            while request := await reader.read(_PIECE):
                port = next(turns)
                if port not in behind:
                    behind[port] = await asyncio.open_connection(HOST, port)
                behind[port][1].write(request)
                answer = await behind[port][0].read(_PIECE)
                if not answer:
                    break
                writer.write(answer)
        before.discard(writer)
        for _, other in (*behind.values(), (reader, writer)):
            other.close()

    server = await asyncio.start_server(pass_on, HOST, 0)
    try:
        yield f"http://{HOST}:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for writer in before:
            writer.close()
