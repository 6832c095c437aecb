"""What happens by itself, when it is due: claimed first, so that it happens once; then the world is looked at again."""

from collections.abc import Awaitable, Callable, Mapping

from db.errands import EVERYTHING, Errand, claim_errand, plan_errand
from db.outbox import BULK, REMINDER, Keys, post_notice
from db.projects import Project, find_project_if_any, list_running, lock_project_if_free
from db.users import User, find_user_if_any
from db.work import Work
from rules.deadlines import after_quiet
from rules.errands import PROOFS_EVERY, PROOFS_WAIT, ErrandKind, has_a_day, midnight, telling_moment
from rules.reminding import still_possible
from rules.states import ProjectState
from services.checklists import list_projects_with_proofs, look_at_checklist
from services.errands import plan_for_project, summary_after
from services.projects import is_running, move_project
from services.reminders import hurry_reminders_of, replan_project
from services.summaries import find_summary

CLOSED, MISSING, PROOFS, SUMMARY = "sales-closed", "missing", "proofs", "summary"
"""What the organizer is told."""
_LOOKED_THROUGH = 50


async def carry_out(work: Work, errand: Errand) -> None:
    """Once, whoever looks. What another process has in hand, or somebody's project just now, comes with the next look.

    In a project it happens with its lock, as everything that changes it.
    """
    of_project = errand.project_number != EVERYTHING
    project = await lock_project_if_free(work, errand.project) if of_project else None
    if of_project and project is None and await find_project_if_any(work, errand.project) is not None:
        return
    if not await claim_errand(work, errand):
        return
    organizer = await find_user_if_any(work, errand.user_id)
    if organizer is None or organizer.erased_at is not None:
        return
    if not of_project:
        await OF_ORGANIZER[errand.kind](work, errand, organizer)
    elif project is not None:
        await OF_PROJECT[errand.kind](work, errand, organizer, project)


async def close_sales(work: Work, errand: Errand, organizer: User, project: Project) -> None:
    """In the organizer's name, as whatever time brings about."""
    if project.state != ProjectState.OPEN or project.closes_at is None:
        return
    if project.closes_at > work.now:
        await plan_for_project(work, project)
        return
    await move_project(work, project.key, ProjectState.CLOSED, organizer.id)
    once = f"{CLOSED}/{organizer.id}/{project.project_number}/{project.closes_at:%Y%m%d%H%M%S}"
    await post_notice(work, CLOSED, organizer.id, project.key, BULK, once)


async def tell_what_is_missing(work: Work, errand: Errand, organizer: User, project: Project) -> None:
    """As long as the draw is ahead; not at night, unless the draw comes before its end."""
    kind, draw_at = ErrandKind(errand.kind), project.draw_at
    if draw_at is None or draw_at <= work.now or not is_running(project) or project.locked_at or project.practice:
        return
    moment = telling_moment(kind, draw_at, organizer.hours)
    if moment <= work.now:
        moment = still_possible(work.now, draw_at, organizer.hours) or work.now
    if moment > work.now:
        await plan_errand(work, errand._replace(due_at=moment))
        return
    last = telling_moment(ErrandKind.HOUR_BEFORE, draw_at, organizer.hours)
    is_told_by_the_last = kind != ErrandKind.HOUR_BEFORE and last <= work.now
    if is_told_by_the_last or (await look_at_checklist(work, project.key)).is_done:
        return
    keys: Keys = {**project.key._asdict(), "draw_at": draw_at.isoformat()}
    once = f"{MISSING}/{organizer.id}/{project.project_number}/{kind}/{draw_at:%Y%m%d%H%M%S}"
    await post_notice(work, MISSING, organizer.id, keys, REMINDER, once)


async def ask_for_proofs(work: Work, errand: Errand, organizer: User) -> None:
    """One message for all of them, and each day another while any wait."""
    waiting = await list_projects_with_proofs(work, organizer.id)
    if not waiting:
        return
    earliest = min(one.oldest_at for one in waiting) + PROOFS_WAIT
    at = after_quiet(max(earliest, work.now), *organizer.hours)
    if at > work.now:
        await plan_errand(work, errand._replace(due_at=at))
        return
    once = f"{PROOFS}/{organizer.id}/{errand.due_at:%Y%m%d%H%M%S}"
    await post_notice(work, PROOFS, organizer.id, {"user_id": organizer.id}, REMINDER, once)
    await plan_errand(work, errand._replace(due_at=after_quiet(work.now + PROOFS_EVERY, *organizer.hours)))


async def sum_up_the_day(work: Work, errand: Errand, organizer: User) -> None:
    """Of all days since the last time, if there is anything to tell; and again the next day, while something runs."""
    if organizer.summary_off_at is not None:
        return
    until = midnight(work.now, organizer.zone)
    since = until if errand.since is None else errand.since
    at = after_quiet(work.now, *organizer.hours)
    if at > work.now:
        await plan_errand(work, errand._replace(due_at=at, since=since))
        return
    if not has_a_day(since, until):
        await plan_errand(work, summary_after(work.now, since, organizer))
        return
    if organizer.unreachable_at is None and await find_summary(work, organizer.id, since, until):
        keys: Keys = {"user_id": organizer.id, "since": since.isoformat(), "until": until.isoformat()}
        once = f"{SUMMARY}/{organizer.id}/{until:%Y%m%d%H%M}"
        await post_notice(work, SUMMARY, organizer.id, keys, BULK, once)
    if any(not one.practice for one in await list_running(work, organizer.id, _LOOKED_THROUGH)):
        await plan_errand(work, summary_after(work.now, until, organizer))


async def plan_reminders_anew(work: Work, errand: Errand, organizer: User) -> None:
    """Of all that somebody organizes, a raffle at a time; and of what they owe themselves, with whatever organizer."""
    for project in await list_running(work, organizer.id, _LOOKED_THROUGH):
        await plan_errand(work, errand._replace(project_number=project.project_number))
    await hurry_reminders_of(work, organizer.id)


async def plan_reminders_of_raffle(work: Work, errand: Errand, organizer: User, project: Project) -> None:
    await replan_project(work, project, hurry=True)


OF_PROJECT: Mapping[str, Callable[[Work, Errand, User, Project], Awaitable[None]]] = {
    ErrandKind.CLOSING: close_sales,
    ErrandKind.DAY_BEFORE: tell_what_is_missing,
    ErrandKind.HOUR_BEFORE: tell_what_is_missing,
    ErrandKind.HOURS: plan_reminders_of_raffle,
}
OF_ORGANIZER: Mapping[str, Callable[[Work, Errand, User], Awaitable[None]]] = {
    ErrandKind.PROOFS: ask_for_proofs,
    ErrandKind.HOURS: plan_reminders_anew,
    ErrandKind.SUMMARY: sum_up_the_day,
}
"""By the kind of errand."""
