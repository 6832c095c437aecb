"""The door to the history as it is read: pages of it, newest first, with the buyers' names of today."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from db.history_tables import Events
from db.tables import Buyers
from db.work import Work
from rules.keys import BuyerKey, ProjectKey


class Told(NamedTuple):
    event_number: int
    at: datetime
    made_by: int
    kind: str
    project_number: int | None
    order_number: int | None
    buyer_number: int | None
    buyer_name: str | None
    """Of whom the buyer was merged into, if they were."""
    before: str
    after: str


_CHOSEN = (
    select(Events.user_id, Events.event_number)
    .where(Events.user_id == bindparam("user_id"))
    .order_by(Events.event_number.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("skip"))
)
_MERGED_INTO_IT = select(Buyers.buyer_number).where(
    Buyers.user_id == bindparam("user_id"), Buyers.merged_into == bindparam("buyer_number")
)


def _told(chosen: Select[int, int]) -> Select[*tuple[Any, ...]]:
    """The page is found in an index alone; only its own events are looked at."""
    page = chosen.subquery()
    now = aliased(Buyers)
    return (
        select(
            Events.event_number,
            Events.created_at,
            Events.made_by,
            Events.kind,
            Events.project_number,
            Events.order_number,
            Events.buyer_number,
            func.coalesce(now.name, Buyers.name),
            Events.before,
            Events.after,
        )
        .select_from(page)
        .join(Events, and_(Events.user_id == page.c.user_id, Events.event_number == page.c.event_number))
        .outerjoin(Buyers, and_(Buyers.user_id == Events.user_id, Buyers.buyer_number == Events.buyer_number))
        .outerjoin(now, and_(now.user_id == Buyers.user_id, now.buyer_number == Buyers.merged_into))
        .order_by(Events.event_number.desc())
    )


_SINCE = _told(
    select(Events.user_id, Events.event_number)
    .where(
        Events.user_id == bindparam("user_id"),
        Events.project_number == bindparam("project_number"),
        Events.event_number > bindparam("after"),
    )
    .order_by(Events.event_number)
    .limit(bindparam("limit"))
)
_OF_ORGANIZER = _told(_CHOSEN)
_OF_PROJECT = _told(_CHOSEN.where(Events.project_number == bindparam("project_number")))
_OF_BUYERS = _told(
    _CHOSEN.where(
        # Said once more, for only then is the index of those with a buyer used.
        Events.buyer_number.is_not(None),
        Events.buyer_number.in_(bindparam("buyers", expanding=True)),
    )
)


async def list_told(work: Work, user_id: int, limit: int, skip: int) -> list[Told]:
    return await _list(work, _OF_ORGANIZER, {"user_id": user_id}, limit, skip)


async def list_told_of_project(work: Work, project: ProjectKey, limit: int, skip: int) -> list[Told]:
    return await _list(work, _OF_PROJECT, project._asdict(), limit, skip)


async def list_told_since(work: Work, project: ProjectKey, after: int, limit: int) -> list[Told]:
    """Behind an event, the oldest first."""
    values = {**project._asdict(), "after": after, "limit": limit}
    return (await work.rows(Told, _SINCE, values))[::-1]


async def list_told_of_buyer(work: Work, buyer: BuyerKey, limit: int, skip: int) -> list[Told]:
    """And of those who were merged into them."""
    merged = (await work.execute(_MERGED_INTO_IT, buyer._asdict())).scalars()
    buyers = {"user_id": buyer.user_id, "buyers": [buyer.buyer_number, *merged]}
    return await _list(work, _OF_BUYERS, buyers, limit, skip)


async def _list(
    work: Work, told: Select[*tuple[Any, ...]], key: Mapping[str, object], limit: int, skip: int
) -> list[Told]:
    return await work.rows(Told, told, {**key, "limit": limit, "skip": skip})
