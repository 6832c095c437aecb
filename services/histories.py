"""What happened, for people to read: newest first, a page at a time, with the names of today."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from db.buyers import find_buyer
from db.histories import Told, list_told, list_told_of_buyer, list_told_of_project, list_told_since
from db.projects import Project, find_project
from db.sets import list_ranges
from db.work import Work
from rules.keys import BuyerKey, ProjectKey
from rules.numbers import NumberRange
from services.pages import PAGE_SIZE, Page, page_of, skip_to


class HistoryRow(NamedTuple):
    event_number: int
    at: datetime
    made_by: int
    kind: str
    project_number: int | None
    order_number: int | None
    buyer_number: int | None
    buyer_name: str | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class Place(NamedTuple):
    """Where something happened: how its money and numbers are shown."""

    project: Project
    ranges: tuple[NumberRange, ...]


async def list_history(work: Work, project_key: ProjectKey, page: int = 1) -> Page[HistoryRow]:
    await find_project(work, project_key)
    return _page(await list_told_of_project(work, project_key, PAGE_SIZE + 1, skip_to(page)), page)


async def list_history_since(work: Work, project_key: ProjectKey, after: int, limit: int) -> list[HistoryRow]:
    """Behind an event, the oldest first."""
    return [_read(one) for one in await list_told_since(work, project_key, after, limit)]


async def list_buyer_history(work: Work, buyer_key: BuyerKey, page: int = 1) -> Page[HistoryRow]:
    """Of all that is theirs now, whoever they were called then."""
    buyer = await find_buyer(work, buyer_key)
    key = buyer_key._replace(buyer_number=buyer.merged_into or buyer.buyer_number)
    return _page(await list_told_of_buyer(work, key, PAGE_SIZE + 1, skip_to(page)), page)


async def list_organizer_history(work: Work, user_id: int, page: int = 1) -> Page[HistoryRow]:
    """Of all projects, those out of sight too, and of what belongs to none."""
    return _page(await list_told(work, user_id, PAGE_SIZE + 1, skip_to(page)), page)


async def find_places(work: Work, user_id: int, rows: Sequence[HistoryRow]) -> dict[int, Place]:
    """By the numbers of their projects."""
    keys = {ProjectKey(user_id, row.project_number) for row in rows if row.project_number is not None}
    return {
        key.project_number: Place(await find_project(work, key), await list_ranges(work, key)) for key in sorted(keys)
    }


def _page(told: Sequence[Told], page: int) -> Page[HistoryRow]:
    return page_of([_read(one) for one in told], page)


def _read(told: Told) -> HistoryRow:
    return HistoryRow(*told[:-2], before=json.loads(told.before), after=json.loads(told.after))
