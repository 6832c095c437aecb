"""A draw from the lock to its proof through the use cases, and how long somebody else waits for the store meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from bench.bulk import sell_out
from bench.measure import Figures, figure, milliseconds, tell_targets
from bench.places import ORGANIZER, PRICE, opened, postgres_server
from bot.draws_due import finish
from db.draws import Draw
from db.due_draws import Unfinished
from db.projects import Project, find_project
from db.store import Store
from db.work import Work
from rules.numbers import NumberRange
from rules.states import DrawMethod
from services.drawing import draw
from services.draws import proof_of
from services.locking import lock_for_draw
from services.organizers import rename_organizer, welcome
from services.prizes import add_prize_to
from services.projects import create_project, set_draw_method
from services.sets import add_set_to

T = TypeVar("T")

_MEANING = "From closing the list to its proof, through the use cases, with everything written down."


async def bench_drawing(folder: Path, rounds: int, sold: int, many: int) -> None:
    async with opened(f"sqlite+aiosqlite:///{folder / 'drawing.db'}") as store:
        await bench_store(store, "SQLite", rounds, sold)
    async with opened(f"sqlite+aiosqlite:///{folder / 'drawing-many.db'}") as store:
        await bench_meanwhile(store, "SQLite", many)
    with postgres_server(folder) as server:
        address = server.replace("postgresql:", "postgresql+asyncpg:")
        async with opened(address) as store:
            await bench_store(store, "PostgreSQL", rounds, sold)


async def bench_store(store: Store, engine: str, rounds: int, sold: int) -> None:
    project = await _sold_out(store, sold)
    taken: dict[str, list[float]] = {"lock": [], "draw": [], "proof": [], "all three": []}
    for _ in range(rounds):
        steps = await _drawn_once(store, project)
        for name, one in zip(taken, [*steps, sum(steps)], strict=True):
            taken[name].append(one)
    figures: Figures = {name: figure(values) for name, values in taken.items()}
    wanted = dict.fromkeys(taken, "") | {"all three": f"at most {max(sold // 100, 1):,} ms"}
    tell_targets(f"A draw of {sold:,} sold numbers, {engine}, ms", figures, wanted, _MEANING)


async def bench_meanwhile(store: Store, engine: str, many: int) -> None:
    """Somebody else changes their name meanwhile, again and again."""
    project = await _sold_out(store, many)
    waited: list[float] = []
    other = asyncio.create_task(_change_names(store, waited))
    lock, drawn, _ = await _drawn_once(store, project)
    other.cancel()
    figures = {"lock and draw": figure([lock + drawn]), "somebody else's longest wait": figure([max(waited)])}
    wanted = dict(zip(figures, (f"at most {max(many // 200, 1):,} ms", "at most 50 ms"), strict=True))
    meaning = "And how long others wait meanwhile."
    tell_targets(f"A draw of {many:,} sold numbers, {engine}, ms", figures, wanted, meaning)


async def _drawn_once(store: Store, project: Project) -> list[float]:
    """Again and again in one project: from the second time on for a reason."""
    done: list[Draw] = []
    reason = "Once more" if await _is_drawn(store, project) else None

    async def lock() -> None:
        done.append(await _do(store, lambda work: lock_for_draw(work, project.key, ORGANIZER, None, reason, at_once=0)))
        await _finish(store, done[0], is_listed=False)

    async def choose() -> None:
        await _do(store, lambda work: draw(work, done[0].key, ORGANIZER, at_once=0))
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
        await add_set_to(work, project.key, NumberRange(1, sold, 0), PRICE, ORGANIZER)
        await add_prize_to(work, project.key, "A bicycle", ORGANIZER)
        await sell_out(work, sold, 1, practice=True)
        work.keep()
    return project


async def _do(store: Store, deed: Callable[[Work], Awaitable[T]]) -> T:
    async with store.work() as work:
        done = await deed(work)
        work.keep()
    return done
