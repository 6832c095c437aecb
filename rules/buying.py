"""What a buyer may do by themselves and how much of it, and every "no" to more."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rules.refusals import Refusal
from rules.words import fold

if TYPE_CHECKING:
    from rules.numbers import NumberRange

MOST_PER_ORDER = 100
"""Numbers in one go, unless the organizer says otherwise: nobody reserves a whole raffle from a link."""
MOST_UNPAID = 5
"""Reservations of one project at a time."""
MOST_ORDERS_AN_HOUR = 20
MOST_PROOFS = 10
"""Of one order, whatever became of them."""
MOST_PROOFS_AN_HOUR = 20
"""Of one person, with whatever organizers: each of them is read by somebody."""
MOST_WAITED_FOR = 10
"""Numbers of one project at a time."""
OFFERED_FOR = timedelta(minutes=30)
"""So long a number is kept for whoever waited for it."""

_NO_LIMIT = frozenset(map(fold, ("none", "no limit", "sin limite", "sem limite")))
_LONGEST_LIMIT = 9


@dataclass(eq=False)
class MoreThanPerOrder(Refusal):
    wanted: int
    limit: int


@dataclass(eq=False)
class MoreThanPerBuyer(Refusal):
    """Of the whole project, with what they hold already."""

    wanted: int
    left: int
    limit: int


@dataclass(eq=False)
class TooManyUnpaid(Refusal):
    limit: int
    """So many reservations may wait for their payment at a time."""


@dataclass(eq=False)
class OrderedTooOften(Refusal):
    limit: int
    minutes: int


@dataclass(eq=False)
class NumbersKept(Refusal):
    """For somebody who waited for them."""

    numbers: tuple[int, ...]
    ranges: tuple["NumberRange", ...]
    until: datetime
    now: datetime


@dataclass(eq=False)
class NumberIsFree(Refusal):
    """There is nothing to wait for."""

    number: int
    ranges: tuple["NumberRange", ...]


@dataclass(eq=False)
class NumberIsYours(Refusal):
    number: int
    ranges: tuple["NumberRange", ...]


@dataclass(eq=False)
class TooManyWaitedFor(Refusal):
    limit: int


@dataclass(eq=False)
class NothingToProve(Refusal):
    """The order is not one that waits for money."""

    order_number: int
    state: str


@dataclass(eq=False)
class TooManyProofs(Refusal):
    limit: int


@dataclass(eq=False)
class ProvedTooOften(Refusal):
    limit: int
    minutes: int


@dataclass(eq=False)
class ProofDecided(Refusal):
    """Somebody was faster, or pressed twice."""

    proof_number: int
    state: str


@dataclass(eq=False)
class ProofWaits(Refusal):
    """The buyer showed that they paid, and nobody has looked yet."""

    order_number: int


@dataclass(eq=False)
class NotDueYet(Refusal):
    order_number: int


@dataclass(eq=False)
class LimitOutOfBounds(Refusal):
    limit: int
    most: int


@dataclass(eq=False)
class RemindersOff(Refusal):
    """Their buyer does not want any."""

    buyer_number: int


@dataclass(eq=False)
class BuyerErased(Refusal):
    """At their own wish nothing is known of them any more, and nothing shall be."""

    buyer_number: int


@dataclass(eq=False)
class ProjectsStillRunning(Refusal):
    """People hold numbers of these: their organizer cannot leave before they are drawn or called off."""

    project_numbers: tuple[int, ...]


@dataclass(eq=False)
class LimitUnreadable(Refusal):
    text: str


@dataclass(eq=False)
class TriedTooOften(Refusal):
    """So many wrong links look like guessing."""

    minutes: int
    """Until another one may be tried."""


def read_limit(text: str) -> int | None:
    """How many numbers; None is as many as anybody likes. Whoever asks knows the bounds."""
    if fold(text) in _NO_LIMIT:
        return None
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_LIMIT):
        raise LimitUnreadable(text)
    return int(digits)
