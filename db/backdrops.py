"""The door to the photos behind boards: what is kept of a project, and what was sent and is still to be loaded."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.backdrop_tables import Backdrops
from db.work import Work, columns
from rules.keys import ProjectKey


class SentPhoto(NamedTuple):
    user_id: int
    project_number: int
    file_id: str
    chat_id: int
    answers: int | None
    attempts: int

    @property
    def key(self) -> ProjectKey:
        return ProjectKey(self.user_id, self.project_number)


_OF_PROJECT = (Backdrops.user_id == bindparam("owner"), Backdrops.project_number == bindparam("project"))
# As long as nothing newer was sent, and nobody took it back.
_STILL_THIS = (*_OF_PROJECT, Backdrops.file_id == bindparam("file"))
_FIND = select(Backdrops.content).where(*_OF_PROJECT)
_DUE = (
    select(*columns(Backdrops, SentPhoto))
    .where(Backdrops.file_id.is_not(None), Backdrops.due_at <= bindparam("now"))
    .order_by(Backdrops.due_at, Backdrops.user_id, Backdrops.project_number)
    .limit(bindparam("most"))
)
_LOADED: dict[str, Any] = {"file_id": None, "due_at": None, "updated_at": bindparam("now")}
_KEEP = update(Backdrops).where(*_STILL_THIS).values({**_LOADED, "content": bindparam("photo")})
_PUT_OFF = (
    update(Backdrops)
    .where(*_STILL_THIS)
    .values(due_at=bindparam("due"), attempts=Backdrops.attempts + 1, updated_at=bindparam("now"))
)
_FORGET_SENT = update(Backdrops).where(*_STILL_THIS, Backdrops.content.is_not(None)).values(_LOADED)
_REMOVE_SENT = delete(Backdrops).where(*_STILL_THIS, Backdrops.content.is_(None))
_REMOVE = delete(Backdrops).where(*_OF_PROJECT)
_ERASE = delete(Backdrops).where(Backdrops.user_id == bindparam("owner"))


def _send(insert: Any) -> Any:
    new = insert(Backdrops)
    sent = ("file_id", "chat_id", "answers", "attempts", "due_at", "updated_at")
    return new.on_conflict_do_update(
        index_elements=["user_id", "project_number"], set_={name: new.excluded[name] for name in sent}
    )


_SEND = {"sqlite": _send(sqlite_insert), "postgresql": _send(postgres_insert)}


async def find_backdrop_if_any(work: Work, project: ProjectKey) -> bytes | None:
    """The one that is kept: what was sent after it is not seen before it is loaded."""
    found: bytes | None = (await work.execute(_FIND, _of(project))).scalar()
    return found


async def note_sent_photo(work: Work, sent: SentPhoto) -> None:
    """In place of one that still waits."""
    values = {**sent._asdict(), "due_at": work.now, "created_at": work.now, "updated_at": work.now}
    await work.execute(_SEND[work.dialect], values)


async def list_sent_photos(work: Work, most: int) -> list[SentPhoto]:
    """Of everybody, for the clock: those whose turn it is to be loaded."""
    return await work.rows(SentPhoto, _DUE, {"now": work.now, "most": most})


async def keep_photo(work: Work, sent: SentPhoto, content: bytes) -> bool:
    """Not if it is not wanted any more."""
    values = {**_of(sent.key), "file": sent.file_id, "photo": content, "now": work.now}
    return (await work.execute(_KEEP, values)).rowcount > 0


async def put_off_photo(work: Work, sent: SentPhoto, until: datetime) -> None:
    await work.execute(_PUT_OFF, {**_of(sent.key), "file": sent.file_id, "due": until, "now": work.now})


async def give_up_photo(work: Work, sent: SentPhoto) -> bool:
    """The one before it stays, if there was one."""
    values = {**_of(sent.key), "file": sent.file_id}
    stays = await work.execute(_FORGET_SENT, {**values, "now": work.now})
    return stays.rowcount > 0 or (await work.execute(_REMOVE_SENT, values)).rowcount > 0


async def remove_backdrop(work: Work, project: ProjectKey) -> bool:
    """Whether there was one, or one on its way."""
    return (await work.execute(_REMOVE, _of(project))).rowcount > 0


async def remove_every_backdrop(work: Work, user_id: int) -> None:
    await work.execute(_ERASE, {"owner": user_id})


def _of(project: ProjectKey) -> dict[str, int]:
    return {"owner": project.user_id, "project": project.project_number}
