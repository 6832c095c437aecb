"""Every "no" to a list that is to be taken in, or that was."""

from dataclasses import dataclass

from rules.refusals import Refusal


@dataclass(eq=False)
class TextNotReadable(Refusal):
    """In no encoding that is known here, or nothing stands in it."""


@dataclass(eq=False)
class ListTooLarge(Refusal):
    size: int
    limit: int
    """In bytes."""


@dataclass(eq=False)
class LinesTooMany(Refusal):
    count: int
    limit: int


@dataclass(eq=False)
class ListNotLoaded(Refusal):
    """Telegram does not give the file."""


@dataclass(eq=False)
class ImportOver(Refusal):
    """It is taken in, undone or cancelled: nothing more can be done with it."""

    state: str


@dataclass(eq=False)
class ImportMoved(Refusal):
    """Something happened to what was taken in: it is not undone as a whole any more."""

    order_number: int
