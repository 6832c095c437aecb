"""How many step in for winners who do not come, and how long these may take: as an organizer types it."""

import re

from rules.locking import MOST_ALTERNATES, MOST_CLAIM_DAYS, CountUnreadable
from rules.words import fold

_COUNT = re.compile("[0-9]{1,9}")
_DAYS = re.compile("([0-9]{1,9}) ?(?:d|days?|dias?)?")


def read_alternates(words: str) -> int:
    return _within(_COUNT.fullmatch(fold(words)), 0, MOST_ALTERNATES)


def read_claim_days(words: str) -> int:
    return _within(_DAYS.fullmatch(fold(words)), 1, MOST_CLAIM_DAYS)


def _within(found: re.Match[str] | None, least: int, most: int) -> int:
    if found is None or not least <= int(found[found.re.groups]) <= most:
        raise CountUnreadable(least, most)
    return int(found[found.re.groups])
