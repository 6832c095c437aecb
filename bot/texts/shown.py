"""Facts made fit for a sentence: what somebody typed cut short, numbers as their sets show them."""

from collections.abc import Iterable

from bot.texts.say import Said, Say
from rules.misreadings import TextMissing
from rules.numbers import MOST_COUNTED, NumberRange, show_among, show_number
from rules.words import clean_line

_LONGEST = 40
_MOST = 8


def short(text: str) -> str:
    """As far as it helps to recognize it, and without signs that turn our own words round."""
    try:
        # Composing may lengthen a text, up to three times.
        cleaned = clean_line(text, "text", 3 * len(text))
    except TextMissing:
        return "…"
    return cleaned if len(cleaned) <= _LONGEST else f"{cleaned[:_LONGEST]}…"


def numbers(numbers: Iterable[int], ranges: Iterable[NumberRange]) -> str:
    return few(show_among(numbers, ranges).split(", "))


def of_range(one: NumberRange) -> str:
    first, last = show_number(one.init, one.width), show_number(one.final, one.width)
    return first if first == last else f"{first}-{last}"


def so_many(say: Say, count: int) -> str:
    """Of what is counted only so far."""
    return f"{say.count(MOST_COUNTED)}+" if count > MOST_COUNTED else say.count(count)


def so_many_people(say: Say, count: int) -> Said:
    if count > MOST_COUNTED:
        return say("more than {count} people", count=say.count(MOST_COUNTED))
    return say.many(count, "{count} person", "{count} people")


def few(parts: Iterable[str]) -> str:
    """A list as long as anybody reads."""
    every = list(parts)
    return ", ".join(every if len(every) <= _MOST else [*every[:_MOST], "…"])
