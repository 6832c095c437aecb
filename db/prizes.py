"""The door to the prizes of a project."""

from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from db.tables import Prizes
from db.work import Work, columns
from rules.keys import ProjectKey
from rules.refusals import NotFound


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
_FIND = _LIST.where(Prizes.prize_number == bindparam("prize_number"))
_ADD = insert(Prizes)
_RENAME = update(Prizes).where(
    Prizes.user_id == bindparam("owner"),
    Prizes.project_number == bindparam("project"),
    Prizes.prize_number == bindparam("number"),
)
_REMOVE = delete(Prizes).where(
    Prizes.user_id == bindparam("owner"),
    Prizes.project_number == bindparam("project"),
    Prizes.prize_number == bindparam("number"),
)


async def list_prizes(work: Work, project: ProjectKey) -> list[Prize]:
    return await work.rows(Prize, _LIST, project._asdict())


async def find_prize(work: Work, project: ProjectKey, prize_number: int) -> Prize:
    found = await work.row(Prize, _FIND, {**project._asdict(), "prize_number": prize_number})
    if found is None:
        raise NotFound("prize", prize_number)
    return found


async def add_prize(work: Work, prize: Prize) -> None:
    await work.execute(_ADD, {**prize._asdict(), "created_at": work.now, "updated_at": work.now})


async def change_prize(work: Work, prize: Prize) -> None:
    await work.execute(_RENAME, {**_key(prize), "name": prize.name, "updated_at": work.now})


async def remove_prize(work: Work, prize: Prize) -> None:
    await work.execute(_REMOVE, _key(prize))


def _key(prize: Prize) -> dict[str, int]:
    return {"owner": prize.user_id, "project": prize.project_number, "number": prize.prize_number}
