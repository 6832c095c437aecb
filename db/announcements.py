"""The door to announcements: what was written to whom, how far it is posted, and who wants none."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    bindparam,
    delete,
    exists,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.announcement_tables import Announcements, OptOuts
from db.tables import Users
from db.task_tables import Tasks
from db.work import Work, columns
from rules.announcements import Earlier
from rules.keys import ProjectKey, TaskKey
from rules.refusals import NotFound


class Announcement(NamedTuple):
    user_id: int
    task_number: int
    project_number: int
    audience: str
    text: str | None
    file_id: str | None
    people: int
    opted_out: int
    posted: int = 0
    posted_buyer: int = 0
    behind_letter: int = 0

    @property
    def key(self) -> TaskKey:
        return TaskKey(self.user_id, self.task_number)

    @property
    def project(self) -> ProjectKey:
        return ProjectKey(self.user_id, self.project_number)


_KEY = Announcements.user_id == bindparam("user_id"), Announcements.task_number == bindparam("task_number")
_FIND = select(*columns(Announcements, Announcement)).where(*_KEY)
_LOCK = _FIND.with_for_update(key_share=True)
_ADD = insert(Announcements)
_POSTED = update(Announcements).where(
    Announcements.user_id == bindparam("owner"), Announcements.task_number == bindparam("number")
)
_SINCE = (
    select(Announcements.created_at, Announcements.people)
    .where(Announcements.user_id == bindparam("user_id"), Announcements.created_at > bindparam("since"))
    .order_by(Announcements.created_at, Announcements.task_number)
)
_EVERY_TEXT = (
    update(Announcements)
    .where(Announcements.user_id == bindparam("owner"), Announcements.text.is_not(None))
    .values(text=None, file_id=None, updated_at=bindparam("now"))
)
_OLD_TEXTS = (
    update(Announcements)
    .where(
        Announcements.text.is_not(None),
        Announcements.created_at < bindparam("before"),
        exists().where(
            Tasks.user_id == Announcements.user_id,
            Tasks.task_number == Announcements.task_number,
            Tasks.ended_at < bindparam("before"),
        ),
    )
    .values(text=None, file_id=None, updated_at=bindparam("now"))
)

_OPT_OUT: dict[str, Any] = {
    "sqlite": sqlite_insert(OptOuts).on_conflict_do_nothing(index_elements=["user_id", "telegram_id"]),
    "postgresql": postgres_insert(OptOuts).on_conflict_do_nothing(index_elements=["user_id", "telegram_id"]),
}
_OPT_IN = delete(OptOuts).where(OptOuts.telegram_id == bindparam("person"))
_OPT_IN_OF_ONE = _OPT_IN.where(OptOuts.user_id == bindparam("owner"))
_WHOSE = (
    select(Users.name)
    .join(OptOuts, OptOuts.user_id == Users.id)
    .where(OptOuts.telegram_id == bindparam("person"))
    .order_by(OptOuts.created_at, OptOuts.user_id)
)


async def add_announcement(work: Work, announcement: Announcement) -> None:
    await work.execute(_ADD, {**announcement._asdict(), "created_at": work.now, "updated_at": work.now})


async def find_announcement(work: Work, key: TaskKey) -> Announcement:
    return _there(await work.row(Announcement, _FIND, key._asdict()), key)


async def lock_announcement(work: Work, key: TaskKey) -> Announcement:
    return _there(await work.row(Announcement, _LOCK, key._asdict()), key)


async def note_posted(work: Work, announcement: Announcement, more: int, buyer_number: int) -> None:
    """So many more letters, up to that buyer; with its lock."""
    key = {"owner": announcement.user_id, "number": announcement.task_number}
    posted = {"posted": announcement.posted + more, "posted_buyer": buyer_number, "updated_at": work.now}
    await work.execute(_POSTED, {**key, **posted})


async def list_announced_since(work: Work, user_id: int, since: datetime) -> list[Earlier]:
    """The oldest first."""
    return await work.rows(Earlier, _SINCE, {"user_id": user_id, "since": since})


async def erase_texts(work: Work, user_id: int) -> None:
    """Of an organizer: none of them goes on then."""
    await work.execute(_EVERY_TEXT, {"owner": user_id, "now": work.now})


async def forget_texts(work: Work, older_than: timedelta) -> None:
    """Of announcements of everybody that ended so long ago."""
    await work.execute(_OLD_TEXTS, {"before": work.now - older_than, "now": work.now})


async def add_opt_out(work: Work, user_id: int, telegram_id: int) -> None:
    values = {"user_id": user_id, "telegram_id": telegram_id, "created_at": work.now, "updated_at": work.now}
    await work.execute(_OPT_OUT[work.dialect], values)


async def drop_opt_out(work: Work, user_id: int, telegram_id: int) -> None:
    await work.execute(_OPT_IN_OF_ONE, {"owner": user_id, "person": telegram_id})


async def drop_every_opt_out(work: Work, telegram_id: int) -> None:
    """Of one person, with all organizers."""
    await work.execute(_OPT_IN, {"person": telegram_id})


async def list_opted_out_of(work: Work, telegram_id: int) -> list[str]:
    """What those organizers are called."""
    return list((await work.execute(_WHOSE, {"person": telegram_id})).scalars())


def _there(found: Announcement | None, key: TaskKey) -> Announcement:
    if found is None:
        raise NotFound("announcement", key.task_number)
    return found
