"""Tickets on paper: how many at a time, on which paper, and the "no" to what has none."""

from dataclasses import dataclass

from rules.numbers import NumberRange
from rules.refusals import Refusal

MOST_PRINTED = 2_000
"""In one file: 250 pages."""
_LETTER = frozenset({"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"})
"""Where printers hold Letter; everywhere else they hold A4."""


def is_letter(country: str | None) -> bool:
    return country in _LETTER


@dataclass(eq=False)
class NothingOnPaper(Refusal):
    """The raffle has numbers, but none for paper tickets."""

    project_number: int


@dataclass(eq=False)
class NotOnPaper(Refusal):
    """These are taken by link; whoever has one gets a picture."""

    online: NumberRange
    on_paper: tuple[NumberRange, ...]


@dataclass(eq=False)
class TooManyToPrint(Refusal):
    count: int
    limit: int
    first: NumberRange
    """As many of them as go into one file."""
