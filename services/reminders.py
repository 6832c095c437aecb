"""Reminders that are planned: with the order that they are about, and anew whenever what they depend on changes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from db.orders import Order
from db.projects import Project, find_project
from db.reminders import (
    Coming,
    add_planned,
    drop_all_planned,
    drop_planned,
    find_ordered_at,
    list_coming,
    list_of_order,
    list_reserved,
)
from db.work import Work
from rules.keys import ProjectKey
from rules.reminding import Hours, Planned, plan_kept, practice_reminder, reminders
from rules.states import OrderState, ReminderState
from services.pages import PAGE_SIZE, Page, page_of, skip_to
from services.readers import find_hours

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


async def replan_project(work: Work, project: Project) -> None:
    """All of its reservations, when its plan has changed."""
    known: dict[int | None, Hours] = {}
    for one in await list_reserved(work, project.key):
        if one.telegram_id not in known:
            known[one.telegram_id] = await find_hours(work, one.telegram_id, project.user_id)
        await _replan(work, project, one.order, one.ordered_at, known[one.telegram_id])


def wanted_reminders(project: Project, order: Order, ordered_at: datetime, hours: Hours) -> list[Planned]:
    if order.told_deadline_at is None:
        return []
    if project.practice:
        return [practice_reminder(order.told_deadline_at, timedelta(minutes=project.hold_minutes))]
    return reminders(ordered_at, order.told_deadline_at, plan_kept(project.reminder_plan), hours)


async def list_planned(work: Work, key: ProjectKey, page: int = 1) -> tuple[Project, Page[Coming]]:
    """What will be sent to whom, and when."""
    project = await find_project(work, key)
    return project, page_of(await list_coming(work, key, PAGE_SIZE + 1, skip_to(page)), page)


async def _replan(work: Work, project: Project, order: Order, ordered_at: datetime, hours: Hours) -> None:
    sent = await list_of_order(work, order.key, ReminderState.SENT.value)
    wanted = [
        one
        for one in wanted_reminders(project, order, ordered_at, hours)
        if one.due_at > work.now and (project.practice or not _is_among(one, sent))
    ]
    planned = await list_of_order(work, order.key, ReminderState.PLANNED.value)
    await drop_planned(work, [(order.key, one) for one in planned if one not in wanted])
    await add_planned(work, [(order.key, one) for one in wanted if one not in planned])


def _is_among(wanted: Planned, sent: Iterable[Planned]) -> bool:
    return any(one.kind == wanted.kind and abs(one.due_at - wanted.due_at) < _AS_GOOD_AS_SENT for one in sent)
