"""How far an import is, and what is kept of its list meanwhile."""

from enum import StrEnum


class ImportState(StrEnum):
    COLLECTING = "collecting"
    """More lines may come."""
    READING = "reading"
    READY = "ready"
    """It is shown what would come of it."""
    TAKEN = "taken"
    UNDONE = "undone"
    CANCELLED = "cancelled"


class Part(StrEnum):
    TEXT = "text"
    SHOWN = "shown"
    LEFT_OUT = "left-out"


class Deed(StrEnum):
    """What is to be done with an import that may take long."""

    READ = "read"
    TAKE_IN = "take"
    UNDO = "undo"
