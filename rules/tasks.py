"""What takes longer than an answer may: its kinds, its states, and the "no" that it is met with."""

from dataclasses import dataclass
from enum import StrEnum

from rules.refusals import Refusal


class TaskKind(StrEnum):
    EXPORT = "export"
    IMPORT = "import"
    ANNOUNCEMENT = "announcement"
    PRINT = "print"


class TaskState(StrEnum):
    WAITING = "waiting"
    """It has not begun yet."""
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    """Its organizer stopped it."""
    FAILED = "failed"


UNDER_WAY = (TaskState.WAITING, TaskState.RUNNING)

PART_BYTES = 384 * 1024
"""So much of a file is written in one unit: nobody who writes meanwhile waits long for it."""
LARGEST_FILE = 50_000_000
"""Telegram takes no larger ones from a bot."""


class TaskStopped(Exception):
    """It is not under way any more: whoever runs it does nothing more of it."""


@dataclass(eq=False)
class TaskRunning(Refusal):
    """Another one of the same organizer is under way; there is one at a time."""

    kind: str


@dataclass(eq=False)
class TaskOver(Refusal):
    """There is nothing left to stop."""

    kind: str
    state: str


@dataclass(eq=False)
class FileTooLargeToSend(Refusal):
    size: int
    limit: int
