"""Every "no" to what a person typed or pressed: it cannot be read, or means nothing that is possible."""

from dataclasses import dataclass
from datetime import datetime

from rules.refusals import Refusal


@dataclass(eq=False)
class NumbersUnreadable(Refusal):
    text: str
    """The part that was not understood."""


@dataclass(eq=False)
class RangeUnreadable(NumbersUnreadable):
    """Where one run of numbers was asked for."""


@dataclass(eq=False)
class NumbersRepeated(Refusal):
    numbers: tuple[int, ...]
    width: int = 0
    """With how many digits they were typed."""


@dataclass(eq=False)
class RangeBackwards(Refusal):
    first: int
    last: int
    width: int = 0


@dataclass(eq=False)
class TooManyNumbers(Refusal):
    count: int
    limit: int


@dataclass(eq=False)
class TooManyRows(Refusal):
    """Lines in one message."""

    count: int
    limit: int


@dataclass(eq=False)
class TooManyPrizes(Refusal):
    """For one go: more may be added later."""

    limit: int


@dataclass(eq=False)
class NumberTooLarge(Refusal):
    text: str
    limit: int


@dataclass(eq=False)
class AmountUnreadable(Refusal):
    text: str


@dataclass(eq=False)
class TooManyDecimals(Refusal):
    text: str
    currency: str
    read_as: str
    """How the amount was read, with a point as its decimal separator."""
    decimals: int


@dataclass(eq=False)
class AmountNotPositive(Refusal):
    text: str


@dataclass(eq=False)
class AmountTooLarge(Refusal):
    text: str
    limit: int


@dataclass(eq=False)
class CurrencyUnknown(Refusal):
    text: str


@dataclass(eq=False)
class PhoneUnreadable(Refusal):
    text: str


@dataclass(eq=False)
class EmailUnreadable(Refusal):
    text: str


@dataclass(eq=False)
class ZoneUnknown(Refusal):
    text: str


@dataclass(eq=False)
class LanguageUnknown(Refusal):
    text: str


@dataclass(eq=False)
class CountryUnknown(Refusal):
    text: str


@dataclass(eq=False)
class TextMissing(Refusal):
    field: str


@dataclass(eq=False)
class TextTooLong(Refusal):
    field: str
    length: int
    limit: int


@dataclass(eq=False)
class HoldUnreadable(Refusal):
    text: str


@dataclass(eq=False)
class HoldOutOfBounds(Refusal):
    minutes: int
    shortest: int
    longest: int


@dataclass(eq=False)
class ClockUnreadable(Refusal):
    text: str


@dataclass(eq=False)
class QuietHoursUnreadable(Refusal):
    text: str


@dataclass(eq=False)
class DateUnreadable(Refusal):
    text: str


@dataclass(eq=False)
class MomentUnreadable(Refusal):
    """Neither a day nor a day with an hour."""

    text: str
    example: datetime
    """One that would do."""
    now: datetime


@dataclass(eq=False)
class DateTooFar(Refusal):
    text: str
    years: int
    """So far ahead one may plan."""


@dataclass(eq=False)
class DateInThePast(Refusal):
    at: datetime
    now: datetime


@dataclass(eq=False)
class ChoiceUnknown(Refusal):
    """A word that is not one of those possible: a set type, a payment method, a state."""

    field: str
    text: str
    choices: tuple[str, ...]


@dataclass(eq=False)
class BuyerMissing(Refusal):
    """Nobody is named behind the numbers."""

    text: str
    """The line in which no name was found."""


@dataclass(eq=False)
class OnlyOneOf(Refusal):
    """Two things were said of which only one can be meant: buyer 3 and a name, this set and that."""

    one: str
    other: str


@dataclass(eq=False)
class ButtonTooOld(Refusal):
    """Of another time, or forged: what it says means nothing now."""


@dataclass(eq=False)
class FileNotUsable(Refusal):
    """Neither a picture nor a PDF."""


@dataclass(eq=False)
class FileTooLarge(Refusal):
    size: int
    limit: int
    """In bytes."""
