"""An organizer's own photo behind the numbers of a board: sent, loaded, shown, taken away."""

from datetime import timedelta
from typing import NamedTuple

from db.backdrops import (
    SentPhoto,
    find_backdrop_if_any,
    give_up_photo,
    keep_photo,
    note_sent_photo,
    put_off_photo,
    remove_backdrop,
)
from db.events import note_event
from db.outbox import ANSWER, post_notice
from db.projects import Project, find_project, lock_project
from db.sets import list_sets
from db.work import Work
from rules.keys import ProjectKey
from services.boards import post_board

BACKDROP_REFUSED = "backdrop-refused"
BACKDROP_SET, BACKDROP_REMOVED = "project.backdrop_set", "project.backdrop_removed"
_WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 20, 60, 300, 900))
"""Until a photo is asked for again that Telegram did not give."""


class BackdropView(NamedTuple):
    project: Project
    has_one: bool


async def look_at_backdrop(work: Work, key: ProjectKey) -> BackdropView:
    return BackdropView(await find_project(work, key), await find_backdrop_if_any(work, key) is not None)


async def send_backdrop(work: Work, key: ProjectKey, file_id: str, chat_id: int, answers: int | None = None) -> None:
    """The board is sent there as soon as the photo is behind it."""
    await lock_project(work, key)
    await note_sent_photo(work, SentPhoto(*key, file_id, chat_id, answers, 0))


async def set_backdrop(work: Work, sent: SentPhoto, content: bytes) -> None:
    """Nothing, if it is not wanted any more."""
    project = await lock_project(work, sent.key)
    if not await keep_photo(work, sent, content):
        return
    note_event(work, BACKDROP_SET, **sent.key._asdict(), made_by=sent.user_id, after=project.facts)
    if await list_sets(work, sent.key):
        await post_board(work, sent.key, 1, sent.chat_id, sent.answers)


async def try_again_later(work: Work, sent: SentPhoto) -> None:
    """A few times, longer each time."""
    if sent.attempts < len(_WAITS):
        await put_off_photo(work, sent, work.now + _WAITS[sent.attempts])
    else:
        await refuse_backdrop(work, sent)


async def refuse_backdrop(work: Work, sent: SentPhoto) -> None:
    """What was there before it stays."""
    await lock_project(work, sent.key)
    if not await give_up_photo(work, sent):
        return
    keys: dict[str, int | str] = {**sent.key._asdict()}
    if sent.answers is not None:
        keys["answers"] = sent.answers
    await post_notice(work, BACKDROP_REFUSED, sent.chat_id, keys, ANSWER, f"{BACKDROP_REFUSED}/{work.mark}")


async def take_backdrop_away(work: Work, key: ProjectKey, by: int) -> None:
    project = await lock_project(work, key)
    if await remove_backdrop(work, key):
        note_event(work, BACKDROP_REMOVED, **key._asdict(), made_by=by, after=project.facts)
