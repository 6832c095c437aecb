"""The door for looking numbers up with filters: the rows that somebody holds, with who holds them."""

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, CompoundSelect, Select, and_, bindparam, select, text, union_all

from db.sets import RaffleSet
from db.tables import Buyers, Orders, Raffles
from db.work import Work
from rules.keys import ProjectKey
from rules.states import RaffleState


class Found(NamedTuple):
    raffle_number: int
    set_number: int
    state: str
    order_number: int | None
    buyer_number: int | None
    buyer_name: str | None
    payment_method: str | None
    unit_price: int
    changed_at: datetime | None
    """None while nobody holds it."""

    @classmethod
    def free(cls, raffle_set: RaffleSet, number: int) -> "Found":
        state = RaffleState.AVAILABLE.value
        return cls(number, raffle_set.set_number, state, None, None, None, None, raffle_set.unit_price, None)


class Wanted(NamedTuple):
    state: str | None
    ranges: tuple[int, int] | None
    buyer_number: int | None
    method: str | None
    since: datetime | None
    until: datetime | None


class _Stream(NamedTuple):
    """Taken numbers that are alike: an index has them in the order of the numbers, another as they changed."""

    state: str
    method: str | None


_STREAMS = (_Stream("reserved", None), *(_Stream("sold", method) for method in ("cash", "card", "transfer")))
_KEY = (Raffles.raffle_number, Raffles.updated_at)
_OF_PROJECT = (
    Raffles.user_id == bindparam("user_id", type_=BigInteger),
    Raffles.project_number == bindparam("project_number", type_=BigInteger),
)
# Said as the indexes say it, for only then SQLite uses them.
_IS_HELD = text("raffles.order_number IS NOT NULL")
_IN_ORDER, _AS_CHANGED = "INDEXED BY ix_raffles_alike", "INDEXED BY ix_raffles_changed"
_FOUND = (
    *(Raffles.raffle_number, Raffles.set_number, Raffles.state, Raffles.order_number, Raffles.buyer_number),
    *(Buyers.name, Raffles.payment_method, Raffles.unit_price, Raffles.updated_at),
)
_ITS_BUYER = and_(Buyers.user_id == Raffles.user_id, Buyers.buyer_number == Raffles.buyer_number)


class _Shape(NamedTuple):
    """What a statement is made for, once; the rest are its values."""

    state: str | None
    method: str | None
    of_buyer: bool
    in_range: bool
    since: bool
    until: bool

    @property
    def of_days(self) -> bool:
        return self.since or self.until

    @property
    def streams(self) -> list[_Stream]:
        return [one for one in _STREAMS if self.state in (None, one.state) and self.method in (None, one.method)]


async def list_found(work: Work, project: ProjectKey, wanted: Wanted, limit: int, skip: int) -> list[Found]:
    """In the order of the numbers; where days are asked for, what changed first comes first."""
    state, ranges, buyer, method, *days = wanted
    shape = _Shape(state, method, buyer is not None, ranges is not None, *(day is not None for day in days))
    statement = _statement(shape)
    if statement is None:
        return []
    values: dict[str, object] = {**project._asdict(), "limit": limit, "skip": skip, "most": limit + skip}
    if buyer is not None:
        values |= {"buyer_number": buyer}
    if ranges is not None:
        values |= {"first": ranges[0], "last": ranges[1]}
    values |= {name: day for name, day in zip(("since", "until"), days, strict=True) if day is not None}
    return await work.rows(Found, statement, values)


@cache
def _statement(shape: _Shape) -> Select[*tuple[Any, ...]] | None:
    """The page is found in indexes alone; only its own rows are looked at. None where nothing can be."""
    if not shape.streams:
        return None
    keys = (_of_buyer(shape) if shape.of_buyer else _of_streams(shape)).subquery()
    number, changed_at = keys.c
    order = (changed_at, number) if shape.of_days else (number,)
    page = select(number).order_by(*order).limit(bindparam("limit")).offset(bindparam("skip")).subquery()
    rows = select(*_FOUND).select_from(page).join(Raffles, and_(*_OF_PROJECT, Raffles.raffle_number == page.c[0]))
    return rows.join(Buyers, _ITS_BUYER).order_by(*(reversed(_KEY) if shape.of_days else _KEY[:1]))


def _of_streams(shape: _Shape) -> CompoundSelect[int, datetime]:
    """Of each the first ones: what is asked for is among them."""
    firsts = [
        _asked(shape)
        .where(Raffles.state == stream.state, Raffles.payment_method == stream.method, _IS_HELD)
        .with_hint(Raffles, _AS_CHANGED if shape.of_days else _IN_ORDER, "sqlite")
        .order_by(*(reversed(_KEY) if shape.of_days else _KEY[:1]))
        .limit(bindparam("most"))
        .subquery()
        for stream in shape.streams
    ]
    return union_all(*(select(first) for first in firsts))


def _of_buyer(shape: _Shape) -> Select[int, datetime]:
    """As many as they hold, found by their orders."""
    orders = (
        select(Orders.order_number)
        .where(
            Orders.user_id == bindparam("user_id"),
            Orders.buyer_number == bindparam("buyer_number"),
            Orders.project_number == bindparam("project_number"),
            Orders.state.in_(["reserved", "paid"]),
        )
        .with_hint(Orders, "INDEXED BY ix_orders_user_id_buyer_number", "sqlite")
    )
    # That it is held is said by this: said by itself too, SQLite would look through the project's numbers.
    rows = _asked(shape).where(Raffles.order_number.in_(orders))
    rows = rows.with_hint(Raffles, "INDEXED BY ix_raffles_order", "sqlite")
    if shape.state is not None:
        rows = rows.where(Raffles.state == shape.state)
    return rows if shape.method is None else rows.where(Raffles.payment_method == shape.method)


def _asked(shape: _Shape) -> Select[int, datetime]:
    """Whatever their state."""
    rows = select(*_KEY).where(*_OF_PROJECT)
    if shape.in_range:
        rows = rows.where(Raffles.raffle_number.between(bindparam("first"), bindparam("last")))
    if shape.since:
        rows = rows.where(Raffles.updated_at >= bindparam("since", type_=Raffles.updated_at.type))
    return rows.where(Raffles.updated_at < bindparam("until", type_=Raffles.updated_at.type)) if shape.until else rows
