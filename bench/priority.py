"""Thousands of reminders due at once leave at Telegram's pace, and whoever sells meanwhile waits for none of them."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from secrets import SystemRandom
from statistics import quantiles
from time import perf_counter
from typing import NamedTuple

from sqlalchemy import insert

from bench.bots import BotKind, running
from bench.crowd import Crowd, crowd_here
from bench.measure import figure, say, tell_targets
from bench.places import ORGANIZER
from db.migrate import migrate
from db.reminder_tables import Reminders
from db.sealing import Sealing
from db.store import open_store
from db.tables import Buyers, Orders, Raffles
from db.work import Work, World
from rules.keys import ProjectKey
from rules.numbers import NumberRange
from services.organizers import choose_quiet_hours, welcome
from services.projects import create_project
from services.sets import add_set_to

OURS = BotKind("our bot at Telegram's pace", "bot", {"HTTP_PORT": "0", "DATA_KEY": bytes(32).hex()})
_PACE = 30
_SALES_A_SECOND = 2
_PRICE = 500
_AHEAD = timedelta(hours=2.5)
"""Of the deadline: the reminder of three hours before is due, and still useful."""
_PATIENCE_SECONDS = 60.0

TARGETS = {
    "reminders a second": "at most 30, and close to it",
    "confirmation of a sale meanwhile p50, ms": "",
    "confirmation of a sale meanwhile p95, ms": "",
    "confirmation of a sale meanwhile at most, ms": "at most 2,000",
    "reminders that came twice, or never": "at most 0",
}


class Taken(NamedTuple):
    a_second: float
    p50: float
    p95: float
    most: float
    wrong: int


class _Reminded:
    """Counts what arrives at those who owe."""

    def __init__(self, people: Sequence[int]) -> None:
        self.times: Counter[int] = Counter(dict.fromkeys(people, 0))
        self.first = self.last = 0.0
        self.begun = asyncio.Event()
        self.all_came = asyncio.Event()
        self._left = len(self.times)

    def notice(self, person: int) -> None:
        if person not in self.times:
            return
        self.last = perf_counter()
        self.first = self.first or self.last
        self.begun.set()
        self._left -= not self.times[person]
        self.times[person] += 1
        if not self._left:
            self.all_came.set()


async def bench_priority(folder: Path, reminders: int) -> None:
    if not Path("/proc/self/stat").exists():
        say("\nThe priority is left out: processes are looked at through /proc, and there is none.")
        return
    async with crowd_here() as crowd:
        owing = crowd.invite(reminders)
        place = folder / "priority"
        await _prepare(place, crowd.people, owing)
        reminded = _Reminded(owing)
        crowd.hear_others = reminded.notice
        crowd.words = lambda person: "/sell random 1 Luis cash"
        async with running(OURS, crowd, place, ""):
            taken = await _measure(crowd, reminded, reminders)
    reached = {name: figure([value]) for name, value in zip(TARGETS, taken, strict=True)}
    title = f"{reminders:,} reminders due at once, {_SALES_A_SECOND} sales a second meanwhile"
    tell_targets(title, reached, TARGETS, "At the pace that Telegram allows, by the real bot.")


async def _measure(crowd: Crowd, reminded: _Reminded, reminders: int) -> Taken:
    async with asyncio.timeout(_PATIENCE_SECONDS):
        await reminded.begun.wait()
    seconds = reminders / _PACE
    await crowd.ask_steadily(max(2, int(_SALES_A_SECOND * seconds)), _SALES_A_SECOND)
    await crowd.all_heard()
    if "Sold to Luis" not in str(crowd.heard.get("text")):
        raise RuntimeError(f"that was no sale: {crowd.heard.get('text')!r}")
    async with asyncio.timeout(seconds + _PATIENCE_SECONDS):
        await reminded.all_came.wait()
    cuts = quantiles(crowd.latencies, n=100, method="inclusive")
    wrong = sum(abs(times - 1) for times in reminded.times.values())
    pace = (reminders - 1) / max(reminded.last - reminded.first, 1e-9)
    return Taken(pace, cuts[49] * 1000, cuts[94] * 1000, max(crowd.latencies) * 1000, wrong)


async def _prepare(place: Path, sellers: Sequence[int], owing: Sequence[int]) -> None:
    """Ana's buyers owe; and each of the sellers has a raffle of their own."""
    (place / "data").mkdir(parents=True)
    url = f"sqlite+aiosqlite:///{place / 'data' / 'raffles.db'}"
    await migrate(url)
    store = await open_store(url, World(lambda: datetime.now(UTC), SystemRandom(), Sealing(bytes(32))))
    async with store.work() as work:
        key = await _raffle(work, ORGANIZER, len(owing))
        await _owe(work, key, owing)
        for person in sellers:
            await _raffle(work, person, 1_000_000)
        work.keep()
    await store.close()


async def _raffle(work: Work, organizer: int, final: int) -> ProjectKey:
    await welcome(work, organizer, "Ana", "en")
    await choose_quiet_hours(work, organizer, time(0), time(0))
    project = await create_project(work, organizer, "Spring trip")
    await add_set_to(work, project.key, NumberRange(1, final, 0), _PRICE, organizer)
    return project.key


async def _owe(work: Work, key: ProjectKey, people: Sequence[int]) -> None:
    """A number each, as though they had reserved it long ago."""
    told_at = work.now + _AHEAD
    dated = {"created_at": work.now - timedelta(days=2), "updated_at": work.now - timedelta(days=2)}
    project = {**key._asdict(), **dated}
    numbered = list(enumerate(people, start=1))
    buyer = {"user_id": key.user_id, "name": "Luis", "name_key": "luis", "practice": False, **dated}
    await work.execute(insert(Buyers), [{**buyer, "buyer_number": n, "telegram_id": person} for n, person in numbered])
    order = {"state": "reserved", "total": _PRICE, "paid": 0, "made_by": key.user_id, **project}
    order |= {"told_deadline_at": told_at, "release_at": told_at}
    await work.execute(
        insert(Orders), [{**order, "order_number": n, "buyer_number": n, "code": f"C{n}"} for n, _ in numbered]
    )
    held = {"set_number": 1, "state": "reserved", "unit_price": _PRICE, **project}
    numbers = [{**held, "raffle_number": n, "order_number": n, "buyer_number": n} for n, _ in numbered]
    await work.execute(insert(Raffles), numbers)
    planned = {"kind": "3h", "due_at": work.now, "state": "planned", **project}
    await work.execute(insert(Reminders), [{**planned, "order_number": n} for n, _ in numbered])
