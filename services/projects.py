"""Projects: made, chosen and listed; named, described, dated, given terms; closed and opened again."""

from datetime import UTC, datetime, timedelta
from typing import Any

from db.blocks import has_taken
from db.counters import take_numbers
from db.events import note_event
from db.orders import has_money
from db.projects import (
    Project,
    add_project,
    change_project,
    find_project,
    find_project_if_any,
    list_projects,
    list_running,
    lock_project,
    lock_project_if_any,
)
from db.sets import change_set, list_sets
from db.users import User, change_user, find_user_if_any, lock_user
from db.work import Work
from rules.buying import LimitOutOfBounds
from rules.closing import closing_text
from rules.codes import slug
from rules.keys import ProjectKey
from rules.locking import ProjectLocked
from rules.misreadings import DateInThePast
from rules.money import converted, read_currency
from rules.numbers import MOST_NUMBERS
from rules.quotas import Quota
from rules.refusals import AlreadyPromised, CurrencyFixed, NoProjectYet, ProjectNotOpen, ProjectUnclear
from rules.reminding import Plan, plan_text
from rules.states import DrawMethod, ProjectState, check_move
from rules.terms import PRACTICE_GRACE, PRACTICE_HOLD, check_grace, check_hold, minutes
from rules.words import DESCRIPTION_LIMIT, NAME_LIMIT, clean_line, clean_text
from services.errands import plan_for_project, plan_summary, with_closing
from services.pages import PAGE_SIZE, Page, page_of, skip_to
from services.quotas import require_room
from services.reminders import replan_project

MOST_SHOWN = 50
_WHAT_CLOSES = frozenset({"draw_at", "closing"})


async def create_project(work: Work, user_id: int, name: str, *, practice: bool = False) -> Project:
    """Open, without a set yet, in the organizer's currency and with their terms; it becomes the active one."""
    organizer = await lock_user(work, user_id)
    cleaned = clean_line(name, "name", NAME_LIMIT)
    await require_room(work, user_id, Quota.RAFFLES)
    (number,) = await take_numbers(work, user_id, "project")
    project = Project(
        user_id=user_id,
        project_number=number,
        name=cleaned,
        description=None,
        state=ProjectState.OPEN.value,
        currency=organizer.currency,
        draw_at=None,
        hold_minutes=minutes(PRACTICE_HOLD) if practice else organizer.hold_minutes,
        grace_minutes=minutes(PRACTICE_GRACE) if practice else organizer.grace_minutes,
        practice=practice,
        slug=slug(work.chance),
    )
    await add_project(work, project)
    await change_user(work, organizer._replace(active_project=number))
    if not practice:
        await plan_summary(work, organizer)
    note_event(work, "project.created", **project.key._asdict(), made_by=user_id, after=project.facts)
    return project


async def active_project(work: Work, user_id: int) -> Project:
    """The one last made or chosen; once it has ended the only open one, and itself while there is no other."""
    organizer = await find_user_if_any(work, user_id)
    if organizer is None:
        raise NoProjectYet
    return await active_project_of(work, organizer)


async def active_project_of(work: Work, organizer: User) -> Project:
    """Of somebody who is at hand."""
    active = await _active_if_any(work, organizer)
    if active is not None and is_running(active):
        return active
    running = await list_running(work, organizer.id, MOST_SHOWN)
    possible = [project for project in running if project.state == ProjectState.OPEN] or running
    if len(possible) > 1:
        raise ProjectUnclear(tuple(sorted(project.project_number for project in possible)))
    if possible:
        return possible[0]
    if active is None:
        raise NoProjectYet
    return active


async def lock_active_project(work: Work, organizer: User) -> Project:
    """The same with its lock, for what changes its numbers."""
    if organizer.active_project is not None:
        active = await lock_project_if_any(work, ProjectKey(organizer.id, organizer.active_project))
        if active is not None and is_running(active):
            return active
    return await lock_project(work, (await active_project_of(work, organizer)).key)


