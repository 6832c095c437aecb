"""Calls to the Bot API over HTTP: kept connections, bounded times, and a token that no error tells."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.wire import Wire

_READ, _WRITE, _CONNECT = 20.0, 20.0, 10.0
OpenT = TypeVar("OpenT")


class AiohttpRequest(BaseRequest):
    """python-telegram-bot's transport: forms go by wire, files and whatever else over aiohttp."""

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._wire: Wire | None = None

    @property
    def read_timeout(self) -> float:
        return _READ

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(connector=connector)
            self._wire = Wire(self._connections)

    async def shutdown(self) -> None:
        if self._session is not None:
            self._opened(self._wire).close()
            await self._session.close()
            self._session = self._wire = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        seconds = read_timeout if isinstance(read_timeout, float | int) else _READ
        return await self.send(url, _body(request_data), seconds, http_method=method)

    async def send(self, url: str, body: Any, seconds: float, http_method: str = "POST") -> tuple[int, bytes]:
        if isinstance(body, dict):
            return await self._opened(self._wire).post(url, _written(body), seconds + _WRITE)
        async with self._answer(http_method, url, seconds, data=body) as response:
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
        self, http_method: str, url: str, seconds: float, **body: Any
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        session = self._opened(self._session)
        timeout = aiohttp.ClientTimeout(total=seconds + _WRITE, sock_connect=_CONNECT, sock_read=seconds)
        try:
            async with session.request(http_method, url, timeout=timeout, **body) as response:
                yield response
        except (TimeoutError, aiohttp.ServerTimeoutError) as error:
            # `from None`: aiohttp's own errors tell the address, and the address holds the token.
            raise TimedOut(f"no answer in time ({type(error).__name__})") from None
        except aiohttp.ClientError as error:
            raise NetworkError(f"the connection failed ({type(error).__name__})") from None

    @staticmethod
    def _opened(means: OpenT | None) -> OpenT:
        if means is None:
            raise RuntimeError("the transport is not open")
        return means


def _written(form: Mapping[str, str]) -> bytes:
    return URL.build(query=form).raw_query_string.encode()


def _body(request_data: RequestData | None) -> Any:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
