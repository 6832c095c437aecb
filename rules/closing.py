"""When sales close by themselves: at the draw, so long before it, or never."""

from datetime import datetime, timedelta

from rules.deadlines import read_span
from rules.misreadings import HoldOutOfBounds
from rules.terms import minutes
from rules.words import fold

AT_THE_DRAW = timedelta(0)
LONGEST = timedelta(days=30)
_AT_THE_DRAW = frozenset(map(fold, ("0", "draw", "at the draw", "sorteo", "en el sorteo", "sorteio", "no sorteio")))
_NEVER = frozenset(map(fold, ("never", "no", "none", "nunca", "não")))


def read_closing(text: str) -> timedelta | None:
    """So long before the draw, as it is written: 3h, 1d; or a word that means at the draw, or never, which is None."""
    words = fold(text)
    if words in _NEVER:
        return None
    span = AT_THE_DRAW if words in _AT_THE_DRAW else read_span(text)
    if span > LONGEST:
        raise HoldOutOfBounds(minutes(span), 0, minutes(LONGEST))
    return span


def closing_text(span: timedelta | None) -> str:
    """As it is kept; empty when they never close."""
    return "" if span is None else f"{minutes(span)}m"


def closing_kept(text: str | None) -> timedelta | None:
    if text is None:
        return AT_THE_DRAW
    return read_span(text) if text else None


def closing_moment(draw_at: datetime | None, span: timedelta | None, now: datetime) -> datetime | None:
    """Still to come. Where so long before the draw is over already, the draw itself; after the draw none."""
    if draw_at is None or span is None:
        return None
    return next((moment for moment in (draw_at - span, draw_at) if moment > now), None)
