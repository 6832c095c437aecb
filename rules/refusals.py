"""Every normal "no": a class with the facts that a sentence needs; the sentences live with the face that says them."""

from dataclasses import dataclass
from datetime import datetime


class Refusal(Exception):
    """What was asked is not possible; nothing was changed."""

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({facts})"


# What a person typed


@dataclass(eq=False)
class NumbersUnreadable(Refusal):
    text: str
    """The part that was not understood."""


@dataclass(eq=False)
class NumbersRepeated(Refusal):
    numbers: tuple[int, ...]


@dataclass(eq=False)
class RangeBackwards(Refusal):
    first: int
    last: int


@dataclass(eq=False)
class TooManyNumbers(Refusal):
    count: int
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
class DateInThePast(Refusal):
    at: datetime


@dataclass(eq=False)
class ChoiceUnknown(Refusal):
    """A word that is not one of those possible: a set type, a payment method, a state."""

    field: str
    text: str
    choices: tuple[str, ...]


# What the rows say


@dataclass(eq=False)
class NotFound(Refusal):
    """Absent, or somebody else's: the two cannot be told apart."""

    noun: str
    number: int | str


@dataclass(eq=False)
class MoveNotAllowed(Refusal):
    noun: str
    state: str
    wanted: str


@dataclass(eq=False)
class ProjectNotOpen(Refusal):
    project_number: int
    state: str


@dataclass(eq=False)
class NoNumbersYet(Refusal):
    """The project has no set."""

    project_number: int


@dataclass(eq=False)
class NumbersOutside(Refusal):
    numbers: tuple[int, ...]
    ranges: tuple[tuple[int, int], ...]


@dataclass(eq=False)
class NumbersTaken(Refusal):
    taken: tuple[int, ...]
    free_nearby: tuple[int, ...]


@dataclass(eq=False)
class NotEnoughFree(Refusal):
    wanted: int
    free: int


@dataclass(eq=False)
class NumbersNotHeld(Refusal):
    """Nobody holds them, so there is nothing to give back or to pay."""

    numbers: tuple[int, ...]


@dataclass(eq=False)
class NumbersAlreadyPaid(Refusal):
    numbers: tuple[int, ...]


@dataclass(eq=False)
class PaidMoreThanRemains(Refusal):
    """Giving these numbers back would leave less to pay than was paid already."""

    paid: int
    new_total: int
    currency: str


@dataclass(eq=False)
class RangesOverlap(Refusal):
    init: int
    final: int
    set_number: int
    other_init: int
    other_final: int


@dataclass(eq=False)
class ProjectTooLarge(Refusal):
    """So many numbers would be in it."""

    size: int
    limit: int


@dataclass(eq=False)
class SetOnlyGrows(Refusal):
    final: int
    new_final: int


@dataclass(eq=False)
class AmountAboveOwed(Refusal):
    amount: int
    owed: int
    currency: str


@dataclass(eq=False)
class OrderNotPayable(Refusal):
    order_number: int
    state: str


@dataclass(eq=False)
class BuyerAmbiguous(Refusal):
    name: str
    buyer_numbers: tuple[int, ...]


@dataclass(eq=False)
class CurrencyFixed(Refusal):
    """Numbers were taken at prices in this currency."""

    currency: str


@dataclass(eq=False)
class AlreadyHeldBy(Refusal):
    buyer_number: int
