"""What Telegram would not take is said in another way, and nothing of it is lost."""

import json
from collections.abc import Callable
from functools import partial
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rewording import LONGEST_CAPTION, LONGEST_TEXT, Piece, afresh, alone, plain, split, without_markup

# Short signs many times over, so that texts become long enough to be cut.
words = st.text(st.characters(exclude_categories=["Cs", "Zs"], exclude_characters="\n"), min_size=1, max_size=30)
long_texts = st.builds(
    lambda parts, times: "\n".join(parts * times)[:30_000], st.lists(words, min_size=1, max_size=40), st.integers(1, 60)
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def letter(**parameters: str) -> str:
    return json.dumps({"chat_id": "7", **parameters})


def read(pieces: list[Piece]) -> list[dict[str, str]]:
    return [json.loads(piece.payload) for piece in pieces]


@given(long_texts)
def test_every_piece_fits_and_together_they_say_everything(text: str) -> None:
    pieces = read(split("sendMessage", letter(text=text, reply_markup="[keyboard]")))
    assert all(0 < units(piece["text"]) <= LONGEST_TEXT for piece in pieces)
    assert "".join(piece["text"] for piece in pieces).replace("\n", "") == text.replace("\n", "")
    assert ["reply_markup" in piece for piece in pieces] == [False] * (len(pieces) - 1) + [True]


@given(st.integers(1, 3 * LONGEST_TEXT), st.sampled_from("aé한𝄞👍"))
def test_a_text_without_line_ends_is_cut_between_signs(length: int, sign: str) -> None:
    pieces = read(split("sendMessage", letter(text=sign * length)))
    assert "".join(piece["text"] for piece in pieces) == sign * length
    assert all(units(piece["text"]) > LONGEST_TEXT - 2 for piece in pieces[:-1])


def test_a_text_is_cut_at_the_ends_of_its_lines() -> None:
    lines = [f"line {number} " + "x" * 90 for number in range(100)]
    pieces = read(split("sendMessage", letter(text="\n".join(lines))))
    assert [line for piece in pieces for line in piece["text"].split("\n")] == lines


def test_nothing_but_line_ends_still_says_something() -> None:
    assert read(split("sendMessage", letter(text="\n" * 5000)))[0]["text"] == "…"
    assert read(split("sendMessage", letter(text="")))[0]["text"] == "…"


def test_what_follows_an_edit_is_a_message_of_its_own() -> None:
    first, second = split("editMessageText", letter(text="x" * 5000, message_id="9", parse_mode="HTML"))
    assert (first.method, second.method) == ("editMessageText", "sendMessage")
    assert json.loads(first.payload)["message_id"] == "9"
    assert json.loads(second.payload).keys() == {"chat_id", "text"}


def test_of_a_long_caption_the_rest_follows_as_text() -> None:
    caption = "".join(chr(ord("a") + number % 26) for number in range(6000))
    first, *rest = split("sendPhoto", letter(photo="file", caption=caption, reply_markup="[keyboard]"))
    assert first.method == "sendPhoto"
    shown = json.loads(first.payload)
    assert (shown["photo"], units(shown["caption"])) == ("file", LONGEST_CAPTION)
    assert {piece.method for piece in rest} == {"sendMessage"}
    assert shown["caption"] + "".join(piece["text"] for piece in read(rest)) == caption
    assert "reply_markup" in read(rest)[-1]


@given(st.text())
def test_plain_says_what_was_written_before_it_became_markup(text: str) -> None:
    said = json.loads(plain(letter(text=f"<b>{escape(text)}</b> <a href='x'>there</a>", parse_mode="HTML")))
    assert said == {"chat_id": "7", "text": f"{text} there"}


@given(st.text())
def test_what_was_plain_already_stays_as_it_is(text: str) -> None:
    payload = letter(text=text)
    assert json.loads(plain(payload)) == json.loads(payload)


def test_a_caption_becomes_plain_too() -> None:
    assert json.loads(plain(letter(caption="<i>5 &lt; 6", parse_mode="HTML")))["caption"] == "5 < 6"


@pytest.mark.parametrize("text", ["5 < 6 > 4", "a <3 b", "<", ">", "1<2"])
def test_signs_that_are_no_tags_stay(text: str) -> None:
    assert without_markup(text) == text


def test_an_edit_of_what_is_gone_becomes_a_new_message() -> None:
    how, payload, *_ = afresh("editMessageText", letter(message_id="9", text="hello", reply_markup="[keyboard]"))
    assert how == "sendMessage"
    assert json.loads(payload) == {"chat_id": "7", "text": "hello", "reply_markup": "[keyboard]"}


@pytest.mark.parametrize("again", [alone, partial(afresh, "editMessageMedia")])
def test_the_words_of_a_picture_in_a_message_that_is_gone_become_a_new_message(again: Callable[[str], Piece]) -> None:
    media = json.dumps({"type": "photo", "media": "f", "caption": "<b>hello</b>", "parse_mode": "HTML"})
    how, payload, *_ = again(letter(message_id="9", media=media, reply_markup="[keyboard]"))
    said = {"chat_id": "7", "text": "<b>hello</b>", "parse_mode": "HTML", "reply_markup": "[keyboard]"}
    assert (how, json.loads(payload)) == ("sendMessage", said)


def test_a_caption_or_a_keyboard_of_what_is_gone_becomes_a_new_message() -> None:
    how, payload, *_ = afresh("editMessageCaption", letter(message_id="9", caption="hello"))
    assert (how, json.loads(payload)) == ("sendMessage", {"chat_id": "7", "text": "hello"})
    how, payload, *_ = afresh("editMessageReplyMarkup", letter(message_id="9", reply_markup="[keyboard]"))
    assert json.loads(payload)["text"] == "…"
