"""Reminders go when they are due: the world is looked at again first, and each buyer gets one message, and seldom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import Enum, auto
from typing import NamedTuple

from db.due import DueBuyer, DueReminder, claim_due_buyers, claim_reminders
from db.reminders import add_planned, drop_planned, mark_reminded, note_reminded
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
    plan_kept,
    still_possible,
)
from rules.states import OrderState, ProjectState
from services.readers import find_reader, hours_of
from services.reminding import post_reminder, post_to_forward

AT_ONCE = 500
"""Reminders; those of the same buyers that are due soon come along."""
_RUNNING = (ProjectState.OPEN, ProjectState.CLOSED)


class Fate(Enum):
    GO = auto()
    FORWARD = auto()
    """By the organizer, for we do not reach the buyer."""
    DROP = auto()


class Reading(NamedTuple):
    """By whom, and when they may be written to."""

    hours: Hours
    organizer: Hours
    within_reach: bool


class _Sorted:
    """What becomes of the reminders that were claimed."""

    def __init__(self) -> None:
        self.dropped: list[tuple[OrderKey, Planned]] = []
        self.later: list[tuple[OrderKey, Planned]] = []
        self.going: dict[BuyerKey, list[DueReminder]] = defaultdict(list)
        self.forwarded: dict[int, list[DueReminder]] = defaultdict(list)


async def remind_due(work: Work, most: int = AT_ONCE) -> int:
    """How many reminders were looked at; what another process has in hand is left to it."""
    buyers = {buyer.key: buyer for buyer in await claim_due_buyers(work, most)}
    claimed = await claim_reminders(work, buyers.keys(), work.now + AT_MOST_EVERY, 2 * most)
    readings = await _readings(work, buyers.values())
    sorted_ = _Sorted()
    soon: list[DueReminder] = []
    for one in claimed:
        if one.due_at > work.now:
            soon.append(one)
        else:
            _sort(sorted_, one, fate_of(one, buyers[one.buyer], readings[one.buyer], work.now))
    for one in soon:
        _take_along(sorted_, one, fate_of(one, buyers[one.buyer], readings[one.buyer], work.now), work.now)
    await _carry_out(work, sorted_, buyers)
    return len(claimed) - len(soon)


def fate_of(one: DueReminder, buyer: DueBuyer, reading: Reading, now: datetime) -> Fate | datetime:
    """Or the later moment at which it is looked at once more."""
    told_at = one.told_deadline_at
    if told_at is None or told_at <= now or not _is_wanted(one, buyer):
        return Fate.DROP
    if one.practice:
        return (Fate.GO if reading.within_reach else Fate.FORWARD) if one.kind == HALF else Fate.DROP
    span = next((span for span in plan_kept(one.reminder_plan) if kind_of(span) == one.kind), None)
    if span is None:
        return Fate.DROP
    # Zone or quiet hours may be others than when it was planned.
    moment = moment_of(span, told_at, reading.hours)
    if one.due_at <= now < moment:
        return moment
    return _when(one, buyer, reading, now) if reading.within_reach else _when_told(one, told_at, reading, now)


def _is_wanted(one: DueReminder, buyer: DueBuyer) -> bool:
    is_muted = one.reminders_off_at is not None or buyer.reminders_off_at is not None
    goes_on = one.project_state in _RUNNING and one.hidden_at is None
    return one.order_state == OrderState.RESERVED and goes_on and not is_muted and not one.proof_waits


def _when(one: DueReminder, buyer: DueBuyer, reading: Reading, now: datetime) -> Fate | datetime:
    """Not at night, and not within the hour after another one; if that leaves no time to pay, not at all."""
    lately = buyer.reminded_at is not None and abs(now - buyer.reminded_at) < AT_MOST_EVERY
    earliest = buyer.reminded_at + AT_MOST_EVERY if lately and buyer.reminded_at is not None else now
    at = still_possible(max(now, earliest), one.told_deadline_at or now, reading.hours)
    if at is None:
        return Fate.DROP
    return Fate.GO if at <= now else at


def _when_told(one: DueReminder, told_at: datetime, reading: Reading, now: datetime) -> Fate | datetime:
    """With what else there is to tell, as long as the deadline does not come first."""
    at = next_telling(one.due_at, told_at, reading.organizer)
    return at if at > now else Fate.FORWARD


def _sort(sorted_: _Sorted, one: DueReminder, fate: Fate | datetime) -> None:
    if fate is Fate.GO:
        sorted_.going[one.buyer].append(one)
    elif fate is Fate.FORWARD:
        sorted_.forwarded[one.user_id].append(one)
    else:
        sorted_.dropped.append(_named(one))
        if isinstance(fate, datetime):
            sorted_.later.append((one.order, Planned(one.kind, fate)))


def _take_along(sorted_: _Sorted, one: DueReminder, fate: Fate | datetime, now: datetime) -> None:
    """What is due within the hour comes with what goes now, for nothing could go then."""
    has_ordered_long_ago = one.practice or now >= one.ordered_at + AFTER_ORDERING
    if one.buyer in sorted_.going and fate is Fate.GO and has_ordered_long_ago:
        sorted_.going[one.buyer].append(one)


async def _carry_out(work: Work, sorted_: _Sorted, buyers: Mapping[BuyerKey, DueBuyer]) -> None:
    """The rows are what is remembered of it: without the projects' locks nothing can be told of how orders stand."""
    for buyer in sorted(sorted_.going):
        first = sorted_.going[buyer][0]
        telegram_id = buyers[buyer].telegram_id or 0
        await post_reminder(work, buyer, telegram_id, _orders(sorted_.going[buyer]), _occasion(first))
    for user_id in sorted(sorted_.forwarded):
        first = sorted_.forwarded[user_id][0]
        occasion = f"{first.project_number}/{first.order_number}/{_occasion(first)}"
        await post_to_forward(work, user_id, _orders(sorted_.forwarded[user_id]), occasion)
    await note_reminded(work, sorted_.going.keys())
    sent = [one for several in (*sorted_.going.values(), *sorted_.forwarded.values()) for one in several]
    await mark_reminded(work, [_named(one) for one in sent])
    await drop_planned(work, sorted_.dropped)
    await add_planned(work, sorted_.later)


async def _readings(work: Work, buyers: Iterable[DueBuyer]) -> dict[BuyerKey, Reading]:
    """Each person is asked for once."""
    known: dict[tuple[int | None, int], User] = {}

    async def reader(telegram_id: int | None, organizer_id: int) -> User:
        if (telegram_id, organizer_id) not in known:
            known[telegram_id, organizer_id] = await find_reader(work, telegram_id, organizer_id)
        return known[telegram_id, organizer_id]

    readings = {}
    for one in buyers:
        organizer = hours_of(await reader(None, one.user_id))
        reading = await reader(one.telegram_id, one.user_id)
        within_reach = one.telegram_id is not None and (reading.id != one.telegram_id or not reading.unreachable_at)
        readings[one.key] = Reading(hours_of(reading), organizer, within_reach)
    return readings


def _orders(several: Sequence[DueReminder]) -> list[OrderKey]:
    """Each once; whose deadline comes first, first."""
    deadlines = {one.order: one.told_deadline_at or one.due_at for one in several}
    return sorted(deadlines, key=lambda order: (deadlines[order], order))


def _named(one: DueReminder) -> tuple[OrderKey, Planned]:
    return one.order, Planned(one.kind, one.due_at)


def _occasion(first: DueReminder) -> str:
    """Of which there is one: that reminder is due once."""
    return f"{first.project_number}.{first.order_number}.{first.kind}.{first.due_at:%Y%m%d%H%M%S}"
