"""The history of an organizer: events noted during a unit are chained, each to the one before, as its last act."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import aliased

from db.counters import take_numbers
from db.declaring import Base
from db.history_tables import Events
from db.slices import add_many, give_way
from db.work import Work, columns
from rules.chain import START, Link, facts_text, link_hash
from rules.keys import OrderKey, ProjectKey


class Noted(NamedTuple):
    user_id: int
    made_by: int
    kind: str
    project_number: int | None
    order_number: int | None
    buyer_number: int | None
    before: str
    after: str


class Event(NamedTuple):
    user_id: int
    event_number: int
    created_at: datetime
    made_by: int
    kind: str
    project_number: int | None
    order_number: int | None
    buyer_number: int | None
    before: str
    after: str
    previous_hash: str
    hash: str


_AT_ONCE = 500
"""So many are hashed before somebody else has a turn."""
_NEWEST_HASH = select(Events.hash).where(
    Events.user_id == bindparam("user_id"), Events.event_number == bindparam("event_number")
)
_ADD = insert(Events)
_TABLE = Base.metadata.tables[Events.__tablename__]
_ALL = select(*columns(Events, Event)).where(Events.user_id == bindparam("user_id"))
_NEWEST_BEFORE = (
    select(Events.event_number)
    .where(Events.user_id == bindparam("user_id"), Events.created_at < bindparam("since"))
    .order_by(Events.event_number.desc())
    .limit(1)
)
_SPEAKING_OF = _ALL.where(
    Events.event_number > bindparam("event_number"), Events.after.contains(bindparam("mark"))
).order_by(Events.event_number)
# Asked for their keys alone first, or else SQLite looks through everybody's events rather than use the index.
_its = aliased(Events)
_KEYS_OF_ORDER = (
    select(_its.event_number)
    .where(
        _its.user_id == bindparam("user_id"),
        _its.project_number == bindparam("project_number"),
        _its.order_number == bindparam("order_number"),
    )
    .order_by(_its.event_number.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("skip"))
)
_OF_ORDER = _ALL.where(Events.event_number.in_(_KEYS_OF_ORDER)).order_by(Events.event_number.desc())
_OF_KIND = (
    _ALL.where(Events.event_number > bindparam("event_number"), Events.kind == bindparam("kind"))
    .order_by(Events.event_number)
    .limit(bindparam("limit"))
)
_TOUCHED = (
    select(Events.order_number)
    .where(
        Events.user_id == bindparam("user_id"),
        Events.project_number == bindparam("project_number"),
        Events.order_number.between(bindparam("first"), bindparam("last")),
        Events.kind.not_in(bindparam("besides", expanding=True)),
        Events.after.not_like(bindparam("mark")),
    )
    .order_by(Events.order_number)
    .limit(1)
)
_LATER = _ALL.where(
    Events.project_number == bindparam("project_number"),
    Events.order_number.in_(bindparam("orders", expanding=True)),
    Events.event_number > bindparam("event_number"),
).order_by(Events.event_number)


def note_event(
    work: Work,
    kind: str,
    *,
    user_id: int,
    made_by: int,
    project_number: int | None = None,
    order_number: int | None = None,
    buyer_number: int | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Keys and plain facts only: a name, a phone or words of a person never enter the history.

    What happens to an order bears the unit's mark.
    """
    marked = {"mark": work.mark} if kind.startswith("order.") else {}
    facts = facts_text(before or {}), facts_text({**(after or {}), **marked})
    work.noted.append(Noted(user_id, made_by, kind, project_number, order_number, buyer_number, *facts))


async def seal_events(work: Work) -> None:
    """Last of all, so that an organizer's chain is held as briefly as possible; in one order, so that none deadlock."""
    for user_id, noted in groupby(sorted(work.noted, key=attrgetter("user_id")), attrgetter("user_id")):
        await _chain(work, user_id, list(noted))


async def _chain(work: Work, user_id: int, noted: list[Noted]) -> None:
    numbers = await take_numbers(work, user_id, "event", len(noted))
    newest = {"user_id": user_id, "event_number": numbers[0] - 1}
    previous: str = (await work.execute(_NEWEST_HASH, newest)).scalar() or START
    rows = []
    for number, event in zip(numbers, noted, strict=True):
        if not number % _AT_ONCE:
            await give_way()
        link = Link(user_id, number, work.now, *event[1:])
        digest = link_hash(previous, link)
        row = {**event._asdict(), "event_number": number, "previous_hash": previous, "hash": digest}
        rows.append({**row, "created_at": work.now, "updated_at": work.now})
        previous = digest
    await (add_many(work, _TABLE, rows) if len(rows) > _AT_ONCE else work.execute(_ADD, rows))


async def list_events(work: Work, user_id: int, project_number: int | None, limit: int, skip: int = 0) -> list[Event]:
    """Newest first."""
    wanted = select(*columns(Events, Event)).where(Events.user_id == user_id)
    if project_number is not None:
        wanted = wanted.where(Events.project_number == project_number)
    return await work.rows(Event, wanted.order_by(Events.event_number.desc()).limit(limit).offset(skip))


async def find_newest_before(work: Work, user_id: int, since: datetime) -> int:
    """The number of the newest event of an earlier time; 0 if there is none. Looks at those since alone."""
    found = (await work.execute(_NEWEST_BEFORE, {"user_id": user_id, "since": since})).scalar()
    return int(found or 0)


async def list_speaking_of(work: Work, user_id: int, mark: str, than: int) -> list[Event]:
    """Of the events later than that one those that bear the mark or name it, oldest first."""
    return await work.rows(Event, _SPEAKING_OF, {"user_id": user_id, "mark": mark, "event_number": than})


async def list_events_of_order(work: Work, order: OrderKey, limit: int, skip: int = 0) -> list[Event]:
    """Newest first."""
    return await work.rows(Event, _OF_ORDER, {**order._asdict(), "limit": limit, "skip": skip})


async def list_later_events(work: Work, project: ProjectKey, orders: Sequence[int], than: int) -> list[Event]:
    """What happened to any of the orders after that event, oldest first."""
    values = {**project._asdict(), "orders": list(orders), "event_number": than}
    return await work.rows(Event, _LATER, values)


async def find_first_touched_if_any(
    work: Work, project: ProjectKey, orders: range, mark: str, besides: Collection[str]
) -> int | None:
    """The first of these orders to which something happened that does not bear the mark, but for some kinds."""
    among = {"first": orders[0], "last": orders[-1], "mark": f'%"mark":"{mark}"%', "besides": sorted(besides)}
    touched: int | None = (await work.execute(_TOUCHED, {**project._asdict(), **among})).scalar()
    return touched


async def list_later_of_kind(work: Work, user_id: int, kind: str, than: int, limit: int) -> list[Event]:
    """Oldest first."""
    values = {"user_id": user_id, "kind": kind, "event_number": than, "limit": limit}
    return await work.rows(Event, _OF_KIND, values)
