"""A line of words taken apart: numbers from its left; method, hold and phone from its right."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import takewhile
from typing import NamedTuple, TypeVar

from rules.choices import METHODS, SET_TYPES
from rules.deadlines import is_hold, read_hold
from rules.misreadings import NumbersUnreadable, PhoneUnreadable, RangeUnreadable
from rules.numbers import AtRandom, Chosen, is_random_word, read_choice, read_numbers
from rules.phones import is_phone
from rules.states import PaymentMethod, SetType
from rules.words import fold

Choice = TypeVar("Choice")

_NUMBERS = re.compile("(?:[0-9]+(?: ?[-–—] ?[0-9]+)?(?:[,; ]+|$))+")
_ONE_RANGE = re.compile("[0-9]+(?: ?[-–—] ?[0-9]+)?(?=[,; ]|$)")
_LONGEST_RANDOM = 4
_BETWEEN = ",;"
_DASHES = "-–—"
_MARKS = re.compile("[-–—.,;:/_]")
_DIGIT = re.compile("[0-9]")
_PHONE_SIGNS = re.compile("[0-9+()./\u2010-\u2013-]+")
_FEWEST_PHONE_DIGITS = 7
# "7 y 8 Ana", "12 to 14 Ana": a list or a range in words, which is not read, and is nobody's name.
_JOINING = frozenset(("and", "to", "y", "al", "e", "a", "ate", "hasta"))


class Choosing(NamedTuple):
    choice: Chosen | AtRandom
    rest: list[str]


def split_choice(words: Sequence[str]) -> Choosing:
    """The numbers at the left, as far as they go; what follows them must not look like more of them."""
    left = _split_random(words) or _split_chosen(words)
    if left is None:
        raise NumbersUnreadable(words[0] if words else "")
    _insist_on_no_more_numbers(left.rest)
    return left


def split_range(words: Sequence[str]) -> tuple[str, list[str]]:
    """One range or number at the left."""
    line = " ".join(words)
    found = _ONE_RANGE.match(line)
    if not found:
        raise RangeUnreadable(words[0] if words else "")
    return found[0], line[found.end() :].lstrip(_BETWEEN + " ").split()


def split_method(words: Sequence[str]) -> tuple[list[str], PaymentMethod | None]:
    line = trimmed(words)
    for length in _LENGTHS_OF_METHODS:
        ending = tuple(map(fold, line[-length:]))
        if ending in _METHOD_WORDS:
            return trimmed(line[: -len(ending)]), _METHOD_WORDS[ending]
    return line, None


def split_set_type(words: Sequence[str]) -> tuple[SetType | None, list[str]]:
    line = trimmed(words)
    for length in _LENGTHS_OF_SET_TYPES:
        beginning = tuple(fold(word.rstrip(_BETWEEN)) for word in line[:length])
        if beginning in _SET_TYPE_WORDS:
            return _SET_TYPE_WORDS[beginning], trimmed(line[len(beginning) :])
    return None, line


def split_hold(words: Sequence[str]) -> tuple[list[str], timedelta | None]:
    line = trimmed(words)
    if line and is_hold(line[-1]):
        return trimmed(line[:-1]), read_hold(line[-1])
    return line, None


def split_phone(words: Sequence[str]) -> tuple[list[str], str | None]:
    """All the digits at the right, if there are enough for a phone: never a part of them."""
    line = trimmed(words)
    if not any(map(_DIGIT.search, line)):
        return line, None
    signs = list(takewhile(_PHONE_SIGNS.fullmatch, reversed(line)))[::-1]
    while signs and not re.search("[0-9+(]", signs[0]):
        signs.pop(0)
    plus = max((at for at, word in enumerate(signs) if "+" in word), default=0)
    before, phone = signs[:plus], " ".join(signs[plus:])
    if is_phone(phone) and _count_digits("".join(before)) < _FEWEST_PHONE_DIGITS:
        return trimmed(line[: len(line) - len(signs) + plus]), phone
    digits = _count_digits("".join(signs))
    if digits >= _FEWEST_PHONE_DIGITS or (digits and "+" in phone):
        raise PhoneUnreadable(" ".join(signs))
    return line, None


def trimmed(words: Sequence[str]) -> list[str]:
    """Without the commas and dashes that stand between the parts of a line."""
    line = list(words)
    while line and not line[0].strip(_BETWEEN + _DASHES):
        line.pop(0)
    while line and not line[-1].strip(_BETWEEN + _DASHES):
        line.pop()
    if line:
        line[-1] = line[-1].rstrip(_BETWEEN)
    return line


def _split_random(words: Sequence[str]) -> Choosing | None:
    for length in range(1, _LONGEST_RANDOM + 1):
        typed = " ".join(words[:length]).rstrip(_BETWEEN)
        word = typed.rstrip("0123456789")
        if word != typed and is_random_word(word):
            return Choosing(read_choice(typed), list(words[length:]))
    return None


def _split_chosen(words: Sequence[str]) -> Choosing | None:
    line = " ".join(words)
    found = _NUMBERS.match(line)
    return found and Choosing(Chosen(read_numbers(found[0])), line[found.end() :].split())


def _insist_on_no_more_numbers(rest: Sequence[str]) -> None:
    """A slip of the finger must not become a part of the name."""
    if not rest:
        return
    digits = _MARKS.sub("", rest[0])
    if digits.isdigit():
        raise NumbersUnreadable(rest[0])
    if fold(rest[0]) in _JOINING and rest[1:] and rest[1].rstrip(_BETWEEN).isdigit():
        raise NumbersUnreadable(" ".join(rest[:2]))
    wish = _random_words(rest)
    how_many = "".join(takewhile(str.isdigit, rest[wish:]))
    # "Azar" and "Sorte" are names too: then they are capitalized, and what follows is a phone or no digits.
    if wish and (wish > 1 or rest[0].islower() or 0 < len(how_many) < _FEWEST_PHONE_DIGITS):
        raise NumbersUnreadable(" ".join(rest[: wish + bool(how_many)]))


def _random_words(words: Sequence[str]) -> int:
    lengths = range(1, _LONGEST_RANDOM)
    return next((length for length in lengths if is_random_word(" ".join(words[:length]))), 0)


def _count_digits(text: str) -> int:
    return sum(char in "0123456789" for char in text)


def _by_words(choices: Mapping[Choice, Sequence[str]]) -> Mapping[tuple[str, ...], Choice]:
    aliases = ((alias, choice) for choice, words in choices.items() for alias in (str(choice), *words))
    return {tuple(map(fold, alias.split())): choice for alias, choice in aliases}


def _lengths(choices: Mapping[tuple[str, ...], Choice]) -> range:
    """Of how many words they may be, the longest first."""
    return range(max(map(len, choices)), 0, -1)


_METHOD_WORDS = _by_words(METHODS)
_LENGTHS_OF_METHODS = _lengths(_METHOD_WORDS)
_SET_TYPE_WORDS = _by_words(SET_TYPES)
_LENGTHS_OF_SET_TYPES = _lengths(_SET_TYPE_WORDS)
