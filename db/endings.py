"""The door to what ends with a project: its reservations all at once, and what is to be given back."""

import asyncio
from typing import NamedTuple

from sqlalchemy import BigInteger, and_, bindparam, cast, func, or_, select, update

from db.blocks import free_bits
from db.sets import RaffleSet
from db.tables import Buyers, Orders, Projects, Raffles
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
_TO_REFUND = and_(
    Orders.user_id == bindparam("user_id"),
    Orders.project_number == bindparam("project_number"),
    Orders.paid > 0,
    or_(Projects.state == "cancelled", Orders.state.in_(["cancelled", "expired"])),
)
_ITS_PROJECT = and_(Projects.user_id == Orders.user_id, Projects.project_number == Orders.project_number)
_ITS_BUYER = and_(Buyers.user_id == Orders.user_id, Buyers.buyer_number == Orders.buyer_number)
_REFUNDS = (
    select(Orders.order_number, Orders.code, Orders.buyer_number, Buyers.name, Orders.state, Orders.paid)
    .join(Projects, _ITS_PROJECT)
    .join(Buyers, _ITS_BUYER)
    .where(_TO_REFUND)
    .order_by(Orders.order_number)
)
_SUM = select(func.coalesce(cast(func.sum(Orders.paid), BigInteger), 0)).join(Projects, _ITS_PROJECT).where(_TO_REFUND)


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
    return await work.rows(Refund, _REFUNDS.limit(limit).offset(skip), project._asdict())


async def sum_to_refund(work: Work, project: ProjectKey) -> int:
    amount: int = (await work.execute(_SUM, project._asdict())).scalar_one()
    return amount
