"""How many numbers a buyer may take: read as it is typed, or none."""

import pytest

from rules.buying import LimitUnreadable, read_limit


@pytest.mark.parametrize(("text", "limit"), [("5", 5), (" 20 ", 20), ("0", 0), ("007", 7), ("999999999", 999_999_999)])
def test_a_number_is_a_limit(text: str, limit: int) -> None:
    assert read_limit(text) == limit


@pytest.mark.parametrize("text", ["none", "no limit", "No Limit", "sin límite", "SIN LIMITE", "sem limite"])
def test_no_limit_is_said_in_three_languages(text: str) -> None:
    assert read_limit(text) is None


@pytest.mark.parametrize("text", ["", " ", "many", "-1", "1.5", "1,000", "٣", "9" * 10, "9" * 4000, "5 each"])
def test_anything_else_is_not_one(text: str) -> None:
    with pytest.raises(LimitUnreadable):
        read_limit(text)
