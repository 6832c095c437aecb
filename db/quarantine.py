"""The door to updates that were set aside: for an operator who tries one again, or lets it go."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Text, bindparam, func, select, text, update

from db.machinery_tables import Inbox, Outbox
from db.work import Work, columns


class SetAside(NamedTuple):
    """Without what was written: that is nobody else's business."""

    inbox_number: int
    update_id: int
    attempts: int
    created_at: datetime
    updated_at: datetime


class Queue(NamedTuple):
    waiting: int
    oldest_at: datetime | None


# Written out, for only then does SQLite use the index of these.
_IS_ASIDE = text("inbox.state = 'quarantined'")
_LIST = select(*columns(Inbox, SetAside)).where(_IS_ASIDE).order_by(Inbox.inbox_number.desc())
_FIND = _LIST.where(Inbox.inbox_number == bindparam("number"))
_COUNT = select(func.count()).select_from(Inbox).where(_IS_ASIDE)
_SETTLE = update(Inbox).where(Inbox.inbox_number == bindparam("number"), _IS_ASIDE)
# The apology was said under a key by which the answer would be taken for the same letter.
_RENAME = (
    update(Outbox)
    .where(Outbox.letter_key.in_(bindparam("keys", expanding=True)))
    .values(letter_key=bindparam("before", type_=Text) + Outbox.letter_key, updated_at=bindparam("now"))
)
_MOST_SAID = 20
_QUEUE = select(func.count(), func.min(Inbox.due_at)).where(text("inbox.state = 'waiting'"))


async def list_set_aside(work: Work, limit: int, skip: int = 0) -> list[SetAside]:
    """The last one first."""
    return await work.rows(SetAside, _LIST.limit(limit).offset(skip))


async def find_set_aside_if_any(work: Work, inbox_number: int) -> SetAside | None:
    return await work.row(SetAside, _FIND, {"number": inbox_number})


async def count_set_aside(work: Work) -> int:
    return int((await work.execute(_COUNT)).scalar_one())


async def try_again(work: Work, inbox_number: int) -> bool:
    """As though it had just come, in front of what its lane has to do since. Whether it was set aside."""
    known = await find_set_aside_if_any(work, inbox_number)
    if known is None:
        return False
    keys = [f"{known.update_id}/{place}" for place in range(_MOST_SAID)]
    await work.execute(_RENAME, {"keys": keys, "before": f"aside/{work.mark}/", "now": work.now})
    values = {"state": "waiting", "attempts": 0, "due_at": work.now, "updated_at": work.now}
    return bool((await work.execute(_SETTLE, {"number": inbox_number, **values})).rowcount)


async def let_go(work: Work, inbox_number: int) -> bool:
    """It is forgotten with the others. Whether it was set aside."""
    values = {"state": "done", "updated_at": work.now}
    return bool((await work.execute(_SETTLE, {"number": inbox_number, **values})).rowcount)


async def look_at_inbox(work: Work) -> Queue:
    """How many updates wait, and since when the oldest might have been worked off."""
    return Queue._make((await work.execute(_QUEUE)).one())
