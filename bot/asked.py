"""Which report is wanted, as a button carries it: the raffle alone for the usual one, else each part in a few signs."""

from datetime import date
from typing import NamedTuple

from rules.misreadings import ButtonTooOld
from services.periods import Days
from services.reports import Asked, View

_LARGEST = 2**62


class Carried(NamedTuple):
    project_number: int
    asked: Asked


def ask(project_number: int, asked: Asked = Asked()) -> str:  # noqa: B008  # it never changes
    """A day that is left open is 0: nothing counts from there."""
    if asked == Asked():
        return str(project_number)
    first, last = (day.toordinal() if day else 0 for day in asked.days)
    return f"{project_number}.{asked.view.value}.{first}.{last}.{asked.page}"


def read_asked(value: str) -> Carried:
    project, *rest = value.split(".")
    if not rest:
        return Carried(_number(project), Asked())
    try:
        view, first, last, page = rest
        days = Days(_day(_number(first)), _day(_number(last)))
        return Carried(_number(project), Asked(View(view), days, _number(page)))
    except (ValueError, OverflowError):
        raise ButtonTooOld from None


def _number(part: str) -> int:
    if not (part.isascii() and part.isdigit() and len(part) <= 19 and int(part) <= _LARGEST):
        raise ButtonTooOld
    return int(part)


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
