"""The door through which a practice raffle goes: all of its rows and its made-up buyers, but not its history."""

from typing import Any

from sqlalchemy import Table, bindparam, delete, or_, select

from db.buyer_tables import Links
from db.every_table import Base
from db.history_tables import Events
from db.tables import Buyers, Projects
from db.work import Work
from rules.keys import ProjectKey

# Links go with the buyers: their numbers are told.
_STAY = {Projects.__tablename__, Events.__tablename__, Links.__tablename__}


def _tables() -> list[Table]:
    """Every table that belongs to a project, those first to which no other leads."""
    return [
        table
        for table in reversed(Base.metadata.sorted_tables)
        if {"user_id", "project_number"} <= set(table.columns.keys()) and table.name not in _STAY
    ]


_REMOVE: list[Any] = [
    delete(table).where(table.c.user_id == bindparam("owner"), table.c.project_number == bindparam("project"))
    for table in _tables()
]
_MADE_UP = (
    select(Buyers.buyer_number)
    .where(Buyers.user_id == bindparam("owner"), Buyers.practice.is_(True))
    .order_by(Buyers.buyer_number)
)
_ITS_LINKS = (
    delete(Links)
    .where(
        Links.user_id == bindparam("owner"),
        or_(
            Links.project_number == bindparam("project"),
            Links.buyer_number.in_(bindparam("numbers", expanding=True)),
        ),
    )
    .returning(Links.link_number)
)
_REMOVE_BUYERS = delete(Buyers).where(Buyers.user_id == bindparam("owner"), Buyers.practice.is_(True))


async def list_made_up(work: Work, user_id: int) -> list[int]:
    return list((await work.execute(_MADE_UP, {"owner": user_id})).scalars())


async def remove_practice_rows(work: Work, project: ProjectKey) -> None:
    for statement in _REMOVE:
        await work.execute(statement, {"owner": project.user_id, "project": project.project_number})


async def remove_made_up(work: Work, project: ProjectKey, numbers: list[int]) -> list[int]:
    """The buyers, and the links to them and to the project; of these the numbers."""
    owner = {"owner": project.user_id}
    links = await work.execute(_ITS_LINKS, {**owner, "project": project.project_number, "numbers": numbers})
    removed = sorted(links.scalars())
    await work.execute(_REMOVE_BUYERS, owner)
    return removed