async def _active_if_any(work: Work, organizer: User) -> Project | None:
    if organizer.active_project is None:
        return None
    return await find_project_if_any(work, ProjectKey(organizer.id, organizer.active_project))


async def list_open_projects(work: Work, user_id: int) -> list[Project]:
    """Those that go on, closed ones too, newest first; no more than can be shown."""
    return await list_running(work, user_id, MOST_SHOWN)


async def list_all_projects(work: Work, user_id: int, page: int = 1) -> Page[Project]:
    """Newest first."""
    return page_of(await list_projects(work, user_id, PAGE_SIZE + 1, skip_to(page)), page)


async def choose_project(work: Work, key: ProjectKey) -> Project:
    """Makes it the active one."""
    project = await find_project(work, key)
    organizer = await lock_user(work, key.user_id)
    if organizer.active_project != key.project_number:
        await change_user(work, organizer._replace(active_project=key.project_number))
    return project


async def rename_project(work: Work, key: ProjectKey, name: str, by: int) -> Project:
    return await _change(work, key, by, name=clean_line(name, "name", NAME_LIMIT))


async def describe_project(work: Work, key: ProjectKey, description: str | None, by: int) -> Project:
    """None takes it back."""
    cleaned = None if description is None else clean_text(description, "description", DESCRIPTION_LIMIT)
    return await _change(work, key, by, description=cleaned)


async def set_draw_date(work: Work, key: ProjectKey, draw_at: datetime | None, by: int) -> Project:
    """Once somebody took a number it only moves further away."""
    if draw_at is not None and draw_at <= work.now:
        raise DateInThePast(draw_at, work.now)
    draw_at = draw_at.astimezone(UTC) if draw_at else None
    told = (await lock_project(work, key)).draw_at
    if told is not None and (draw_at is None or draw_at < told):
        await require_unpromised(work, key, "draw_at")
    return await _change(work, key, by, draw_at=draw_at)


async def set_closing(work: Work, key: ProjectKey, span: timedelta | None, by: int) -> Project:
    """How long before the draw sales close by themselves; None is never."""
    draw_at = (await lock_project(work, key)).draw_at
    if span and draw_at is not None and draw_at - span <= work.now:
        raise DateInThePast(draw_at - span, work.now)
    return await _change(work, key, by, closing=closing_text(span))


async def set_draw_method(work: Work, key: ProjectKey, method: DrawMethod, by: int) -> Project:
    # What was not said yet promised nothing.
    if (await lock_project(work, key)).draw_method not in (None, method):
        await require_unpromised(work, key, "draw_method")
    return await _change(work, key, by, draw_method=method.value)


async def set_terms(work: Work, key: ProjectKey, hold: timedelta, grace: timedelta, by: int) -> Project:
    """How long a reservation is held, and how much later it is really released; for orders made from now on."""
    practice = (await lock_project(work, key)).practice
    terms = {
        "hold_minutes": minutes(check_hold(hold, practice=practice)),
        "grace_minutes": minutes(check_grace(grace)),
    }
    return await _change(work, key, by, **terms)


async def set_reminder_plan(work: Work, key: ProjectKey, plan: Plan, by: int) -> Project:
    """How long before their deadlines buyers are reminded; of what is reserved already, too."""
    project = await _change(work, key, by, reminder_plan=plan_text(plan))
    await replan_project(work, project)
    return project


async def set_cash_plan(work: Work, key: ProjectKey, plan: Plan | None, by: int) -> Project:
    """The same for those who said that they pay in cash; None is as for everybody."""
    project = await _change(work, key, by, cash_reminder_plan=None if plan is None else plan_text(plan))
    await replan_project(work, project)
    return project


async def set_more_time(work: Work, key: ProjectKey, span: timedelta, by: int) -> Project:
    """So much longer a buyer may take by themselves, once for each order; none at all is possible."""
    return await _change(work, key, by, more_time_minutes=minutes(span))


