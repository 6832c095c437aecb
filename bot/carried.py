"""What is looked for, as a button carries it: each part in a few letters and digits, for there is little room."""

from datetime import date
from typing import NamedTuple

from rules.misreadings import ButtonTooOld
from rules.states import PaymentMethod, RaffleState
from services.lists import Filter

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LONGEST = 12
_STATES = (None, *RaffleState)
_METHODS = (None, *PaymentMethod)


class Carried(NamedTuple):
    project_number: int
    wanted: Filter


def carry(project_number: int, wanted: Filter) -> str:
    """What is left open is 0: nothing counts from there."""
    parts = (
        project_number,
        _STATES.index(wanted.state),
        wanted.set_number or 0,
        wanted.buyer_number or 0,
        _METHODS.index(wanted.method),
        wanted.first_day.toordinal() if wanted.first_day else 0,
        wanted.last_day.toordinal() if wanted.last_day else 0,
        wanted.page,
    )
    return ".".join(map(_written, parts))


def read_carried(value: str) -> Carried:
    parts = [_read(part) for part in value.split(".")]
    try:
        project, state, set_number, buyer, method, first, last, page = parts
        chosen = _STATES[state], set_number or None, buyer or None, _METHODS[method]
        wanted = Filter(*chosen, _day(first), _day(last), page)
    except (ValueError, IndexError, OverflowError):
        raise ButtonTooOld from None
    return Carried(project, wanted)


def _written(number: int) -> str:
    digits = ""
    while number or not digits:
        number, rest = divmod(number, len(_DIGITS))
        digits = _DIGITS[rest] + digits
    return digits


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


def _read(part: str) -> int:
    if not 0 < len(part) <= _LONGEST or not set(part) <= set(_DIGITS):
        raise ButtonTooOld
    return int(part, len(_DIGITS))
