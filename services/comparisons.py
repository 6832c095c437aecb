"""How a project stands against the one before it, as many days after the first number was taken."""

from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from db.projects import Project, find_project, find_real_before
from db.totals import count_buyers, find_first_taken, sum_paid_by_method, sum_taken
from db.work import Work
from rules.keys import ProjectKey
from services.periods import Days, day_of_quarter, moments_of, quarters_of, zone_of
from services.totals import glance_at


class Standing(NamedTuple):
    """Of what was taken by then, as it is now."""

    project: Project
    first_day: date
    sold: int
    reserved: int
    size: int
    paid: int
    buyers: int
    """Counted up to MOST_COUNTED and one."""

    @property
    def share_paid(self) -> int:
        """In percent."""
        return round(100 * self.sold / (self.sold + self.reserved)) if self.sold + self.reserved else 0


class Comparison(NamedTuple):
    now: Standing
    before: Standing
    days: int
    """Since the first number was taken, with that day."""


async def has_one_before(work: Work, key: ProjectKey) -> bool:
    before = await find_real_before(work, key)
    return before is not None and await find_first_taken(work, before.key) is not None


async def compare(work: Work, key: ProjectKey) -> Comparison | None:
    """None where there is nothing to compare: nothing taken yet, or no project before this one."""
    project, before = await find_project(work, key), await find_real_before(work, key)
    zone = await zone_of(work, key.user_id)
    starts = [await first_day(work, one.key, zone) for one in (project, before) if one is not None]
    if before is None or len(starts) < 2 or starts[0] is None or starts[1] is None:
        return None
    days = (work.now.astimezone(zone).date() - starts[0]).days + 1
    now = await _standing(work, project, starts[0], days, zone)
    return Comparison(now, await _standing(work, before, starts[1], days, zone), days)


async def first_day(work: Work, key: ProjectKey, zone: ZoneInfo) -> date | None:
    """On which a number was taken that is still held."""
    first = await find_first_taken(work, key)
    return None if first is None else day_of_quarter(first, zone)


async def _standing(work: Work, project: Project, start: date, days: int, zone: ZoneInfo) -> Standing:
    until = Days(None, start + timedelta(days=max(days, 1) - 1))
    quarters = quarters_of(until, zone)
    taken, paid = await sum_taken(work, project.key, quarters), await sum_paid_by_method(work, project.key, quarters)
    return Standing(
        project=project,
        first_day=start,
        sold=taken.sold,
        reserved=taken.reserved,
        size=(await glance_at(work, project.key)).size,
        paid=sum(one.amount for one in paid),
        buyers=await count_buyers(work, project.key, moments_of(until, zone)[1]),
    )
