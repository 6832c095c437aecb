"""The terms on which numbers are held: how long, and how much longer than was told."""

from datetime import timedelta

from rules.deadlines import LONGEST_HOLD, SHORTEST_HOLD
from rules.misreadings import HoldOutOfBounds

LONGEST_GRACE = timedelta(days=30)
PRACTICE_HOLD = timedelta(minutes=3)
PRACTICE_GRACE = timedelta(minutes=1)
"""So that what comes of a reservation can be watched."""


def check_hold(hold: timedelta, *, practice: bool = False) -> timedelta:
    return _within(hold, timedelta(minutes=1) if practice else SHORTEST_HOLD, LONGEST_HOLD)


def check_grace(grace: timedelta) -> timedelta:
    """No grace at all is possible."""
    return _within(grace, timedelta(0), LONGEST_GRACE)


def minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _within(span: timedelta, shortest: timedelta, longest: timedelta) -> timedelta:
    if not shortest <= span <= longest:
        raise HoldOutOfBounds(minutes(span), minutes(shortest), minutes(longest))
    return span