async def set_limits(
    work: Work, key: ProjectKey, most_per_order: int | None, most_per_buyer: int | None, by: int
) -> Project:
    """How many numbers buyers may take by themselves; what the organizer records is not limited. None takes it back."""
    for limit in (most_per_order, most_per_buyer):
        if limit is not None and not 1 <= limit <= MOST_NUMBERS:
            raise LimitOutOfBounds(limit, MOST_NUMBERS)
    return await _change(work, key, by, most_per_order=most_per_order, most_per_buyer=most_per_buyer)


async def set_currency(work: Work, key: ProjectKey, currency: str, by: int) -> Project:
    """Only while no order speaks of money in the old one. A price of 5.00 stays a price of 5, in the new one."""
    read = read_currency(currency)
    project = await lock_project(work, key)
    if read != project.currency and await has_money(work, key):
        raise CurrencyFixed(project.currency)
    for raffle_set in await list_sets(work, key):
        repriced = raffle_set._replace(unit_price=converted(raffle_set.unit_price, project.currency, read))
        if repriced != raffle_set:
            await change_set(work, repriced)
            before, after = raffle_set.facts, repriced.facts
            note_event(work, "set.repriced", **key._asdict(), made_by=by, before=before, after=after)
    return await _change(work, key, by, currency=read)


async def close_project(work: Work, key: ProjectKey, by: int) -> Project:
    """No new sale or reservation; payments, extensions and releases go on."""
    return await move_project(work, key, ProjectState.CLOSED, by)


def require_open(project: Project, now: datetime) -> None:
    """When its time has come it is closed, though nobody has written that down yet."""
    require_unlocked(project)
    if not is_open(project, now):
        closed = ProjectState.CLOSED.value if project.state == ProjectState.OPEN else project.state
        raise ProjectNotOpen(project.project_number, closed)


def is_open(project: Project, now: datetime) -> bool:
    return project.state == ProjectState.OPEN and (project.closes_at is None or now < project.closes_at)


def require_running(project: Project) -> None:
    """Open or closed: what was taken may still be paid, given back or handed on."""
    require_unlocked(project)
    if not is_running(project):
        raise ProjectNotOpen(project.project_number, project.state)


def require_unlocked(project: Project) -> None:
    if project.locked_at is not None:
        raise ProjectLocked(project.project_number)


def is_running(project: Project) -> bool:
    return project.state in (ProjectState.OPEN, ProjectState.CLOSED)


async def require_unpromised(work: Work, key: ProjectKey, field: str, set_number: int | None = None) -> None:
    """Nobody has a number of the project, or of this set; with the project's lock, so that nobody takes one now."""
    if await has_taken(work, key, set_number):
        raise AlreadyPromised(field)


async def move_project(work: Work, key: ProjectKey, state: ProjectState, by: int) -> Project:
    project = await lock_project(work, key)
    require_unlocked(project)
    check_move("project", ProjectState(project.state), state)
    moved = with_closing(project._replace(state=state.value), work.now)
    await change_project(work, moved)
    await plan_for_project(work, moved)
    kind = f"project.{state.value}"
    note_event(work, kind, **key._asdict(), made_by=by, before=project.facts, after=moved.facts)
    return moved


async def _change(work: Work, key: ProjectKey, by: int, **values: Any) -> Project:
    project = await lock_project(work, key)
    require_running(project)
    changed = project._replace(**values)
    if changed == project:
        return project
    if not _WHAT_CLOSES.isdisjoint(values):
        changed = with_closing(changed, work.now)
        await plan_for_project(work, changed)
    await change_project(work, changed)
    note_event(
        work,
        "project.changed",
        **key._asdict(),
        made_by=by,
        before=project.facts,
        after=changed.facts | {"fields": sorted(values)},
    )
    return changed
