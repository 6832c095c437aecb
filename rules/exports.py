"""What a file of a whole project holds, and when it would hold too much."""

from dataclasses import dataclass

from rules.refusals import Refusal

LIST_FREE_UP_TO = 100_000
"""Of a larger project only the numbers that somebody holds are listed."""


@dataclass(eq=False)
class TooMuchToExport(Refusal):
    """So many numbers would be listed."""

    rows: int
    limit: int
