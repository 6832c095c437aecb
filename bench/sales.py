"""A sale of three numbers in one message, through the whole durable path, against the stock echo of a message."""

from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

from bench.bots import BotProcess, running
from bench.crowd import PEOPLE, Crowd, crowd_here
from bench.echo import A_SECOND, OURS, STOCK, at_leisure, work_off
from bench.measure import Figures, figure, say, tell, tell_targets

_BACKLOG_A_SECOND, _CALM_A_SECOND = 1000, 5 * A_SECOND
_ANSWER = "Sold to Luis: 1, 2, 3\n$15.00 cash, order K7Q2\nRaffle: Spring trip"

TARGETS = {
    "sales/s, of the stock echo's updates/s": "at least 0.3",
    f"reply p95 at {A_SECOND}/s, ms": "below 60",
    f"reply p95 at {A_SECOND}/s, of the stock echo's": "(no target)",
    "CPU per sale, ms": "(no target)",
}


class Taken(NamedTuple):
    """Of one bot in one round."""

    a_second: float
    cpu: float
    calm_p50: float
    calm_p95: float


async def bench_sales(folder: Path, rounds: int, seconds: float) -> None:
    if not Path("/proc/self/stat").exists():
        say("\nThe sales are left out: processes are looked at through /proc, and there is none.")
        return
    places = (folder / f"seller{number}" for number in count())
    ours, stock = [], []
    for _ in range(rounds):
        stock.append(await _echo(next(places), seconds))
        ours.append(await _sell(next(places), seconds))
    _tell_all(ours, stock)


async def _echo(place: Path, seconds: float) -> Taken:
    async with crowd_here() as crowd, running(STOCK, crowd, place, _ANSWER) as bot:
        return await _measure(crowd, bot, seconds)


async def _sell(place: Path, seconds: float) -> Taken:
    """Each of the people has a raffle of their own."""
    async with crowd_here() as crowd, running(OURS, crowd, place, "") as bot:
        await _all_say(crowd, lambda person: "/new Spring trip")
        await _all_say(crowd, lambda person: "/set 1-1000000 5.00")
        sold: Counter[int] = Counter()

        def next_sale(person: int) -> str:
            first = 3 * sold[person] + 1
            sold[person] += 1
            return f"/sell {first}-{first + 2} Luis cash"

        crowd.words = next_sale
        taken = await _measure(crowd, bot, seconds)
        if "Sold to Luis" not in str(crowd.heard.get("text")):
            raise RuntimeError(f"that was no sale: {crowd.heard.get('text')!r}")
        return taken


async def _all_say(crowd: Crowd, words: Callable[[int], str]) -> None:
    crowd.words = words
    crowd.ask(PEOPLE)
    await crowd.all_heard()


async def _measure(crowd: Crowd, bot: BotProcess, seconds: float) -> Taken:
    crowd.ask(PEOPLE)
    await crowd.all_heard()
    a_second, cpu, *_ = await work_off(crowd, bot, int(_BACKLOG_A_SECOND * seconds))
    p50, p95, _ = await at_leisure(crowd, bot, max(2, int(_CALM_A_SECOND * seconds)))
    return Taken(a_second, cpu, p50, p95)


def _tell_all(ours: list[Taken], stock: list[Taken]) -> None:
    def column(name: str) -> Figures:
        return {
            STOCK.name: figure(getattr(one, name) for one in stock),
            "our bot, a sale of three numbers": figure(getattr(one, name) for one in ours),
        }

    tell(f"Sales of three numbers, a backlog of {PEOPLE} organizers", "updates/s", column("a_second"), STOCK.name)
    tell("CPU of the bot, backlog", "us/update", column("cpu"), STOCK.name)
    tell(f"Reply p50, {A_SECOND} a second offered", "ms", column("calm_p50"), STOCK.name)
    tell(f"Reply p95, {A_SECOND} a second offered", "ms", column("calm_p95"), STOCK.name)
    pairs = list(zip(ours, stock, strict=True))
    reached = (
        [one.a_second / other.a_second for one, other in pairs],
        [one.calm_p95 for one in ours],
        [one.calm_p95 / other.calm_p95 for one, other in pairs],
        [one.cpu / 1000 for one in ours],
    )
    tell_targets(
        "Our sales against their targets",
        {name: figure(values) for name, values in zip(TARGETS, reached, strict=True)},
        TARGETS,
    )
