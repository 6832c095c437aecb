"""Relays are asked together and none is believed: only the signature of the very round counts."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from time import monotonic

import pytest
from aiohttp import web

from bot.beacon import Relays
from rules.draw.beacon import CHAIN, Round, time_of
from tests.rules.draw.proofs import ROUNDS
from tests.rules.draw.tampered_sources import OUTSIDE_THE_SUBGROUP, tampered_signatures

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

OLD, NEW = f"/{CHAIN}/public/", "/v2/beacons/quicknet/rounds/"
TRUE = ROUNDS[123]


class Relay:
    """One that answers as it is told, and remembers what it was asked for."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.asked: list[str] = []
        self.url = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        return await self._answer(request)


@asynccontextmanager
async def relaying(*answers: Answer) -> AsyncIterator[list[Relay]]:
    async with AsyncExitStack() as held:
        relays = [Relay(answer) for answer in answers]
        for relay in relays:
            site = web.Application()
            site.router.add_get("/{path:.*}", relay.answer)
            runner = web.AppRunner(site, shutdown_timeout=0.1)
            await runner.setup()
            held.push_async_callback(runner.cleanup)
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            relay.url = "http://{}:{}".format(*runner.addresses[0][:2])
        yield relays


async def ask(relays: list[Relay], number: int = 123, at: datetime | None = None, seconds: float = 2.0) -> Round | None:
    moment = at or time_of(number)
    return await Relays([relay.url for relay in relays], lambda: moment, seconds).find_round(number)


def said(signature: str, number: int = 123) -> Answer:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"round": number, "randomness": "ab" * 32, "signature": signature})

    return answer


def bodied(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=body, status=status, headers=headers)

    return answer


honest = said(TRUE.signature.hex())


async def knows_the_real_rounds(request: web.Request) -> web.Response:
    number = int(request.path.rpartition("/")[2])
    return await _response(said(ROUNDS[number].signature.hex(), number), request)


async def _response(answer: Answer, request: web.Request) -> web.Response:
    response = await answer(request)
    assert isinstance(response, web.Response)
    return response


async def stalls(_: web.Request) -> web.Response:
    await asyncio.sleep(30)
    raise AssertionError


async def begins_and_stalls(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    await response.write(b'{"round": 123, "signature": "')
    await asyncio.sleep(30)
    return response


async def never_ends(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(100_000):
        await response.write(b" " * 65536)
    return response


async def hangs_up(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.close()
    raise web.HTTPGone


async def redirects(_: web.Request) -> web.Response:
    raise web.HTTPFound("/elsewhere")


LIES: dict[str, Answer] = {
    "another round": said(ROUNDS[1000].signature.hex(), 1000),
    "another round as if it were this one": said(ROUNDS[1000].signature.hex()),
    "another chain": said("ab" * 48),
    "a point outside the subgroup": said(OUTSIDE_THE_SUBGROUP),
    "a giant body": bodied(b" " * 5_000_000),
    "a signature after too much": bodied(b" " * 5000 + TRUE.signature.hex().encode()),
    "a body without end": never_ends,
    "a compressed body": bodied(gzip.compress(TRUE.signature.hex().encode()), headers={"Content-Encoding": "gzip"}),
    "bytes": bodied(bytes(range(256))),
    "brackets": bodied(b"[" * 4000),
    "nothing": bodied(b""),
    "not found": bodied(b"", 404),
    "a true signature, and that it failed": bodied(TRUE.signature.hex().encode(), 500),
    "a redirection": redirects,
    "silence": stalls,
    "half an answer": begins_and_stalls,
    "a closed connection": hangs_up,
}


SPELLED_OTHERWISE = ("in upper case", "with 0x", "with a line feed")
"""The same signature: its own bytes prove it, not how they are shown."""

MALLEATED: dict[str, str] = {
    one.name: signature
    for one in tampered_signatures()
    if isinstance(signature := json.loads(one.proof)["beacon"].get("signature"), str)
    and not one.name.endswith(SPELLED_OTHERWISE)
}


@pytest.mark.parametrize("number", ROUNDS)
async def test_a_real_round_is_found(number: int) -> None:
    async with relaying(knows_the_real_rounds) as relays:
        assert await ask(relays, number) == ROUNDS[number]
        assert relays[0].asked == [f"{OLD}{number}"]


async def test_a_relay_that_knows_the_new_address_alone_is_asked_there() -> None:
    async def new_ones_alone(request: web.Request) -> web.Response:
        return await _response(honest if request.path.startswith("/v2") else LIES["not found"], request)

    async with relaying(new_ones_alone) as relays:
        assert await ask(relays) == TRUE
        assert relays[0].asked == [f"{OLD}123", f"{NEW}123"]


@pytest.mark.parametrize("lie", LIES)
async def test_a_lie_is_no_round_and_the_honest_relay_still_counts(lie: str) -> None:
    async with relaying(LIES[lie]) as relays:
        assert await ask(relays, seconds=0.2) is None
        assert set(relays[0].asked) == {f"{OLD}123", f"{NEW}123"}
    async with relaying(LIES[lie], honest) as relays:
        assert await ask(relays) == TRUE


async def test_no_malleated_signature_is_a_round() -> None:
    for name, signature in MALLEATED.items():
        async with relaying(said(signature)) as relays:
            assert await ask(relays) is None, name


async def test_a_relay_that_stalls_holds_nobody_up() -> None:
    async with relaying(stalls, honest, begins_and_stalls) as relays:
        began = monotonic()
        assert await ask(relays, seconds=20) == TRUE
        assert monotonic() - began < 5


async def test_all_are_asked_at_once() -> None:
    together = asyncio.Event()
    waiting: list[web.Request] = []

    async def waits_for_the_others(request: web.Request) -> web.Response:
        waiting.append(request)
        if len(waiting) == 4:
            together.set()
        await together.wait()
        return await _response(honest, request)

    async with relaying(*[waits_for_the_others] * 4) as relays:
        assert await ask(relays) == TRUE


async def test_before_its_time_a_round_is_not_asked_for() -> None:
    async with relaying(honest) as relays:
        assert await ask(relays, at=time_of(123) - timedelta(microseconds=1)) is None
        assert relays[0].asked == []


async def test_without_a_network_the_same_round_is_asked_for_again_later() -> None:
    async with relaying(honest) as relays:
        gone = relays[0]
    assert await ask([gone], seconds=0.5) is None
    async with relaying(LIES["not found"]) as relays:
        assert await ask(relays) is None
        assert await ask(relays, at=time_of(123) + timedelta(days=6)) is None
        assert {path.rpartition("/")[2] for path in relays[0].asked} == {"123"}
    async with relaying(honest) as relays:
        assert await ask(relays, at=time_of(123) + timedelta(days=6)) == TRUE
