"""The door to single numbers. A row is a claim: it exists once its number was taken, and taking it is one statement."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Text, TextClause, bindparam, func, select, text
from sqlalchemy.orm import aliased
from sqlalchemy.types import TypeEngine

from db.arrays import EACH_NUMBER, EACH_PAIR, array_parameters, numbers_value, pairs_value
from db.blocks import free_bits, take_bits
from db.sets import RaffleSet
from db.tables import Raffles
from db.types import UtcTime
from db.work import Work, columns
from rules.keys import OrderKey, ProjectKey
from rules.states import RaffleState


class Raffle(NamedTuple):
    user_id: int
    project_number: int
    raffle_number: int
    set_number: int
    order_number: int | None
    buyer_number: int | None
    state: str
    payment_method: str | None
    unit_price: int | None
    receipt: str | None


class Holding(NamedTuple):
    """Who takes the numbers, and as what."""

    order: OrderKey
    buyer_number: int
    payment_method: str | None
    """None reserves, a method sells."""


_TYPES: dict[str, TypeEngine[Any]] = {
    **dict.fromkeys(("user_id", "project_number", "order_number", "set_number", "buyer_number"), BigInteger()),
    **dict.fromkeys(("owner", "project", "held_by", "new_buyer", "unit_price"), BigInteger()),
    **dict.fromkeys(("state", "payment_method"), Text()),
    "now": UtcTime(),
}


def _typed(statement: str, dialect: str) -> TextClause:
    arrays = array_parameters(dialect)
    names = dict.fromkeys(re.findall(r":(\w+)", statement))
    return text(statement).bindparams(
        *(arrays[name] if name in arrays else bindparam(name, type_=_TYPES[name]) for name in names)
    )


_CLAIM = {
    dialect: _typed(
        "INSERT INTO raffles (user_id, project_number, raffle_number, set_number, order_number, buyer_number,"
        " state, payment_method, unit_price, receipt, created_at, updated_at)"
        " SELECT :user_id, :project_number, each.number, :set_number, :order_number, :buyer_number,"
        f" :state, :payment_method, :unit_price, each.word, :now, :now FROM {each} WHERE true"
        " ON CONFLICT (user_id, project_number, raffle_number) DO UPDATE SET set_number = excluded.set_number,"
        " order_number = excluded.order_number, buyer_number = excluded.buyer_number, state = excluded.state,"
        " payment_method = excluded.payment_method, unit_price = excluded.unit_price, receipt = excluded.receipt,"
        " updated_at = excluded.updated_at WHERE raffles.state = 'available' RETURNING raffle_number",
        dialect,
    )
    for dialect, each in EACH_PAIR.items()
}
_SELL = {
    dialect: _typed(
        "UPDATE raffles SET state = 'sold', payment_method = :payment_method, receipt = each.word, updated_at = :now"
        f" FROM {each} WHERE user_id = :owner AND project_number = :project AND raffle_number = each.number"
        " AND order_number = :held_by",
        dialect,
    )
    for dialect, each in EACH_PAIR.items()
}
_GIVE = {
    dialect: _typed(
        "UPDATE raffles SET buyer_number = :new_buyer, receipt = each.word, updated_at = :now"
        f" FROM {each} WHERE user_id = :owner AND project_number = :project AND raffle_number = each.number"
        " AND order_number = :held_by",
        dialect,
    )
    for dialect, each in EACH_PAIR.items()
}
_UNSELL = _typed(
    "UPDATE raffles SET state = 'reserved', payment_method = NULL, receipt = NULL, updated_at = :now"
    " WHERE user_id = :owner AND project_number = :project AND state = 'sold' AND raffle_number IN"
    " (SELECT raffle_number FROM raffles"
    " WHERE user_id = :owner AND project_number = :project AND order_number = :held_by)",
    "sqlite",
)
_FREE = {
    dialect: _typed(
        "UPDATE raffles SET state = 'available', order_number = NULL, buyer_number = NULL, payment_method = NULL,"
        f" unit_price = NULL, receipt = NULL, updated_at = :now FROM {each}"
        " WHERE user_id = :owner AND project_number = :project AND raffle_number = each.number"
        " AND order_number = :held_by RETURNING raffle_number",
        dialect,
    )
    for dialect, each in EACH_NUMBER.items()
}
# Asked for their keys alone first, or else SQLite looks through the project's numbers rather than use the index.
_its = aliased(Raffles)
_KEYS_OF_ORDER = select(_its.raffle_number).where(
    _its.user_id == bindparam("user_id"),
    _its.project_number == bindparam("project_number"),
    _its.order_number == bindparam("order_number"),
)
_OF_ORDER = (
    select(*columns(Raffles, Raffle))
    .where(
        Raffles.user_id == bindparam("user_id"),
        Raffles.project_number == bindparam("project_number"),
        Raffles.raffle_number.in_(_KEYS_OF_ORDER),
    )
    .order_by(Raffles.raffle_number)
)
_first = (
    select(
        Raffles.order_number,
        Raffles.raffle_number,
        func.row_number().over(partition_by=Raffles.order_number, order_by=Raffles.raffle_number).label("place"),
        func.count().over(partition_by=Raffles.order_number).label("count"),
    )
    .where(
        Raffles.user_id == bindparam("user_id"),
        Raffles.project_number == bindparam("project_number"),
        Raffles.order_number.in_(bindparam("orders", expanding=True)),
    )
    .subquery()
)
_FIRST = (
    select(_first.c.order_number, _first.c.raffle_number, _first.c.count)
    .where(_first.c.place <= bindparam("most"))
    .order_by(_first.c.order_number, _first.c.raffle_number)
)
_HELD = {
    dialect: text(
        "SELECT raffle_number, order_number, state FROM raffles WHERE user_id = :user_id"
        " AND project_number = :project_number AND order_number IS NOT NULL"
        f" AND raffle_number IN (SELECT number FROM {each}) ORDER BY raffle_number"
    ).bindparams(array_parameters(dialect)["numbers"])
    for dialect, each in EACH_NUMBER.items()
}


class Held(NamedTuple):
    raffle_number: int
    order_number: int
    state: str


class FirstHeld(NamedTuple):
    """One of the first numbers that an order holds."""

    order_number: int
    raffle_number: int
    of: int
    """How many it holds."""


async def claim_numbers(
    work: Work, raffle_set: RaffleSet, holding: Holding, receipts: Mapping[int, str | None]
) -> tuple[int, ...]:
    """Takes each of the numbers that is free, and says which were not. All or none is the unit's to decide."""
    numbers = list(receipts)
    values = {
        **holding.order._asdict(),
        "set_number": raffle_set.set_number,
        "buyer_number": holding.buyer_number,
        "state": RaffleState.RESERVED.value if holding.payment_method is None else RaffleState.SOLD.value,
        "payment_method": holding.payment_method,
        "unit_price": raffle_set.unit_price,
        **pairs_value(work.dialect, receipts),
        "now": work.now,
    }
    claimed = {row[0] for row in await work.execute(_CLAIM[work.dialect], values)}
    if len(claimed) == len(numbers):
        await take_bits(work, raffle_set, numbers)
    return tuple(number for number in numbers if number not in claimed)


