"""Reminders go when they are due: the world is looked at again first, and each buyer gets one message, and seldom."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from enum import Enum, auto
from typing import NamedTuple

from db.due import DueReminder, ReminderKey, claim_due_reminders, list_due_soon, settle_reminders
from db.reminders import add_planned, note_reminded
from db.users import User
from db.work import Work
from rules.keys import BuyerKey, OrderKey
from rules.reminding import (
    AFTER_ORDERING,
    AT_MOST_EVERY,
    HALF,
    Hours,
    Planned,
    kind_of,
    moment_of,
    next_telling,
    plan_of,
    still_possible,
)
from rules.states import ReminderState
from services.digests import post_digests
from services.readers import find_reader
from services.reminding import post_reminder

AT_ONCE = 50
"""Reminders; those of the same buyers that are due soon come along."""


class Fate(Enum):
    GO = auto()
    FORWARD = auto()
    """By the organizer, for we do not reach the buyer."""
    DROP = auto()


class Reading(NamedTuple):
    """By whom, and when they may be written to."""

    hours: Hours
    within_reach: bool
    organizer: Hours
    digest: time
    """When the organizer hears of those whom they have to write to."""


class _Sorted:
    """What becomes of the reminders that were claimed."""

    def __init__(self) -> None:
        self.dropped: list[ReminderKey] = []
        self.later: list[tuple[OrderKey, Planned]] = []
        self.going: dict[BuyerKey, list[DueReminder]] = defaultdict(list)
        self.along: list[ReminderKey] = []
        """Of those that go, what was not due yet."""
        self.forwarded: dict[int, list[DueReminder]] = defaultdict(list)


async def remind_due(work: Work, most: int = AT_ONCE) -> int:
    """How many reminders were looked at; what another process has in hand is left to it."""
    claimed = await claim_due_reminders(work, most)
    readings = await _readings(work, claimed)
    sorted_ = _Sorted()
    for one in claimed:
        _sort(sorted_, one, fate_of(one, readings[one.buyer], work.now))
    await _take_along(work, sorted_, readings)
    await _carry_out(work, sorted_)
    return len(claimed)


def fate_of(one: DueReminder, reading: Reading, now: datetime) -> Fate | datetime:
    """Or the later moment at which it is looked at once more."""
    told_at = one.told_deadline_at
    if told_at is None or told_at <= now or not one.is_wanted:
        return Fate.DROP
    if one.practice:
        return (Fate.GO if reading.within_reach else Fate.FORWARD) if one.kind == HALF else Fate.DROP
    plan = plan_of(one.reminder_plan, one.cash_reminder_plan, one.pays_by)
    span = next((span for span in plan if kind_of(span) == one.kind), None)
    if span is None:
        return Fate.DROP
    # Zone or quiet hours may be others than when it was planned.
    moment = moment_of(span, told_at, reading.hours)
    if one.due_at <= now < moment:
        return moment
    return _when(one, told_at, reading, now) if reading.within_reach else _when_told(one, told_at, reading, now)


def _when(one: DueReminder, told_at: datetime, reading: Reading, now: datetime) -> Fate | datetime:
    """Not at night, and not within the hour after another one; if that leaves no time to pay, not at all."""
    lately = one.reminded_at is not None and abs(now - one.reminded_at) < AT_MOST_EVERY
    earliest = one.reminded_at + AT_MOST_EVERY if lately and one.reminded_at is not None else now
    at = still_possible(max(now, earliest), told_at, reading.hours)
    if at is None:
        return Fate.DROP
    return Fate.GO if at <= now else at


def _when_told(one: DueReminder, told_at: datetime, reading: Reading, now: datetime) -> Fate | datetime:
    """With what else there is to tell, as long as the deadline does not come first."""
    at = next_telling(one.due_at, told_at, reading.organizer, reading.digest)
    return at if at > now else Fate.FORWARD


def _sort(sorted_: _Sorted, one: DueReminder, fate: Fate | datetime) -> None:
    if fate is Fate.GO:
        sorted_.going[one.buyer].append(one)
    elif fate is Fate.FORWARD:
        sorted_.forwarded[one.user_id].append(one)
    else:
        sorted_.dropped.append(one.key)
        if isinstance(fate, datetime):
            sorted_.later.append((one.order, Planned(one.kind, fate)))


async def _take_along(work: Work, sorted_: _Sorted, readings: dict[BuyerKey, Reading]) -> None:
    """What is due within the hour comes with what goes now, for nothing could go then."""
    if not sorted_.going:
        return
    until, ordered_by = work.now + AT_MOST_EVERY, work.now - AFTER_ORDERING
    for one in await list_due_soon(work, sorted_.going.keys(), until, ordered_by):
        if fate_of(one, readings[one.buyer], work.now) is Fate.GO:
            sorted_.going[one.buyer].append(one)
            sorted_.along.append(one.key)


async def _carry_out(work: Work, sorted_: _Sorted) -> None:
    """The rows are what is remembered of it: without the projects' locks nothing can be told of how orders stand."""
    for buyer in sorted(sorted_.going):
        first = sorted_.going[buyer][0]
        telegram_id = first.telegram_id or 0
        await post_reminder(work, buyer, telegram_id, _orders(sorted_.going[buyer]), _occasion(first.key))
    for user_id in sorted(sorted_.forwarded):
        several = sorted_.forwarded[user_id]
        first_key = several[0].key
        occasion = f"{first_key.project_number}/{first_key.order_number}/{_occasion(first_key)}"
        await post_digests(work, user_id, [(one.buyer_number, one.key) for one in several], occasion)
    await note_reminded(work, sorted_.going.keys())
    await settle_reminders(work, sorted_.along, ReminderState.SENT.value)
    await settle_reminders(work, sorted_.dropped, ReminderState.DROPPED.value)
    await add_planned(work, sorted_.later)


async def _readings(work: Work, reminders: Iterable[DueReminder]) -> dict[BuyerKey, Reading]:
    """Each person is asked for once."""
    known: dict[tuple[int | None, int], User] = {}

    async def reader(telegram_id: int | None, organizer_id: int) -> User:
        if (telegram_id, organizer_id) not in known:
            known[telegram_id, organizer_id] = await find_reader(work, telegram_id, organizer_id)
        return known[telegram_id, organizer_id]

    readings: dict[BuyerKey, Reading] = {}
    for one in reminders:
        if one.buyer not in readings:
            organizer = await reader(None, one.user_id)
            user = await reader(one.telegram_id, one.user_id)
            is_known = user.id == one.telegram_id
            within_reach = one.telegram_id is not None and not (is_known and user.unreachable_at)
            readings[one.buyer] = Reading(user.hours, within_reach, organizer.hours, organizer.digest)
    return readings


def _orders(several: Sequence[DueReminder]) -> list[OrderKey]:
    """Each once; whose deadline comes first, first."""
    deadlines = {one.order: one.told_deadline_at or one.due_at for one in several}
    return sorted(deadlines, key=lambda order: (deadlines[order], order))


def _occasion(first: ReminderKey) -> str:
    """Of which there is one: that reminder is due once."""
    return f"{first.project_number}.{first.order_number}.{first.kind}.{first.due_at:%Y%m%d%H%M%S}"
