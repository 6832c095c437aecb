"""A run of days where the organizer lives, as quarter hours and as the orders that were made in it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from db.orders import find_newest_number
from db.totals import ALWAYS, QUARTER_HOUR, find_made_if_any
from db.work import Work
from rules.keys import ProjectKey
from services.lists import midnight
from services.organizers import find_organizer

_A_DAY = timedelta(days=1)
_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 3, tzinfo=UTC)


class Days(NamedTuple):
    """From the first to the last of them; None leaves it open."""

    first: date | None = None
    last: date | None = None

    @property
    def are_all(self) -> bool:
        return self.first is None and self.last is None

    @property
    def told(self) -> dict[str, str]:
        """As keys of a notice."""
        return {name: day.isoformat() for name, day in self._asdict().items() if day is not None}


def days_told(keys: Mapping[str, Any]) -> Days:
    first, last = (date.fromisoformat(keys[name]) if name in keys else None for name in ("first", "last"))
    return Days(first, last)


async def zone_of(work: Work, user_id: int) -> ZoneInfo:
    return ZoneInfo((await find_organizer(work, user_id)).zone)


def moments_of(days: Days, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """With which they begin and are over."""
    since = midnight(days.first, zone) or _FIRST
    until = midnight(days.last and min(days.last, _LAST.date()) + _A_DAY, zone) or _LAST
    return since.astimezone(UTC), until.astimezone(UTC)


def quarters_of(days: Days, zone: ZoneInfo) -> range:
    since, until = moments_of(days, zone)
    first = ALWAYS.start if days.first is None else quarter_of(since)
    return range(first, ALWAYS.stop if days.last is None else quarter_of(until))


def quarter_of(at: datetime) -> int:
    return int(at.timestamp() // QUARTER_HOUR)


def day_of_quarter(quarter: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(quarter * QUARTER_HOUR, UTC).astimezone(zone).date()


async def orders_made(work: Work, project: ProjectKey, since: datetime, until: datetime) -> range:
    """At least those that were made then: orders are numbered one after the other, as they are made.

    A day more on both sides, for some that came at the same time may have waited for each other.
    """
    newest = await find_newest_number(work, project)
    first = await _first_made(work, project, since - _A_DAY, newest)
    return range(first, await _first_made(work, project, until + _A_DAY, newest))


async def _first_made(work: Work, project: ProjectKey, at: datetime, newest: int) -> int:
    """The number of the first order that was made at a time or later, or the one that comes next."""
    low, high = 1, newest + 1
    while low < high:
        middle = (low + high) // 2
        made = await find_made_if_any(work, project, middle)
        if made is None or made.created_at >= at:
            high = middle
        else:
            low = made.order_number + 1
    return low
