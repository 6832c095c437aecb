"""The door to what is open before a draw: proofs that nobody looked at, and buyers whom nobody can call by a name."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, func, select, text

from db.buyer_tables import Proofs
from db.tables import Buyers, Orders, Projects
from db.work import Work
from rules.keys import ProjectKey


class Nameless(NamedTuple):
    buyer_number: int
    name: str


class WaitingProofs(NamedTuple):
    """Of one project."""

    project_number: int
    project_name: str
    project_state: str
    proofs: int
    orders: int
    """To which they belong."""
    oldest_at: datetime


# Those without a usual letter have an index of their own; each of them is looked at.
_NO_LETTER = {"sqlite": "buyers.name_key NOT GLOB '*[a-z]*'", "postgresql": "buyers.name_key !~ '[a-z]'"}
_NAMELESS = {
    dialect: select(Buyers.buyer_number, Buyers.name)
    .where(
        Buyers.user_id == bindparam("user_id"),
        text(condition),
        Buyers.erased_at.is_(None),
        exists().where(
            Orders.user_id == Buyers.user_id,
            Orders.buyer_number == Buyers.buyer_number,
            Orders.project_number == bindparam("project_number"),
            Orders.state.in_(["reserved", "paid"]),
        ),
    )
    .with_hint(Buyers, "INDEXED BY ix_buyers_nameless", "sqlite")
    .order_by(Buyers.buyer_number)
    for dialect, condition in _NO_LETTER.items()
}
_its_project = and_(Projects.user_id == Proofs.user_id, Projects.project_number == Proofs.project_number)
_WAIT = and_(
    Proofs.user_id == bindparam("user_id"),
    # Written out, for only then is the index of those that wait used.
    text("proofs.state = 'waiting'"),
    Projects.practice.is_(False),
    Projects.hidden_at.is_(None),
)
_WAITING = (
    select(
        Projects.project_number,
        Projects.name,
        Projects.state,
        func.count(),
        func.count(Proofs.order_number.distinct()),
        func.min(Proofs.created_at),
    )
    .select_from(Proofs)
    .join(Projects, _its_project)
    .where(_WAIT)
    .group_by(Projects.project_number, Projects.name, Projects.state)
    .order_by(Projects.project_number)
)


async def list_nameless(work: Work, project: ProjectKey) -> list[Nameless]:
    """Those with numbers of it: a name is one when it has a letter, of whatever script. Who was erased has none."""
    found = await work.rows(Nameless, _NAMELESS[work.dialect], project._asdict())
    return [one for one in found if not any(map(str.isalpha, one.name))]


async def list_waiting_by_project(work: Work, user_id: int) -> list[WaitingProofs]:
    """Of what is real."""
    return await work.rows(WaitingProofs, _WAITING, {"user_id": user_id})
