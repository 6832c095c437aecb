"""How the cost of each screen grows when a tenant becomes ten times as large: by no more than a third, it is wanted."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from secrets import SystemRandom
from typing import NamedTuple

import asyncpg
from sqlalchemy import make_url

from bench.effort import Effort, measured
from bench.measure import Figures, figure, in_turns, milliseconds, say, tell_grid, tell_targets
from bench.places import postgres_server
from bench.screens import GOALS, GROWS, Bot, Look, Way, looks_of, ways_of
from bench.season import Tenant
from bench.tenant import MOMENTS, Clock, fill
from db.invariants import check
from db.migrate import migrate
from db.sealing import Sealing
from db.store import Store, open_store
from db.work import World
from rules.refusals import Refusal

TIMES = 10
_FEW = 100
"""Steps or rows that make no difference."""
_MOST = "at most 1.3"


class Grown(NamedTuple):
    """A tenant of one size, and the bot before it."""

    orders: int
    store: Store
    tenant: Tenant
    bot: Bot


async def bench_growth(folder: Path, rounds: int, small: int) -> None:
    sizes = (small, small * TIMES)
    await _bench("SQLite", rounds, [f"sqlite+aiosqlite:///{folder / f'growth-{size}.db'}" for size in sizes], sizes)
    with postgres_server(folder) as server:
        urls = [await _new_database(server, f"growth_{size}") for size in sizes]
        await _bench("PostgreSQL", rounds, urls, sizes)


async def _bench(engine: str, rounds: int, urls: Sequence[str], sizes: Sequence[int]) -> None:
    async with AsyncExitStack() as stack:
        small, large = [await stack.enter_async_context(grow(url, size)) for url, size in zip(urls, sizes, strict=True)]
        rows: dict[str, Figures] = {}
        for name in named(small):
            try:
                rows[name] = await _compared(rounds, name, small, large)
            except Refusal as refused:
                say(f"{name}: refused where there is so much ({refused})")
    columns = {
        f"{sizes[0]:,}": f"milliseconds with {sizes[0]:,} orders",
        f"{sizes[1]:,}": f"milliseconds with {sizes[1]:,} orders",
        "x as long": "their ratio",
        "x the work": "ratio of what the database did: steps of SQLite's machine, or rows that PostgreSQL read",
    }
    title = f"Screens of a tenant that becomes {TIMES} times as large, {engine}"
    meaning = " ".join(f"{name}: {why}." for name, why in GROWS.items())
    tell_grid(title, rows, columns, f"A raffle of ten times as many numbers as orders. {meaning}")
    goals = {f"{name}, {engine}": rows[name]["x as long"] for name in GOALS}
    tell_targets(f"{TIMES} times the data, {engine}: so many times as long", goals, dict.fromkeys(goals, _MOST))


async def _compared(rounds: int, name: str, small: Grown, large: Grown) -> Figures:
    """Their turns follow one another at once, so that both meet the same moments of the machine."""
    ways = {f"{one.orders:,}": named(one)[name] for one in (small, large)}
    await in_turns(2, {size: way.timed for size, way in ways.items()})
    figures = await in_turns(rounds * 5, {size: way.timed for size, way in ways.items()})
    first, last = (figures[size].middle for size in ways)
    efforts = [(await way.weighed()).steps for way in ways.values()]
    work = (efforts[1] + _FEW) / (efforts[0] + _FEW)
    return {**figures, "x as long": figure([last / first]), "x the work": figure([work])}


@asynccontextmanager
async def grow(url: str, orders: int, moments: int = MOMENTS) -> AsyncIterator[Grown]:
    """Filled, looked through, and with statistics as a server gathers them by itself."""
    await migrate(url)
    clock = Clock()
    store = await open_store(url, World(clock, SystemRandom(), Sealing(bytes(32))))
    try:
        tenant = await fill(store, clock, orders, moments)
        findings = [finding async for finding in check(store)]
        if findings:
            raise RuntimeError(f"{len(findings)} findings: {findings[:3]}")
        if store.shared:
            await _tell_server(url, "VACUUM ANALYZE")
        async with Bot.open(store) as bot:
            yield Grown(orders, store, tenant, bot)
    finally:
        await store.close()


class _Measured(NamedTuple):
    timed: Callable[[], Awaitable[float]]
    weighed: Callable[[], Awaitable[Effort]]


def named(grown: Grown) -> dict[str, _Measured]:
    """Looks of the clock and of a browser read alone; everything else is a whole unit."""
    ways = {way.name: _way(grown, way) for way in ways_of(grown.tenant)}
    return ways | {look.name: _look(grown, look) for look in looks_of(grown.tenant)}


def _way(grown: Grown, way: Way) -> _Measured:
    async def go_there() -> None:
        for deed in way.before:
            await grown.bot.do(deed, keep=True)

    async def timed() -> float:
        await go_there()
        return await milliseconds(lambda: grown.bot.do(way.deed, keep=way.kept))

    async def weighed() -> Effort:
        await go_there()
        return await grown.bot.weigh(way.deed)

    return _Measured(timed, weighed)


def _look(grown: Grown, look: Look) -> _Measured:
    async def at() -> None:
        async with grown.store.reading() as work:
            await look.at(work)

    async def weighed() -> Effort:
        async with grown.store.reading() as work, measured(work) as effort:
            await look.at(work)
        return effort

    return _Measured(lambda: milliseconds(at), weighed)


async def _new_database(server: str, name: str) -> str:
    await _tell_server(server, f"CREATE DATABASE {name}")
    address = make_url(server).set(drivername="postgresql+asyncpg", database=name)
    return address.render_as_string(hide_password=False)


async def _tell_server(url: str, command: str) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute(command)
    finally:
        await connection.close()
