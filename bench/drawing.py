"""A draw from the lock to its proof through the use cases, and how long somebody else waits for the store meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from sqlalchemy import TextClause, bindparam, text

from bench.measure import Figures, figure, milliseconds, tell_targets
from bench.places import ORGANIZER, opened, postgres_server
from bot.draws_due import finish
from db.draws import Draw
from db.due_draws import Unfinished
from db.projects import Project, find_project
from db.store import Store
from db.types import UtcTime
from db.work import Work
from rules.numbers import NumberRange
from rules.states import DrawMethod
from services.buyers import add_new_buyer
from services.drawing import draw
from services.draws import proof_of
from services.locking import lock_for_draw
from services.organizers import rename_organizer, welcome
from services.prizes import add_prize_to
from services.projects import create_project, set_draw_method
from services.sets import add_set_to

T = TypeVar("T")

SOLD, MANY, EACH = 100_000, 1_000_000, 5
"""Numbers, and how many of them are in an order."""


def _at(statement: str) -> TextClause:
    return text(statement).bindparams(bindparam("now", type_=UtcTime()))


_MANY = "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < :most)"
_ORDERS = _at(
    "INSERT INTO orders (user_id, project_number, order_number, buyer_number, state, code, total, paid, made_by,"
    f" created_at, updated_at) {_MANY}"
    " SELECT 1001, 1, n, 1, 'paid', 'C' || n, 500 * :each, 500 * :each, 1001, :now, :now FROM many"
)
_RECEIPT = {
    "sqlite": "substr('aaaaaaaaaaaaaaaaaaaaaaaaaa' || n, -26)",
    "postgresql": "right('aaaaaaaaaaaaaaaaaaaaaaaaaa' || n, 26)",
}
_RAFFLES = {
    dialect: _at(
        "INSERT INTO raffles (user_id, project_number, raffle_number, set_number, order_number, buyer_number, state,"
        f" payment_method, unit_price, receipt, created_at, updated_at) {_MANY}"
        f" SELECT 1001, 1, n, 1, (n + :each - 1) / :each, 1, 'sold', 'cash', 500, {receipt}, :now, :now FROM many"
    )
    for dialect, receipt in _RECEIPT.items()
}


async def bench_drawing(folder: Path, rounds: int) -> None:
    async with opened(f"sqlite+aiosqlite:///{folder / 'drawing.db'}") as store:
        await _bench(store, "SQLite", rounds)
    async with opened(f"sqlite+aiosqlite:///{folder / 'drawing-many.db'}") as store:
        await _bench_many(store, "SQLite")
    with postgres_server(folder) as server:
        address = server.replace("postgresql:", "postgresql+asyncpg:")
        async with opened(address) as store:
            await _bench(store, "PostgreSQL", rounds)


async def _bench(store: Store, engine: str, rounds: int) -> None:
    project = await _sold_out(store, SOLD)
    taken: dict[str, list[float]] = {"lock": [], "draw": [], "proof": [], "all three": []}
    for _ in range(rounds):
        steps = await _drawn_once(store, project)
        for name, one in zip(taken, [*steps, sum(steps)], strict=True):
            taken[name].append(one)
    figures: Figures = {name: figure(values) for name, values in taken.items()}
    wanted = dict.fromkeys(taken, "") | {"all three": "at most 1,000 ms"}
    tell_targets(f"A draw of {SOLD:,} sold numbers, {engine}, ms", figures, wanted)


async def _bench_many(store: Store, engine: str) -> None:
    """Somebody else changes their name meanwhile, again and again."""
    project = await _sold_out(store, MANY)
    waited: list[float] = []
    other = asyncio.create_task(_change_names(store, waited))
    lock, drawn, _ = await _drawn_once(store, project)
    other.cancel()
    figures = {"lock and draw": figure([lock + drawn]), "somebody else waits for a write": figure(waited)}
    wanted = dict(zip(figures, ("at most 5,000 ms", "at most 50 ms"), strict=True))
    tell_targets(f"A draw of {MANY:,} sold numbers, {engine}, ms", figures, wanted)


async def _drawn_once(store: Store, project: Project) -> list[float]:
    """Again and again in one project: from the second time on for a reason."""
    done: list[Draw] = []
    reason = "Once more" if await _is_drawn(store, project) else None

    async def lock() -> None:
        done.append(await _do(store, lambda work: lock_for_draw(work, project.key, ORGANIZER, None, reason)))
        await _finish(store, done[0], is_listed=False)

    async def choose() -> None:
        await _do(store, lambda work: draw(work, done[0].key, ORGANIZER))
        await _finish(store, done[0], is_listed=True)

    async def prove() -> None:
        async with store.reading() as work:
            await proof_of(work, done[0].key)

    return [await milliseconds(step) for step in (lock, choose, prove)]


async def _is_drawn(store: Store, project: Project) -> bool:
    async with store.reading() as work:
        return (await find_project(work, project.key)).state == "drawn"


async def _finish(store: Store, locked: Draw, *, is_listed: bool) -> None:
    """As the clock does with a long list."""
    await finish(store, Unfinished(*locked.key, is_listed))


async def _change_names(store: Store, waited: list[float]) -> None:
    number = 0
    while True:
        start = perf_counter()
        number += 1
        name = f"Beto {number}"
        await _do(store, lambda work, name=name: rename_organizer(work, ORGANIZER + 1, name))  # type: ignore[misc]
        waited.append((perf_counter() - start) * 1000)
        await asyncio.sleep(0.005)


async def _sold_out(store: Store, sold: int) -> Project:
    async with store.work() as work:
        for user_id, name in ((ORGANIZER, "Ana"), (ORGANIZER + 1, "Beto")):
            await welcome(work, user_id, name, "es")
        project = await create_project(work, ORGANIZER, "Spring trip", practice=True)
        await set_draw_method(work, project.key, DrawMethod.SEALED, ORGANIZER)
        await add_set_to(work, project.key, NumberRange(1, sold, 0), 500, ORGANIZER)
        await add_prize_to(work, project.key, "A bicycle", ORGANIZER)
        await add_new_buyer(work, ORGANIZER, "Luis", None, ORGANIZER, practice=True)
        values = {"each": EACH, "now": work.now}
        await work.execute(_ORDERS, {**values, "most": sold // EACH})
        await work.execute(_RAFFLES[work.dialect], {**values, "most": sold})
        work.keep()
    return project


async def _do(store: Store, deed: Callable[[Work], Awaitable[T]]) -> T:
    async with store.work() as work:
        done = await deed(work)
        work.keep()
    return done
