"""The door through which updates and letters go that nobody needs any more, a few at a time."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import InstrumentedAttribute

from db.machinery_tables import Inbox, Outbox
from db.work import Work

WINDOW = 200
"""So many rows are looked at in one unit: nobody who writes waits long for it."""


class _Row(NamedTuple):
    number: int
    state: str
    created_at: datetime
    updated_at: datetime


# The numbers run in the order of arrival: where the old ones end need not be searched for.
_NUMBERS: dict[type[Inbox] | type[Outbox], InstrumentedAttribute[int]] = {
    Inbox: Inbox.inbox_number,
    Outbox: Outbox.letter_number,
}
_WINDOWS = {
    table: select(number, table.state, table.created_at, table.updated_at)
    .where(number > bindparam("after"))
    .order_by(number)
    .limit(WINDOW)
    for table, number in _NUMBERS.items()
}
_FORGET = {
    table: delete(table).where(number.in_(bindparam("numbers", expanding=True))) for table, number in _NUMBERS.items()
}


async def forget_updates(work: Work, older_than: timedelta, after: int) -> int | None:
    """Of those that are worked off. From where to go on, or None at the end of the old ones."""
    return await _forget(work, Inbox, {"done"}, work.now - older_than, after)


async def forget_letters(work: Work, older_than: timedelta, after: int) -> int | None:
    """Of those that have left, or never will: they hold names. From where to go on, or None at the end."""
    return await _forget(work, Outbox, {"sent", "dropped"}, work.now - older_than, after)


async def _forget(
    work: Work, table: type[Inbox] | type[Outbox], over: set[str], before: datetime, after: int
) -> int | None:
    rows = await work.rows(_Row, _WINDOWS[table], {"after": after})
    numbers = [row.number for row in rows if row.state in over and row.updated_at < before]
    if numbers:
        await work.execute(_FORGET[table], {"numbers": numbers})
    return rows[-1].number if len(rows) == WINDOW and rows[-1].created_at < before else None
