"""The buyer of a line, and what is written behind /buyers."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.oneline.rows import read_row_number
from rules.lines import split_phone, trimmed
from rules.misreadings import OnlyOneOf, TextMissing
from rules.phones import read_phone
from rules.words import NAME_LIMIT, clean_line, fold, split_words
from services.buyers import NumberedBuyer, TypedBuyer

_ADD = frozenset(map(fold, ("add", "agregar", "añadir", "adicionar")))
_BY_NUMBER = re.compile(r"# ?(\d+)(?: (.+))?")


class BuyerSearch(NamedTuple):
    words: str


def read_buyers(text: str, country: str | None) -> NumberedBuyer | TypedBuyer | BuyerSearch:
    """One by number, one to be added, or a search."""
    words = split_words(text)
    if words and fold(words[0]) in _ADD:
        added = read_buyer(words[1:], country)
        if isinstance(added, NumberedBuyer):
            raise TextMissing("name")
        return added
    numbered = _BY_NUMBER.fullmatch(" ".join(words))
    if numbered and not numbered[2]:
        return NumberedBuyer(read_row_number(numbered[1], "buyer"))
    return BuyerSearch(clean_line(text, "name", NAME_LIMIT))


def read_buyer(words: Sequence[str], country: str | None) -> NumberedBuyer | TypedBuyer:
    """`#3`, or a name and perhaps a phone."""
    named, phone = split_phone(words)
    name = " ".join(trimmed(named))
    numbered = _BY_NUMBER.fullmatch(name)
    if not numbered:
        cleaned = clean_line(name, "name", NAME_LIMIT)
        return TypedBuyer(cleaned, read_phone(phone, country) if phone else None)
    if said_too := numbered[2] or phone:
        # A known buyer is not corrected, and no other one added, without being asked for.
        raise OnlyOneOf(f"#{numbered[1]}", said_too)
    return NumberedBuyer(read_row_number(numbered[1], "buyer"))
