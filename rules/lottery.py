"""The official lottery that decides: how an organizer describes it, its rule to the byte, and who could never win."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rules.draw.methods import bits_needed
from rules.draw.texts import LotteryRule
from rules.locking import FigureUnreadable, LotteryUnreadable
from rules.numbers import NumberRange
from rules.states import DrawMethod

MOST_WORDS, MOST_GROUPS, MOST_DIGITS = 200, 32, 12
VOID, NEXT_SOLD = "void", "next_sold"
_TAKE = re.compile("(first|last):([1-9][0-9]?)")
_FIGURE = re.compile("[0-9]+")
_ADDRESS = re.compile("https?://[!-~]{4,190}")


class Lottery(NamedTuple):
    """Which public figure decides. Groups are of the lotteries that are only a source of chance."""

    name: str
    what: str
    url: str
    digits: int
    take: str | None = None
    """`first:2` or `last:2`: so many of its digits are the winning number."""
    unsold: str | None = None
    groups: int = 1


class Chances(NamedTuple):
    """Who can win if the number itself wins."""

    figures: int
    """So many equally likely ones are there."""
    never: tuple[NumberRange, ...]
    """These numbers cannot come up."""
    without: int
    """So many figures belong to no number at all."""
    luckiest: int | None
    """Which number wins by the most figures, if unsold ones go to the next."""
    luckiest_figures: int

    @property
    def are_equal(self) -> bool:
        return not self.never and self.luckiest_figures <= 1


def plain(text: str) -> str:
    """In the letters that a published rule may have."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join("".join(_spelled(sign) for sign in bare).split())


def check_lottery(lottery: Lottery, method: DrawMethod) -> Lottery:
    for field in ("name", "what"):
        if not 1 <= len(plain(getattr(lottery, field))) <= MOST_WORDS:
            raise LotteryUnreadable(field)
    if not is_address(lottery.url):
        raise LotteryUnreadable("url")
    if not 1 <= lottery.digits <= MOST_DIGITS or not 1 <= lottery.groups <= MOST_GROUPS:
        raise LotteryUnreadable("digits")
    if method != DrawMethod.NUMBER:
        return lottery._replace(take=None, unsold=None)
    if not 1 <= _taken(lottery) <= lottery.digits or lottery.unsold not in (VOID, NEXT_SOLD):
        raise LotteryUnreadable("take")
    return lottery


def is_address(url: str) -> bool:
    return _ADDRESS.fullmatch(url) is not None


def rule_of(lottery: Lottery, drawn_on: date, groups: int) -> LotteryRule:
    return LotteryRule(
        name=plain(lottery.name),
        draw_date=drawn_on.isoformat(),
        what=plain(lottery.what),
        groups=groups,
        digits=lottery.digits,
        bits=bits_of(groups, lottery.digits),
        url=lottery.url,
        take=lottery.take,
        unsold=lottery.unsold,
    )


def bits_of(groups: int, digits: int) -> int:
    """Of chance, if every figure is equally likely."""
    return int(10 ** (groups * digits)).bit_length() - 1


def has_enough(groups: int, digits: int, count: int) -> bool:
    """So that no number is luckier than another by more than a thousandth."""
    return bits_of(groups, digits) >= bits_needed(count)


def read_figure(text: str, groups: int, digits: int) -> str:
    """As it is written in a proof; what is typed may have spaces or hyphens between its groups, or nothing."""
    found = "".join(_FIGURE.findall(text)) if text.isascii() else ""
    if len(found) != groups * digits or re.search("[^0-9 ,;.\n-]", text):
        raise FigureUnreadable(text, groups, digits)
    return "-".join(found[at : at + digits] for at in range(0, len(found), digits))


def chances(lottery: Lottery, ranges: Sequence[NumberRange]) -> Chances:
    """If all numbers were sold."""
    figures = int(10 ** _taken(lottery))
    ordered = sorted(ranges)
    possible = [(one.init, min(one.final, figures - 1)) for one in ordered if one.init < figures]
    never = tuple(one._replace(init=max(one.init, figures)) for one in ordered if one.final >= figures)
    without = figures - sum(last - first + 1 for first, last in possible)
    luckiest, most = _luckiest(possible, figures) if lottery.unsold == NEXT_SOLD else (None, 1)
    return Chances(figures, never, without, luckiest, most)


def _spelled(sign: str) -> str:
    """What has no such letter is at least seen to be there."""
    if " " <= sign <= "~":
        return sign
    return "?" if sign.isalnum() else " " if sign.isspace() else ""


def _luckiest(possible: Sequence[tuple[int, int]], figures: int) -> tuple[int | None, int]:
    """Each number gets its own figure, and all those between it and the number before."""
    before = possible[-1][1] - figures if possible else 0
    luckiest, most = None, 1
    for first, last in possible:
        if first - before > most:
            luckiest, most = first, first - before
        before = last
    return luckiest, most


def _taken(lottery: Lottery) -> int:
    read = _TAKE.fullmatch(lottery.take or "")
    if read is None:
        raise LotteryUnreadable("take")
    return int(read[2])
