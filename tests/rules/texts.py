"""Texts that hypothesis draws: anything at all, and things that look nearly right."""

from collections.abc import Callable

from hypothesis import strategies as st

from rules.refusals import Refusal

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
FOREIGN_DIGITS = st.sampled_from("٠١٢٣٤٥٦٧٨٩۷०१२０１２３４５６７８９𝟗²③")


def nearly(alphabet: str) -> st.SearchStrategy[str]:
    return st.text(st.sampled_from(alphabet), max_size=30)


def is_accepted(read: Callable[..., object], *given: object) -> bool:
    """Whether it was not refused; a fault goes through and fails the test."""
    try:
        read(*given)
    except Refusal:
        return False
    return True
