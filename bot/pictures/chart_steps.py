"""The time of a chart, cut into days, weeks, months or years: so many steps as can be told apart."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

_MOST_DAYS = 31
_MOST_WEEKS = 26
_MOST_MONTHS = 36


class Cut(Enum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Step(NamedTuple):
    first: date
    last: date


def cut_for(first: date, last: date) -> Cut:
    days = (last - first).days + 1
    if days <= _MOST_DAYS:
        return Cut.DAY
    if days <= 7 * _MOST_WEEKS:
        return Cut.WEEK
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    return Cut.MONTH if months <= _MOST_MONTHS else Cut.YEAR


def steps_of(first: date, last: date) -> list[Step]:
    """Weeks, months and years are those of the calendar; the first and the last may be cut off."""
    cut, steps = cut_for(first, last), []
    start = first
    while start <= last:
        after = _next(start, cut)
        steps.append(Step(start, min(after - timedelta(days=1), last)))
        start = after
    return steps


def sums(steps: Sequence[Step], values: Sequence[tuple[date, int]]) -> list[int]:
    """Of values in the order of their days."""
    return [sum(amounts) for amounts in _sorted_into(steps, values)]


def _sorted_into(steps: Sequence[Step], values: Sequence[tuple[date, int]]) -> Iterator[list[int]]:
    at = 0
    for step in steps:
        inside = []
        while at < len(values) and values[at][0] <= step.last:
            if values[at][0] >= step.first:
                inside.append(values[at][1])
            at += 1
        yield inside


def _next(day: date, cut: Cut) -> date:
    if cut is Cut.DAY:
        return day + timedelta(days=1)
    if cut is Cut.WEEK:
        return day + timedelta(days=7 - day.weekday())
    if cut is Cut.MONTH:
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date(day.year + 1, 1, 1)
