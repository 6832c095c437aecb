"""What is to happen by itself, planned in the unit that gives rise to it, and anew whenever what it depends on changes.

Whoever carries it out looks at the world again; here it is only said when to look.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from db.errands import EVERYTHING, Errand, drop_errand, list_errands, plan_errand, plan_errand_if_none
from db.projects import Project
from db.users import User, find_user_if_any
from db.work import Work
from rules.closing import closing_kept, closing_moment
from rules.errands import BEFORE_THE_DRAW, ErrandKind, midnight, next_summary, proofs_moment, telling_moment
from rules.reminding import Hours
from rules.states import ProjectState

_OF_PROJECT = (ErrandKind.CLOSING, *BEFORE_THE_DRAW)
_RUNNING = (ProjectState.OPEN, ProjectState.CLOSED)


def with_closing(project: Project, now: datetime) -> Project:
    """As its draw date and its terms say. What is not open does not close."""
    is_open = project.state == ProjectState.OPEN and project.hidden_at is None
    span = closing_kept(project.closing)
    return project._replace(closes_at=closing_moment(project.draw_at, span, now) if is_open else None)


async def plan_for_project(work: Work, project: Project) -> None:
    """With the project's lock. What is past is not planned: it was told, or there was nobody to tell."""
    organizer = await find_user_if_any(work, project.user_id)
    if organizer is None:
        return
    wanted = wanted_errands(project, organizer.hours, work.now)
    planned = {one.kind: one.due_at for one in await list_errands(work, *project.key)}
    for kind in _OF_PROJECT:
        due_at = wanted.get(kind)
        if due_at is None and kind in planned:
            await drop_errand(work, *project.key, kind)
        elif due_at is not None and planned.get(kind) != due_at:
            await plan_errand(work, Errand(*project.key, kind, due_at))


def wanted_errands(project: Project, hours: Hours, now: datetime) -> Mapping[str, datetime]:
    """What falls on one moment is told once, by the last before the draw."""
    wanted: dict[str, datetime] = {}
    if project.closes_at is not None:
        wanted[ErrandKind.CLOSING] = project.closes_at
    if project.draw_at is None or project.practice or project.locked_at or project.state not in _RUNNING:
        return wanted
    moments = {telling_moment(kind, project.draw_at, hours): kind for kind in BEFORE_THE_DRAW}
    return wanted | {kind: at for at, kind in moments.items() if at > now}


async def plan_new_hours(work: Work, user_id: int) -> None:
    """Of somebody who reads reminders, or organizes for those who do: soon, for there may be many."""
    await plan_errand(work, Errand(user_id, EVERYTHING, ErrandKind.HOURS, work.now))


async def plan_asking_for_proofs(work: Work, user_id: int) -> None:
    """Unless that is planned already."""
    organizer = await find_user_if_any(work, user_id)
    if organizer is not None:
        due_at = proofs_moment(work.now, organizer.hours)
        await plan_errand_if_none(work, Errand(user_id, EVERYTHING, ErrandKind.PROOFS, due_at))


async def plan_summary(work: Work, organizer: User) -> None:
    """Of today, and every day from now on while something runs; unless it is planned already, or not wanted."""
    if organizer.summary_off_at is None:
        since = midnight(work.now, organizer.zone)
        await plan_errand_if_none(work, summary_after(work.now, since, organizer))


async def replan_for_organizer(work: Work, organizer: User, projects: Sequence[Project]) -> None:
    """Whose clock or wishes are others now; with the locks of these projects, which are all of theirs."""
    for project in projects:
        await plan_for_project(work, project)
    planned = await list_errands(work, organizer.id, EVERYTHING)
    summary = next((one for one in planned if one.kind == ErrandKind.SUMMARY), None)
    if organizer.summary_off_at is not None:
        await drop_errand(work, organizer.id, EVERYTHING, ErrandKind.SUMMARY)
    elif summary is not None:
        since = summary.since or midnight(work.now, organizer.zone)
        await plan_errand(work, summary_after(work.now, since, organizer))
    elif any(project.state in _RUNNING and not project.practice for project in projects):
        await plan_summary(work, organizer)


def summary_after(now: datetime, since: datetime, organizer: User) -> Errand:
    due_at = next_summary(now, since, organizer.hours, organizer.digest)
    return Errand(organizer.id, EVERYTHING, ErrandKind.SUMMARY, due_at, since)
