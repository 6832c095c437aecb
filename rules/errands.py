"""What happens by itself, and when: sales close, what is missing is told, proofs are asked for, a day is summed up."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from rules.deadlines import after_quiet
from rules.reminding import Hours, moment_of


class ErrandKind(StrEnum):
    CLOSING = "closing"
    DAY_BEFORE = "day-before"
    HOUR_BEFORE = "hour-before"
    HOURS = "hours"
    """Of somebody are others: reminders that they read, or that their buyers read, fall on other moments."""
    PROOFS = "proofs"
    SUMMARY = "summary"


BEFORE_THE_DRAW: Mapping[ErrandKind, timedelta] = {
    ErrandKind.DAY_BEFORE: timedelta(days=1),
    ErrandKind.HOUR_BEFORE: timedelta(hours=1),
}
"""The organizer is told what is missing so long before it."""

PROOFS_WAIT = timedelta(hours=6)
"""Before their organizer is asked to look at them."""
PROOFS_EVERY = timedelta(days=1)
SHORTEST_DAY = timedelta(hours=20)
"""A summary tells of so much at least, wherever its organizer has moved; a day may have an hour less than others."""
_DAYS_AROUND = (-1, 0, 1, 2, 3)


def telling_moment(kind: ErrandKind, draw_at: datetime, hours: Hours) -> datetime:
    """In quiet hours it waits for their end; where the draw comes first it goes before them."""
    return moment_of(BEFORE_THE_DRAW[kind], draw_at, hours)


def proofs_moment(sent_at: datetime, hours: Hours) -> datetime:
    return after_quiet(sent_at + PROOFS_WAIT, *hours)


def midnight(at: datetime, zone: str) -> datetime:
    """At which its day began there."""
    return _on_the_clock(at.astimezone(ZoneInfo(zone)).date(), time(0), zone)


def next_summary(now: datetime, told_until: datetime, hours: Hours, clock: time) -> datetime:
    """The first after now that has a day to tell of. Each day at that time of theirs, unless it is quiet then."""
    today = now.astimezone(ZoneInfo(hours.zone)).date()
    days = (today + timedelta(days=more) for more in _DAYS_AROUND)
    moments = [after_quiet(_on_the_clock(day, clock, hours.zone), *hours) for day in days]
    return next(at for at in moments if at > now and has_a_day(told_until, midnight(at, hours.zone)))


def has_a_day(since: datetime, until: datetime) -> bool:
    return until - since >= SHORTEST_DAY


def _on_the_clock(day: date, clock: time, zone: str) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)
