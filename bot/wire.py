"""Forms posted over kept connections: nearly every call is one, and costs a third of what a general client takes."""

import asyncio
import ssl
from collections import defaultdict, deque
from functools import cache, lru_cache
from time import monotonic
from typing import NamedTuple

import httptools
from telegram.error import NetworkError, TimedOut
from yarl import URL

_CONNECT_SECONDS = 10.0
_NEXT_ADDRESS_SECONDS = 0.25
_KEPT_SECONDS = 60.0
"""A connection that nobody has used for longer may be gone without a word."""


class Told(NamedTuple):
    status: int
    body: bytes


class _Place(NamedTuple):
    host: str
    port: int
    secure: bool


class _Target(NamedTuple):
    place: _Place
    head: bytes
    """Of a request, up to how long its body is."""


class _Line(asyncio.Protocol):
    """One connection: a request, then its answer, then perhaps the next."""

    def __init__(self) -> None:
        self.free_since = monotonic()
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._told: asyncio.Future[Told] | None = None
        self._body: list[bytes] = []
        self._ends_by_itself = self._has_head = False

    @property
    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    async def ask(self, request: bytes) -> Told:
        if self._transport is None or self._transport.is_closing():
            raise NetworkError("the connection failed (it was closed)")  # nobody would tell of it any more
        self._told, self._body = asyncio.get_running_loop().create_future(), []
        self._ends_by_itself = self._has_head = False
        self._transport.write(request)
        try:
            return await self._told
        except BaseException:
            self.close()  # what comes now would be taken for the answer to the next
            raise
        finally:
            self._told, self.free_since = None, monotonic()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]  # of a stream, which can be written to

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is None and self._has_head and not self._ends_by_itself:
            self._tell(self._parser.get_status_code())
        self._fail(type(exc).__name__ if exc is not None else "it was closed")

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self._fail(type(error).__name__)
            self.close()

    def on_header(self, name: bytes, value: bytes) -> None:
        self._ends_by_itself |= name.lower() in (b"content-length", b"transfer-encoding")

    def on_headers_complete(self) -> None:
        self._has_head = self._parser.get_status_code() >= 200

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        status = self._parser.get_status_code()
        if status < 200:
            return  # the answer is still to come
        self._tell(status)
        if not self._parser.should_keep_alive() or self._told is None:
            self.close()

    def _tell(self, status: int) -> None:
        if self._told is not None and not self._told.done():
            self._told.set_result(Told(status, b"".join(self._body)))

    def _fail(self, why: str) -> None:
        if self._told is not None and not self._told.done():
            self._told.set_exception(NetworkError(f"the connection failed ({why})"))


class Wire:
    def __init__(self, connections: int) -> None:
        self._room = asyncio.Semaphore(connections)
        self._free: dict[_Place, deque[_Line]] = defaultdict(deque)
        self._closed = False

    async def post(self, url: str, form: bytes, seconds: float) -> Told:
        """No error tells the address: it holds the token."""
        place, head = _read(url)
        request = b"%s%d\r\n\r\n%s" % (head, len(form), form)
        try:
            async with asyncio.timeout(seconds), self._room:
                line = await self._line_to(place)
                told = await line.ask(request)
        except TimeoutError:
            raise TimedOut("no answer in time") from None
        except OSError as error:
            raise NetworkError(f"the connection failed ({type(error).__name__})") from None
        if self._closed:
            line.close()
        elif line.is_open:
            self._free[place].append(line)
        return told

    def close(self) -> None:
        self._closed = True
        for lines in self._free.values():
            for line in lines:
                line.close()
        self._free.clear()

    async def _line_to(self, place: _Place) -> _Line:
        free = self._free[place]
        while free:
            line = free.pop()
            if line.is_open and monotonic() - line.free_since < _KEPT_SECONDS:
                return line
            line.close()
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(_CONNECT_SECONDS):
            context = _trusted() if place.secure else None
            _, line = await loop.create_connection(
                _Line, place.host, place.port, ssl=context, happy_eyeballs_delay=_NEXT_ADDRESS_SECONDS
            )
        return line


@lru_cache(maxsize=256)
def _read(url: str) -> _Target:
    read = URL(url)
    place = _Place(read.host or "", read.port or 0, read.scheme == "https")
    head = (
        f"POST {read.raw_path_qs} HTTP/1.1\r\nHost: {read.authority}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
    )
    return _Target(place, head.encode())


@cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()
