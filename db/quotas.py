"""The door to how much an organizer did lately, and to how much of it operators let them do."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.announcement_tables import Announcements
from db.import_tables import Imports
from db.live_board_tables import LiveBoards
from db.operator_tables import Levels
from db.tables import Projects
from db.task_tables import Tasks
from db.total_tables import NumberTotals
from db.totals import QUARTER_HOUR
from db.work import Work
from rules.quotas import Counted, Level, Quota

_FIND = select(Levels.level).where(Levels.user_id == bindparam("owner"))
_FIRST: Any = {"sqlite": sqlite_insert(Levels), "postgresql": postgres_insert(Levels)}
_PUT: Any = {
    name: insert.on_conflict_do_update(
        index_elements=["user_id"],
        set_={name: insert.excluded[name] for name in ("level", "made_by", "updated_at")},
    )
    for name, insert in _FIRST.items()
}
_DROP = delete(Levels).where(Levels.user_id == bindparam("owner"))


def _since(table: Any) -> Select[Any]:
    return (
        select(table.created_at)
        .where(table.user_id == bindparam("owner"), table.created_at > bindparam("since"))
        .order_by(table.created_at)
    )


_SINCE: Mapping[Quota, Select[Any]] = {
    Quota.RAFFLES: _since(Projects),
    Quota.LISTS: _since(Imports),
    Quota.FILES: _since(Tasks).where(Tasks.kind.in_(["export", "print"])),
    Quota.BOARDS: _since(LiveBoards),
    Quota.ANNOUNCEMENTS: _since(Announcements),
}
# Of each project by its key: there are many more totals of buyers.
_TAKEN = (
    select(NumberTotals.member, func.sum(NumberTotals.sold + NumberTotals.reserved))
    .where(
        NumberTotals.user_id == bindparam("owner"),
        NumberTotals.project_number.in_(select(Projects.project_number).where(Projects.user_id == bindparam("owner"))),
        NumberTotals.kind == "taken",
        NumberTotals.member >= bindparam("quarter"),
    )
    .group_by(NumberTotals.member)
    .order_by(NumberTotals.member)
)


async def find_level(work: Work, user_id: int) -> Level:
    found = (await work.execute(_FIND, {"owner": user_id})).scalar()
    return Level.USUAL if found is None else Level(found)


async def put_level(work: Work, user_id: int, level: Level, by: int) -> None:
    """Nothing is kept of the usual one."""
    if level is Level.USUAL:
        await work.execute(_DROP, {"owner": user_id})
        return
    values = {"user_id": user_id, "level": level, "made_by": by, "created_at": work.now, "updated_at": work.now}
    await work.execute(_PUT[work.dialect], values)


async def list_counted(work: Work, user_id: int, quota: Quota, since: datetime) -> list[Counted]:
    """The oldest first. Numbers are counted by the quarter hour, at its end."""
    if quota is not Quota.NUMBERS:
        made = await work.execute(_SINCE[quota], {"owner": user_id, "since": since})
        return [Counted(at) for at in made.scalars()]
    quarter = int(since.timestamp()) // QUARTER_HOUR
    taken = await work.execute(_TAKEN, {"owner": user_id, "quarter": quarter})
    return [Counted(datetime.fromtimestamp((at + 1) * QUARTER_HOUR, UTC), int(number)) for at, number in taken]
