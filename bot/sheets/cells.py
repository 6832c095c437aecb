"""What cells hold, as it is handed from the process that knows the rows to the one that writes them."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

Cell = str | int | None
"""Nothing is an empty cell."""
_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's times have no zone
_SECOND = timedelta(seconds=1)
DAY = 86_400


class Kind(StrEnum):
    """Of a column."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    """Handed over in the smallest unit of the currency."""
    MOMENT = "moment"
    """Handed over as `seconds_of`: there, a spreadsheet's days begin."""
    RAFFLE = "raffle"
    """Handed over as it is shown; a number all the same, so that it can be sorted."""
    ANY = "any"
    """Of one kind each: handed over with it."""


class Column(NamedTuple):
    header: str
    kind: Kind
    width: int


def seconds_of(there: datetime) -> int:
    """Of a moment on the clock of whoever reads it."""
    return (there.replace(tzinfo=None) - _DAY_0) // _SECOND


def moment_of(seconds: int) -> datetime:
    return _DAY_0 + seconds * _SECOND
