"""The door to what organizers are barred from."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.operator_tables import Bars
from db.tables import Projects, Users
from db.users import User
from db.work import Work, columns
from rules.bars import BarKind


class Barred(NamedTuple):
    user_id: int
    name: str
    since: datetime
    slug: str | None
    """Of one of their raffles, if they have any, by which they are looked at."""


_ADD = {
    "sqlite": sqlite_insert(Bars).on_conflict_do_nothing(index_elements=["user_id", "kind"]),
    "postgresql": postgres_insert(Bars).on_conflict_do_nothing(index_elements=["user_id", "kind"]),
}
_THIS = Bars.user_id == bindparam("owner"), Bars.kind == bindparam("of_kind")
_DROP = delete(Bars).where(*_THIS)
_SINCE = select(Bars.created_at).where(*_THIS)
_USER = select(
    *columns(Users, User), exists().where(Bars.user_id == Users.id, Bars.kind == bindparam("of_kind"))
).where(Users.id == bindparam("user_id"))
_COUNT = select(func.count(Bars.user_id.distinct()))
_A_SLUG = (
    select(func.max(Projects.slug))
    .where(Projects.user_id == Bars.user_id, Projects.hidden_at.is_(None))
    .scalar_subquery()
)
_SINCE_WHEN = func.max(Bars.created_at, type_=Bars.created_at.type)
_LIST = (
    select(Bars.user_id, Users.name, _SINCE_WHEN, _A_SLUG)
    .join(Users, Users.id == Bars.user_id)
    .group_by(Bars.user_id, Users.name)
    .order_by(_SINCE_WHEN.desc(), Bars.user_id)
    .limit(bindparam("limit"))
    .offset(bindparam("skip"))
)


async def add_bar(work: Work, user_id: int, kind: BarKind, by: int) -> bool:
    """Whether there was none."""
    values = {"user_id": user_id, "kind": kind, "made_by": by, "created_at": work.now, "updated_at": work.now}
    return bool((await work.execute(_ADD[work.dialect], values)).rowcount)


async def drop_bar(work: Work, user_id: int, kind: BarKind) -> bool:
    """Whether there was one."""
    return bool((await work.execute(_DROP, {"owner": user_id, "of_kind": kind})).rowcount)


async def find_barred_since(work: Work, user_id: int, kind: BarKind = BarKind.EVERYTHING) -> datetime | None:
    since: datetime | None = (await work.execute(_SINCE, {"owner": user_id, "of_kind": kind})).scalar()
    return since


async def find_user_and_bar(work: Work, user_id: int) -> tuple[User, bool] | None:
    """And whether they are barred from everything."""
    found = (await work.execute(_USER, {"user_id": user_id, "of_kind": BarKind.EVERYTHING})).first()
    return None if found is None else (User._make(found[:-1]), found[-1])


async def list_barred(work: Work, limit: int, skip: int = 0) -> list[Barred]:
    """From whatever; the last one first."""
    return await work.rows(Barred, _LIST, {"limit": limit, "skip": skip})


async def count_barred(work: Work) -> int:
    return int((await work.execute(_COUNT)).scalar_one())
