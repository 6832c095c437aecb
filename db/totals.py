"""The door to sums: what a project's numbers, orders and payments add up to, as its running totals say."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, cast, func, select, text

from db.tables import Orders, Raffles
from db.total_tables import NumberTotals, OrderTotals, PaymentTotals
from db.work import Work
from rules.keys import ProjectKey
from rules.numbers import MOST_COUNTED

QUARTER_HOUR = 900
"""In seconds: every zone's midnight falls on one."""
ALWAYS = range(-(2**40), 2**40)
"""Every quarter hour."""


class NumberTotal(NamedTuple):
    """Of taken numbers: how many, and what they cost."""

    member: int
    """The set, buyer or seller; or the quarter hour in which their orders were made."""
    sold: int
    sold_price: int
    reserved: int
    reserved_price: int


class OrderTotal(NamedTuple):
    state: str
    orders: int
    total: int
    paid: int


class PaymentTotal(NamedTuple):
    """Of payments that count, on orders that live: what was paid on others is to be given back."""

    method: str
    quarter: int
    """Quarter hours since 1970, UTC."""
    payments: int
    amount: int


class MethodTotal(NamedTuple):
    method: str
    payments: int
    amount: int


def _of_project(
    table: type[NumberTotals] | type[OrderTotals] | type[PaymentTotals] | type[Orders],
) -> ColumnElement[bool]:
    return and_(table.user_id == bindparam("user_id"), table.project_number == bindparam("project_number"))


def _sum(column: ColumnElement[Any] | Any) -> ColumnElement[int]:
    return func.coalesce(cast(func.sum(column), BigInteger), 0)


_N, _P = NumberTotals, PaymentTotals
_SUMS = (_N.sold, _N.sold_price, _N.reserved, _N.reserved_price)
_OF_KIND = and_(_of_project(_N), _N.kind == bindparam("kind"))
_LIST = select(_N.member, *_SUMS).where(_OF_KIND).order_by(_N.member)
_FIND = select(_N.member, *_SUMS).where(_OF_KIND, _N.member == bindparam("member"))
# Said as the index says it, for only then SQLite uses it.
_RANKED = (
    select(_N.member, *_SUMS)
    .where(_OF_KIND, text("kind IN ('buyer', 'seller')"), text("(sold > 0 OR reserved > 0)"))
    .order_by(_N.sold.desc(), _N.member.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("skip"))
)
_TAKEN = _LIST.where(_N.member >= bindparam("first"), _N.member < bindparam("last"))
_SUM_TAKEN = select(*(_sum(column) for column in _SUMS)).where(
    _of_project(_N), _N.kind == "taken", _N.member >= bindparam("first"), _N.member < bindparam("last")
)
_BY_ORDER_STATE = (
    select(OrderTotals.state, OrderTotals.orders, OrderTotals.total, OrderTotals.paid)
    .where(_of_project(OrderTotals), OrderTotals.orders > 0)
    .order_by(OrderTotals.state)
)
_AMONG = and_(_of_project(_P), _P.quarter >= bindparam("first"), _P.quarter < bindparam("last"), _P.payments > 0)
_PAID = select(_P.method, _P.quarter, _P.payments, _P.amount).where(_AMONG).order_by(_P.quarter, _P.method)
_BY_METHOD = select(_P.method, _sum(_P.payments), _sum(_P.amount)).where(_AMONG).group_by(_P.method).order_by(_P.method)
# Not by max or min: with a condition beside them all would be gone through.
_LAST_PAID = select(_P.quarter).where(_AMONG).order_by(_P.quarter.desc()).limit(1)
_TAKEN_AMONG = and_(
    *(_of_project(_N), _N.kind == "taken", _N.member >= bindparam("first"), _N.member < bindparam("last")),
    text("(sold > 0 OR reserved > 0)"),
)
_LAST_TAKEN = select(_N.member).where(_TAKEN_AMONG).order_by(_N.member.desc()).limit(1)
_FIRST_TAKEN = select(_N.member).where(_TAKEN_AMONG).order_by(_N.member).limit(1)


def _sums_of(table: type[Orders] | type[Raffles], sold: str, amounts: Sequence[Any]) -> list[ColumnElement[int]]:
    return [
        func.coalesce(cast(func.sum(what).filter(table.state == state), BigInteger), 0)
        for state in (sold, "reserved")
        for what in amounts
    ]


_MADE_THEN = and_(
    _of_project(Orders),
    Orders.order_number.between(bindparam("first"), bindparam("last")),
    Orders.created_at >= bindparam("since", type_=Orders.created_at.type),
    Orders.created_at < bindparam("until", type_=Orders.created_at.type),
    Orders.state.in_(["reserved", "paid"]),
)
_ITS_NUMBERS = and_(
    Raffles.user_id == Orders.user_id,
    Raffles.project_number == Orders.project_number,
    Raffles.order_number == Orders.order_number,
)
_BY_SET = (
    select(Raffles.set_number, *_sums_of(Raffles, "sold", (1, Raffles.unit_price)))
    .select_from(Orders)
    .join(Raffles, _ITS_NUMBERS)
    .with_hint(Raffles, "INDEXED BY ix_raffles_order", "sqlite")
    .where(_MADE_THEN)
    .group_by(Raffles.set_number)
)


