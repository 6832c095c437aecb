"""What is written behind /sell, /reserve and /release, and the bare message that is a sale without saying so."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import NamedTuple

from bot.oneline.buyers import read_buyer
from rules.lines import split_choice, split_hold, split_method, split_phone, trimmed
from rules.misreadings import BuyerMissing, PhoneUnreadable, TextMissing, TextTooLong
from rules.numbers import AtRandom, Chosen, read_numbers
from rules.refusals import Refusal
from rules.states import PaymentMethod
from rules.words import split_words
from services.buyers import NumberedBuyer, TypedBuyer

_LONGEST_BARE_NAME = 5


class Sale(NamedTuple):
    choice: Chosen | AtRandom
    buyer: NumberedBuyer | TypedBuyer
    method: PaymentMethod


class Reservation(NamedTuple):
    choice: Chosen | AtRandom
    buyer: NumberedBuyer | TypedBuyer
    hold: timedelta | None


def read_sale(text: str, country: str | None) -> Sale:
    """`5,12-14 Ana Gomez +57 300 123 4567 cash`; the country is the writer's and completes the phone."""
    words = split_words(text)
    choice, rest = split_choice(words)
    rest, method = split_method(rest)
    return Sale(choice, _read_buyer(rest, words, country), method or PaymentMethod.CASH)


def read_reservation(text: str, country: str | None) -> Reservation:
    """`7,8 Luis 48h`."""
    words = split_words(text)
    choice, rest = split_choice(words)
    rest, hold = split_hold(rest)
    return Reservation(choice, _read_buyer(rest, words, country), hold)


def read_release(text: str) -> tuple[int, ...]:
    return read_numbers(" ".join(split_words(text)))


def split_rows(text: str, commands: Collection[str] = ()) -> list[str]:
    """One line for each row that is written on; the command may be repeated in front of every row."""
    rows = (_without_command(split_words(row), commands) for row in text.splitlines())
    return [" ".join(row) for row in rows if row]


def read_bare_sale(text: str, country: str | None) -> Sale | None:
    """None for what was hardly meant as a sale: plain numbers, plain words, a sentence that begins with a number.

    What ends like a sale, with a method or a phone, is refused with a reason when something is wrong with it.
    """
    words = split_words(text)
    if not _has_name(words):
        return None
    surely = _ends_like_a_sale(words)
    try:
        sale = read_sale(text, country)
    except (BuyerMissing, TextMissing, TextTooLong):
        return None
    except Refusal:
        if surely and words[0][0] in "0123456789":
            raise
        return None
    return sale if surely or _is_short_name(sale.buyer) else None


def is_bare_sale(text: str) -> bool:
    """Never refuses: also true of what will be refused with a reason once it is read."""
    if not any(sign in "0123456789" for sign in text):
        return False  # most messages; no sale is without a number
    try:
        return read_bare_sale(text, None) is not None
    except Refusal:
        return True


def _read_buyer(rest: Sequence[str], words: Sequence[str], country: str | None) -> NumberedBuyer | TypedBuyer:
    if not trimmed(split_phone(rest)[0]):
        raise BuyerMissing(" ".join(words))
    return read_buyer(rest, country)


def _without_command(words: list[str], commands: Collection[str]) -> list[str]:
    command = words[0].partition("@")[0].lower() if words else ""
    return words[1:] if command.startswith("/") and command[1:] in commands else words


def _has_name(words: Sequence[str]) -> bool:
    """Whether somebody may be named behind numbers, at least."""
    named, _ = split_method(words)
    return any(char.isalpha() for word in named[1:] for char in word) or any(word.startswith("#") for word in named[1:])


def _ends_like_a_sale(words: Sequence[str]) -> bool:
    before, method = split_method(words)
    try:
        return method is not None or split_phone(before)[1] is not None
    except PhoneUnreadable:
        return True


def _is_short_name(buyer: NumberedBuyer | TypedBuyer) -> bool:
    if isinstance(buyer, NumberedBuyer):
        return True
    is_said = any(char in "?!¿¡" for char in buyer.name)
    return not is_said and len(buyer.name.split()) <= _LONGEST_BARE_NAME
