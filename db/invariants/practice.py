"""Of practice raffles."""

from sqlalchemy import and_, exists, or_, select

from db.every_table import Base
from db.invariants.telling import Broken, told
from db.tables import Buyers, Orders, Projects
from db.work import Work

INVARIANTS = {
    "practice-apart": "Made-up buyers hold in practice raffles alone, and nobody else holds there.",
    "practice-over": "Of a practice raffle that is over nothing is left but its history; no other is out of sight.",
}

_STAY = {"projects", "events"}
_its_project = and_(Projects.user_id == Orders.user_id, Projects.project_number == Orders.project_number)
_its_buyer = and_(Buyers.user_id == Orders.user_id, Buyers.buyer_number == Orders.buyer_number)
_order = select(Orders.user_id, Orders.project_number, Orders.order_number)
_MIXED = (
    _order.select_from(Projects)
    .join(Orders, _its_project)
    .join(Buyers, _its_buyer)
    .where(Projects.practice.is_(True), Buyers.practice.is_(False)),
    _order.select_from(Buyers)
    .join(Orders, _its_buyer)
    .join(Projects, _its_project)
    .where(Buyers.practice.is_(True), Projects.practice.is_(False)),
)
_rows = [
    exists().where(table.c.user_id == Projects.user_id, table.c.project_number == Projects.project_number)
    for table in Base.metadata.sorted_tables
    if {"user_id", "project_number"} <= set(table.columns.keys()) and table.name not in _STAY
]
_LEFT = select(Projects.user_id, Projects.project_number).where(
    Projects.hidden_at.is_not(None), or_(Projects.practice.is_(False), *_rows)
)
"""Out of sight, and yet with rows, or with people who were real."""
_going_on = exists().where(Projects.user_id == Buyers.user_id, Projects.practice, Projects.hidden_at.is_(None))
_WITHOUT = select(Buyers.user_id, Buyers.buyer_number).where(Buyers.practice, ~_going_on)


async def broken(work: Work) -> Broken:
    for mixed in _MIXED:
        for row in await work.execute(mixed):
            yield "practice-apart", told("orders", *row)
    for row in await work.execute(_LEFT):
        yield "practice-over", told("projects", *row)
    for row in await work.execute(_WITHOUT):
        yield "practice-over", told("buyers", *row)
