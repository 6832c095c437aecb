"""How many wrong links a person may try: enough for whoever mistypes, hopeless for whoever guesses."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from rules.buying import TriedTooOften
from rules.refusals import LinkNotUsable

MOST = 20
SPAN = timedelta(hours=1)
_REMEMBERED = 10_000


class _Left(NamedTuple):
    tries: float
    at: datetime


class WrongLinks:
    """A bucket for each person, refilled evenly; in this process alone, and only for the latest of them."""

    def __init__(self, most: int = MOST, span: timedelta = SPAN) -> None:
        self._most = most
        self._each = span / most
        self._left: dict[int, _Left] = {}

    @contextmanager
    def counted(self, person: int, now: datetime) -> Iterator[None]:
        """Whoever has no try left is turned away before anything is looked up; a wrong link costs one."""
        left = self._left_to(person, now)
        if left < 1:
            raise TriedTooOften(ceil((1 - left) * self._each / timedelta(minutes=1)))
        try:
            yield
        except LinkNotUsable:
            self._keep(person, _Left(left - 1, now))
            raise

    def _left_to(self, person: int, now: datetime) -> float:
        known = self._left.get(person)
        return self._most if known is None else min(self._most, known.tries + (now - known.at) / self._each)

    def _keep(self, person: int, left: _Left) -> None:
        self._left.pop(person, None)
        self._left[person] = left
        if len(self._left) > _REMEMBERED:
            del self._left[next(iter(self._left))]
