"""The door to what happened within a time: looks at what the history tells of it, however large the projects are."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Subquery, and_, bindparam, cast, exists, func, select

from db.events import find_newest_before
from db.history_tables import Events
from db.tables import Orders, Payments, Projects, Raffles
from db.work import Work


class Sum(NamedTuple):
    """Of one project."""

    project_number: int
    amount: int


_HAPPENED = and_(
    Events.user_id == bindparam("user_id"),
    Events.event_number > bindparam("first"),
    Events.event_number <= bindparam("last"),
    Events.order_number.is_not(None),
)
_touched = select(Events.project_number, Events.order_number).where(_HAPPENED).distinct().subquery()
_expired = (
    select(Events.project_number, Events.order_number)
    .where(_HAPPENED, Events.kind == "order.expired")
    .distinct()
    .subquery()
)
_their_project = and_(Projects.user_id == bindparam("user_id"), Projects.project_number == Orders.project_number)
_IS_REAL = and_(Projects.practice.is_(False), Projects.hidden_at.is_(None))
_its_payment = and_(
    Payments.user_id == Orders.user_id,
    Payments.project_number == Orders.project_number,
    Payments.order_number == Orders.order_number,
    Payments.undone_at.is_(None),
)
_WITHIN = and_(Payments.created_at >= bindparam("since"), Payments.created_at < bindparam("until"))


def _order_of(events: Subquery) -> ColumnElement[bool]:
    return and_(
        Orders.user_id == bindparam("user_id"),
        Orders.project_number == events.c.project_number,
        Orders.order_number == events.c.order_number,
    )


_MONEY = (
    select(Orders.project_number, cast(func.sum(Payments.amount), BigInteger))
    .select_from(_touched)
    .join(Orders, _order_of(_touched))
    .join(Projects, _their_project)
    .join(Payments, _its_payment)
    .where(_IS_REAL, _WITHIN, Orders.state.in_(["reserved", "paid"]))
    .group_by(Orders.project_number)
)
_SOLD = (
    select(Orders.project_number, func.count())
    .select_from(_touched)
    .join(Orders, _order_of(_touched))
    .join(Projects, _their_project)
    .join(
        Raffles,
        and_(
            Raffles.user_id == Orders.user_id,
            Raffles.project_number == Orders.project_number,
            Raffles.order_number == Orders.order_number,
        ),
    )
    .where(
        _IS_REAL,
        Orders.state == "paid",
        exists().where(_its_payment, _WITHIN),
        ~exists().where(_its_payment, Payments.created_at >= bindparam("until")),
    )
    .group_by(Orders.project_number)
)
_EXPIRED = (
    select(Orders.project_number, func.count())
    .select_from(_expired)
    .join(Orders, _order_of(_expired))
    .join(Projects, _their_project)
    .where(_IS_REAL, Orders.state == "expired")
    .group_by(Orders.project_number)
)


class Happened(NamedTuple):
    """By the project's number, where there was any."""

    sold: dict[int, int]
    """Numbers of orders that were paid to the end."""
    money: dict[int, int]
    """Of orders that live: what was paid on others is to be given back."""
    expired: dict[int, int]
    """Reservations that nobody took back."""


async def sum_up(work: Work, user_id: int, since: datetime, until: datetime) -> Happened:
    """As it stands now: what was undone since did not happen."""
    first, last = [await find_newest_before(work, user_id, moment) for moment in (since, until)]
    values = {"user_id": user_id, "first": first, "last": last, "since": since, "until": until}
    sums = [dict(await work.rows(Sum, statement, values)) for statement in (_SOLD, _MONEY, _EXPIRED)]
    return Happened(*sums)
