"""What was taken and paid day by day, where the organizer lives."""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from db.projects import find_project
from db.totals import find_last_quarter, list_paid, list_taken
from db.work import Work
from rules.keys import ProjectKey
from services.periods import Days, day_of_quarter, quarters_of, zone_of

PAGE = 7
_A_DAY = timedelta(days=1)


class DayTotal(NamedTuple):
    day: date
    sold: int = 0
    reserved: int = 0
    """Numbers taken on it that are still held."""
    paid: int = 0


class DayPage(NamedTuple):
    days: list[DayTotal]
    """The newest first."""
    next_last: date | None
    """Where the next page begins, if there may be one."""
    is_first: bool


async def report_days(work: Work, key: ProjectKey, days: Days, last: date | None = None) -> DayPage:
    """Those on which something was taken or paid; on later pages, up to a day."""
    await find_project(work, key)
    zone = await zone_of(work, key.user_id)
    found: list[DayTotal] = []
    up_to = days.last if last is None else min(last, days.last or last)
    while len(found) <= PAGE:
        week = await _week_up_to(work, key, Days(days.first, up_to), zone)
        if week is None:
            return DayPage(found, None, last is None)
        found += reversed(await total_days(work, key, week))
        up_to = week.first - _A_DAY if week.first else None
    return DayPage(found[:PAGE], found[PAGE].day, last is None)


async def total_days(work: Work, key: ProjectKey, days: Days) -> list[DayTotal]:
    """In their order; those on which nothing happened are left out."""
    zone = await zone_of(work, key.user_id)
    quarters = quarters_of(days, zone)
    totals: dict[date, DayTotal] = defaultdict(lambda: DayTotal(date.min))
    for one in await list_taken(work, key, quarters):
        before = totals[day := day_of_quarter(one.member, zone)]
        totals[day] = before._replace(sold=before.sold + one.sold, reserved=before.reserved + one.reserved)
    for each in await list_paid(work, key, quarters):
        before = totals[day := day_of_quarter(each.quarter, zone)]
        totals[day] = before._replace(paid=before.paid + each.amount)
    return [totals[day]._replace(day=day) for day in sorted(totals) if any(totals[day][1:])]


async def _week_up_to(work: Work, key: ProjectKey, days: Days, zone: ZoneInfo) -> Days | None:
    """The last days in which there is something."""
    newest = await find_last_quarter(work, key, quarters_of(days, zone))
    if newest is None or (days.first and days.last and days.first > days.last):
        return None
    last = day_of_quarter(newest, zone)
    first = last - (PAGE - 1) * _A_DAY
    return Days(first if days.first is None else max(first, days.first), last)
