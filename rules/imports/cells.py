"""The parts of a line, each read strictly by itself: numbers, a name, a phone, an amount."""

import re
from functools import lru_cache

from rules.imports.entries import Ground, Unread, Why
from rules.misreadings import AmountNotPositive, TextMissing, TextTooLong
from rules.money import read_amount
from rules.numbers import MOST_NUMBERS
from rules.phones import Phone, is_phone, read_phone
from rules.refusals import Refusal
from rules.words import NAME_LIMIT, clean_line

_JOINING = "y|e|and|et|&"
SPAN = r"[0-9]+(?: ?[-–—] ?[0-9]+)?"
BETWEEN = rf"(?: ?[,;/] ?(?:(?:{_JOINING}) )?| (?:{_JOINING}) | )"
NUMBERS = re.compile(rf"{SPAN}(?:{BETWEEN}{SPAN})*", re.IGNORECASE)
_SPANS = re.compile("([0-9]+)(?: ?[-–—] ?([0-9]+))?")
_LABEL = re.compile(r"(?:n[uú]meros?|numbers?|n[º°]|nro|no|num|boletos?|tickets?|bilhetes?)?\.? ?#? ?", re.IGNORECASE)
_KEYCAPS = re.compile("([0-9#*])\ufe0f?\u20e3")
_EDGES = ' \t.,:;-–—_*~()[]{}|/\\•·▪="“”«»'
_ZERO = re.compile("[^0-9]*0+(?:[.,]0{1,2})?[^0-9]*")


def plain(text: str) -> str:
    """Digits that are drawn as keys are digits all the same."""
    return text if text.isascii() else _KEYCAPS.sub(r"\1", text)


def read_list(text: str, longest: int) -> tuple[int, ...]:
    """All of it numbers: "7", "07, 8 y 9", "12-15", "#7"."""
    bare = " ".join(text.split()).strip(" ,;.")
    bare = bare[match.end() :] if (match := _LABEL.match(bare)) else bare
    if not bare:
        raise Unread(Why.NO_NUMBER)
    bare = re.sub(r"\.0$", "", bare)
    if not NUMBERS.fullmatch(bare.replace("#", "")):
        raise Unread(Why.NUMBERS)
    return spread(bare, longest)


def spread(text: str, longest: int) -> tuple[int, ...]:
    """None twice, and no more than one buyer may take in one go."""
    found: dict[int, None] = {}
    for first, last in _SPANS.findall(text):
        if max(len(first.lstrip("0")), len(last.lstrip("0"))) > longest:
            raise Unread(Why.NUMBERS)
        init = int(first)
        final = int(last) if last else init
        if final < init:
            raise Unread(Why.NUMBERS)
        if final - init >= MOST_NUMBERS or len(found) > MOST_NUMBERS:
            raise Unread(Why.TOO_MANY)
        found |= dict.fromkeys(range(init, final + 1))
    if len(found) > MOST_NUMBERS:
        raise Unread(Why.TOO_MANY)
    return tuple(found)


def read_name(text: str) -> str:
    """Without what stands around it."""
    bare = text.strip(_EDGES)
    try:
        name = clean_line(bare, "name", NAME_LIMIT)
    except TextMissing:
        raise Unread(Why.NO_NAME) from None
    except TextTooLong:
        raise Unread(Why.NAME) from None
    if not any(char.isalpha() for char in name):
        raise Unread(Why.NO_NAME)
    return name


def read_optional_phone(text: str, country: str | None) -> Phone | None:
    bare = text.strip().removesuffix(".0")
    if not any(char.isdigit() for char in bare):
        return None
    if not is_phone(bare):
        raise Unread(Why.PHONE)
    return _phone(bare, country)


@lru_cache(maxsize=4096)
def _phone(text: str, country: str | None) -> Phone:
    return read_phone(text, country)


@lru_cache(maxsize=4096)
def read_paid_amount(text: str, ground: Ground) -> int | None:
    """None where nothing stands, or nothing was paid."""
    bare = text.strip()
    if not any(char.isdigit() for char in bare) or _ZERO.fullmatch(bare):
        return None
    try:
        return read_amount(bare, ground.currency, ground.language)
    except AmountNotPositive:
        return None
    except Refusal:
        raise Unread(Why.AMOUNT) from None
