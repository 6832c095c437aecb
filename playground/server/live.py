"""Live events as one stream of server-sent events for a whole page."""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from playground.jsons import JSON, written
from playground.world.world import World

HEARTBEAT = 15.0
_END = None


class Streams:
    """All open streams, so that a stop can end them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._open: set[asyncio.Queue[JSON | None]] = set()

    def end(self) -> None:
        for queue in self._open:
            queue.put_nowait(_END)

    async def events(self, since: int | None, people: set[int]) -> AsyncIterator[bytes]:
        queue: asyncio.Queue[JSON | None] = asyncio.Queue()
        missed = self._world.events.since(since) if since is not None else []
        stop = self._world.events.listen(queue.put_nowait)
        self._open.add(queue)
        try:
            # Something is sent at once: a reader then knows that nothing escapes it any more.
            yield f"retry: 1000\n: since {self._world.events.last}\n\n".encode()
            if missed is None:
                missed = [{"event": self._world.events.last, "kind": "reset", "people": list(self._world.people)}]
            for event in missed:
                yield _line(event)
            while True:
                try:
                    live = await asyncio.wait_for(queue.get(), HEARTBEAT)
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                if live is _END:
                    return
                if not people or people & set(live["people"]):
                    yield _line(live)
        finally:
            self._open.discard(queue)
            stop()


def _line(event: JSON) -> bytes:
    return b"id: %d\ndata: %b\n\n" % (event["event"], written(event))


async def _live(request: Request) -> StreamingResponse:
    streams: Streams = request.app.state.streams
    since = request.headers.get("last-event-id") or request.query_params.get("since")
    people = {int(number) for number in request.query_params.get("people", "").split(",") if number.isdecimal()}
    events = streams.events(int(since) if since and since.isdecimal() else None, people)
    return StreamingResponse(events, media_type="text/event-stream", headers={"Cache-Control": "no-store"})


ROUTES: list[Route] = [Route("/api/events", _live)]
