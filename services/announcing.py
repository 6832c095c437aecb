"""An announcement on its way: its letters are posted some at a time, no faster than they leave."""

from typing import NamedTuple

from db.announcements import find_announcement, lock_announcement, note_posted
from db.audiences import list_addressees
from db.outbox import BULK, count_by_state, count_not_left, notice, post_letters
from db.work import Work
from rules.announcements import Audience
from rules.keys import TaskKey
from services.tasks import note_progress

ANNOUNCEMENT = "announcement"
AT_ONCE = 200


class Sent(NamedTuple):
    """What became of an announcement so far."""

    people: int
    """To whom it was to go when it was begun."""
    opted_out: int
    sent: int
    on_their_way: int


class Left(NamedTuple):
    """How far an announcement is."""

    done: int
    on_their_way: int
    people: int


async def post_some(work: Work, key: TaskKey, most: int = AT_ONCE) -> int:
    """The next of its letters, one for each account: how many, 0 when all are posted. Not when it was stopped."""
    announcement = await lock_announcement(work, key)
    if announcement.text is None:
        return 0
    audience = Audience(announcement.audience)
    found = await list_addressees(work, announcement.project, audience, announcement.posted_buyer, most)
    if found:
        beginning = _beginning(key)
        letters = [notice(ANNOUNCEMENT, one.telegram_id, key, BULK, f"{beginning}{one.telegram_id}") for one in found]
        await post_letters(work, letters)
        await note_posted(work, announcement, len(found), found[-1].buyer_number)
        so_far = announcement.posted - await count_on_their_way(work, key)
        await note_progress(work, key, max(0, so_far), announcement.people, for_good=True)
    return len(found)


async def count_sent(work: Work, key: TaskKey) -> Sent:
    announcement = await find_announcement(work, key)
    states = await count_by_state(work, _beginning(key), announcement.behind_letter)
    waiting = states.get("waiting", 0) + states.get("sending", 0)
    return Sent(announcement.people, announcement.opted_out, states.get("sent", 0), waiting)


async def count_left(work: Work, key: TaskKey) -> Left:
    """However many there were, it is counted quickly."""
    announcement = await find_announcement(work, key)
    on_their_way = await count_on_their_way(work, key)
    return Left(max(0, announcement.posted - on_their_way), on_their_way, announcement.people)


async def count_on_their_way(work: Work, key: TaskKey) -> int:
    """Letters that are posted and have not left."""
    return await count_not_left(work, _beginning(key))


def _beginning(key: TaskKey) -> str:
    """Of the keys of its letters. An account follows: whoever turns out to be another buyer meanwhile gets it once."""
    return f"{ANNOUNCEMENT}/{key.user_id}/{key.task_number}/"
