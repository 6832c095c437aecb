"""More time to pay at the buyer's own wish: how much they may take by themselves, and every "no" to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rules.deadlines import read_span
from rules.misreadings import HoldOutOfBounds
from rules.refusals import Refusal
from rules.terms import minutes
from rules.words import fold

USUAL = timedelta(hours=24)
SHORTEST, LONGEST = timedelta(minutes=30), timedelta(days=7)
"""Less is not worth being taken; more is for the organizer to give."""
_NEVER = frozenset(map(fold, ("0", "never", "no", "none", "nunca", "não")))


class MoreTime(StrEnum):
    """What became of a buyer's wish."""

    TAKEN = "taken"
    """By themselves, which is possible once."""
    ASKED = "asked"
    """Of the organizer, who has not answered."""
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(eq=False)
class MoreTimeAsked(Refusal):
    """The organizer was asked and has not answered."""

    order_number: int


@dataclass(eq=False)
class MoreTimeRefused(Refusal):
    """By the organizer; whoever asks again hears the same."""

    order_number: int


@dataclass(eq=False)
class MoreTimeAnswered(Refusal):
    """There is nothing to answer, any more or at all."""

    order_number: int
    more_time: str | None


def read_more_time(text: str) -> timedelta:
    """As it is written: 24h, 2d; or a word that means never."""
    if fold(text) in _NEVER:
        return timedelta(0)
    span = read_span(text)
    if not SHORTEST <= span <= LONGEST:
        raise HoldOutOfBounds(minutes(span), minutes(SHORTEST), minutes(LONGEST))
    return span


def more_time_kept(kept: int | None) -> timedelta:
    return USUAL if kept is None else timedelta(minutes=kept)


def own_extension(
    from_: datetime, span: timedelta, ends: Iterable[datetime | None], *, short: bool
) -> timedelta | None:
    """So much of the span as there is until the first of the ends; None where that is not worth it."""
    left = min([span, *(end - from_ for end in ends if end is not None)])
    return left if left > timedelta(0) and (short or left >= SHORTEST) else None
