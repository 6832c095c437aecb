"""One bot in a new place and a new world: started, made to work, started again, left alone."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from math import inf
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import NamedTuple

from bench.bots import OsProcess
from bench.crowd import PEOPLE, WORDS, Crowd, crowd_here
from bench.setups import Place, Setup, at_work, new_place

PACES = (10, 30, 100)
"""Updates a second offered."""
PARTS = (50, 95, 99)
_A_FEW = (30,)
_MOST_WAITING = 6000
_GRACE_SECONDS = 2.0
_SETTLED_SECONDS = 12.0
"""Until what a process looks for again and again is prepared, and it looks as seldom as it does in silence."""

RATE, CPU, SERVER_CPU, HARNESS_CPU = "a second", "CPU ms", "PostgreSQL ms", "Telegram ms"
MEMORY, WORKED, IDLE, NEXT, FIRST = "idle MB", "later MB", "idle %", "start s", "new s"

Row = dict[str, float]


class Met(NamedTuple):
    """Of one bot in one round."""

    echo: Row
    sale: Row
    """Empty where nothing can be bought."""
    process: Row
    answer: str


def wait(pace: int, part: int) -> str:
    return f"{pace}/s p{part}"


async def meet(
    setup: Setup, folder: Path, server: str | None, answer: str, seconds: float, people: int = PEOPLE
) -> Met:
    async with new_place(folder, server if setup.on_postgres else None) as place, crowd_here(people) as crowd:
        async with at_work(setup, crowd, place, answer) as (bots, first):
            meter = _Meter(crowd, bots, place, seconds)
            echo = await meter.measure(_A_FEW if setup.on_postgres else PACES)
            answer, sale = (_plain(crowd), await _sell(meter, crowd)) if setup.is_ours else (answer, {})
            process = {FIRST: first, WORKED: _megabytes(bots)}
        crowd.words = lambda person: WORDS
        async with at_work(setup, crowd, place, answer) as (bots, process[NEXT]):
            process |= {IDLE: await _idle(bots, seconds * 7), MEMORY: _megabytes(bots)}
    return Met(echo, sale, process, answer)


def _plain(crowd: Crowd) -> str:
    """The others say the same, so that all bots send as much."""
    if "reply_markup" in crowd.heard:
        raise RuntimeError("our bot answers with buttons, the stock bots with words alone: that compares nothing")
    return str(crowd.heard["text"])


async def _sell(meter: "_Meter", crowd: Crowd) -> Row:
    """Each of the people has a raffle of their own."""
    for line in ("/new Spring trip", "/set 1-1000000 5.00"):
        crowd.words = lambda person, line=line: line  # type: ignore[misc]
        crowd.ask(len(crowd.people))
        await crowd.all_heard()
    sold: Counter[int] = Counter()

    def next_sale(person: int) -> str:
        first = 3 * sold[person] + 1
        sold[person] += 1
        return f"/sell {first}-{first + 2} Luis cash"

    crowd.words = next_sale
    row = await meter.measure(PACES)
    if "Sold to Luis" not in str(crowd.heard.get("text")):
        raise RuntimeError(f"that was no sale: {crowd.heard.get('text')!r}")
    return row


class _Meter:
    def __init__(self, crowd: Crowd, bots: Sequence[OsProcess], place: Place, seconds: float) -> None:
        self._crowd = crowd
        self._bots = bots
        self._server = place.server
        self._seconds = seconds

    async def measure(self, paces: Sequence[int]) -> Row:
        """What they ask first warms everything up, and tells how many are a backlog of so many seconds."""
        everybody = len(self._crowd.people)
        warm = await self._rate(everybody)
        row = await self._backlog(min(max(everybody, int(warm * self._seconds)), _MOST_WAITING))
        for pace in paces:
            waits = await self._at(pace, keeps_up=row[RATE] > pace)
            row |= {wait(pace, part): one for part, one in zip(PARTS, waits, strict=True)}
        return row

    async def _backlog(self, updates: int) -> Row:
        meters: dict[str, Callable[[], float]] = {CPU: lambda: sum(bot.cpu_seconds for bot in self._bots)}
        if self._server is not None:
            server = self._server
            meters[SERVER_CPU] = lambda: server.cpu_seconds
        meters[HARNESS_CPU] = process_time
        before = {name: meter() for name, meter in meters.items()}
        rate = await self._rate(updates)
        spent = {name: (meter() - before[name]) / updates * 1000 for name, meter in meters.items()}
        return {RATE: rate, **spent}

    async def _rate(self, updates: int) -> float:
        start = perf_counter()
        self._crowd.ask(updates)
        await self._crowd.all_heard()
        return updates / (perf_counter() - start)

    async def _at(self, pace: int, *, keeps_up: bool) -> list[float]:
        """Milliseconds; or infinite, where it does not keep up."""
        never = [inf for _ in PARTS]
        if not keeps_up:
            return never
        self._crowd.latencies.clear()
        # For the slow ones twice as long: a few dozens at least.
        await self._crowd.ask_steadily(max(2, int(pace * self._seconds * (1 if pace == max(PACES) else 2))), pace)
        try:
            await self._crowd.all_heard(_GRACE_SECONDS)
        except TimeoutError:
            await self._crowd.all_heard()
            return never
        cuts = quantiles(self._crowd.latencies, n=100, method="inclusive")
        return [cuts[part - 1] * 1000 for part in PARTS]


async def _idle(bots: Sequence[OsProcess], seconds: float) -> float:
    """Of a core for each, in percent."""
    await asyncio.sleep(min(_SETTLED_SECONDS, seconds))
    before = sum(bot.cpu_seconds for bot in bots)
    await asyncio.sleep(seconds)
    return (sum(bot.cpu_seconds for bot in bots) - before) / seconds / len(bots) * 100


def _megabytes(bots: Sequence[OsProcess]) -> float:
    """Of the largest."""
    return max(bot.megabytes for bot in bots)
