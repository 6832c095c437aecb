"""The door to what ends with a project: its reservations all at once, who is concerned, what is to be given back."""

import asyncio
from typing import NamedTuple

from sqlalchemy import BigInteger, Boolean, and_, bindparam, cast, func, or_, select, text, type_coerce, update

from db.blocks import free_bits
from db.buyer_tables import Waiting
from db.sets import RaffleSet
from db.tables import Buyers, Orders, Projects, Raffles, Users
from db.total_tables import OrderTotals
from db.work import Work
from rules.blocks import BLOCK_SIZE
from rules.keys import ProjectKey

_STRETCH = 8 * BLOCK_SIZE
"""So many numbers or orders are changed by one statement: what it tells of fits into memory, and others get a turn."""


class Refund(NamedTuple):
    order_number: int
    code: str
    buyer_number: int
    buyer_name: str
    state: str
    paid: int


class Concerned(NamedTuple):
    """Whoever holds numbers of a project, or waits for one."""

    buyer_number: int
    telegram_id: int | None
    within_reach: bool
    holds: bool


class Freed(NamedTuple):
    """How many reserved numbers of one buyer there are, and the first of them."""

    size: int
    numbers: tuple[int, ...]


_LAST_ORDER = select(func.max(Orders.order_number)).where(
    Orders.user_id == bindparam("owner"), Orders.project_number == bindparam("project")
)
_CANCEL = update(Orders).where(
    Orders.user_id == bindparam("owner"),
    Orders.project_number == bindparam("project"),
    Orders.order_number.between(bindparam("first"), bindparam("last")),
    Orders.state == "reserved",
)
_FREE = (
    update(Raffles)
    .where(
        Raffles.user_id == bindparam("owner"),
        Raffles.project_number == bindparam("project"),
        Raffles.raffle_number.between(bindparam("first"), bindparam("last")),
        Raffles.state == "reserved",
    )
    .returning(Raffles.raffle_number)
)
_RESERVED = (
    select(Raffles.buyer_number, Raffles.raffle_number)
    .where(
        Raffles.user_id == bindparam("owner"),
        Raffles.project_number == bindparam("project"),
        Raffles.raffle_number.between(bindparam("first"), bindparam("last")),
        Raffles.state == "reserved",
    )
    .order_by(Raffles.raffle_number)
)
_HOLD = Buyers.buyer_number.in_(
    select(Orders.buyer_number).where(
        Orders.user_id == bindparam("user_id"),
        Orders.project_number == bindparam("project_number"),
        Orders.state.in_(["reserved", "paid"]),
    )
)
_WAIT = Buyers.buyer_number.in_(
    select(Waiting.buyer_number).where(
        Waiting.user_id == bindparam("user_id"),
        Waiting.project_number == bindparam("project_number"),
        Waiting.state.in_(["waiting", "offered"]),
    )
)
_CONCERNED = (
    select(
        Buyers.buyer_number,
        Buyers.telegram_id,
        type_coerce(and_(Buyers.telegram_id.is_not(None), Users.unreachable_at.is_(None)), Boolean),
        type_coerce(_HOLD, Boolean),
    )
    .outerjoin(Users, Users.id == Buyers.telegram_id)
    .where(Buyers.user_id == bindparam("user_id"), or_(_HOLD, _WAIT))
    .order_by(Buyers.buyer_number)
)
_PAID = and_(
    Orders.user_id == bindparam("user_id"), Orders.project_number == bindparam("project_number"), Orders.paid > 0
)
# Written out, for only then is the index of what is to be given back used.
_HAS_ENDED = text("orders.paid > 0 AND orders.state IN ('cancelled', 'expired')")
_ITS_BUYER = and_(Buyers.user_id == Orders.user_id, Buyers.buyer_number == Orders.buyer_number)
_OF_CANCELLED = (
    select(Orders.order_number, Orders.code, Orders.buyer_number, Buyers.name, Orders.state, Orders.paid)
    .join(Buyers, _ITS_BUYER)
    .where(_PAID)
    .order_by(Orders.order_number)
)
_ENDED = _OF_CANCELLED.where(_HAS_ENDED)
_IS_CANCELLED = select(Projects.state).where(
    Projects.user_id == bindparam("user_id"),
    Projects.project_number == bindparam("project_number"),
    Projects.state == "cancelled",
)
_OF_PROJECT = and_(
    OrderTotals.user_id == bindparam("user_id"), OrderTotals.project_number == bindparam("project_number")
)
_SUM = select(func.coalesce(cast(func.sum(OrderTotals.paid), BigInteger), 0)).where(_OF_PROJECT)
_SUM_ENDED = _SUM.where(OrderTotals.state.in_(["cancelled", "expired"]))


async def list_concerned(work: Work, project: ProjectKey) -> list[Concerned]:
    return await work.rows(Concerned, _CONCERNED, project._asdict())


async def list_reserved_numbers(work: Work, raffle_set: RaffleSet, most: int) -> dict[int, Freed]:
    """By buyer; of each no more numbers than that."""
    values = {"owner": raffle_set.user_id, "project": raffle_set.project_number}
    found: dict[int, Freed] = {}
    for first in range(raffle_set.init, raffle_set.final + 1, _STRETCH):
        last = min(first + _STRETCH - 1, raffle_set.final)
        for buyer, number in await work.execute(_RESERVED, {**values, "first": first, "last": last}):
            size, numbers = found.get(buyer, (0, ()))
            found[buyer] = Freed(size + 1, (*numbers, number) if size < most else numbers)
        await asyncio.sleep(0)
    return found


async def cancel_reservations(work: Work, project: ProjectKey) -> int:
    """All of them, and how many; their numbers are freed apart."""
    key = {"owner": project.user_id, "project": project.project_number}
    newest = (await work.execute(_LAST_ORDER, key)).scalar() or 0
    values = {**key, "state": "cancelled", "updated_at": work.now}
    count = 0
    for first in range(1, newest + 1, _STRETCH):
        count += (await work.execute(_CANCEL, {**values, "first": first, "last": first + _STRETCH - 1})).rowcount
        await asyncio.sleep(0)
    return count


async def free_reserved(work: Work, raffle_set: RaffleSet) -> int:
    """All reserved numbers of the set, and how many."""
    values = {"owner": raffle_set.user_id, "project": raffle_set.project_number, "state": "available"}
    values |= dict.fromkeys(("order_number", "buyer_number", "unit_price")) | {"updated_at": work.now}
    count = 0
    for first in range(raffle_set.init, raffle_set.final + 1, _STRETCH):
        last = min(first + _STRETCH - 1, raffle_set.final)
        freed = list((await work.execute(_FREE, {**values, "first": first, "last": last})).scalars())
        if freed:
            await free_bits(work, raffle_set, freed)
        count += len(freed)
        await asyncio.sleep(0)
    return count


async def list_to_refund(work: Work, project: ProjectKey, limit: int, skip: int) -> list[Refund]:
    """What was paid on orders that ended, or on any once the project is cancelled; the oldest order first."""
    refunds = _OF_CANCELLED if await _is_cancelled(work, project) else _ENDED
    return await work.rows(Refund, refunds.limit(limit).offset(skip), project._asdict())


async def sum_to_refund(work: Work, project: ProjectKey) -> int:
    """From running totals."""
    total = _SUM if await _is_cancelled(work, project) else _SUM_ENDED
    amount: int = (await work.execute(total, project._asdict())).scalar_one()
    return amount


async def _is_cancelled(work: Work, project: ProjectKey) -> bool:
    return (await work.execute(_IS_CANCELLED, project._asdict())).first() is not None
