"""What is written behind /find: words that each narrow down which numbers are listed."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from bot.oneline.rows import read_row_number
from rules.choices import is_raffle_state, read_method, read_raffle_state
from rules.misreadings import ChoiceUnknown, DateUnreadable, OnlyOneOf
from rules.words import fold, split_words
from services.lists import Filter
from services.periods import Days

Value = TypeVar("Value")

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "set": ("serie",),
    "buyer": ("comprador", "compradora"),
    "method": ("método", "forma"),
    "from": ("desde", "de"),
    "to": ("hasta", "até"),
    "page": ("página", "pág"),
}
_EXAMPLES = (
    "free",
    "reserved",
    "sold",
    "set:1",
    "buyer:3",
    "method:cash",
    "from:2026-03-01",
    "to:2026-03-31",
    "page:2",
)
_FIELD_OF = {fold(word): field for field, aliases in _FIELDS.items() for word in (field, *aliases)}
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_find(text: str) -> Filter:
    """`sold set:1 buyer:3 method:cash from:2026-03-01 to:2026-03-31 page:2`, in any order, each at most once."""
    said = _said(text, _field_of)
    page = _value(said, "page", lambda typed: read_row_number(typed, "page"))
    return Filter(
        state=_value(said, "state", read_raffle_state),
        set_number=_value(said, "set", lambda typed: read_row_number(typed, "set")),
        buyer_number=_value(said, "buyer", lambda typed: read_row_number(typed, "buyer")),
        method=_value(said, "method", read_method),
        first_day=_value(said, "from", read_day),
        last_day=_value(said, "to", read_day),
        page=1 if page is None else page,
    )


def read_days(text: str) -> Days:
    """`from:2026-03-01 to:2026-03-31`, or one of them."""
    said = _said(text, _end_of)
    return Days(_value(said, "from", read_day), _value(said, "to", read_day))


def read_day(text: str) -> date:
    """Year, month, day: the one order that nobody reads in another way."""
    if not _DAY.fullmatch(text):
        raise DateUnreadable(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DateUnreadable(text) from None


def _said(text: str, field_of: Callable[[str], str]) -> dict[str, str]:
    said: dict[str, str] = {}
    for word in re.sub(": +", ":", " ".join(split_words(text))).split():
        field = field_of(word)
        if field in said:
            raise OnlyOneOf(said[field], word)
        said[field] = word
    return said


def _end_of(word: str) -> str:
    name, colon, value = word.partition(":")
    field = _FIELD_OF.get(fold(name)) if colon and value else None
    if field not in ("from", "to"):
        raise ChoiceUnknown("report", word, ("from:2026-03-01", "to:2026-03-31"))
    return field


def _field_of(word: str) -> str:
    name, colon, value = word.partition(":")
    field = _FIELD_OF.get(fold(name)) if colon and value else None
    if field is None and not (is_raffle_state(word) and not colon):
        raise ChoiceUnknown("find", word, _EXAMPLES)
    return field or "state"


def _value(said: Mapping[str, str], field: str, read: Callable[[str], Value]) -> Value | None:
    return read(said[field].partition(":")[2] or said[field]) if field in said else None
