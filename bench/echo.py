"""A message and its answer through the whole durable path, against stock bots, all on the playground's server."""

from itertools import count
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import NamedTuple

from bench.bots import BotKind, BotProcess, list_dependencies, megabytes_of_imports, running
from bench.crowd import PEOPLE, Crowd, crowd_here
from bench.measure import Figures, figure, say, tell, tell_targets

A_SECOND = 30
OURS = BotKind("our bot: inbox, unit of work, outbox", "bot", {"SEND_LIMITS": "off", "HTTP_PORT": "0"})
STOCK = BotKind("stock echo: httpx, sequential, keeps nothing", "bench.stock.echo", {})
WRITING = BotKind("stock, a row an update: ORM, aiosqlite", "bench.stock.writing", {})
BARE = BotKind("no library, what the server can do", "playground.examples.minimal", {})
BOTS = (STOCK, OURS, WRITING, BARE)

_BACKLOG_A_SECOND, _CALM_A_SECOND = 2000, 5 * A_SECOND

TARGETS = {
    "updates/s, of the stock echo's": "at least 0.5",
    "  and if the server took no time": "(tells how far the server helps)",
    "CPU per update, of the stock echo's": "(no target)",
    f"reply p95 at {A_SECOND}/s, of the stock echo's": "at most 3",
    "memory above the imports, MB": "at most 40",
    "first update answered, s after the start": "at most 2",
    "  with a database to be made first": "at most 2",
}


class Taken(NamedTuple):
    """Of one bot in one round."""

    a_second: float
    cpu: float
    server_cpu: float
    server_share: float
    calm_p50: float
    calm_p95: float
    calm_cpu: float
    megabytes: float
    first_start: float
    next_start: float

    @property
    def a_second_without_server(self) -> float:
        """If it had waited for none of the server's work; only of a bot that does one thing at a time it is true."""
        return 1 / max(1 / self.a_second - self.server_cpu / 1e6, 1e-9)


async def bench_echo(folder: Path, rounds: int, seconds: float) -> None:
    if not Path("/proc/self/stat").exists():
        say("\nThe echo is left out: processes are looked at through /proc, and there is none.")
        return
    dependencies = list_dependencies()
    places = (folder / f"bot{number}" for number in count())
    answer = await _answer_of_ours(next(places))
    taken: dict[str, list[Taken]] = {kind.name: [] for kind in BOTS}
    imports: list[float] = []
    for _ in range(rounds):
        imports.append(megabytes_of_imports(dependencies))
        for kind in BOTS:
            taken[kind.name].append(await _meet(kind, next(places), answer, seconds))
    _tell_all(taken, imports)


async def _answer_of_ours(place: Path) -> str:
    """The others say the same, so that all bots send as much."""
    async with crowd_here() as crowd:
        crowd.ask()
        async with running(OURS, crowd, place, ""):
            await crowd.all_heard()
        if "reply_markup" in crowd.heard:
            raise RuntimeError("our bot answers with buttons, the stock bots with words alone: that compares nothing")
        return str(crowd.heard["text"])


async def _meet(kind: BotKind, place: Path, answer: str, seconds: float) -> Taken:
    async with crowd_here() as crowd:
        crowd.ask()
        start = perf_counter()
        async with running(kind, crowd, place, answer) as bot:
            await crowd.all_heard()
            first_start = perf_counter() - start
            crowd.ask(PEOPLE)
            await crowd.all_heard()
            backlog = await work_off(crowd, bot, int(_BACKLOG_A_SECOND * seconds))
            calm = await at_leisure(crowd, bot, max(2, int(_CALM_A_SECOND * seconds)))
            megabytes = bot.megabytes
        crowd.ask()
        start = perf_counter()
        async with running(kind, crowd, place, answer):
            await crowd.all_heard()
            next_start = perf_counter() - start
    return Taken(*backlog, *calm, megabytes, first_start, next_start)


async def work_off(crowd: Crowd, bot: BotProcess, updates: int) -> tuple[float, float, float, float]:
    """Updates a second, microseconds of CPU an update of bot and of server, and the server's share of a core."""
    crowd.ask(updates)
    start, cpu, server_cpu = perf_counter(), bot.cpu_seconds, process_time()
    await crowd.all_heard()
    seconds, server_seconds = perf_counter() - start, process_time() - server_cpu
    cpu = bot.cpu_since(cpu) / updates * 1e6
    return updates / seconds, cpu, server_seconds / updates * 1e6, server_seconds / seconds


async def at_leisure(crowd: Crowd, bot: BotProcess, updates: int) -> tuple[float, float, float]:
    """Half and nineteen of twenty were answered in so many ms, and an update cost so many microseconds of CPU."""
    crowd.latencies.clear()
    cpu = bot.cpu_seconds
    await crowd.ask_steadily(updates, A_SECOND)
    await crowd.all_heard()
    cuts = quantiles(crowd.latencies, n=100, method="inclusive")
    return cuts[49] * 1000, cuts[94] * 1000, bot.cpu_since(cpu) / updates * 1e6


def _tell_all(taken: dict[str, list[Taken]], imports: list[float]) -> None:
    def column(name: str) -> Figures:
        return {bot: figure(getattr(one, name) for one in rounds) for bot, rounds in taken.items()}

    base = STOCK.name
    tell(f"Echo, a backlog of {PEOPLE} people", "updates/s", column("a_second"), base)
    tell("CPU of the bot, backlog", "us/update", column("cpu"), base)
    tell("CPU of the server and its people, backlog", "us/update", column("server_cpu"), base)
    tell("The server's share of a core, backlog", "1 is all", column("server_share"), base)
    tell(f"Reply p50, {A_SECOND} updates/s offered", "ms", column("calm_p50"), base)
    tell(f"Reply p95, {A_SECOND} updates/s offered", "ms", column("calm_p95"), base)
    tell(f"CPU of the bot, {A_SECOND} updates/s offered", "us/update", column("calm_cpu"), base)
    tell("Memory after that", "MB", {"only our imports": figure(imports), **column("megabytes")}, "only our imports")
    tell("First update answered after the first start", "s", column("first_start"), base)
    tell("First update answered after the next start", "s", column("next_start"), base)
    tell_targets("Our bot against its targets", _reached(taken, imports), TARGETS)


def _reached(taken: dict[str, list[Taken]], imports: list[float]) -> Figures:
    ours, stock = taken[OURS.name], taken[STOCK.name]

    def ratio(name: str) -> list[float]:
        return [getattr(one, name) / getattr(other, name) for one, other in zip(ours, stock, strict=True)]

    without = [one.a_second / other.a_second_without_server for one, other in zip(ours, stock, strict=True)]
    above = [one.megabytes - most for one, most in zip(ours, imports, strict=True)]
    reached = (
        ratio("a_second"), without, ratio("cpu"), ratio("calm_p95"), above,
        [one.next_start for one in ours], [one.first_start for one in ours],
    )  # fmt: skip
    return {name: figure(values) for name, values in zip(TARGETS, reached, strict=True)}
