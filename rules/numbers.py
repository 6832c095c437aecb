"""Numbers as people write them ("5, 12-20, 33"), as they leave them to chance, and as they are shown."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rules.misreadings import (
    NumbersRepeated,
    NumbersUnreadable,
    NumberTooLarge,
    RangeBackwards,
    RangeUnreadable,
    TooManyNumbers,
)
from rules.words import fold

LARGEST_NUMBER = 999_999_999
MOST_NUMBERS = 1000
MOST_COUNTED = 500
"""What no running total tells is counted so far for a screen: beyond it, one is counted to say that there are more."""
LARGEST_PROJECT = 10_000_000
LARGEST_WIDTH = len(str(LARGEST_NUMBER))

_CHANCE = (
    *("random", "at random", "azar", "al azar", "ao acaso", "sorte", "à sorte", "suerte", "a la suerte"),
    *(f"{stem}{end}" for stem in ("aleatori", "sortead") for end in ("o", "a", "os", "as")),
)
RANDOM_WORDS = frozenset(map(fold, _CHANCE))

_HYPHEN = re.compile(" ?[-–—] ?")
_ZEROS = re.compile("0[0-9]+")
_SPAN = re.compile("([0-9]+)(?:-([0-9]+))?")


class Chosen(NamedTuple):
    numbers: tuple[int, ...]


class AtRandom(NamedTuple):
    count: int  # type: ignore[assignment]  # how many, not the method of tuples


class NumberRange(NamedTuple):
    init: int
    final: int
    width: int
    """How many digits every number is shown with; 0 shows each as it is."""


def read_numbers(text: str, limit: int = MOST_NUMBERS) -> tuple[int, ...]:
    """The numbers in the order typed, none twice, at most `limit` of them."""
    spans = [_read_span(part) for part in _parts(text)]
    count = sum(final - init + 1 for init, final in spans)
    if count > limit:
        raise TooManyNumbers(count, limit)
    numbers = tuple(number for init, final in spans for number in range(init, final + 1))
    if repeated := find_repeated(numbers):
        raise NumbersRepeated(repeated, _widest_zeros(text))
    return numbers


def find_repeated(numbers: Sequence[int]) -> tuple[int, ...]:
    if len(set(numbers)) == len(numbers):
        return ()
    return tuple(sorted(number for number, times in Counter(numbers).items() if times > 1))


def read_choice(text: str, limit: int = MOST_NUMBERS) -> Chosen | AtRandom:
    head = text.strip().rstrip("0123456789")
    if not is_random_word(head):
        return Chosen(read_numbers(text, limit))
    count = _read_count(text.strip()[len(head) :] or "1")
    if count == 0:
        raise NumbersUnreadable(text)
    if count > limit:
        raise TooManyNumbers(count, limit)
    return AtRandom(count)


def is_random_word(text: str) -> bool:
    return fold(text) in RANDOM_WORDS


def read_range(text: str) -> NumberRange:
    """One range, or one number as a range of itself; leading zeros say how wide its numbers are shown."""
    try:
        parts = _parts(text)
        if len(parts) != 1:
            raise RangeUnreadable(text)
        init, final = _read_span(parts[0])
        return NumberRange(init, final, _typed_width(parts[0]))
    except NumbersUnreadable as unread:
        raise RangeUnreadable(unread.text) from None


def show_number(number: int, width: int) -> str:
    return str(number).zfill(width)


def show_among(numbers: Iterable[int], ranges: Iterable[NumberRange]) -> str:
    """Each as its range shows it; what is in none of them, as it is."""
    left = set(numbers)
    shown = []
    for each in sorted(ranges):
        inside = {number for number in left if each.init <= number <= each.final}
        shown += [show_numbers(inside, each.width)] if inside else []
        left -= inside
    return ", ".join([*shown, show_numbers(left, 0)] if left else shown)


def show_numbers(numbers: Iterable[int], width: int) -> str:
    """Ascending, three or more in a row as a range: "5, 12-20, 33"."""
    return ", ".join(_show_run(run, width) for run in _runs(sorted(set(numbers))))


def _parts(text: str) -> list[str]:
    parts = re.split("[,; ]+", _HYPHEN.sub("-", " ".join(text.split())))
    found = [part for part in parts if part]
    if not found:
        raise NumbersUnreadable(text)
    return found


def _read_span(part: str) -> tuple[int, int]:
    span = _SPAN.fullmatch(part)
    if not span:
        raise NumbersUnreadable(part)
    init = _read_number(span[1])
    final = _read_number(span[2]) if span[2] else init
    if final < init:
        raise RangeBackwards(init, final, _widest_zeros(part))
    return init, final


def _read_number(digits: str) -> int:
    # The length comes first: Python itself refuses to read thousands of digits.
    significant = digits.lstrip("0")
    if len(significant) > LARGEST_WIDTH:
        raise NumberTooLarge(digits, LARGEST_NUMBER)
    return int(significant or "0")


def _read_count(digits: str) -> int:
    try:
        return _read_number(digits)
    except NumberTooLarge:
        return LARGEST_NUMBER


def _typed_width(part: str) -> int:
    ends = part.split("-")
    if not any(len(end) > 1 and end.startswith("0") for end in ends):
        return 0
    width = max(map(len, ends))
    if width > LARGEST_WIDTH:
        raise NumbersUnreadable(part)
    return width


def _widest_zeros(text: str) -> int:
    """How wide the numbers were typed, where one begins with a zero to say so."""
    typed = re.findall("[0-9]+", text)
    return min(max(map(len, typed)), LARGEST_WIDTH) if any(_ZEROS.fullmatch(one) for one in typed) else 0


def _runs(ascending: list[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for number in ascending:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _show_run(run: list[int], width: int) -> str:
    if len(run) < 3:
        return ", ".join(show_number(number, width) for number in run)
    return f"{show_number(run[0], width)}-{show_number(run[-1], width)}"
