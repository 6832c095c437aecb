"""What an organizer is asked about the lottery that decides, one after the other, and how the answers are read."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rules.choices import read_choice_of, read_yes
from rules.locking import LotteryUnreadable
from rules.lotteries import find_known, has_all_figures
from rules.lottery import MOST_DIGITS, MOST_WORDS, NEXT_SOLD, VOID, Lottery, chances, is_address, plain
from rules.misreadings import ChoiceUnknown
from rules.numbers import NumberRange
from rules.words import clean_line, fold

QUESTIONS = ("name", "url", "digits", "what", "take", "unsold", "sure")
"""In the order in which they are asked; a lottery that everybody knows answers most of them."""

_UNSOLD: Mapping[str, tuple[str, ...]] = {
    VOID: ("nobody", "nobody wins", "nadie", "no gana nadie", "nadie gana", "ninguém", "ninguém ganha"),
    NEXT_SOLD: (
        *("next", "the next", "next sold", "next sold number", "siguiente", "el siguiente", "siguiente vendido"),
        *("próximo", "o próximo", "próximo vendido", "seguinte", "o seguinte"),
    ),
}
_FIRST = ("first", "prim")
_NUMBER = re.compile("[0-9]{1,4}")


class Answers(NamedTuple):
    name: str | None = None
    url: str | None = None
    digits: int | None = None
    what: str | None = None
    take: str | None = None
    unsold: str | None = None
    sure: bool = False
    """They know whose chances are not equal, and why."""

    @property
    def lottery(self) -> Lottery:
        if self.name is None or self.url is None or self.digits is None or self.what is None:
            raise ValueError("not all is answered yet")
        return Lottery(self.name, self.what, self.url, self.digits, self.take, self.unsold)


NOTHING_SAID = Answers()


def open_question(answers: Answers, ranges: Sequence[NumberRange]) -> str | None:
    """The next one; None when all is said."""
    missing = next((one for one in QUESTIONS[:-1] if getattr(answers, one) is None), None)
    if missing is not None:
        return missing
    return None if answers.sure or is_even(answers.lottery, ranges) else "sure"


def is_even(lottery: Lottery, ranges: Sequence[NumberRange]) -> bool:
    return chances(lottery, ranges).are_equal and not may_lean(lottery)


def may_lean(lottery: Lottery) -> bool:
    """First digits do where not all figures come up; last ones hardly ever."""
    where, _, count = (lottery.take or "").partition(":")
    return where == "first" and int(count) < lottery.digits and not has_all_figures(lottery.url)


def answer(answers: Answers, question: str, words: str, country: str | None, usual_what: str) -> Answers:
    match question:
        case "name":
            return _named(words, country, usual_what)
        case "url":
            return answers._replace(url=_read_url(words))
        case "digits":
            return answers._replace(digits=_read_digits(words))
        case "what":
            return answers._replace(what=_read_line(words, "what"))
        case "take":
            return answers._replace(take=read_take(words, answers.digits or MOST_DIGITS), sure=False)
        case "unsold":
            return answers._replace(unsold=_read_unsold(words), sure=False)
    if words == "unsold":
        return answers._replace(unsold=None)
    return answers._replace(sure=True) if words != "take" and read_yes(words) else answers._replace(take=None)


def read_take(words: str, digits: int) -> str:
    """`last 2`, `primeras 3`, or a number alone, which is of the last ones."""
    found = _NUMBER.search(words)
    if found is None or not 1 <= int(found[0]) <= digits:
        raise LotteryUnreadable("take")
    is_first = any(word in fold(words) for word in _FIRST)
    return f"{'first' if is_first else 'last'}:{int(found[0])}"


def fitting_takes(ranges: Sequence[NumberRange], digits: int, *, is_full: bool) -> list[str]:
    """The best first: as few digits as give every number its own figure."""
    width = min(len(str(max((one.final for one in ranges), default=99))), digits)
    last = [f"last:{count}" for count in (width, width - 1, width + 1) if 1 <= count <= digits]
    return [*last, f"first:{width}"] if is_full and width < digits else last


def _named(words: str, country: str | None, usual_what: str) -> Answers:
    known = find_known(words, country)
    if known is not None:
        return Answers(known.name, known.url, known.digits, usual_what)
    return Answers(_read_line(words, "name"))


def _read_line(words: str, field: str) -> str:
    line = clean_line(words, "name", MOST_WORDS)
    if not 1 <= len(plain(line)) <= MOST_WORDS:
        raise LotteryUnreadable(field)
    return line


def _read_url(words: str) -> str:
    url = words.strip()
    url = url if "://" in url else f"https://{url}"
    if "." not in url or not is_address(url):
        raise LotteryUnreadable("url")
    return url


def _read_digits(words: str) -> int:
    found = _NUMBER.fullmatch(words.strip())
    if found is None or not 1 <= int(found[0]) <= MOST_DIGITS:
        raise LotteryUnreadable("digits")
    return int(found[0])


def _read_unsold(words: str) -> str:
    try:
        return read_choice_of(words, "unsold", _UNSOLD)
    except ChoiceUnknown:
        raise LotteryUnreadable("take") from None
