"""Of numbers, the orders that hold them and the money on those: one pass over each, in the order of their keys."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any, NamedTuple

from sqlalchemy import and_, func, not_, or_, select

from db.invariants.telling import Broken, told
from db.tables import Buyers, Orders, Payments, Projects, Raffles, RaffleSets
from db.work import Work

INVARIANTS = {
    "number-in-its-set": "Every number lies in the range of its set.",
    "held-by-an-order": "A taken number is held by an order that is there, and belongs to that order's buyer.",
    "buyer-there": "The buyer of every taken number is there.",
    "reserved-or-sold": "The numbers of a reservation are reserved, the numbers of a sale are sold.",
    "live-order-holds": "An order that lives holds at least one number, one that ended holds none.",
    "total": "An order's total is the sum of the prices at which its numbers were taken.",
    "paid": "What is paid on an order is the sum of its payments that count: those that were not undone.",
    "method": "A sold number shows the method of its order's last payment that counts.",
    "receipt": "Every sold number has a receipt of 26 letters, at least until its project is drawn.",
    "receipts-differ": "No two numbers of a project have the same receipt.",
    "code": "An order's code is 4 to 7 of the letters and digits that cannot be mistaken.",
}

_LIVE = {"reserved": "reserved", "paid": "sold"}
_CODE = re.compile("[A-HJ-KMNP-TV-Z2-9]{4,7}")

_KEY = (Orders.user_id, Orders.project_number, Orders.order_number)
_ORDERS = select(*_KEY, Orders.buyer_number, Orders.state, Orders.code, Orders.total, Orders.paid).order_by(*_KEY)
_HELD_KEY = (Raffles.user_id, Raffles.project_number, Raffles.order_number)
_HOLDINGS = (
    select(
        *_HELD_KEY,
        func.sum(Raffles.unit_price),
        func.min(Raffles.buyer_number),
        func.max(Raffles.buyer_number),
        func.min(Raffles.state),
        func.max(Raffles.state),
        func.min(Raffles.payment_method),
        func.max(Raffles.payment_method),
    )
    .where(Raffles.order_number.is_not(None))
    .group_by(*_HELD_KEY)
    .order_by(*_HELD_KEY)
)
_PAYMENT_KEY = (Payments.user_id, Payments.project_number, Payments.order_number)
_PAYMENTS = (
    select(*_PAYMENT_KEY, Payments.amount, Payments.method)
    .where(Payments.undone_at.is_(None))
    .order_by(*_PAYMENT_KEY, Payments.payment_number)
)


class _Holding(NamedTuple):
    price: int
    least_buyer: int
    most_buyer: int
    least_state: str
    most_state: str
    least_method: str | None
    most_method: str | None


class _Money(NamedTuple):
    paid: int
    method: str


async def broken(work: Work) -> Broken:
    for look in (_orders, _places, _receipts):
        async for finding in look(work):
            yield finding


async def _orders(work: Work) -> Broken:
    holdings = {key: holding async for key, holding in _holdings(work)}
    money = await _payments(work)
    async for chunk in work.chunks(_ORDERS):
        for row in chunk:
            key = (row[0], row[1], row[2])
            for invariant in _wrong_with(row, holdings.pop(key, None), money.get(key)):
                yield invariant, told("orders", *key)
    for unknown in holdings:
        yield "held-by-an-order", told("orders", *unknown)


def _wrong_with(order: Any, holding: _Holding | None, money: _Money | None) -> Iterator[str]:
    state = _LIVE.get(order.state)
    if _CODE.fullmatch(order.code) is None:
        yield "code"
    if order.paid != (money.paid if money else 0):
        yield "paid"
    if (holding is None) == (state is not None):
        yield "live-order-holds"
    if holding is None:
        return
    if not holding.least_buyer == holding.most_buyer == order.buyer_number:
        yield "held-by-an-order"
    if not holding.least_state == holding.most_state == state:
        yield "reserved-or-sold"
    if holding.price != order.total:
        yield "total"
    if state == "sold" and not holding.least_method == holding.most_method == (money and money.method):
        yield "method"


async def _holdings(work: Work) -> AsyncIterator[tuple[tuple[int, ...], _Holding]]:
    async for chunk in work.chunks(_HOLDINGS):
        for row in chunk:
            yield (row[0], row[1], row[2]), _Holding(*row[3:])


async def _payments(work: Work) -> dict[tuple[int, ...], _Money]:
    """Summed, with the last one's method."""
    money: dict[tuple[int, ...], _Money] = {}
    async for chunk in work.chunks(_PAYMENTS):
        for row in chunk:
            key = (row[0], row[1], row[2])
            before = money.get(key)
            money[key] = _Money((before.paid if before else 0) + row[3], row[4])
    return money


_number = (Raffles.user_id, Raffles.project_number, Raffles.raffle_number)
_its_set = and_(
    RaffleSets.user_id == Raffles.user_id,
    RaffleSets.project_number == Raffles.project_number,
    RaffleSets.set_number == Raffles.set_number,
)
_outside = or_(RaffleSets.init.is_(None), not_(Raffles.raffle_number.between(RaffleSets.init, RaffleSets.final)))
_OUTSIDE = select(*_number).outerjoin(RaffleSets, _its_set).where(_outside)
_HOLDERS = select(Raffles.user_id, Raffles.buyer_number).where(Raffles.buyer_number.is_not(None)).distinct()
_BUYERS = select(Buyers.user_id, Buyers.buyer_number)


async def _places(work: Work) -> Broken:
    for row in await work.execute(_OUTSIDE):
        yield "number-in-its-set", told("raffles", *row)
    # An order's buyer is known to be there; a number's buyer is that one, or was found above.
    known = {tuple(row) for row in await work.execute(_BUYERS)}
    for row in await work.execute(_HOLDERS):
        if tuple(row) not in known:
            yield "buyer-there", told("buyers", *row)


_its_project = and_(Projects.user_id == Raffles.user_id, Projects.project_number == Raffles.project_number)
_malformed = or_(
    and_(Raffles.receipt.is_(None), Projects.state != "drawn"),
    func.length(Raffles.receipt) != 26,
    Raffles.receipt != func.lower(Raffles.receipt),
    Raffles.receipt.like("% %"),
)
_WITHOUT_RECEIPT = select(*_number).join(Projects, _its_project).where(Raffles.state == "sold", _malformed)
_same = (Raffles.user_id, Raffles.project_number, Raffles.receipt)
_TWICE = (
    select(*_same[:2], func.min(Raffles.raffle_number))
    .where(Raffles.receipt.is_not(None))
    .group_by(*_same)
    .having(func.count() > 1)
)


async def _receipts(work: Work) -> Broken:
    for row in await work.execute(_WITHOUT_RECEIPT):
        yield "receipt", told("raffles", *row)
    for row in await work.execute(_TWICE):
        yield "receipts-differ", told("raffles", *row)
