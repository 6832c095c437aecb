"""Which separators group, and which one begins the decimals."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.separators import split_amount
from tests.rules.texts import ANYTHING, nearly


@given(ANYTHING | nearly("0123456789., \u00a0\u202f"), st.sampled_from([",", ".", ". "]))
@settings(deadline=None)
def test_a_number_is_split_without_losing_or_making_a_digit(text: str, grouping: str) -> None:
    parts = split_amount(text, grouping)
    if parts is not None:
        assert "".join(parts) == "".join(char for char in text if char in "0123456789")
        assert parts != ("", "")


@given(st.integers(1000, 10**15), st.sampled_from(",."))
@settings(deadline=None)
def test_groups_of_three_are_one_number(number: int, grouping: str) -> None:
    assert split_amount(f"{number:,}".replace(",", grouping), grouping) == (str(number), "")


def test_what_is_not_grouped_by_threes_is_not_split() -> None:
    for text in ("12,34,567", "1,2345,678", "0,123,456", "1234,567,890", ",123,456", "1,,234", "1,234,"):
        assert split_amount(text, ",") is None
