"""A line of words, taken apart from both ends."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.choices import METHODS, SET_TYPES
from rules.lines import split_hold, split_method, split_phone, split_range, split_set_type
from rules.misreadings import NumbersUnreadable, PhoneUnreadable
from rules.phones import is_phone
from rules.states import PaymentMethod, SetType
from rules.words import clean_line, split_words
from tests.rules.texts import ANYTHING, is_accepted


def test_words_lose_only_what_is_not_seen_around_them() -> None:
    assert split_words("\u200f7\u200e  \u202aAna\u202c\n\x00 a\u200db ") == ["7", "Ana", "a\u200db"]


@given(ANYTHING)
@settings(deadline=None)
def test_a_name_is_the_same_after_it_was_split(text: str) -> None:
    if is_accepted(clean_line, text, "name", 80):
        assert clean_line(" ".join(split_words(text)), "name", 80) == clean_line(text, "name", 80)


@pytest.mark.parametrize(
    ("line", "before", "phone"),
    [
        ("Luis", "Luis", None),
        ("Luis 2", "Luis 2", None),
        ("Luis 123456", "Luis 123456", None),
        ("Luis 1234567", "Luis", "1234567"),
        ("Luis 2 300 123 4567", "Luis", "2 300 123 4567"),
        ("Luis 2 +57 300 123 4567", "Luis 2", "+57 300 123 4567"),
        ("Luis - (11) 91234-5678,", "Luis", "(11) 91234-5678"),
        ("Luis (+57) 300 - 123 - 4567", "Luis", "(+57) 300 - 123 - 4567"),
        ("Luis + 57 300 123 4567", "Luis", "+ 57 300 123 4567"),
        ("Canal +", "Canal +", None),
        ("3001234567", "", "3001234567"),
        ("", "", None),
    ],
)
def test_a_phone_is_taken_from_the_right_with_all_its_digits(line: str, before: str, phone: str | None) -> None:
    assert split_phone(line.split()) == (before.split(), phone)


@pytest.mark.parametrize(
    "digits",
    ["1234567890123456", "300 123 4567 301 123 4567", "+57 300", "-3001234567", "300/1234567", "+573001234567 +57"],
)
def test_what_looks_like_a_phone_and_is_none_never_becomes_a_name(digits: str) -> None:
    with pytest.raises(PhoneUnreadable) as refusal:
        split_phone(["Luis", *digits.split()])
    assert refusal.value.text == digits


@given(st.lists(st.sampled_from(["Luis", "2", "+57", "300", "(11)", "123-4567", "-", ",", "+"]), max_size=8))
@settings(deadline=None)
def test_no_digit_of_a_line_is_lost_to_a_phone(words: list[str]) -> None:
    if is_accepted(split_phone, words):
        before, phone = split_phone(words)
        assert phone is None or is_phone(phone)
        left = "".join([*before, phone or ""])
        assert [char for char in left if char.isdigit()] == [char for char in "".join(words) if char.isdigit()]


def test_methods_and_types_are_taken_with_all_their_words() -> None:
    assert split_method(["Ana", "por", "transferencia", "bancaria"]) == (["Ana"], PaymentMethod.TRANSFER)
    assert split_method(["Ana", "Por", "Efectivo"]) == (["Ana", "Por"], PaymentMethod.CASH)
    assert split_method(["ca", "sh"]) == (["ca", "sh"], None)
    assert split_set_type(["en", "línea,", "Early", "birds"]) == (SetType.ONLINE, ["Early", "birds"])
    assert split_set_type(["en", "casa"]) == (None, ["en", "casa"])
    for method, aliases in METHODS.items():
        assert all(split_method(["Ana", *alias.split()]) == (["Ana"], method) for alias in aliases)
    for kind, aliases in SET_TYPES.items():
        assert all(split_set_type([*alias.split(), "Ana"]) == (kind, ["Ana"]) for alias in aliases)


def test_a_hold_is_only_the_last_word() -> None:
    assert split_hold(["Luis", "48h,"]) == (["Luis"], timedelta(hours=48))
    assert split_hold(["48h", "Luis"]) == (["48h", "Luis"], None)
    assert split_hold([]) == ([], None)


def test_a_range_may_have_spaces_around_its_hyphen() -> None:
    assert split_range(["00", "-", "99,", "5"]) == ("00 - 99", ["5"])
    assert split_range(["7"]) == ("7", [])
    for line in ("", "Ana", "1-2-3", "-7"):
        with pytest.raises(NumbersUnreadable):
            split_range(line.split())
