"""One address before several processes: each request goes to the next of them, or to another when that one is gone."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from itertools import cycle

import aiohttp
from aiohttp import web

_PATIENCE = aiohttp.ClientTimeout(total=2)


@contextlib.asynccontextmanager
async def balancing(ports: Sequence[int]) -> AsyncIterator[str]:
    """The address."""
    turns = cycle(range(len(ports)))
    async with aiohttp.ClientSession(timeout=_PATIENCE) as session:

        async def pass_on(request: web.Request) -> web.Response:
            body, first = await request.read(), next(turns)
            headers = {name: value for name, value in request.headers.items() if name.startswith("X-")}
            for port in (*ports[first:], *ports[:first]):
                try:
                    url = f"http://127.0.0.1:{port}{request.path}"
                    async with session.post(url, data=body, headers=headers) as answer:
                        return web.Response(status=answer.status, body=await answer.read())
                except (aiohttp.ClientError, TimeoutError):
                    await asyncio.sleep(0)
            return web.Response(status=502)

        app = web.Application(client_max_size=2_000_000)
        app.router.add_post("/telegram", pass_on)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()
