"""When reminders fall: so long before the told deadline, not soon after ordering, and in nobody's quiet hours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rules.deadlines import QuietHours, after_quiet, before_quiet, read_span
from rules.misreadings import HoldOutOfBounds, HoldUnreadable
from rules.refusals import Refusal
from rules.states import PaymentMethod
from rules.terms import minutes

Plan = tuple[timedelta, ...]
"""So long before the told deadline, the longest first."""

DEFAULT_PLAN: Plan = (timedelta(hours=24), timedelta(hours=3))
MOST = 5
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=30)
AFTER_ORDERING = timedelta(hours=2)
"""Who has just ordered knows it."""
AT_MOST_EVERY = timedelta(hours=1)
DIGEST_AT = time(9)
"""On the organizer's clock, unless they choose another time."""
_HOUR, _INSTANT = timedelta(hours=1), timedelta(microseconds=1)
HALF = "half"
"""The one reminder of practice: when half of the time is over."""
AT_THEIR_WISH = "now"
"""What the organizer wanted to go at once, and passes on themselves."""

_NONE = frozenset({"0", "-", "no", "none", "never", "ninguno", "ninguna", "nunca", "nenhum", "nenhuma"})
_SAME = frozenset({"same", "the same", "igual", "lo mismo", "o mesmo", "mesmo", "=", ""})
_BETWEEN = re.compile(r"[\s,;+]+(?:(?:and|y|e)\s+)?")


@dataclass(eq=False)
class TooManyReminders(Refusal):
    limit: int


@dataclass(eq=False)
class NobodyToRemind(Refusal):
    """Nobody owes anything, or all were reminded lately."""


class Planned(NamedTuple):
    kind: str
    """How long before the deadline, as it is written: 24h."""
    due_at: datetime


class Hours(NamedTuple):
    """Of whoever is reminded: their zone, and when they want it quiet there."""

    zone: str
    quiet: QuietHours


def read_plan(text: str) -> Plan:
    """As it is written: 24h, 3h; or a word that means none."""
    written = " ".join(text.casefold().split())
    if written in _NONE:
        return ()
    spans = {_within(read_span(part)) for part in _BETWEEN.split(written) if part}
    if not spans:
        raise HoldUnreadable(text)
    if len(spans) > MOST:
        raise TooManyReminders(MOST)
    return tuple(sorted(spans, reverse=True))


def read_cash_plan(text: str) -> Plan | None:
    """The same; None is as for everybody, which is written too."""
    return None if " ".join(text.casefold().split()) in _SAME else read_plan(text)


def plan_text(plan: Plan) -> str:
    """As it is kept; empty when there is none."""
    return ",".join(map(kind_of, plan))


def plan_kept(text: str | None) -> Plan:
    if text is None:
        return DEFAULT_PLAN
    return tuple(read_span(part) for part in text.split(",") if part)


def plan_of(plan: str | None, cash_plan: str | None, pays_by: str | None) -> Plan:
    """For an order: who said that they pay in cash may have one of their own."""
    return plan_kept(cash_plan if cash_plan is not None and pays_by == PaymentMethod.CASH else plan)


def kind_of(span: timedelta) -> str:
    whole = minutes(span)
    return f"{whole}m" if whole % 60 else f"{whole // 60}h"


def reminders(ordered_at: datetime, told_at: datetime, plan: Iterable[timedelta], hours: Hours) -> list[Planned]:
    """The first comes first. Of several that fall on one moment the last before the deadline is meant."""
    found: dict[datetime, str] = {}
    earliest = ordered_at + AFTER_ORDERING
    for span in sorted(plan, reverse=True):
        due_at = moment_of(span, told_at, hours)
        if told_at - span >= earliest and due_at >= earliest:
            found[due_at] = kind_of(span)
    return [Planned(kind, due_at) for due_at, kind in sorted(found.items())]


def practice_reminder(told_at: datetime, hold: timedelta) -> Planned:
    """Who tries it out waits for minutes, at any hour."""
    return Planned(HALF, told_at - hold / 2)


def moment_of(span: timedelta, told_at: datetime, hours: Hours) -> datetime:
    """In quiet hours it waits for their end; where the deadline comes first it goes before them."""
    after = after_quiet(told_at - span, *hours)
    return after if after < told_at else before_quiet(told_at - span, *hours)


def still_possible(not_before: datetime, told_at: datetime, hours: Hours) -> datetime | None:
    """From then on, outside quiet hours, as long as there is time to pay."""
    at = after_quiet(not_before, *hours)
    return at if at < told_at else None


def next_telling(due_at: datetime, told_at: datetime, hours: Hours, clock: time) -> datetime:
    """When an organizer hears of whom they have to write to: once a day, or with the full hour if that is too late."""
    if _digest_after(due_at - _INSTANT, hours, clock) == due_at:
        return due_at
    digest = _digest_after(due_at, hours, clock)
    if digest < told_at:
        return digest
    hour = due_at + (datetime.min.replace(tzinfo=UTC) - due_at) % _HOUR
    return hour if hour < told_at else due_at


def _digest_after(at: datetime, hours: Hours, clock: time) -> datetime:
    """Every day at that time of theirs, unless they want it quiet then."""
    zone = ZoneInfo(hours.zone)
    day = at.astimezone(zone).date()
    moments = (
        after_quiet(datetime.combine(day + timedelta(days=more), clock, zone).astimezone(UTC), *hours)
        for more in (-1, 0, 1, 2)
    )
    return next(moment for moment in moments if moment > at)


def _within(span: timedelta) -> timedelta:
    if not SHORTEST <= span <= LONGEST:
        raise HoldOutOfBounds(minutes(span), minutes(SHORTEST), minutes(LONGEST))
    return span
