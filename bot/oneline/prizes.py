"""What is written behind /prize: a prize on each line."""

from rules.misreadings import TextMissing, TooManyPrizes
from rules.words import NAME_LIMIT, clean_line

MOST_PRIZES = 30


def read_prizes(text: str) -> tuple[str, ...]:
    prizes = tuple(clean_line(line, "prize", NAME_LIMIT) for line in text.splitlines() if line.strip())
    if not prizes:
        raise TextMissing("prize")
    return check_prizes(prizes)


def check_prizes(prizes: tuple[str, ...]) -> tuple[str, ...]:
    """So many as can be shown and written down in one go."""
    if len(prizes) > MOST_PRIZES:
        raise TooManyPrizes(MOST_PRIZES)
    return prizes
