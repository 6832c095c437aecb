"""The words of state, and which moves between them are allowed."""

from collections.abc import Mapping
from enum import StrEnum

from rules.refusals import MoveNotAllowed


class RaffleState(StrEnum):
    AVAILABLE = "available"
    RESERVED = "reserved"
    SOLD = "sold"


class ProjectState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    DRAWN = "drawn"
    CANCELLED = "cancelled"


class OrderState(StrEnum):
    RESERVED = "reserved"
    PAID = "paid"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class ReminderState(StrEnum):
    PLANNED = "planned"
    SENT = "sent"
    DROPPED = "dropped"


class PaymentMethod(StrEnum):
    CASH = "cash"
    CARD = "card"
    TRANSFER = "transfer"


class DrawMethod(StrEnum):
    """How winners are found: by public beacon, by what was sealed before, by a lottery, by a number told by hand."""

    BEACON = "beacon"
    SEALED = "sealed"
    BEACON_SEALED = "beacon+sealed"
    LOTTERY = "lottery"
    LOTTERY_SEALED = "lottery+sealed"
    NUMBER = "number"


class DrawState(StrEnum):
    LOCKED = "locked"
    DRAWN = "drawn"
    VOID = "void"


class WinnerState(StrEnum):
    ALTERNATE = "alternate"
    """In line for a prize that is not claimed."""
    WAITING = "waiting"
    HANDED = "handed"
    CONFIRMED = "confirmed"
    PASSED = "passed"
    """Not claimed in time."""
    CORRECTED = "corrected"
    """Of a figure that had been typed wrongly."""


DRAW_METHODS_OFFERED = (DrawMethod.NUMBER, DrawMethod.BEACON, DrawMethod.SEALED)


class ProofKind(StrEnum):
    PHOTO = "photo"
    DOCUMENT = "document"


class ProofState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    AGAIN = "again"
    """It could not be read, or showed something else: another one is asked for."""


class WaitingState(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"
    DONE = "done"
    GONE = "gone"


class LiveBoardState(StrEnum):
    ASKED = "asked"
    """Until it is known what its organizer may do there."""
    STANDING = "standing"
    RESTING = "resting"
    """Of a project that is over."""


class SetType(StrEnum):
    PHYSICAL = "physical"
    ONLINE = "online"


RAFFLE_MOVES: Mapping[RaffleState, frozenset[RaffleState]] = {
    RaffleState.AVAILABLE: frozenset({RaffleState.RESERVED, RaffleState.SOLD}),
    RaffleState.RESERVED: frozenset({RaffleState.SOLD, RaffleState.AVAILABLE}),
    RaffleState.SOLD: frozenset({RaffleState.AVAILABLE}),
}

PROJECT_MOVES: Mapping[ProjectState, frozenset[ProjectState]] = {
    ProjectState.OPEN: frozenset({ProjectState.CLOSED, ProjectState.DRAWN, ProjectState.CANCELLED}),
    ProjectState.CLOSED: frozenset({ProjectState.OPEN, ProjectState.DRAWN, ProjectState.CANCELLED}),
    ProjectState.DRAWN: frozenset(),
    ProjectState.CANCELLED: frozenset(),
}

ORDER_MOVES: Mapping[OrderState, frozenset[OrderState]] = {
    OrderState.RESERVED: frozenset({OrderState.PAID, OrderState.EXPIRED, OrderState.CANCELLED}),
    OrderState.PAID: frozenset({OrderState.CANCELLED}),
    # Who pays late gets the numbers back while they are free, all of the price or a part of it.
    OrderState.EXPIRED: frozenset({OrderState.RESERVED, OrderState.PAID}),
    OrderState.CANCELLED: frozenset(),
}

REMINDER_MOVES: Mapping[ReminderState, frozenset[ReminderState]] = {
    ReminderState.PLANNED: frozenset({ReminderState.SENT, ReminderState.DROPPED}),
    ReminderState.SENT: frozenset(),
    ReminderState.DROPPED: frozenset(),
}

MOVES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "raffle": {before: frozenset(after) for before, after in RAFFLE_MOVES.items()},
    "project": {before: frozenset(after) for before, after in PROJECT_MOVES.items()},
    "order": {before: frozenset(after) for before, after in ORDER_MOVES.items()},
    "reminder": {before: frozenset(after) for before, after in REMINDER_MOVES.items()},
}


# Backwards, and only by undoing what was just done.
UNDO_MOVES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "order": {
        OrderState.RESERVED: frozenset({OrderState.CANCELLED}),
        OrderState.PAID: frozenset({OrderState.RESERVED, OrderState.CANCELLED}),
        OrderState.CANCELLED: frozenset({OrderState.RESERVED}),
    },
    "raffle": {
        RaffleState.AVAILABLE: frozenset({RaffleState.RESERVED}),
        RaffleState.RESERVED: frozenset({RaffleState.AVAILABLE}),
        RaffleState.SOLD: frozenset({RaffleState.RESERVED, RaffleState.AVAILABLE}),
    },
}


def is_allowed(noun: str, before: str, after: str) -> bool:
    """States are the enum's or the plain words of a row; staying where one is, is not a move."""
    return after in MOVES[noun][before]


def check_move(noun: str, before: str, after: str) -> None:
    if not is_allowed(noun, before, after):
        raise MoveNotAllowed(noun, str(before), str(after))


def is_allowed_undoing(noun: str, before: str, after: str) -> bool:
    return after in UNDO_MOVES[noun].get(before, frozenset())


def check_undo_move(noun: str, before: str, after: str) -> None:
    if not is_allowed_undoing(noun, before, after):
        raise MoveNotAllowed(noun, str(before), str(after))
