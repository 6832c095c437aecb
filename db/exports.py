"""The door through which a project leaves for a file: its rows in the order of their keys, some at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, Text, and_, bindparam, case, cast, exists, func, select, text, tuple_

from db.history_tables import Events
from db.tables import Buyers, Orders, Payments, Raffles
from db.total_tables import NumberTotals
from db.work import Work, columns
from rules.keys import ProjectKey


class TakenNumber(NamedTuple):
    raffle_number: int
    set_number: int
    state: str
    unit_price: int
    payment_method: str | None
    buyer_number: int
    code: str
    holder_name: str | None


class Contact(NamedTuple):
    """A buyer, as far as files tell of them."""

    buyer_number: int
    name: str
    phone: str | None
    email: str | None
    notes: str | None
    telegram_id: int | None


class OrderRow(NamedTuple):
    order_number: int
    code: str
    state: str
    buyer_number: int
    holder_name: str | None
    total: int
    paid: int
    made_by: int
    told_deadline_at: datetime | None
    void_reason: str | None
    created_at: datetime


class PaymentRow(NamedTuple):
    order_number: int
    payment_number: int
    amount: int
    method: str
    made_by: int
    undone_at: datetime | None
    created_at: datetime
    code: str
    buyer_number: int


class BuyerSums(NamedTuple):
    """Of what a buyer has in the project."""

    buyer_number: int
    paid: int
    owed: int
    sold: int
    reserved: int


_ITS_ORDER = and_(
    Orders.user_id == Raffles.user_id,
    Orders.project_number == Raffles.project_number,
    Orders.order_number == Raffles.order_number,
)
_Number = BindParameter[int]
_OWNER: _Number = bindparam("owner")
_PROJECT: _Number = bindparam("project")
_AFTER: _Number = bindparam("after")
_LIMIT: _Number = bindparam("limit")
_FIRST: _Number = bindparam("first")
_LAST: _Number = bindparam("last")
_RAFFLES = and_(Raffles.user_id == _OWNER, Raffles.project_number == _PROJECT)
_ORDERS = and_(Orders.user_id == _OWNER, Orders.project_number == _PROJECT)
_TAKEN = (
    select(
        *(Raffles.raffle_number, Raffles.set_number, Raffles.state, Raffles.unit_price, Raffles.payment_method),
        *(Raffles.buyer_number, Orders.code, Orders.holder_name),
    )
    .join(Orders, _ITS_ORDER)
    .where(_RAFFLES, Raffles.raffle_number.between(_FIRST, _LAST), Raffles.state != "available")
    .order_by(Raffles.raffle_number)
    .limit(_LIMIT)
)
_CONTACTS = select(*columns(Buyers, Contact)).where(
    Buyers.user_id == _OWNER, Buyers.buyer_number.in_(bindparam("numbers", expanding=True))
)
_ORDER_ROWS = (
    select(*columns(Orders, OrderRow))
    .where(_ORDERS, Orders.order_number > _AFTER)
    .order_by(Orders.order_number)
    .limit(_LIMIT)
)
# One row an order: reading a row for each number would take several times as long.
_PLACED = (
    select(Raffles.order_number, func.aggregate_strings(cast(Raffles.raffle_number, Text), ","))
    # Said as the index says it, for only then SQLite uses it.
    .where(_RAFFLES, text("raffles.order_number IS NOT NULL"), Raffles.order_number.between(_FIRST, _LAST))
    .group_by(Raffles.order_number)
)
_PAYMENT_ROWS = (
    select(
        *(getattr(Payments, name) for name in PaymentRow._fields[:7]),
        Orders.code,
        Orders.buyer_number,
    )
    .join(
        Orders,
        and_(
            Orders.user_id == Payments.user_id,
            Orders.project_number == Payments.project_number,
            Orders.order_number == Payments.order_number,
        ),
    )
    .where(
        Payments.user_id == _OWNER,
        Payments.project_number == _PROJECT,
        tuple_(Payments.order_number, Payments.payment_number) > tuple_(_AFTER, bindparam("after_payment")),
    )
    .order_by(Payments.order_number, Payments.payment_number)
    .limit(_LIMIT)
)
_BUYER_ROWS = (
    select(*columns(Buyers, Contact))
    .where(
        Buyers.user_id == _OWNER,
        Buyers.buyer_number > _AFTER,
        exists().where(_ORDERS, Orders.buyer_number == Buyers.buyer_number),
    )
    .order_by(Buyers.buyer_number)
    .limit(_LIMIT)
)
_OWED = case((Orders.state == "reserved", Orders.total - Orders.paid), else_=0)
_MONEY_OF_BUYERS = (
    select(Orders.buyer_number, func.sum(Orders.paid), func.sum(_OWED))
    .where(_ORDERS, Orders.buyer_number.between(_FIRST, _LAST))
    .group_by(Orders.buyer_number)
)
_NUMBERS_OF_BUYERS = select(NumberTotals.member, NumberTotals.sold, NumberTotals.reserved).where(
    NumberTotals.user_id == _OWNER,
    NumberTotals.project_number == _PROJECT,
    NumberTotals.kind == "buyer",
    NumberTotals.member.between(_FIRST, _LAST),
)
_COUNT_EVENTS = (
    select(func.count()).select_from(Events).where(Events.user_id == _OWNER, Events.project_number == _PROJECT)
)


async def list_taken_numbers(work: Work, key: ProjectKey, first: int, last: int, limit: int) -> list[TakenNumber]:
    """Of a stretch, in their order."""
    return await work.rows(TakenNumber, _TAKEN, {**_of(key), "first": first, "last": last, "limit": limit})


async def list_contacts(work: Work, user_id: int, numbers: Sequence[int]) -> dict[int, Contact]:
    found = await work.rows(Contact, _CONTACTS, {"owner": user_id, "numbers": sorted(set(numbers))})
    return {one.buyer_number: one for one in found}


async def list_order_rows(work: Work, key: ProjectKey, after: int, limit: int) -> list[OrderRow]:
    return await work.rows(OrderRow, _ORDER_ROWS, {**_of(key), "after": after, "limit": limit})


async def list_placed_numbers(work: Work, key: ProjectKey, first: int, last: int) -> dict[int, list[int]]:
    """Of the orders of a stretch, those that hold any."""
    found = await work.execute(_PLACED, {**_of(key), "first": first, "last": last})
    return {order: sorted(map(int, numbers.split(","))) for order, numbers in found}


async def list_payment_rows(work: Work, key: ProjectKey, after: tuple[int, int], limit: int) -> list[PaymentRow]:
    """Behind a payment of an order; those that were undone too."""
    behind = {"after": after[0], "after_payment": after[1], "limit": limit}
    return await work.rows(PaymentRow, _PAYMENT_ROWS, {**_of(key), **behind})


async def list_buyer_rows(work: Work, key: ProjectKey, after: int, limit: int) -> list[Contact]:
    """Of those who ever had an order there."""
    return await work.rows(Contact, _BUYER_ROWS, {**_of(key), "after": after, "limit": limit})


async def sum_by_buyer(work: Work, key: ProjectKey, first: int, last: int) -> dict[int, BuyerSums]:
    stretch = {**_of(key), "first": first, "last": last}
    numbers = {row[0]: (row[1], row[2]) for row in await work.execute(_NUMBERS_OF_BUYERS, stretch)}
    money = {row[0]: (int(row[1]), int(row[2])) for row in await work.execute(_MONEY_OF_BUYERS, stretch)}
    return {one: BuyerSums(one, *money[one], *numbers.get(one, (0, 0))) for one in money}


async def count_told_events(work: Work, key: ProjectKey) -> int:
    return int((await work.execute(_COUNT_EVENTS, _of(key))).scalar_one())


def _of(key: ProjectKey) -> dict[str, int]:
    return {"owner": key.user_id, "project": key.project_number}
