"""Of practice raffles."""

from sqlalchemy import ColumnElement, and_, exists, or_, select

from db.every_table import Base
from db.invariants.telling import Broken, told
from db.tables import Buyers, Orders, Projects
from db.work import Work

INVARIANTS = {
    "practice-apart": "Made-up buyers hold in practice raffles alone, and nobody else holds there.",
    "practice-over": "Of a practice raffle that is over nothing is left but its history; no other is out of sight.",
}

_STAY = {"projects", "events"}


async def broken(work: Work) -> Broken:
    its_project = and_(Projects.user_id == Orders.user_id, Projects.project_number == Orders.project_number)
    its_buyer = and_(Buyers.user_id == Orders.user_id, Buyers.buyer_number == Orders.buyer_number)
    order = (Orders.user_id, Orders.project_number, Orders.order_number)
    for practised, other in ((Projects, Buyers), (Buyers, Projects)):
        mixed = select(*order).select_from(practised).join(Orders, its_project if practised is Projects else its_buyer)
        mixed = mixed.join(other, its_buyer if other is Buyers else its_project)
        for row in await work.execute(mixed.where(practised.practice.is_(True), other.practice.is_(False))):
            yield "practice-apart", told("orders", *row)
    for row in await work.execute(select(Projects.user_id, Projects.project_number).where(_is_left())):
        yield "practice-over", told("projects", *row)
    going_on = exists().where(Projects.user_id == Buyers.user_id, Projects.practice, Projects.hidden_at.is_(None))
    for row in await work.execute(select(Buyers.user_id, Buyers.buyer_number).where(Buyers.practice, ~going_on)):
        yield "practice-over", told("buyers", *row)


def _is_left() -> ColumnElement[bool]:
    """Out of sight, and yet with rows, or with people who were real."""
    rows = [
        exists().where(table.c.user_id == Projects.user_id, table.c.project_number == Projects.project_number)
        for table in Base.metadata.sorted_tables
        if {"user_id", "project_number"} <= set(table.columns.keys()) and table.name not in _STAY
    ]
    return and_(Projects.hidden_at.is_not(None), or_(Projects.practice.is_(False), *rows))
