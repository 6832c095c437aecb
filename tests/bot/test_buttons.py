"""What buttons carry: it comes back as it was written, and whatever is not ours is nothing."""

import json
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup

from bot.actions import Action
from bot.buttons import (
    LANGUAGES,
    LONGEST,
    VERSION,
    Tap,
    button,
    channel_keyboard,
    contact_keyboard,
    data,
    keyboard,
    languages,
    link,
    pattern,
    read_tap,
    written,
)

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


@pytest.mark.parametrize(
    "markup",
    [
        languages(),
        keyboard([button("<b>5</b> ✅", Action.SELL, 1, 2)], [link("Ver", "https://t.me/x?start=1")]),
        keyboard([InlineKeyboardButton("x", switch_inline_query="a"), InlineKeyboardButton("$", pay=True)]),
        keyboard([InlineKeyboardButton("x", copy_text=CopyTextButton("5"))]),
        contact_keyboard("Share", "Skip"),
        channel_keyboard("Choose", 7),
    ],
)
def test_a_keyboard_is_written_as_the_library_writes_it(markup: InlineKeyboardMarkup | ReplyKeyboardMarkup) -> None:
    assert json.loads(written(markup)) == json.loads(markup.to_json())
