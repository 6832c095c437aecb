"""A soak from its first circle to the last letter: people, weather, kills, checks, and what came of it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any, NamedTuple

import httpx
from sqlalchemy import func, select

from db.invariants import check
from db.machinery_tables import Inbox, Outbox
from db.store import Store
from db.work import Work
from playground.server.run import running
from tests.people import BotUnderTest, Telegram
from tests.soak.account import Account
from tests.soak.circles import Circle, practise_alone
from tests.soak.memory import Memory
from tests.soak.passing import HOURS, Passing
from tests.soak.people import Town
from tests.soak.weather import Killer, Weather

QUIET = 60.0
PRACTICE = 0.15


class Plan(NamedTuple):
    seconds: float
    seed: int = 1
    circles: int = 8
    """At once; of nine people each."""
    pace: float = 0.2
    kills: tuple[float, ...] = ()
    check_every: float = 120.0
    hour_every: float = 10.0
    """Seconds, and until nobody is in the middle of something."""


class Ground(NamedTuple):
    """What the bot runs on."""

    store: Store
    hours: Path
    """By which store and bot know the time."""
    environment: dict[str, str]
    said: Path
    command: str | None = None
    """Or as tests start it."""
    tell: Callable[[str], None] | None = None

    @property
    def webhook_port(self) -> int | None:
        """Unless it polls."""
        return int(self.environment["HTTP_PORT"]) if self.environment.get("UPDATES") == "webhook" else None


async def soak(plan: Plan, ground: Ground) -> tuple[Account, Memory]:
    async with running(None, first_delay=0.05) as playground, _switches(playground.url) as telegram:
        telegram.token = playground.token
        account, memory = Account(), Memory()
        account.tell = ground.tell or account.tell
        bot = BotUnderTest(telegram, ground.command, environment=ground.environment | {HOURS: str(ground.hours)})
        killer = Killer(bot, ground.said, account, memory, ground.webhook_port)
        passing = Passing(ground.hours, account)
        try:
            await killer.start()
            await _go_on(plan, ground, Town(playground.world, account, plan.pace, passing), killer)
            await bot.stop()
        finally:
            await bot.kill()
        if bot.process is not None and bot.process.returncode != 0:
            account.find(f"the bot was asked to stop and ended with {bot.process.returncode}")
        await _check(ground.store, account)
        if account.repeated_by_kills > account.in_doubt:
            account.find(f"{account.repeated_by_kills} letters came twice, {account.in_doubt} were on their way")
        return account, memory


async def _go_on(plan: Plan, ground: Ground, town: Town, killer: Killer) -> None:
    account, store = killer.account, ground.store
    account.began = monotonic()
    weather = Weather(town.world, store, account, Random(f"{plan.seed} weather"))
    async with _meanwhile(killer.go_on(plan.kills, store), _check_often(store, account, plan.check_every)):
        async with _meanwhile(weather.go_on(), town.passing.go_on(plan.hour_every)):
            await _until_over(plan, account, lambda: _Lane(plan, town, store))
        weather.clear_up()
        await _grow_quiet(store, account)


class _Lane:
    def __init__(self, plan: Plan, town: Town, store: Store) -> None:
        self._plan = plan
        self._town = town
        self._store = store

    def is_over(self) -> bool:
        return monotonic() - self._town.account.began > self._plan.seconds

    async def go_on(self, numbers: "count[int]") -> None:
        while not self.is_over():
            number = next(numbers)
            chance = Random(f"{self._plan.seed} {number}")
            if chance.random() < PRACTICE:
                await practise_alone(self._town, chance)
            else:
                await Circle(self._town, chance, self.is_over).live(self._store)


async def _until_over(plan: Plan, account: Account, lane: Callable[[], _Lane]) -> None:
    numbers = count()
    await asyncio.gather(*(lane().go_on(numbers) for _ in range(plan.circles)))


async def _grow_quiet(store: Store, account: Account) -> None:
    """All that came was worked off, and all that was said has left."""
    until = monotonic() + QUIET
    while True:
        async with store.reading() as work:
            left = await _left(work)
        if not any(left.values()):
            return
        if monotonic() > until:
            async with store.reading() as work:
                stuck = list(await work.execute(_STUCK))
            account.find(f"not everything was worked off: {left}; of all letters: {stuck}")
            return
        await asyncio.sleep(0.2)


_STUCK = select(
    *(Outbox.letter_key, Outbox.chat_id, Outbox.state, Outbox.method, Outbox.attempts, Outbox.due_at, Outbox.updated_at)
).where(Outbox.state.in_(("waiting", "sending", "held")))


async def _left(work: Work) -> dict[str, int]:
    waiting = select(func.count()).where(Inbox.state != "done")
    leaving = select(func.count()).where(Outbox.state.in_(("waiting", "sending", "held")), Outbox.due_at <= work.now)
    return {
        "updates": int((await work.execute(waiting)).scalar_one()),
        "letters": int((await work.execute(leaving)).scalar_one()),
    }


async def _check_often(store: Store, account: Account, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        await _check(store, account)


async def _check(store: Store, account: Account) -> None:
    account.did["(check)"] += 1
    async for finding in check(store):
        account.find(f"check: {finding.invariant} {finding.key}")


@asynccontextmanager
async def _meanwhile(*deeds: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """They go on until the block is over; if one of them fails, the block does too."""
    tasks = [asyncio.create_task(deed) for deed in deeds]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for one in ended:
        if isinstance(one, Exception):
            raise one


@asynccontextmanager
async def _switches(url: str) -> AsyncIterator[Telegram]:
    """Nobody listens through it: what thousands hear would be kept for ever."""
    async with httpx.AsyncClient(base_url=url, timeout=30, trust_env=False) as client:
        yield Telegram(url, client)
