"""How much an organizer may do in a day, so that nobody fills the place of all: what no honest one ever meets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from rules.refusals import Refusal

DAY = timedelta(hours=24)
COUNTED_FROM = 10
"""Numbers in one go: smaller sales are never refused, for nothing is filled by them soon."""


class Quota(StrEnum):
    RAFFLES = "raffles"
    """Made."""
    NUMBERS = "numbers"
    """Taken, by whomever."""
    LISTS = "lists"
    """That were kept elsewhere."""
    FILES = "files"
    """Exports, and tickets to print."""
    BOARDS = "boards"
    """That stand in groups and channels."""
    ANNOUNCEMENTS = "announcements"


class Level(StrEnum):
    """Of an organizer, as operators say."""

    LESS = "less"
    USUAL = "usual"
    MORE = "more"
    BOUNDLESS = "boundless"


USUAL: Mapping[Quota, int] = {
    Quota.RAFFLES: 20,
    Quota.NUMBERS: 200_000,
    Quota.LISTS: 30,
    Quota.FILES: 60,
    Quota.BOARDS: 40,
    Quota.ANNOUNCEMENTS: 3,
}
_TIMES = 10


@dataclass(eq=False)
class QuotaReached(Refusal):
    quota: Quota
    most: int
    until: datetime
    """From then on it is possible again."""
    now: datetime
    user_id: int
    """Whom operators can give more."""


class Counted(NamedTuple):
    at: datetime
    number: int = 1


def at_level(usual: int, level: Level) -> int | None:
    """So many in a day; None is any number."""
    match level:
        case Level.LESS:
            return max(1, usual // _TIMES)
        case Level.USUAL:
            return usual
        case Level.MORE:
            return usual * _TIMES
    return None


def has_room_at(earlier: Sequence[Counted], more: int, most: int) -> datetime | None:
    """When enough of the earlier ones are a day old, which come the oldest first; None is now."""
    left = most - more
    for one in reversed(earlier):
        left -= one.number
        if left < 0:
            return one.at + DAY
    return None
