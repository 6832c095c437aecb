"""What a chart shows: a project day by day, how far it is, and beside it the one before."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from db.outbox import BEHIND, Keys, post_notice
from db.projects import Project, find_project, find_real_before
from db.users import User
from db.work import Work
from rules.keys import ProjectKey
from rules.states import ProjectState
from services.comparisons import first_day
from services.organizers import find_organizer
from services.periods import Days, zone_of
from services.report_days import DayTotal, total_days
from services.totals import Glance, glance_at

CHART = "chart"


class Measure(StrEnum):
    MONEY = "money"
    NUMBERS = "numbers"


class Shown(NamedTuple):
    glance: Glance
    organizer: User
    days: list[DayTotal]
    first: date
    last: date
    """From the first to the last day that is drawn."""
    before: Project | None
    days_before: list[DayTotal]
    """Of the project before, moved so that the first number of both was taken on the same day."""


async def post_chart(
    work: Work, key: ProjectKey, days: Days, measure: Measure, chat_id: int, answers: int | None = None
) -> None:
    """To its organizer; in a group, to what they said there."""
    await find_project(work, key)
    keys: Keys = {**key._asdict(), **days.told, "measure": measure.value}
    if answers is not None:
        keys = {**keys, "answers": answers}
    await post_notice(work, CHART, chat_id, keys, BEHIND, f"{CHART}/{chat_id}/{work.mark}")


async def look_at_chart(work: Work, key: ProjectKey, days: Days, measure: Measure) -> Shown:
    glance = await glance_at(work, key)
    totals = await total_days(work, key, days)
    first, last = _drawn(days, totals, await _today(work, key), running=glance.project.state == ProjectState.OPEN)
    before = await _comparable(work, glance.project, measure)
    moved = await _moved(work, key, before, Days(first, last)) if before is not None else []
    organizer = await find_organizer(work, key.user_id)
    return Shown(glance, organizer, totals, first, last, before if moved else None, moved)


def _drawn(days: Days, totals: Sequence[DayTotal], today: date, *, running: bool) -> tuple[date, date]:
    """Days on which nothing could happen yet, or any more, are left out."""
    if not totals:
        return today, today
    last = max(today, totals[-1].day) if running else totals[-1].day
    return totals[0].day, max(totals[-1].day, min(days.last or last, last))


async def _today(work: Work, key: ProjectKey) -> date:
    return work.now.astimezone(await zone_of(work, key.user_id)).date()


async def _comparable(work: Work, project: Project, measure: Measure) -> Project | None:
    before = await find_real_before(work, project.key)
    if before is None or (measure is Measure.MONEY and before.currency != project.currency):
        return None
    return before


async def _moved(work: Work, key: ProjectKey, before: Project, days: Days) -> list[DayTotal]:
    zone = await zone_of(work, key.user_id)
    here, there = await first_day(work, key, zone), await first_day(work, before.key, zone)
    if here is None or there is None or days.first is None or days.last is None:
        return []
    later = here - there
    then = Days(days.first - later, days.last - later)
    return [one._replace(day=one.day + later) for one in await total_days(work, before.key, then)]
