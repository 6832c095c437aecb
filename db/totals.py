"""The door to sums: numbers and money of a project by state, set, method and time."""

from typing import NamedTuple

from sqlalchemy import BigInteger, Executable, Integer, and_, bindparam, cast, extract, func, select
from sqlalchemy.sql.elements import ColumnElement

from db.tables import Orders, Payments, Raffles
from db.work import Work
from rules.keys import ProjectKey

QUARTER_HOUR = 900
"""In seconds: every zone's midnight falls on one."""


# SQLite would round a time up to the next second: cut off behind "2026-03-02 15:30:00".
_WHOLE_SECONDS = 19


class SetTotal(NamedTuple):
    set_number: int
    state: str
    numbers: int
    amount: int


class OrderTotal(NamedTuple):
    state: str
    orders: int
    total: int
    paid: int


class MethodTotal(NamedTuple):
    method: str
    amount: int


class QuarterTotal(NamedTuple):
    quarter: int
    """Quarter hours since 1970, UTC."""
    amount: int


def _of_project(table: type[Raffles] | type[Orders] | type[Payments]) -> ColumnElement[bool]:
    return and_(table.user_id == bindparam("user_id"), table.project_number == bindparam("project_number"))


_count = func.count().label("count")
_BY_SET = (
    select(Raffles.set_number, Raffles.state, _count, cast(func.sum(Raffles.unit_price), BigInteger))
    .where(_of_project(Raffles), Raffles.state.in_(["reserved", "sold"]))
    .group_by(Raffles.set_number, Raffles.state)
)
_BY_ORDER_STATE = (
    select(Orders.state, _count, cast(func.sum(Orders.total), BigInteger), cast(func.sum(Orders.paid), BigInteger))
    .where(_of_project(Orders))
    .group_by(Orders.state)
)
_LIVE_PAYMENT = and_(
    Orders.user_id == Payments.user_id,
    Orders.project_number == Payments.project_number,
    Orders.order_number == Payments.order_number,
    Orders.state.in_(["reserved", "paid"]),
)
_BY_METHOD = (
    select(Payments.method, cast(func.sum(Payments.amount), BigInteger))
    .join(Orders, _LIVE_PAYMENT)
    .where(_of_project(Payments))
    .group_by(Payments.method)
)


def _by_quarter(dialect: str) -> Executable:
    seconds = (
        cast(func.strftime("%s", func.substr(Payments.created_at, 1, _WHOLE_SECONDS)), Integer)
        if dialect == "sqlite"
        else cast(func.floor(extract("epoch", Payments.created_at)), BigInteger)
    )
    quarter = (seconds // QUARTER_HOUR).label("quarter")
    return (
        select(quarter, cast(func.sum(Payments.amount), BigInteger))
        .join(Orders, _LIVE_PAYMENT)
        .where(_of_project(Payments))
        .group_by(quarter)
        .order_by(quarter)
    )


_BY_QUARTER = {dialect: _by_quarter(dialect) for dialect in ("sqlite", "postgresql")}


async def sum_by_set(work: Work, project: ProjectKey) -> list[SetTotal]:
    return await work.rows(SetTotal, _BY_SET, project._asdict())


async def sum_by_order_state(work: Work, project: ProjectKey) -> list[OrderTotal]:
    return await work.rows(OrderTotal, _BY_ORDER_STATE, project._asdict())


async def sum_by_method(work: Work, project: ProjectKey) -> list[MethodTotal]:
    """Of orders that live: what was paid on others is to be given back."""
    return await work.rows(MethodTotal, _BY_METHOD, project._asdict())


async def sum_by_quarter(work: Work, project: ProjectKey) -> list[QuarterTotal]:
    return await work.rows(QuarterTotal, _BY_QUARTER[work.dialect], project._asdict())