def _by(member: Any) -> Select[Any]:
    return select(member, *_sums_of(Orders, "paid", (Orders.numbers, Orders.total))).where(_MADE_THEN).group_by(member)


_MADE = {"set": _BY_SET, "buyer": _by(Orders.buyer_number), "seller": _by(Orders.made_by)}
_buyers = (
    select(_N.member)
    .where(
        _of_project(_N),
        _N.kind == "buyer",
        text("(sold > 0 OR reserved > 0)"),
        _N.created_at < bindparam("until", type_=_N.created_at.type),
    )
    .limit(bindparam("limit"))
    .subquery()
)
_COUNT_BUYERS = select(func.count()).select_from(_buyers)
_FROM_NUMBER = (
    select(Orders.order_number, Orders.created_at)
    .where(_of_project(Orders), Orders.order_number >= bindparam("first"))
    .order_by(Orders.order_number)
    .limit(1)
)


class Made(NamedTuple):
    """When an order was."""

    order_number: int
    created_at: datetime


async def sum_by_order_state(work: Work, project: ProjectKey) -> list[OrderTotal]:
    return await work.rows(OrderTotal, _BY_ORDER_STATE, project._asdict())


async def list_number_totals(work: Work, project: ProjectKey, kind: str) -> list[NumberTotal]:
    """Of every set, or of every quarter hour."""
    return await work.rows(NumberTotal, _LIST, {**project._asdict(), "kind": kind})


async def list_ranked(work: Work, project: ProjectKey, kind: str, limit: int, skip: int = 0) -> list[NumberTotal]:
    """Of buyers or sellers who hold or sold any: who most, first."""
    values = {**project._asdict(), "kind": kind, "limit": limit, "skip": skip}
    return await work.rows(NumberTotal, _RANKED, values)


async def find_number_total(work: Work, project: ProjectKey, kind: str, member: int) -> NumberTotal:
    found = await work.row(NumberTotal, _FIND, {**project._asdict(), "kind": kind, "member": member})
    return found or NumberTotal(member, 0, 0, 0, 0)


async def list_taken(work: Work, project: ProjectKey, quarters: range) -> list[NumberTotal]:
    """By the quarter hour in which their orders were made."""
    return await work.rows(NumberTotal, _TAKEN, {**_during(project, quarters), "kind": "taken"})


async def sum_taken(work: Work, project: ProjectKey, quarters: range) -> NumberTotal:
    return NumberTotal(0, *(await work.execute(_SUM_TAKEN, _during(project, quarters))).one())


async def list_paid(work: Work, project: ProjectKey, quarters: range = ALWAYS) -> list[PaymentTotal]:
    return await work.rows(PaymentTotal, _PAID, _during(project, quarters))


async def sum_paid_by_method(work: Work, project: ProjectKey, quarters: range = ALWAYS) -> list[MethodTotal]:
    return await work.rows(MethodTotal, _BY_METHOD, _during(project, quarters))


async def find_last_quarter(work: Work, project: ProjectKey, quarters: range) -> int | None:
    """The last quarter hour of these in which something was taken or paid."""
    values = _during(project, quarters)
    last = [(await work.execute(each, values)).scalar() for each in (_LAST_TAKEN, _LAST_PAID)]
    return max((int(each) for each in last if each is not None), default=None)


async def find_first_taken(work: Work, project: ProjectKey) -> int | None:
    """The quarter hour in which the first order was made of those that live."""
    first = (await work.execute(_FIRST_TAKEN, _during(project, ALWAYS))).scalar()
    return None if first is None else int(first)


async def count_buyers(work: Work, project: ProjectKey, until: datetime) -> int:
    """Who hold numbers, and did so for the first time before then; one more than are counted, if there are more."""
    values = {**project._asdict(), "until": until, "limit": MOST_COUNTED + 1}
    return int((await work.execute(_COUNT_BUYERS, values)).scalar_one())


async def sum_made(
    work: Work, project: ProjectKey, kind: str, orders: range, since: datetime, until: datetime
) -> list[NumberTotal]:
    """Of some orders, of those that were made in a time, by set, buyer or seller: added up from their rows."""
    values = {**project._asdict(), "first": orders[0], "last": orders[-1], "since": since, "until": until}
    return await work.rows(NumberTotal, _MADE[kind], values)


async def find_made_if_any(work: Work, project: ProjectKey, number: int) -> Made | None:
    """The first order from a number on."""
    return await work.row(Made, _FROM_NUMBER, {**project._asdict(), "first": number})


def _during(project: ProjectKey, quarters: range) -> dict[str, int]:
    return {**project._asdict(), "first": quarters.start, "last": quarters.stop}
