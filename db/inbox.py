"""The door to updates: stored before Telegram hears that they arrived, worked off in the order of each lane."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, exists, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import aliased

from db.machinery_tables import Inbox
from db.work import Work


class Arrived(NamedTuple):
    update_id: int
    lane: int
    payload: str


class Waiting(NamedTuple):
    inbox_number: int
    update_id: int
    lane: int
    payload: str
    attempts: int
    due_at: datetime
    created_at: datetime
    is_followed: bool
    """Whether more of the lane was waiting behind it."""


class Lane(NamedTuple):
    lane: int
    due_at: datetime


_ADD = {
    "sqlite": sqlite_insert(Inbox).on_conflict_do_nothing(index_elements=["update_id"]),
    "postgresql": postgres_insert(Inbox).on_conflict_do_nothing(index_elements=["update_id"]),
}
# Written out, for only then does SQLite use the index of those that wait.
_IS_WAITING = text("inbox.state = 'waiting'")
_HEAD_NUMBER = (
    select(func.min(Inbox.inbox_number)).where(Inbox.lane == bindparam("lane"), _IS_WAITING).scalar_subquery()
)
_later = aliased(Inbox, name="later")
_IS_FOLLOWED = exists().where(
    _later.lane == Inbox.lane, text("later.state = 'waiting'"), _later.inbox_number > Inbox.inbox_number
)
_HEAD = (
    select(*(_IS_FOLLOWED if name == "is_followed" else getattr(Inbox, name) for name in Waiting._fields))
    .where(Inbox.inbox_number == _HEAD_NUMBER, _IS_WAITING)
    .with_for_update(skip_locked=True, of=Inbox)
)
_HEADS = select(func.min(Inbox.inbox_number)).where(_IS_WAITING).group_by(Inbox.lane)
_LANES = select(Inbox.lane, Inbox.due_at).where(Inbox.inbox_number.in_(_HEADS))
_COUNTS = (
    select(Inbox.lane, func.count())
    .where(Inbox.lane.in_(bindparam("lanes", expanding=True)), _IS_WAITING)
    .group_by(Inbox.lane)
)
_TURN_AWAY = (
    update(Inbox)
    .where(Inbox.update_id.in_(bindparam("update_ids", expanding=True)), _IS_WAITING)
    .values(state="done", updated_at=bindparam("now"))
    .returning(Inbox.update_id)
)
_CHANGE = update(Inbox).where(Inbox.inbox_number == bindparam("number"))


async def add_arrived(work: Work, arrived: Sequence[Arrived]) -> None:
    """Those that are not there yet: an update that comes twice is one update."""
    rest = {"state": "waiting", "attempts": 0, "due_at": work.now, "created_at": work.now, "updated_at": work.now}
    await work.execute(_ADD[work.dialect], [{**one._asdict(), **rest} for one in arrived])


async def claim_head(work: Work, lane: int) -> Waiting | None:
    """The oldest of the lane, for as long as the unit lasts; none if another process has it, or there is none."""
    return await work.row(Waiting, _HEAD, {"lane": lane})


async def list_lanes(work: Work) -> list[Lane]:
    """Those with something to do, and since or from when."""
    return await work.rows(Lane, _LANES)


async def count_in_lanes(work: Work, lanes: Sequence[int]) -> dict[int, int]:
    """How many wait in each."""
    return {row[0]: row[1] for row in await work.execute(_COUNTS, {"lanes": lanes})}


async def turn_away(work: Work, update_ids: Sequence[int]) -> list[int]:
    """Those of them that still waited are done, without anybody having worked on them."""
    turned = await work.execute(_TURN_AWAY, {"update_ids": update_ids, "now": work.now})
    return sorted(update_id for (update_id,) in turned)


async def mark_done(work: Work, inbox_number: int) -> None:
    await work.execute(_CHANGE, {"number": inbox_number, "state": "done", "updated_at": work.now})


async def put_off(work: Work, waiting: Waiting, until: datetime) -> None:
    values = {"attempts": waiting.attempts + 1, "due_at": until, "updated_at": work.now}
    await work.execute(_CHANGE, {"number": waiting.inbox_number, **values})


async def quarantine(work: Work, waiting: Waiting) -> None:
    values = {"state": "quarantined", "attempts": waiting.attempts + 1, "updated_at": work.now}
    await work.execute(_CHANGE, {"number": waiting.inbox_number, **values})
