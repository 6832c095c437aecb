"""What a list says, line by line: who has which numbers, or why that could not be read."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from rules.imports.vocabulary import Role
from rules.phones import Phone
from rules.states import PaymentMethod

LONGEST_SHOWN = 120
"""So much of a line that was left out is shown."""


class Ground(NamedTuple):
    """What has to be known of the raffle before its list can be read."""

    width: int
    """So many digits its largest number has."""
    country: str | None
    currency: str
    language: str

    @property
    def longest(self) -> int:
        """What has more digits is no number: it may be a phone."""
        return max(self.width, 6)


class States(StrEnum):
    """How it is decided who has paid."""

    MARKED = "marked"
    PAID = "paid"
    RESERVED = "reserved"


class Manner(NamedTuple):
    """How a list is to be read, as far as somebody said so."""

    states: States = States.MARKED
    roles: Mapping[int, Role] = {}
    """Of columns, where they were guessed wrongly."""


class Entry(NamedTuple):
    line: int
    text: str
    """The line itself, as far as it is shown."""
    numbers: tuple[int, ...]
    name: str
    name_key: str
    """Case, accents and spaces aside."""
    phone: Phone | None = None
    paid: bool | None = None
    """None where nothing is said."""
    method: PaymentMethod | None = None
    amount: int | None = None


class Why(StrEnum):
    """Why a line is left out."""

    NO_NUMBER = "no-number"
    NO_NAME = "no-name"
    NUMBERS = "numbers"
    TOO_MANY = "too-many"
    PHONE = "phone"
    NAME = "name"
    STATE = "state"
    AMOUNT = "amount"
    REPEATED = "repeated"
    OUTSIDE = "outside"
    TAKEN = "taken"
    TWO_OF_THEM = "two-of-them"
    AMOUNT_DIFFERS = "amount-differs"


class LeftOut(NamedTuple):
    line: int
    why: Why
    text: str
    """The line itself, as far as it is shown."""
    numbers: tuple[int, ...] = ()
    """That are in the way; or of the buyers that may be meant."""
    other: int = 0
    """The line where they stand already."""


class Column(NamedTuple):
    heading: str
    role: Role
    sample: str


class Listing(NamedTuple):
    """A list as it was read."""

    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...]
    free: int
    """Lines that say that a number is free still."""
    columns: tuple[Column, ...] = ()
    """Of a table; none where every line is read by itself."""


class Unread(Exception):
    """A line that says nothing that can be taken in."""

    def __init__(self, why: Why, numbers: tuple[int, ...] = (), other: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.numbers = numbers
        self.other = other


class Free(Exception):
    """A line that says that its number is free still."""


def shown(text: str) -> str:
    line = " ".join(text[: 4 * LONGEST_SHOWN].split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"
