"""Whoever holds a connection and says nothing, or too much, is hung up on; others are served meanwhile."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.web import impatience, site
from bot.web.impatience import LARGEST_HEAD
from bot.web.readiness import Readiness
from bot.web.serving import serving
from bot.web.site import build_site
from tests.bot.desk import intake_of
from tests.bot.test_site import SECRET
from tests.cast import House

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]
ALIVE = b"GET /healthz HTTP/1.1\r\nHost: bot\r\n\r\n"


@pytest.fixture
async def port(house: House, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    monkeypatch.setattr(impatience, "HEAD_SECONDS", 0.3)
    app = build_site(intake_of(house.store), Readiness(house.store, None), SECRET)
    async with serving(app, "127.0.0.1", 0) as port:
        yield port


async def connected(port: int) -> Connection:
    return await asyncio.open_connection("127.0.0.1", port)


async def answered(connection: Connection, said: bytes) -> bytes:
    reader, writer = connection
    writer.write(said)
    return (await reader.readuntil(b"\r\n")).strip()


async def hung_up(connection: Connection) -> bool:
    """Whatever was said before."""
    try:
        async with asyncio.timeout(5):
            await connection[0].read(-1)
    except ConnectionError:
        return True
    return connection[0].at_eof()


@pytest.mark.parametrize("said", [b"", b"GET /hea", b"GET /healthz HTTP/1.1\r\nHost: bot\r\nX-Slow: "])
async def test_who_does_not_come_to_the_point_is_hung_up_on_while_others_are_served(port: int, said: bytes) -> None:
    slow = [await connected(port) for _ in range(50)]
    for _, writer in slow:
        writer.write(said)
    other = await connected(port)
    for _ in range(10):
        assert await answered(other, ALIVE) == b"HTTP/1.1 200 OK"
        await other[0].readuntil(b"alive\n")
    assert all([await hung_up(one) for one in slow])
    other[1].close()


async def test_a_further_request_on_a_connection_has_no_more_time(port: int) -> None:
    connection = await connected(port)
    assert await answered(connection, ALIVE) == b"HTTP/1.1 200 OK"
    await connection[0].readuntil(b"alive\n")
    connection[1].write(b"GET /healthz HTTP/1.1\r\nHost: ")
    assert await hung_up(connection)


async def test_a_head_without_end_is_not_listened_to(port: int) -> None:
    connection = await connected(port)
    connection[1].write(b"GET /healthz HTTP/1.1\r\n" + b"X-More: and more\r\n" * (LARGEST_HEAD // 8))
    assert await hung_up(connection)


async def test_an_update_that_does_not_arrive_is_given_up(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "BODY_SECONDS", 0.2)
    connection = await connected(port)
    secret = f"X-Telegram-Bot-Api-Secret-Token: {SECRET}"
    head = f"POST /telegram HTTP/1.1\r\nHost: bot\r\n{secret}\r\nContent-Length: 900\r\n\r\n"
    assert await answered(connection, head.encode() + b"{") == b"HTTP/1.1 408 Request Timeout"
    connection[1].close()
