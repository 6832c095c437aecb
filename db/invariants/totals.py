"""Of running totals: each says what the rows that it counts add up to."""

from collections.abc import AsyncIterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Table,
    and_,
    cast,
    extract,
    func,
    literal,
    select,
    text,
)

from db.invariants.telling import Broken, told
from db.tables import Orders, Payments, Raffles, RaffleSets
from db.total_tables import NumberTotals, OrderTotals, PaymentTotals
from db.totals import QUARTER_HOUR
from db.work import Work

INVARIANTS = {
    "totals": "A project's running totals are what its numbers, orders and payments add up to.",
    "totals-kept": "The triggers that keep running totals are there.",
    "numbers-held": "An order that lives says how many numbers it holds.",
}

_KEPT = frozenset(
    f"total_{table}_{event}" for table in ("raffles", "orders", "payments") for event in ("insert", "update", "delete")
) | {"total_raffle_sets_insert", "total_raffle_sets_delete"}
_TRIGGERS = {
    "sqlite": text("SELECT name FROM sqlite_master WHERE type = 'trigger'"),
    "postgresql": text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"),
}
_WHOLE_SECONDS = 19
"""SQLite would round a time up to the next second: cut off behind "2026-03-02 15:30:00"."""
_LIVE = ("reserved", "paid")
_order = (Orders.user_id, Orders.project_number)
_BY_STATE = select(*_order, Orders.state, func.count(), func.sum(Orders.total), func.sum(Orders.paid)).group_by(
    *_order, Orders.state
)
_its_order = and_(
    Orders.user_id == Raffles.user_id,
    Orders.project_number == Raffles.project_number,
    Orders.order_number == Raffles.order_number,
)
# As a join: counting them order by order takes PostgreSQL forever where it has no statistics yet, as after a restore.
_MISCOUNTED = (
    select(*_order, Orders.order_number)
    .outerjoin(Raffles, _its_order)
    .with_hint(Raffles, "INDEXED BY ix_raffles_order", "sqlite")
    .where(Orders.state.in_(_LIVE))
    .group_by(*_order, Orders.order_number)
    .having(func.count(Raffles.raffle_number) != Orders.numbers)
)


async def broken(work: Work) -> Broken:
    there = set((await work.execute(_TRIGGERS[work.dialect])).scalars())
    for name in sorted(_KEPT - there):
        yield "totals-kept", told("triggers", name)
    for row in await work.execute(_MISCOUNTED):
        yield "numbers-held", told("orders", *row)
    for table, sums in (
        (OrderTotals, [_BY_STATE]),
        (NumberTotals, [_sets(), *_members(work.dialect)]),
        (PaymentTotals, [_payments(work.dialect)]),
    ):
        async for key in _astray(work, table.__table__, sums):  # type: ignore[arg-type]
            yield "totals", told(table.__tablename__, *key)


async def _astray(work: Work, table: Table, sums: Sequence[Any]) -> AsyncIterator[tuple[Any, ...]]:
    keys = list(table.primary_key.columns)
    counted = [column for column in table.columns if not column.primary_key][:-2]
    rows = [tuple(row) for each in sums for row in await work.execute(each)]
    unseen = {row[: len(keys)]: [one or 0 for one in row[len(keys) :]] for row in rows}
    async for chunk in work.chunks(select(*keys, *counted).order_by(*keys)):
        for row in chunk:
            key = tuple(row[: len(keys)])
            if list(row[len(keys) :]) != unseen.pop(key, [0] * len(counted)):
                yield key
    for key in unseen:
        yield key


def _quarter(at: Any, dialect: str) -> ColumnElement[int]:
    if dialect == "sqlite":
        return cast(func.strftime("%s", func.substr(at, 1, _WHOLE_SECONDS)), Integer) // QUARTER_HOUR
    return cast(func.floor(extract("epoch", at)), BigInteger) // QUARTER_HOUR


def _of_states(table: type[Raffles] | type[Orders], sold: str, amounts: Sequence[Any]) -> list[ColumnElement[int]]:
    return [func.sum(what).filter(table.state == state) for state in (sold, "reserved") for what in amounts]


@cache
def _sets() -> Any:
    """Each has one, also where nothing is taken."""
    its_set = and_(
        Raffles.user_id == RaffleSets.user_id,
        Raffles.project_number == RaffleSets.project_number,
        Raffles.set_number == RaffleSets.set_number,
    )
    key = (RaffleSets.user_id, RaffleSets.project_number, RaffleSets.set_number)
    sums = _of_states(Raffles, "sold", (1, Raffles.unit_price))
    taken = select(*key[:2], literal("set"), key[2], *sums).select_from(RaffleSets).outerjoin(Raffles, its_set)
    return taken.group_by(*key)


@cache
def _members(dialect: str) -> list[Any]:
    members = {"buyer": Orders.buyer_number, "seller": Orders.made_by, "taken": _quarter(Orders.created_at, dialect)}
    sums = _of_states(Orders, "paid", (Orders.numbers, Orders.total))
    return [
        select(*_order, literal(kind), member.label("member"), *sums)
        .where(Orders.state.in_(_LIVE))
        .group_by(*_order, text("member"))
        for kind, member in members.items()
    ]


@cache
def _payments(dialect: str) -> Any:
    its_order = and_(
        Orders.user_id == Payments.user_id,
        Orders.project_number == Payments.project_number,
        Orders.order_number == Payments.order_number,
    )
    key = (Payments.user_id, Payments.project_number)
    return (
        select(
            *key,
            _quarter(Payments.created_at, dialect).label("quarter"),
            Payments.method,
            func.count(),
            func.sum(Payments.amount),
        )
        .join(Orders, its_order)
        .where(Payments.undone_at.is_(None), Orders.state.in_(_LIVE))
        .group_by(*key, text("quarter"), Payments.method)
    )
