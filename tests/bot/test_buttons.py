"""What buttons carry: it comes back as it was written, and whatever is not ours is nothing."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.buttons import LANGUAGES, LONGEST, VERSION, Tap, data, languages, pattern, read_tap

actions = st.text(st.characters(categories=["Ll", "Nd"], max_codepoint=0x7F), min_size=1, max_size=12)
values = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(actions, values)
def test_what_is_written_is_read_again(action: str, value: str) -> None:
    assume(len(value.encode()) <= LONGEST - len(action) - 3)
    written = data(action, value)
    assert len(written.encode()) <= LONGEST
    assert read_tap(written) == Tap(action, value)
    assert re.match(pattern(action), written)


@given(actions, actions, values)
def test_a_handler_takes_the_taps_of_its_own_action_alone(action: str, other: str, value: str) -> None:
    assume(action != other and len(value.encode()) <= LONGEST - len(other) - 3)
    assert not re.match(pattern(action), data(other, value))


def test_sixty_four_bytes_are_possible_and_one_more_is_not() -> None:
    assert len(data("sell", "é" * 28 + "1").encode()) == LONGEST
    with pytest.raises(ValueError, match="too much"):
        data("sell", "é" * 29)


@pytest.mark.parametrize("action", ["", "a:b", ":"])
def test_an_action_that_could_not_be_read_again_is_not_written(action: str) -> None:
    with pytest.raises(ValueError, match="no action"):
        data(action)


@pytest.mark.parametrize(
    "written", [None, "", "sell", "1", "1:", "1:sell", "1::", "1::7", "0:sell:7", "2:sell:7", "11:sell:7", ":sell:7"]
)
def test_what_is_foreign_old_or_forged_is_nothing(written: str | None) -> None:
    assert read_tap(written) is None


@given(st.text(max_size=80))
def test_nothing_that_is_tapped_breaks_the_reading(written: str) -> None:
    tap = read_tap(written)
    assert tap is None or written == f"{VERSION}:{tap.action}:{tap.value}"


def test_every_language_can_be_tapped_in_its_own_words() -> None:
    (row,) = languages().inline_keyboard
    taps = [read_tap(str(button.callback_data)) for button in row]
    assert [tap.value for tap in taps if tap] == [code for _, code in LANGUAGES]
