"""The door to the prizes of a project."""

from typing import NamedTuple

from sqlalchemy import bindparam, insert, select

from db.tables import Prizes
from db.work import Work, columns
from rules.keys import ProjectKey


class Prize(NamedTuple):
    user_id: int
    project_number: int
    prize_number: int
    name: str


_LIST = (
    select(*columns(Prizes, Prize))
    .where(Prizes.user_id == bindparam("user_id"), Prizes.project_number == bindparam("project_number"))
    .order_by(Prizes.prize_number)
)
_ADD = insert(Prizes)


async def list_prizes(work: Work, project: ProjectKey) -> list[Prize]:
    return await work.rows(Prize, _LIST, project._asdict())


async def add_prize(work: Work, prize: Prize) -> None:
    await work.execute(_ADD, {**prize._asdict(), "created_at": work.now, "updated_at": work.now})
