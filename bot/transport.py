"""Calls to the Bot API over HTTP: kept connections, bounded times, and a token that no error tells."""

import asyncio
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.wire import Wire

if TYPE_CHECKING:
    from bot.carrier import Carrier

_READ_SECONDS = 20.0
WRITE_SECONDS = 20.0


class WithFile(NamedTuple):
    """A form in which a file fills one more field."""

    form: Mapping[str, str]
    field: str
    name: str
    kind: str
    content: bytes


class Transport(BaseRequest):
    """python-telegram-bot's own calls too: forms go by wire, and a carrier takes files, as soon as there is one."""

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._wire: Wire | None = None
        self._carrier: Carrier | None = None

    @property
    def read_timeout(self) -> float:
        return _READ_SECONDS

    async def initialize(self) -> None:
        if self._wire is None:
            self._wire = Wire(self._connections)

    async def shutdown(self) -> None:
        wire, carrier, self._wire, self._carrier = self._wire, self._carrier, None, None
        if wire is not None:
            wire.close()
        if carrier is not None:
            await carrier.close()

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
        if method != "POST" or (request_data is not None and request_data.contains_files):
            raise RuntimeError("files come by `load`, and leave with a letter that draws them")
        seconds = read_timeout if isinstance(read_timeout, float | int) else _READ_SECONDS
        return await self.send(url, request_data.json_parameters if request_data else {}, seconds)

    async def send(self, url: str, body: Mapping[str, str] | WithFile, seconds: float) -> tuple[int, bytes]:
        wire = self._opened()
        if isinstance(body, WithFile):
            return await (await self._open_carrier()).send(url, body, seconds)
        return await wire.post(url, URL.build(query=body).raw_query_string.encode(), seconds + WRITE_SECONDS)

    async def load(self, url: str, most: int, seconds: float) -> tuple[int, bytes]:
        """No more than so many bytes of it, however many there are."""
        return await (await self._open_carrier()).load(url, most, seconds)

    def _opened(self) -> Wire:
        if self._wire is None:
            raise RuntimeError("the transport is not open")
        return self._wire

    async def _open_carrier(self) -> "Carrier":
        if self._carrier is not None:
            return self._carrier
        # In a thread: everybody else goes on meanwhile.
        module = await asyncio.to_thread(import_module, "bot.carrier")
        if self._carrier is None:
            self._opened()
            self._carrier = module.Carrier(self._connections)
        return self._carrier
