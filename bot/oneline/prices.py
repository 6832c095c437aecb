"""What is written behind /pay and /set, where amounts of money are read."""

from typing import NamedTuple

from rules.lines import split_method, split_range, split_set_type, trimmed
from rules.misreadings import AmountUnreadable
from rules.money import read_amount
from rules.numbers import NumberRange, read_numbers, read_range
from rules.states import PaymentMethod, SetType
from rules.words import NAME_LIMIT, clean_line, split_words

# "5 000 000,50 USD" where spaces group: hardly anything is longer.
_LONGEST_PRICE = 6


class Payment(NamedTuple):
    """Without an amount, the whole rest."""

    number: int
    amount: int | None
    method: PaymentMethod


class NewSet(NamedTuple):
    numbers: NumberRange
    unit_price: int
    type: SetType
    name: str | None
    """Without one it is named after its range."""


def read_payment(text: str, currency: str, language: str) -> Payment:
    """`7 2.50 cash`; the currency is the project's, the language the writer's."""
    words = split_words(text)
    (number,) = read_numbers(" ".join(words[:1]), limit=1)
    typed, method = split_method(words[1:])
    amount = read_amount(" ".join(typed), currency, language) if typed else None
    return Payment(number, amount, method or PaymentMethod.CASH)


def read_new_set(text: str, currency: str, language: str) -> NewSet:
    """`1-100 5.00 online Early birds`."""
    typed_range, rest = split_range(split_words(text))
    numbers = read_range(typed_range)
    unit_price, rest = _split_price(trimmed(rest), currency, language)
    set_type, named = split_set_type(rest)
    name = clean_line(" ".join(named), "name", NAME_LIMIT) if named else None
    return NewSet(numbers, unit_price, set_type or SetType.ONLINE, name)


def _split_price(words: list[str], currency: str, language: str) -> tuple[int, list[str]]:
    """As many words as are one amount: its sign may stand apart, and in some languages spaces group."""
    for length in range(min(_LONGEST_PRICE, len(words)), 0, -1):
        typed = " ".join(words[:length]).rstrip(",;")
        try:
            return read_amount(typed, currency, language), words[length:]
        except AmountUnreadable:
            continue
    raise AmountUnreadable(words[0] if words else "")
