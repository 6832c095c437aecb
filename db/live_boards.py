"""The door to boards that stand in groups and channels: what each shows, and which of them are behind."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, exists, func, insert, select, text, update

from db.history_tables import Events
from db.live_board_tables import LiveBoards
from db.work import Work, columns
from rules.keys import LiveBoardKey, ProjectKey


class LiveBoard(NamedTuple):
    user_id: int
    project_number: int
    chat_id: int
    state: str
    place: str
    username: str | None
    in_channel: bool
    due_at: datetime
    pinned: bool = False
    page: int = 1
    message_id: int | None = None
    letter: str | None = None
    shown: str | None = None
    seen_event: int = 0
    unnoted_draw: int | None = None

    @property
    def key(self) -> LiveBoardKey:
        return LiveBoardKey(self.user_id, self.project_number, self.chat_id)

    @property
    def project(self) -> ProjectKey:
        return ProjectKey(self.user_id, self.project_number)


_ALL = select(*columns(LiveBoards, LiveBoard))
_OF_PROJECT = _ALL.where(
    LiveBoards.user_id == bindparam("user_id"), LiveBoards.project_number == bindparam("project_number")
)
_FIND = _OF_PROJECT.where(LiveBoards.chat_id == bindparam("chat_id"))
_LOCK = _FIND.with_for_update()
_LIST = _OF_PROJECT.order_by(LiveBoards.created_at, LiveBoards.chat_id)
_IN_CHAT = _ALL.where(LiveBoards.chat_id == bindparam("chat")).order_by(LiveBoards.user_id, LiveBoards.project_number)
_LOCK_IN_CHAT = _IN_CHAT.with_for_update()
_LOCK_AT = _IN_CHAT.where(LiveBoards.message_id == bindparam("message")).limit(1).with_for_update()
# Written out, for only then are the indexes of what waits used.
_GOES_ON = text("live_boards.state IN ('asked', 'standing')")
_IS_UNNOTED = text("live_boards.unnoted_draw IS NOT NULL")
_ASKED = (
    _ALL.where(_GOES_ON, LiveBoards.state == "asked", LiveBoards.due_at <= bindparam("now"))
    .order_by(LiveBoards.due_at)
    .limit(bindparam("most"))
)
_its_events = (Events.user_id == LiveBoards.user_id, Events.project_number == LiveBoards.project_number)
_CHANGED = (
    _ALL.where(
        _GOES_ON,
        LiveBoards.state == "standing",
        LiveBoards.due_at <= bindparam("now"),
        exists().where(*_its_events, Events.event_number > LiveBoards.seen_event),
    )
    .order_by(LiveBoards.due_at)
    .limit(bindparam("most"))
)
_CLAIM_CHANGED = _CHANGED.with_for_update(of=LiveBoards, skip_locked=True)
_UNNOTED = _ALL.where(_IS_UNNOTED).order_by(LiveBoards.user_id, LiveBoards.project_number).limit(bindparam("most"))
_NEWEST = select(func.max(Events.event_number)).where(
    Events.user_id == bindparam("user_id"), Events.project_number == bindparam("project_number")
)
_ADD = insert(LiveBoards)
_MINE = (
    LiveBoards.user_id == bindparam("owner"),
    LiveBoards.project_number == bindparam("project"),
    LiveBoards.chat_id == bindparam("chat"),
)
_CHANGE = update(LiveBoards).where(*_MINE)
_REMOVE = delete(LiveBoards).where(*_MINE)
_REMOVE_IN_CHAT = delete(LiveBoards).where(LiveBoards.chat_id == bindparam("chat"))
_FORGET_PLACES = (
    update(LiveBoards)
    .where(LiveBoards.user_id == bindparam("owner"), LiveBoards.state != "asked")
    .values(place="", username=None, state="standing", seen_event=0, updated_at=bindparam("now"))
)


async def find_live_board_if_any(work: Work, key: LiveBoardKey) -> LiveBoard | None:
    return await work.row(LiveBoard, _FIND, key._asdict())


async def lock_live_board_if_any(work: Work, key: LiveBoardKey) -> LiveBoard | None:
    return await work.row(LiveBoard, _LOCK, key._asdict())


async def list_live_boards(work: Work, project: ProjectKey) -> list[LiveBoard]:
    return await work.rows(LiveBoard, _LIST, project._asdict())


async def lock_live_board_at(work: Work, chat_id: int, message_id: int) -> LiveBoard | None:
    """Whose it is: everybody in that chat may look at it."""
    return await work.row(LiveBoard, _LOCK_AT, {"chat": chat_id, "message": message_id})


async def lock_live_boards_in(work: Work, chat_id: int) -> list[LiveBoard]:
    """Of all who have one there."""
    return await work.rows(LiveBoard, _LOCK_IN_CHAT, {"chat": chat_id})


async def list_asked(work: Work, most: int) -> list[LiveBoard]:
    """Of everybody, for the clock."""
    return await work.rows(LiveBoard, _ASKED, {"now": work.now, "most": most})


async def is_any_changed(work: Work) -> bool:
    """Of a project something happened that its board does not show; costs a look at an index for each board."""
    return bool(await work.rows(LiveBoard, _CHANGED, {"now": work.now, "most": 1}))


async def claim_changed(work: Work, most: int) -> list[LiveBoard]:
    """With their locks; what somebody works on just now comes later."""
    return await work.rows(LiveBoard, _CLAIM_CHANGED, {"now": work.now, "most": most})


async def list_unnoted(work: Work, most: int) -> list[LiveBoard]:
    return await work.rows(LiveBoard, _UNNOTED, {"most": most})


async def newest_event(work: Work, project: ProjectKey) -> int:
    """The number of what happened last in it."""
    found: int | None = (await work.execute(_NEWEST, project._asdict())).scalar()
    return found or 0


async def add_live_board(work: Work, board: LiveBoard) -> None:
    await work.execute(_ADD, {**board._asdict(), "created_at": work.now, "updated_at": work.now})


async def change_live_board(work: Work, board: LiveBoard, **changes: Any) -> LiveBoard:
    await work.execute(_CHANGE, {**_named(board.key), **changes, "updated_at": work.now})
    return board._replace(**changes)


async def remove_live_board(work: Work, key: LiveBoardKey) -> None:
    await work.execute(_REMOVE, _named(key))


async def remove_live_boards_in(work: Work, chat_id: int) -> None:
    """Of all who have one there."""
    await work.execute(_REMOVE_IN_CHAT, {"chat": chat_id})


async def forget_places(work: Work, user_id: int) -> None:
    """What they are called; each is to be shown once more, as its organizer is called now."""
    await work.execute(_FORGET_PLACES, {"owner": user_id, "now": work.now})


def _named(key: LiveBoardKey) -> dict[str, int]:
    return {"owner": key.user_id, "project": key.project_number, "chat": key.chat_id}
