"""Locking, drawing and handing over: how long each may take, and every "no" to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rules.refusals import Refusal

SOONEST = timedelta(seconds=90)
"""From the lock to the draw: the list is out before chance can be known."""
USUAL_LEAD = timedelta(minutes=10)
PRACTICE_LEAD = timedelta(0)
WAITS_FOR_BEACON = timedelta(days=7)
"""Then the draw is void, for all to see, and another one is locked."""
CLAIM_DAYS, MOST_CLAIM_DAYS = 14, 365
ALTERNATES, MOST_ALTERNATES = 2, 100


class Lack(StrEnum):
    """What a project cannot be locked without."""

    PRIZES = "prizes"
    SOLD = "sold"
    METHOD = "method"
    LOTTERY = "lottery"
    FIGURES = "figures"
    """The lottery has too few outcomes for so many numbers."""
    GROUPS = "groups"
    """A number wins a prize for each group of figures, and there are more prizes than there may be groups."""


@dataclass(eq=False)
class ProjectLocked(Refusal):
    """Nothing about its numbers moves until its draw is over."""

    project_number: int


@dataclass(eq=False)
class NotReadyToDraw(Refusal):
    project_number: int
    lacks: tuple[Lack, ...]


@dataclass(eq=False)
class DrawTooSoon(Refusal):
    earliest: datetime
    now: datetime


@dataclass(eq=False)
class DrawnAlready(Refusal):
    """The first result stands; a second one needs a reason."""

    project_number: int
    draw_number: int


@dataclass(eq=False)
class NothingToRedraw(Refusal):
    """There is no result yet."""

    project_number: int


@dataclass(eq=False)
class DrawOver(Refusal):
    draw_number: int
    state: str


@dataclass(eq=False)
class StillListing(Refusal):
    """Its list is being written just now."""

    draw_number: int


@dataclass(eq=False)
class DrawNotDue(Refusal):
    due_at: datetime
    now: datetime


@dataclass(eq=False)
class ChanceIsKnown(Refusal):
    """Anybody can compute the result already: the draw is not taken back any more."""

    draw_number: int


@dataclass(eq=False)
class DrawnOtherwise(Refusal):
    """Its method does not use what was brought."""

    method: str


@dataclass(eq=False)
class SignatureWrong(Refusal):
    """It is not the beacon's of that round."""

    round: int


@dataclass(eq=False)
class FigureUnreadable(Refusal):
    text: str
    groups: int
    digits: int


@dataclass(eq=False)
class FigureAsBefore(Refusal):
    value: str


@dataclass(eq=False)
class CountUnreadable(Refusal):
    """Of alternates, or of days to claim a prize."""

    least: int
    most: int


@dataclass(eq=False)
class LotteryUnreadable(Refusal):
    field: str
    """`name`, `what`, `url`, `digits` or `take`."""


@dataclass(eq=False)
class PrizeNotWaiting(Refusal):
    place: str
    state: str


@dataclass(eq=False)
class ClaimCodeWrong(Refusal):
    place: str


@dataclass(eq=False)
class PrizesHandedOver(Refusal):
    """Somebody has a prize already: what it was given for is not corrected any more."""

    draw_number: int
