"""Undoing what was just done: all that one unit did to orders, as long as nothing else happened to them since."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from db.buyers import find_buyer
from db.events import Event, find_newest_before, list_later_events, list_speaking_of, note_event
from db.orders import Order, change_order, find_order
from db.projects import Project, lock_project
from db.sets import list_ranges
from db.work import Work
from rules.codes import is_mark
from rules.keys import BuyerKey, OrderKey, ProjectKey
from rules.numbers import NumberRange
from rules.refusals import AlreadyUndone, ChangedSince, MoveNotAllowed, TooLateToUndo
from rules.terms import minutes
from services.more_time import ASKED, REFUSED
from services.paying_by import WILL_PAY
from services.projects import require_running
from services.recalls import post_counts_again, post_recall
from services.reminders import replan_reminders
from services.reminding import REMINDED
from services.reversals import REVERSALS, Deed

UNDO_FOR = timedelta(minutes=10)
CHANGE_NOTHING = frozenset({REMINDED, ASKED, REFUSED, WILL_PAY})
"""Of what an undoing takes back."""
# What was undone at the last moment is still known as undone to who taps once more.
_LOOK_BACK = 2 * UNDO_FOR


class UndoneOrder(NamedTuple):
    kind: str
    """What was undone, as its event was called: `order.sold`, `order.paid`, ..."""
    project: Project
    before: Order
    after: Order
    buyer_name: str
    numbers: tuple[int, ...]
    """That it was about: they are free again after a sale, and taken again after a release."""
    ranges: tuple[NumberRange, ...]


class Undone(NamedTuple):
    orders: list[UndoneOrder]
    """The last that was done comes first."""


async def undo(work: Work, user_id: int, mark: str, by: int) -> Undone:
    """All of it, or nothing."""
    found = await _find(work, user_id, mark, await find_newest_before(work, user_id, work.now - _LOOK_BACK))
    projects = {key: await lock_project(work, key) for key in sorted({_key(event).project for event in found.done})}
    # Only now does nothing happen beside us.
    found = await _find(work, user_id, mark, found.before)
    if found.undone:
        raise AlreadyUndone(_key(found.undone[0]).order_number)
    if not found.done or found.done[0].created_at < work.now - UNDO_FOR:
        raise TooLateToUndo(minutes(UNDO_FOR))
    for project in projects.values():
        require_running(project)
        await _require_unchanged(work, project.key, found.done)
    return Undone([await _reverse(work, projects, event, mark, by) for event in reversed(found.done)])


class _Found(NamedTuple):
    done: list[Event]
    undone: list[Event]
    before: int
    """The event after which they came."""


async def _find(work: Work, user_id: int, mark: str, than: int) -> _Found:
    speaking = await list_speaking_of(work, user_id, mark, than) if is_mark(mark) else []
    facts = [(event, json.loads(event.after)) for event in speaking]
    done = [event for event, after in facts if after.get("mark") == mark]
    undone = [event for event, after in facts if after.get("undid") == mark]
    return _Found(done, undone, min((event.event_number - 1 for event in speaking), default=than))


async def _require_unchanged(work: Work, project: ProjectKey, done: Sequence[Event]) -> None:
    """What happened since but was undone itself did not happen; a reminder changes nothing."""
    ours = [event for event in done if _key(event).project == project]
    orders = sorted({_key(event).order_number for event in ours})
    later = await list_later_events(work, project, orders, than=ours[0].event_number)
    facts = {event: json.loads(event.after) for event in later if event not in ours}
    undone = {after["undid"] for after in facts.values() if "undid" in after}
    for event, after in facts.items():
        if event.kind not in CHANGE_NOTHING and "undid" not in after and after["mark"] not in undone:
            raise ChangedSince(_key(event).order_number)


async def _reverse(work: Work, projects: Mapping[ProjectKey, Project], event: Event, mark: str, by: int) -> UndoneOrder:
    key = _key(event)
    if event.kind not in REVERSALS:
        raise MoveNotAllowed("order", event.kind.partition(".")[2], "undone")
    project = projects[key.project]
    order = await find_order(work, key)
    deed = Deed(json.loads(event.before), json.loads(event.after))
    back = await REVERSALS[event.kind](work, project, order, deed, by)
    await change_order(work, back.order)
    await post_recall(work, project, order, back.order, by)
    await post_counts_again(work, project, back.order, mark, by)
    buyer = await find_buyer(work, BuyerKey(key.user_id, back.order.buyer_number))
    await replan_reminders(work, project, back.order, buyer.telegram_id)
    note_event(
        work,
        "order.undone",
        **key._asdict(),
        buyer_number=back.order.buyer_number,
        made_by=by,
        before=order.facts,
        after={**back.order.facts, **back.facts, "undid": mark, "of": event.kind},
    )
    ranges = await list_ranges(work, project.key)
    return UndoneOrder(event.kind, project, order, back.order, buyer.name, back.numbers, ranges)


def _key(event: Event) -> OrderKey:
    return OrderKey(event.user_id, event.project_number or 0, event.order_number or 0)
