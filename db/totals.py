"""The door to sums: numbers and money of a project by state, set, method and time."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, Executable, Integer, Select, and_, bindparam, cast, extract, func, select, text
from sqlalchemy.sql.elements import ColumnElement

from db.sets import RaffleSet
from db.tables import Orders, Payments, Raffles
from db.work import Work
from rules.keys import ProjectKey

QUARTER_HOUR = 900
"""In seconds: every zone's midnight falls on one."""
EVERY_ORDER = range(1, 2**62)

# SQLite would round a time up to the next second: cut off behind "2026-03-02 15:30:00".
_WHOLE_SECONDS = 19


class SetTotal(NamedTuple):
    set_number: int
    numbers: int


class OrderTotal(NamedTuple):
    state: str
    orders: int
    total: int
    paid: int


class PaymentTotal(NamedTuple):
    method: str
    quarter: int
    """Quarter hours since 1970, UTC."""
    amount: int


def _of_project(table: type[Raffles] | type[Orders] | type[Payments]) -> ColumnElement[bool]:
    return and_(table.user_id == bindparam("user_id"), table.project_number == bindparam("project_number"))


_count = func.count().label("count")
_AMONG = Orders.order_number.between(bindparam("first"), bindparam("last"))
_BY_ORDER_STATE = (
    select(Orders.state, _count, cast(func.sum(Orders.total), BigInteger), cast(func.sum(Orders.paid), BigInteger))
    .where(_of_project(Orders), _AMONG)
    .group_by(Orders.state)
)
_LIVE_PAYMENT = and_(
    Orders.user_id == Payments.user_id,
    Orders.project_number == Payments.project_number,
    Orders.order_number == Payments.order_number,
    Orders.state.in_(["reserved", "paid"]),
    Payments.undone_at.is_(None),
)
_numbers_of_order = select(_count).where(
    Raffles.user_id == Orders.user_id,
    Raffles.project_number == Orders.project_number,
    Raffles.order_number == Orders.order_number,
)
# Reserved orders have a deadline. It is asked for, and the state written out, for only then is the index of those that
# owe used; each order is asked by itself, for joined to them all numbers of the project would be gone through.
_OWING = (
    _of_project(Orders),
    text("orders.state = 'reserved'"),
    Orders.told_deadline_at > datetime(1970, 1, 1, tzinfo=UTC),
)


def _sum_of_reserved(numbers: Select[int]) -> Select[int]:
    return select(func.coalesce(cast(func.sum(numbers.scalar_subquery()), BigInteger), 0)).where(*_OWING)


_COUNT_RESERVED = _sum_of_reserved(_numbers_of_order)
_IN_SETS = Raffles.set_number.in_(bindparam("sets", expanding=True))
_COUNT_RESERVED_IN = _sum_of_reserved(_numbers_of_order.where(_IN_SETS))

_RESERVED_BY_SET = (
    select(Raffles.set_number, _count)
    .select_from(Orders)
    .join(
        Raffles,
        and_(
            Raffles.user_id == Orders.user_id,
            Raffles.project_number == Orders.project_number,
            Raffles.order_number == Orders.order_number,
        ),
    )
    .with_hint(Raffles, "INDEXED BY ix_raffles_order", "sqlite")
    .where(_of_project(Orders), Orders.state == "reserved", _AMONG)
    .group_by(Raffles.set_number)
)


def _by_method_and_quarter(dialect: str) -> Executable:
    seconds = (
        cast(func.strftime("%s", func.substr(Payments.created_at, 1, _WHOLE_SECONDS)), Integer)
        if dialect == "sqlite"
        else cast(func.floor(extract("epoch", Payments.created_at)), BigInteger)
    )
    quarter = (seconds // QUARTER_HOUR).label("quarter")
    # Said of the payments too, whose key begins like that of the orders.
    among = Payments.order_number.between(bindparam("first"), bindparam("last"))
    return (
        select(Payments.method, quarter, cast(func.sum(Payments.amount), BigInteger))
        .join(Orders, _LIVE_PAYMENT)
        .where(_of_project(Payments), among)
        .group_by(Payments.method, quarter)
    )


_PAYMENTS = {dialect: _by_method_and_quarter(dialect) for dialect in ("sqlite", "postgresql")}


async def count_reserved(work: Work, project: ProjectKey) -> int:
    """Looks at what is reserved alone, however much is sold."""
    return int((await work.execute(_COUNT_RESERVED, project._asdict())).scalar_one())


async def count_reserved_in(work: Work, sets: Sequence[RaffleSet]) -> int:
    """Of some sets of one project."""
    numbers = [one.set_number for one in sets]
    values = {**sets[0].key.project._asdict(), "sets": numbers}
    return int((await work.execute(_COUNT_RESERVED_IN, values)).scalar_one())


async def sum_by_order_state(work: Work, project: ProjectKey, orders: range = EVERY_ORDER) -> list[OrderTotal]:
    return await work.rows(OrderTotal, _BY_ORDER_STATE, _among(project, orders))


async def sum_payments(work: Work, project: ProjectKey, orders: range) -> list[PaymentTotal]:
    """Of orders that live: what was paid on others is to be given back."""
    return await work.rows(PaymentTotal, _PAYMENTS[work.dialect], _among(project, orders))


async def count_reserved_by_set(work: Work, project: ProjectKey, orders: range) -> list[SetTotal]:
    return await work.rows(SetTotal, _RESERVED_BY_SET, _among(project, orders))


def _among(project: ProjectKey, orders: range) -> dict[str, int]:
    return {**project._asdict(), "first": orders[0], "last": orders[-1]}
