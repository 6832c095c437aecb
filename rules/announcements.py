"""What an organizer writes to the buyers of a raffle: to whom it goes, how much it may say, and how often a day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from rules.misreadings import ChoiceUnknown
from rules.quotas import DAY, USUAL, Level, Quota, at_level
from rules.refusals import Refusal
from rules.words import clean_text

TEXT_LIMIT = 800
"""With the names above it, it fits under a picture too."""
MOST_LINKS = 3
PEOPLE_A_DAY = 50_000
"""Of the second one of a day on: everybody can be written to once, however many they are."""

_LINK = re.compile(r"(?:https?://|tg://|www\.|\bt\.me/)", re.IGNORECASE)


class Audience(StrEnum):
    ALL = "all"
    UNPAID = "unpaid"
    WINNERS = "winners"


@dataclass(eq=False)
class TooManyLinks(Refusal):
    count: int
    limit: int


@dataclass(eq=False)
class NobodyToWriteTo(Refusal):
    """No buyer who is meant is within reach and wants to be."""


@dataclass(eq=False)
class AnnouncedEnough(Refusal):
    until: datetime
    """From then on it is possible again."""
    now: datetime


class Earlier(NamedTuple):
    """An announcement of the last day, and how many people it went to."""

    at: datetime
    people: int


def read_announcement(text: str) -> str:
    words = clean_text(text, "announcement", TEXT_LIMIT)
    links = len(_LINK.findall(words))
    if links > MOST_LINKS:
        raise TooManyLinks(links, MOST_LINKS)
    return words


def read_audience(word: str) -> Audience:
    try:
        return Audience(word)
    except ValueError:
        raise ChoiceUnknown("audience", word, tuple(Audience)) from None


def require_quota(earlier: Sequence[Earlier], people: int, now: datetime, level: Level = Level.USUAL) -> None:
    """The earlier ones are those of the last day, the oldest first."""
    most, most_people = at_level(USUAL[Quota.ANNOUNCEMENTS], level), at_level(PEOPLE_A_DAY, level)
    if most is None or most_people is None:
        return
    until = None
    for place, one in enumerate(earlier):
        left = earlier[place:]
        if len(left) < most and people + sum(other.people for other in left) <= most_people:
            break
        until = one.at + DAY
    if until is not None:
        raise AnnouncedEnough(until, now)
