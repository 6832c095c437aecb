"""What an operator may bar an organizer from, and the "no" that they are met with."""

from dataclasses import dataclass
from enum import StrEnum

from rules.refusals import Refusal


class BarKind(StrEnum):
    EVERYTHING = "everything"
    """They organize nothing."""
    ANNOUNCEMENTS = "announcements"
    """They write to no buyers at once."""


@dataclass(eq=False)
class BarredFromWriting(Refusal):
    """By those who run the bot."""