async def list_numbers_of(work: Work, order: OrderKey) -> list[Raffle]:
    return await work.rows(Raffle, _OF_ORDER, order._asdict())


async def list_first_held(work: Work, project: ProjectKey, orders: Sequence[int], most: int) -> list[FirstHeld]:
    """At most so many numbers of each of the orders."""
    values = {**project._asdict(), "orders": list(orders), "most": most}
    return await work.rows(FirstHeld, _FIRST, values)


async def list_held(work: Work, project: ProjectKey, numbers: Sequence[int]) -> list[Held]:
    """Those of the numbers that somebody holds, with the order that holds them."""
    values = {**project._asdict(), **numbers_value(work.dialect, numbers)}
    return await work.rows(Held, _HELD[work.dialect], values)


async def sell_numbers(work: Work, order: OrderKey, payment_method: str, receipts: Mapping[int, str | None]) -> None:
    values = {
        **_held_by(order),
        **pairs_value(work.dialect, receipts),
        "now": work.now,
        "payment_method": payment_method,
    }
    await work.execute(_SELL[work.dialect], values)


async def unsell_numbers(work: Work, order: OrderKey) -> None:
    """Reserved again: what proved holding them proves nothing any more."""
    await work.execute(_UNSELL, {**_held_by(order), "now": work.now})


async def give_numbers(work: Work, order: OrderKey, buyer_number: int, receipts: Mapping[int, str | None]) -> None:
    values = {**_held_by(order), **pairs_value(work.dialect, receipts), "now": work.now, "new_buyer": buyer_number}
    await work.execute(_GIVE[work.dialect], values)


async def free_numbers(work: Work, raffle_set: RaffleSet, order: OrderKey, numbers: Sequence[int]) -> None:
    values = {**_held_by(order), **numbers_value(work.dialect, numbers), "now": work.now}
    freed = (await work.execute(_FREE[work.dialect], values)).all()
    if len(freed) != len(numbers):
        raise RuntimeError("only numbers that the order holds can be freed")
    await free_bits(work, raffle_set, numbers)


def _held_by(order: OrderKey) -> dict[str, Any]:
    return {"owner": order.user_id, "project": order.project_number, "held_by": order.order_number}
