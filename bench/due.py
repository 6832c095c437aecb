"""Looking at what is due among a million open reservations: when there is nothing, and when there are a thousand."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import TextClause, bindparam, text

from bench.measure import Figures, in_turns, milliseconds, tell, tell_targets
from bench.places import new_project, opened, postgres_server
from db.due import claim_due_buyers, claim_due_orders, claim_reminders, is_order_due, is_reminder_due
from db.store import Store
from db.types import UtcTime
from db.work import Work

OPEN, DUE, BUYERS = 1_000_000, 1_000, 100_000
"""Reservations, those of them that are due, and who made them."""


def _at(statement: str, *moments: str) -> TextClause:
    return text(statement).bindparams(*(bindparam(name, type_=UtcTime()) for name in moments))


_MANY = "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < :most)"
_BUYERS = _at(
    "INSERT INTO buyers (user_id, buyer_number, name, name_key, practice, created_at, updated_at)"
    f" {_MANY} SELECT 1001, n + 1, 'Luis', 'luis', false, :now, :now FROM many",
    "now",
)
_ORDERS = _at(
    "INSERT INTO orders (user_id, project_number, order_number, buyer_number, state, code, total, paid, made_by,"
    f" told_deadline_at, release_at, created_at, updated_at) {_MANY}"
    " SELECT 1001, 1, n, 2 + n % :buyers, 'reserved', 'C' || n, 500, 0, 1001,"
    " CASE WHEN n <= :due THEN :now ELSE :later END, CASE WHEN n <= :due THEN :now ELSE :later END,"
    " :now, :now FROM many",
    "now",
    "later",
)
_REMINDERS = _at(
    "INSERT INTO reminders (user_id, project_number, order_number, kind, due_at, state, created_at, updated_at)"
    f" {_MANY}"
    " SELECT 1001, 1, n, '3h', CASE WHEN n <= :due THEN :now ELSE :later END, 'planned', :now, :now FROM many",
    "now",
    "later",
)
_NOTHING = (
    "UPDATE orders SET release_at = :later, told_deadline_at = :later WHERE state = 'reserved' AND release_at <= :now",
    "UPDATE reminders SET due_at = :later WHERE state = 'planned' AND due_at <= :now",
)
_BARE_ORDERS = _at(
    "UPDATE orders SET state = 'expired', updated_at = :now WHERE state = 'reserved' AND release_at <= :now"
    " RETURNING order_number",
    "now",
)
_BARE_REMINDERS = _at(
    "UPDATE reminders SET state = 'sent', updated_at = :now WHERE state = 'planned' AND due_at <= :now"
    " RETURNING order_number",
    "now",
)


async def bench_due(folder: Path, rounds: int) -> None:
    async with opened(f"sqlite+aiosqlite:///{folder / 'due.db'}") as store:
        await _bench(store, "SQLite", rounds)
    with postgres_server(folder) as server:
        async with opened(server.replace("postgresql:", "postgresql+asyncpg:")) as store:
            await _bench(store, "PostgreSQL", rounds)


async def _bench(store: Store, engine: str, rounds: int) -> None:
    await new_project(store, 9_999_999)
    await _fill(store)
    for title, bare, claim in (
        ("reservations", _BARE_ORDERS, _claim_orders),
        ("reminders", _BARE_REMINDERS, _claim_reminders),
    ):
        ways = {
            "the bare UPDATE": lambda bare=bare: milliseconds(lambda: _undone(store, lambda work: _run(work, bare))),
            "claimed, with how the world stands": lambda claim=claim: milliseconds(lambda: _undone(store, claim)),
        }
        figures: Figures = await in_turns(rounds, ways)
        tell(f"{DUE:,} {title} due among {OPEN:,}, {engine}", "ms", figures, "the bare UPDATE")
    await _put_off(store)
    looks = {
        f"is a reservation due, {engine}": lambda: milliseconds(lambda: _look(store, is_order_due)),
        f"is a reminder due, {engine}": lambda: milliseconds(lambda: _look(store, is_reminder_due)),
    }
    idle = await in_turns(rounds * 20, looks)
    tell_targets(f"Nothing is due among {OPEN:,}", idle, dict.fromkeys(looks, "at most 1 ms"))


async def _claim_orders(work: Work) -> None:
    claimed = await claim_due_orders(work, DUE)
    if len(claimed) != DUE:
        raise RuntimeError(f"{len(claimed)} were claimed")


async def _claim_reminders(work: Work) -> None:
    buyers = await claim_due_buyers(work, DUE)
    claimed = await claim_reminders(work, {buyer.key for buyer in buyers}, work.now, DUE)
    if len(claimed) != DUE:
        raise RuntimeError(f"{len(claimed)} were claimed")


async def _run(work: Work, statement: object) -> None:
    (await work.execute(statement, {"now": work.now})).all()  # type: ignore[arg-type]


async def _undone(store: Store, act: Callable[[Work], Awaitable[None]]) -> None:
    async with store.work() as work:
        await act(work)


async def _look(store: Store, look: Callable[[Work], Awaitable[bool]]) -> None:
    async with store.reading() as work:
        if await look(work):
            raise RuntimeError("something is due")


async def _fill(store: Store) -> None:
    async with store.work() as work:
        times = _times(work)
        await work.execute(_BUYERS, {"most": BUYERS, "now": times["now"]})
        await work.execute(_ORDERS, {"most": OPEN, "buyers": BUYERS, "due": DUE, **times})
        await work.execute(_REMINDERS, {"most": OPEN, "due": DUE, **times})
        work.keep()
    async with store.work() as work:
        if work.dialect == "postgresql":
            await work.execute(text("ANALYZE"))
        work.keep()


async def _put_off(store: Store) -> None:
    async with store.work() as work:
        for statement in _NOTHING:
            await work.execute(_at(statement, "now", "later"), _times(work))
        work.keep()


def _times(work: Work) -> dict[str, object]:
    return {"now": work.now, "later": work.now + timedelta(days=9)}
