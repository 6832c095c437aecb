"""A filter on a button: it comes back as it was, there is room for the longest, and what is forged means nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import Action
from bot.buttons import LONGEST, data
from bot.carried import carry, read_carried
from rules.misreadings import ButtonTooOld
from rules.numbers import LARGEST_NUMBER
from rules.states import PaymentMethod, RaffleState
from services.lists import Filter

numbers = st.integers(1, LARGEST_NUMBER)
filters = st.builds(
    Filter,
    state=st.none() | st.sampled_from(RaffleState),
    set_number=st.none() | numbers,
    buyer_number=st.none() | numbers,
    method=st.none() | st.sampled_from(PaymentMethod),
    first_day=st.none() | st.dates(),
    last_day=st.none() | st.dates(),
    page=numbers,
)


@given(numbers, filters)
def test_what_is_carried_is_read_again(project: int, wanted: Filter) -> None:
    assert read_carried(carry(project, wanted)) == (project, wanted)


def test_the_longest_fits_on_a_button() -> None:
    large = LARGEST_NUMBER
    longest = Filter(RaffleState.SOLD, large, large, PaymentMethod.TRANSFER, date.max, date.max, large)
    assert len(data(Action.FIND, carry(large, longest)).encode()) <= LONGEST


@given(st.text(max_size=60) | st.from_regex(r"[0-9a-z]{0,13}(\.[0-9a-z]{0,13}){6,8}", fullmatch=True))
def test_what_is_forged_is_too_old_or_a_filter(value: str) -> None:
    try:
        project, wanted = read_carried(value)
    except ButtonTooOld:
        return
    assert read_carried(carry(project, wanted)) == (project, wanted)


@pytest.mark.parametrize(
    "value", ["", "1", "1.1.1.1.1.1.1", "1.9.0.0.0.0.0.1", "1.0.0.0.9.0.0.1", "1.0.0.0.0.zzzzzz.0.1"]
)
def test_what_says_too_little_or_too_much_is_too_old(value: str) -> None:
    with pytest.raises(ButtonTooOld):
        read_carried(value)
