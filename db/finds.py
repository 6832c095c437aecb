"""The door for looking numbers up with filters: the rows that somebody holds, with who holds them."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, select

from db.sets import RaffleSet
from db.tables import Buyers, Raffles
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


_HELD = select(
    Raffles.raffle_number,
    Raffles.set_number,
    Raffles.state,
    Raffles.order_number,
    Raffles.buyer_number,
    Buyers.name,
    Raffles.payment_method,
    Raffles.unit_price,
    Raffles.updated_at,
).join(Buyers, and_(Buyers.user_id == Raffles.user_id, Buyers.buyer_number == Raffles.buyer_number))


async def list_found(work: Work, project: ProjectKey, wanted: Wanted, limit: int, skip: int) -> list[Found]:
    """In the order of the numbers."""
    rows = _HELD.where(
        Raffles.user_id == project.user_id,
        Raffles.project_number == project.project_number,
        Raffles.order_number.is_not(None),
    )
    if wanted.state is not None:
        rows = rows.where(Raffles.state == wanted.state)
    if wanted.ranges is not None:
        rows = rows.where(Raffles.raffle_number.between(*wanted.ranges))
    if wanted.buyer_number is not None:
        rows = rows.where(Raffles.buyer_number == wanted.buyer_number)
    if wanted.method is not None:
        rows = rows.where(Raffles.payment_method == wanted.method)
    if wanted.since is not None:
        rows = rows.where(Raffles.updated_at >= wanted.since)
    if wanted.until is not None:
        rows = rows.where(Raffles.updated_at < wanted.until)
    return await work.rows(Found, rows.order_by(Raffles.raffle_number).limit(limit).offset(skip))
