"""A tenant of any size: a raffle that was sold for two months, the one before it, and some small ones."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from bench.places import ORGANIZER
from bench.season import EACH, ON_TELEGRAM, Sale, Tenant, Town
from db.buyers import Buyer
from db.counters import take_numbers
from db.many_orders import add_buyers
from db.store import Store
from db.work import Work
from services.organizers import welcome

_DAYS, MOMENTS = 60, 240
"""When it was sold, and at how many moments of these days: as many for a small tenant as for a large one."""
_FIRST = ("Ana", "José", "Luis", "Marta", "Sofía", "Beatriz", "Joaquim", "Zoe", "Óscar", "Inés", "Rui", "Lía")
_LAST = ("Gómez", "Núñez", "da Silva", "Pérez", "Costa", "Herrera", "Souza", "Vidal", "Rocha", "Iglesias", "Quispe")
RARE = "Xóchitl Wenceslao"
"""One buyer's name among all."""


@dataclass
class Clock:
    """Goes when it is told to."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC) - timedelta(days=_DAYS))

    def __call__(self) -> datetime:
        return self.now


async def fill(store: Store, clock: Clock, orders: int, moments: int = MOMENTS) -> Tenant:
    """So many orders in a set of ten times as many numbers, by a tenth as many buyers."""
    start, chance, buyers = clock.now, Random(11), max(orders // EACH, 20)
    end = start + timedelta(days=_DAYS)
    async with store.work() as work:
        await welcome(work, ORGANIZER, "Ana", "en")
        await _add_people(work, chance, buyers)
        work.keep()
    raffles = (("School fair", 20), ("Last year", orders // 4), ("Choir", 20), ("Spring trip", orders))
    town = Town(chance, buyers, set())
    for place, (name, size) in enumerate(raffles):
        clock.now = start
        sale = await Sale.begin(store, town, name, size)
        for moment in range(moments):
            clock.now = start + (end - start) * (moment + 1) * (place + 1) / (moments * len(raffles))
            await sale.go_on(size * moment // moments, size * (moment + 1) // moments, end)
    return await sale.tell()


async def _add_people(work: Work, chance: Random, count: int) -> None:
    numbers = await take_numbers(work, ORGANIZER, "buyer", count)
    people = []
    for number in numbers:
        name = (
            RARE if number == numbers[-1] else f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {chance.choice(_LAST)}"
        )
        raw, e164 = (f"300 {number:07}", f"+57300{number:07}") if number % 5 else (None, None)
        telegram_id = ON_TELEGRAM + number if number % 3 == 1 else None
        people.append(Buyer(ORGANIZER, number, name, raw, e164, None, None, telegram_id))
    await add_buyers(work, people)
