"""When sales close by themselves: how it is written, how it is kept, and which moment it means."""

from datetime import UTC, datetime, timedelta

import pytest

from rules.closing import LONGEST, closing_kept, closing_moment, closing_text, read_closing
from rules.misreadings import HoldOutOfBounds, HoldUnreadable

HOUR = timedelta(hours=1)
DRAW = datetime(2026, 3, 12, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("3h", 3 * HOUR),
        (" 1D ", 24 * HOUR),
        ("90m", 1.5 * HOUR),
        ("0", timedelta(0)),
        ("0h", timedelta(0)),
        ("At the draw", timedelta(0)),
        ("en el sorteo", timedelta(0)),
        ("no sorteio", timedelta(0)),
        ("Nunca", None),
        ("não", None),
        ("never", None),
    ],
)
def test_a_span_or_a_word_is_read(typed: str, span: timedelta | None) -> None:
    assert read_closing(typed) == span
    assert closing_kept(closing_text(span)) == span


def test_what_is_not_a_span_or_too_long_is_refused() -> None:
    for typed in ("", "soon", "3 weeks", "-3h"):
        with pytest.raises(HoldUnreadable):
            read_closing(typed)
    assert read_closing("30d") == LONGEST
    with pytest.raises(HoldOutOfBounds):
        read_closing("31d")


def test_where_nothing_was_said_they_close_at_the_draw() -> None:
    assert closing_kept(None) == timedelta(0)
    assert closing_kept("") is None


def test_the_moment_is_still_to_come() -> None:
    assert closing_moment(DRAW, 3 * HOUR, DRAW - 4 * HOUR) == DRAW - 3 * HOUR
    assert closing_moment(DRAW, 3 * HOUR, DRAW - 3 * HOUR) == DRAW
    assert closing_moment(DRAW, 3 * HOUR, DRAW - HOUR) == DRAW
    assert closing_moment(DRAW, 3 * HOUR, DRAW) is None
    assert closing_moment(DRAW, None, DRAW - HOUR) is None
    assert closing_moment(None, 3 * HOUR, DRAW) is None
