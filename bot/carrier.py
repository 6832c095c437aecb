"""Files, there and back, over aiohttp: loaded soon after the start, which would have to wait for it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from telegram.error import NetworkError, TimedOut

from bot.transport import WRITE_SECONDS, WithFile

_CONNECT_SECONDS, _KEPT_SECONDS = 10.0, 60.0


class Carrier:
    def __init__(self, connections: int) -> None:
        connector = aiohttp.TCPConnector(limit=connections, keepalive_timeout=_KEPT_SECONDS)
        self._session = aiohttp.ClientSession(connector=connector)

    async def close(self) -> None:
        await self._session.close()

    async def send(self, url: str, body: WithFile, seconds: float) -> tuple[int, bytes]:
        form = aiohttp.FormData(body.form)
        form.add_field(body.field, body.content, filename=body.name, content_type=body.kind)
        async with self._answer("POST", url, seconds, form) as response:
            return response.status, await response.read()

    async def load(self, url: str, most: int, seconds: float) -> tuple[int, bytes]:
        """No more than so many bytes of it, however many there are."""
        async with self._answer("GET", url, seconds) as response:
            content = bytearray()
            while len(content) < most and (piece := await response.content.read(most - len(content))):
                content += piece
            return response.status, bytes(content)

    @asynccontextmanager
    async def _answer(
        self, http_method: str, url: str, seconds: float, form: aiohttp.FormData | None = None
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        timeout = aiohttp.ClientTimeout(total=seconds + WRITE_SECONDS, sock_connect=_CONNECT_SECONDS, sock_read=seconds)
        try:
            async with self._session.request(http_method, url, timeout=timeout, data=form) as response:
                yield response
        except (TimeoutError, aiohttp.ServerTimeoutError) as error:
            # `from None`: aiohttp's own errors tell the address, and the address holds the token.
            raise TimedOut(f"no answer in time ({type(error).__name__})") from None
        except aiohttp.ClientError as error:
            raise NetworkError(f"the connection failed ({type(error).__name__})") from None
