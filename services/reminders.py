"""Reminders that are planned: with the order that they are about, and anew whenever what they depend on changes."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from db.anywhere import list_owed_anywhere
from db.orders import Order, find_order
from db.projects import Project, find_project, lock_project
from db.reminders import (
    Coming,
    Stands,
    add_planned,
    drop_all_planned,
    drop_planned,
    find_ordered_at,
    list_coming,
    list_of_order,
    list_of_project,
    list_reserved,
)
from db.users import User, find_user_if_any
from db.work import Work
from rules.keys import OrderKey, ProjectKey
from rules.reminding import Hours, Planned, next_telling, plan_of, practice_reminder, reminders
from rules.states import OrderState, ReminderState
from services.pages import PAGE_SIZE, Page, page_of, skip_to
from services.readers import find_hours

_OWED = 500
"""So many orders a person may owe, with all organizers."""
_AS_GOOD_AS_SENT = timedelta(hours=12)
"""Whoever got that reminder so lately does not need it once more, because its moment has moved a little."""


async def plan_reminders(work: Work, project: Project, order: Order, telegram_id: int | None) -> None:
    """Of an order just made, by the unit that makes it; its buyer may have no Telegram yet."""
    if order.state == OrderState.RESERVED:
        hours = await find_hours(work, telegram_id, order.user_id)
        wanted = wanted_reminders(project, order, work.now, hours)
        await add_planned(work, [(order.key, one) for one in wanted])


async def replan_reminders(
    work: Work, project: Project, order: Order, telegram_id: int | None, ordered_at: datetime | None = None
) -> None:
    """Of an order whose deadline or state has changed. What was sent stays sent."""
    if order.state != OrderState.RESERVED:
        await drop_all_planned(work, order.key)
        return
    ordered_at = ordered_at or await find_ordered_at(work, order.key)
    hours = await find_hours(work, telegram_id, order.user_id)
    await _replan(work, project, order, ordered_at, hours)


async def replan_project(work: Work, project: Project, *, hurry: bool = False) -> None:
    """All of its reservations, when its plan has changed; or, with hurry, somebody's hours."""
    hours: dict[int | None, Hours] = {}
    stands = await list_of_project(work, project.key)
    anew = _Anew(work.now, hurry=hurry)
    for one in await list_reserved(work, project.key):
        if one.telegram_id not in hours:
            hours[one.telegram_id] = await find_hours(work, one.telegram_id, project.user_id)
        wanted = wanted_reminders(project, one.order, one.ordered_at, hours[one.telegram_id])
        anew.plan(project, one.order.key, wanted, stands.get(one.order.order_number, []))
    await _write(work, anew)


async def hurry_reminders_of(work: Work, telegram_id: int) -> None:
    """Of all that a person owes, with any organizer, when their hours are others."""
    for key in sorted(await list_owed_anywhere(work, telegram_id, _OWED)):
        project = await lock_project(work, key.project)
        order = await find_order(work, key)
        if order.state == OrderState.RESERVED:
            hours = await find_hours(work, telegram_id, key.user_id)
            await _replan(work, project, order, await find_ordered_at(work, key), hours, hurry=True)


def _as_told(one: Coming, organizer: User | None, project: Project) -> Coming:
    """Whom we do not reach their organizer hears of, at the hour at which they hear of such."""
    if one.within_reach or organizer is None or one.told_deadline_at is None or project.practice:
        return one
    return one._replace(due_at=next_telling(one.due_at, one.told_deadline_at, organizer.hours, organizer.digest))


def wanted_reminders(project: Project, order: Order, ordered_at: datetime, hours: Hours) -> list[Planned]:
    if order.told_deadline_at is None:
        return []
    if project.practice:
        return [practice_reminder(order.told_deadline_at, timedelta(minutes=project.hold_minutes))]
    plan = plan_of(project.reminder_plan, project.cash_reminder_plan, order.pays_by)
    return reminders(ordered_at, order.told_deadline_at, plan, hours)


async def list_planned(work: Work, key: ProjectKey, page: int = 1) -> tuple[Project, Page[Coming]]:
    """What will be sent to whom, and when."""
    project = await find_project(work, key)
    organizer = await find_user_if_any(work, key.user_id)
    found = await list_coming(work, key, PAGE_SIZE + 1, skip_to(page))
    return project, page_of([_as_told(one, organizer, project) for one in found], page)


class _Anew:
    """What is to be planned, and what is planned no more."""

    def __init__(self, now: datetime, *, hurry: bool) -> None:
        self._now = now
        self._hurry = hurry
        self.added: list[tuple[OrderKey, Planned]] = []
        self.dropped: list[tuple[OrderKey, Planned]] = []

    def plan(self, project: Project, order: OrderKey, wanted: Sequence[Planned], stands: Sequence[Stands]) -> None:
        """What was put off when its moment came stays so; in a hurry it is looked at again at once."""
        sent = [one.planned for one in stands if one.state == ReminderState.SENT]
        planned = [one.planned for one in stands if one.state == ReminderState.PLANNED]
        coming = [one for one in wanted if one.due_at > self._now and (project.practice or not _is_among(one, sent))]
        over = {one.kind for one in wanted if one.due_at <= self._now}
        put_off = [one for one in planned if one.kind in over and one not in coming]
        if self._hurry:
            put_off = [one._replace(due_at=min(one.due_at, self._now)) for one in put_off]
        kept = [*coming, *put_off]
        self.dropped += [(order, one) for one in planned if one not in kept]
        self.added += [(order, one) for one in kept if one not in planned]


async def _replan(
    work: Work, project: Project, order: Order, ordered_at: datetime, hours: Hours, *, hurry: bool = False
) -> None:
    anew = _Anew(work.now, hurry=hurry)
    wanted = wanted_reminders(project, order, ordered_at, hours)
    anew.plan(project, order.key, wanted, await list_of_order(work, order.key))
    await _write(work, anew)


async def _write(work: Work, anew: _Anew) -> None:
    await drop_planned(work, anew.dropped)
    await add_planned(work, anew.added)


def _is_among(wanted: Planned, sent: Iterable[Planned]) -> bool:
    return any(one.kind == wanted.kind and abs(one.due_at - wanted.due_at) < _AS_GOOD_AS_SENT for one in sent)
