"""The terms on which numbers are held: how long, and how much longer than was told."""

from datetime import timedelta

from rules.deadlines import LONGEST_HOLD, SHORTEST_HOLD
from rules.refusals import HoldOutOfBounds

LONGEST_GRACE = timedelta(days=30)


def check_hold(hold: timedelta) -> timedelta:
    return _within(hold, SHORTEST_HOLD, LONGEST_HOLD)


def check_grace(grace: timedelta) -> timedelta:
    """No grace at all is possible."""
    return _within(grace, timedelta(0), LONGEST_GRACE)


def minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _within(span: timedelta, shortest: timedelta, longest: timedelta) -> timedelta:
    if not shortest <= span <= longest:
        raise HoldOutOfBounds(minutes(span), minutes(shortest), minutes(longest))
    return span
