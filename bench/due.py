"""Looking at what is due among very many open reservations: when there is nothing, and when there are a thousand."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import TextClause, text

from bench.bulk import MANY, dated
from bench.measure import Figures, in_turns, milliseconds, tell, tell_targets
from bench.places import new_project, opened, postgres_server
from db.due import claim_due_orders, claim_due_reminders, is_order_due, is_reminder_due
from db.store import Store
from db.work import Work

DUE = 1_000
_EACH = 10
"""Reservations of a buyer."""

_BUYERS = dated(
    "INSERT INTO buyers (user_id, buyer_number, name, name_key, practice, created_at, updated_at)"
    f" {MANY} SELECT 1001, n + 1, 'Luis', 'luis', false, :now, :now FROM many",
)
_ORDERS = dated(
    "INSERT INTO orders (user_id, project_number, order_number, buyer_number, state, code, total, paid, made_by,"
    f" told_deadline_at, release_at, created_at, updated_at) {MANY}"
    " SELECT 1001, 1, n, 2 + n % :buyers, 'reserved', 'C' || n, 500, 0, 1001,"
    " CASE WHEN n <= :due THEN :now ELSE :later END, CASE WHEN n <= :due THEN :now ELSE :later END,"
    " :now, :now FROM many",
    "later",
)
_REMINDERS = dated(
    "INSERT INTO reminders (user_id, project_number, order_number, kind, due_at, state, created_at, updated_at)"
    f" {MANY}"
    " SELECT 1001, 1, n, '3h', CASE WHEN n <= :due THEN :now ELSE :later END, 'planned', :now, :now FROM many",
    "later",
)
_NOTHING = (
    "UPDATE orders SET release_at = :later, told_deadline_at = :later WHERE state = 'reserved' AND release_at <= :now",
    "UPDATE reminders SET due_at = :later WHERE state = 'planned' AND due_at <= :now",
)
_BARE_ORDERS = dated(
    "UPDATE orders SET state = 'expired', updated_at = :now WHERE state = 'reserved' AND release_at <= :now"
    " RETURNING order_number",
)
_BARE_REMINDERS = dated(
    "UPDATE reminders SET state = 'sent', updated_at = :now WHERE state = 'planned' AND due_at <= :now"
    " RETURNING user_id, project_number, order_number, kind, due_at",
)


_LOOKED = "  and a bare SELECT of how the world stands"
_LOOK = dated(
    "SELECT r.user_id, r.project_number, r.order_number, r.kind, r.due_at, o.buyer_number, o.state,"
    " o.told_deadline_at, o.reminders_off_at, o.pays_by, b.reminders_off_at, b.telegram_id, b.reminded_at, p.state,"
    " p.practice, p.hidden_at, p.locked_at, p.reminder_plan, p.cash_reminder_plan, EXISTS (SELECT 1 FROM proofs"
    " WHERE proofs.user_id = o.user_id AND proofs.project_number = o.project_number"
    " AND proofs.order_number = o.order_number AND proofs.state = 'waiting') FROM reminders r"
    " JOIN orders o ON o.user_id = r.user_id AND o.project_number = r.project_number"
    " AND o.order_number = r.order_number JOIN buyers b ON b.user_id = o.user_id AND b.buyer_number = o.buyer_number"
    " JOIN projects p ON p.user_id = o.user_id AND p.project_number = o.project_number"
    " WHERE r.state = 'planned' AND r.due_at <= :now ORDER BY r.due_at",
)


async def bench_due(folder: Path, rounds: int, reservations: int) -> None:
    async with opened(f"sqlite+aiosqlite:///{folder / 'due.db'}") as store:
        await bench_store(store, "SQLite", rounds, reservations)
    with postgres_server(folder) as server:
        async with opened(server.replace("postgresql:", "postgresql+asyncpg:")) as store:
            await bench_store(store, "PostgreSQL", rounds, reservations)


async def bench_store(store: Store, engine: str, rounds: int, reservations: int) -> None:
    await new_project(store, 9_999_999)
    await _fill(store, reservations)
    for title, bare, more, called, claim in (
        ("reservations", _BARE_ORDERS, {}, "found, and their projects locked", _claim_orders),
        ("reminders", _BARE_REMINDERS, {_LOOKED: _bare_look}, "claimed, with how the world stands", _claim_reminders),
    ):
        timed = {"the bare UPDATE": _bare(bare), **more, called: claim}
        figures: Figures = await in_turns(rounds, {name: _timed(store, way) for name, way in timed.items()})
        meaning = "What the clock does with them in one unit of work, beside the statement that it cannot do without."
        tell(f"{DUE:,} {title} due among {reservations:,}, {engine}", "ms", figures, "the bare UPDATE", meaning)
    await _put_off(store)
    looks = {
        f"is a reservation due, {engine}": lambda: milliseconds(lambda: _look(store, is_order_due)),
        f"is a reminder due, {engine}": lambda: milliseconds(lambda: _look(store, is_reminder_due)),
    }
    idle = await in_turns(rounds * 20, looks)
    meaning = "What the clock looks at each second."
    tell_targets(f"Nothing is due among {reservations:,}", idle, dict.fromkeys(looks, "at most 1 ms"), meaning)


async def _claim_orders(work: Work) -> None:
    claimed = await claim_due_orders(work, DUE)
    if len(claimed) != DUE:
        raise RuntimeError(f"{len(claimed)} were claimed")


async def _claim_reminders(work: Work) -> None:
    claimed = await claim_due_reminders(work, DUE)
    if len(claimed) != DUE:
        raise RuntimeError(f"{len(claimed)} were claimed")


async def _bare_look(work: Work) -> None:
    await _bare(_LOOK)(work)
    await _bare(_BARE_REMINDERS)(work)


def _timed(store: Store, way: Callable[[Work], Awaitable[object]]) -> Callable[[], Awaitable[float]]:
    return lambda: milliseconds(lambda: _undone(store, way))


def _bare(statement: TextClause) -> Callable[[Work], Awaitable[None]]:
    async def run(work: Work) -> None:
        (await work.execute(statement, {"now": work.now})).all()

    return run


async def _undone(store: Store, act: Callable[[Work], Awaitable[object]]) -> None:
    async with store.work() as work:
        await act(work)


async def _look(store: Store, look: Callable[[Work], Awaitable[bool]]) -> None:
    async with store.reading() as work:
        if await look(work):
            raise RuntimeError("something is due")


async def _fill(store: Store, reservations: int) -> None:
    async with store.work() as work:
        times = _times(work)
        await work.execute(_BUYERS, {"most": max(1, reservations // _EACH), "now": times["now"]})
        await work.execute(
            _ORDERS, {"most": reservations, "buyers": max(1, reservations // _EACH), "due": DUE, **times}
        )
        await work.execute(_REMINDERS, {"most": reservations, "due": DUE, **times})
        work.keep()
    async with store.work() as work:
        if work.dialect == "postgresql":
            await work.execute(text("ANALYZE"))
        work.keep()


async def _put_off(store: Store) -> None:
    async with store.work() as work:
        for statement in _NOTHING:
            await work.execute(dated(statement, "later"), _times(work))
        work.keep()


def _times(work: Work) -> dict[str, object]:
    return {"now": work.now, "later": work.now + timedelta(days=9)}
