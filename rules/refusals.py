"""Every normal "no": a class with the facts that a sentence needs; the sentences live with the face that says them."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rules.numbers import NumberRange


class Refusal(Exception):
    """What was asked is not possible; nothing was changed."""

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({facts})"


@dataclass(eq=False)
class NoProjectYet(Refusal):
    """Nothing can be meant."""


@dataclass(eq=False)
class ProjectUnclear(Refusal):
    open_numbers: tuple[int, ...]
    """Any of these may be meant."""


@dataclass(eq=False)
class AlreadyPromised(Refusal):
    """Somebody took a number on these terms."""

    field: str


@dataclass(eq=False)
class NotPractice(Refusal):
    """A raffle with real people is not taken away."""

    project_number: int


@dataclass(eq=False)
class CannotMerge(Refusal):
    keep: int
    gone: int
    why: str
    """`same`, `merged` already, both on `telegram`, or one of them `erased` or `practice`."""


@dataclass(eq=False)
class LinkNotUsable(Refusal):
    """Unknown, taken back or used by somebody else: the three cannot be told apart."""


@dataclass(eq=False)
class AlreadyConnected(Refusal):
    """A buyer has one Telegram account, and an account is one buyer of an organizer."""

    buyer_number: int


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
    ranges: tuple["NumberRange", ...]


class TakenAs(NamedTuple):
    number: int
    state: str
    until: datetime | None
    """The told deadline, while it is ahead."""


@dataclass(eq=False)
class NumbersTaken(Refusal):
    taken: tuple[int, ...]
    free_nearby: tuple[int, ...]
    ranges: tuple["NumberRange", ...]
    """Of the project: each says how its numbers are shown."""
    first: tuple[TakenAs, ...]
    """What the first few of the taken are."""
    now: datetime


@dataclass(eq=False)
class NotEnoughFree(Refusal):
    wanted: int
    free: int


@dataclass(eq=False)
class NumbersNotHeld(Refusal):
    """Nobody holds them, so there is nothing to give back or to pay."""

    numbers: tuple[int, ...]
    ranges: tuple["NumberRange", ...]


@dataclass(eq=False)
class NumbersAlreadyPaid(Refusal):
    numbers: tuple[int, ...]
    ranges: tuple["NumberRange", ...]


@dataclass(eq=False)
class PaidMoreThanRemains(Refusal):
    """Giving these numbers back would leave less to pay than was paid already."""

    paid: int
    new_total: int
    currency: str


@dataclass(eq=False)
class RangesOverlap(Refusal):
    wanted: "NumberRange"
    other: "NumberRange"
    free_from: int
    """From this number on there is no set."""


@dataclass(eq=False)
class ProjectTooLarge(Refusal):
    """So many numbers would be in it."""

    size: int
    limit: int


@dataclass(eq=False)
class SetOnlyGrows(Refusal):
    final: int
    new_final: int
    width: int


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


@dataclass(eq=False)
class OrderNotPaid(Refusal):
    """Only what is paid has a ticket."""

    order_number: int
    state: str


@dataclass(eq=False)
class BuyerNotOnTelegram(Refusal):
    """As far as we know: nothing can be sent to them."""

    buyer_number: int


@dataclass(eq=False)
class NotAsShown(Refusal):
    """The order stands otherwise than when its button was made."""

    order_number: int


@dataclass(eq=False)
class RemindedLately(Refusal):
    """The buyer shall be reminded, not plagued."""

    at: datetime
    now: datetime
    minutes: int
    """So much must lie between two reminders."""


@dataclass(eq=False)
class TooLateToUndo(Refusal):
    minutes: int
    """For how long it was possible."""


@dataclass(eq=False)
class AlreadyUndone(Refusal):
    order_number: int


@dataclass(eq=False)
class ChangedSince(Refusal):
    """Something else happened to the order since."""

    order_number: int
