"""Phones as typed, and what makes two of them one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.misreadings import PhoneUnreadable
from rules.phones import Phone, is_phone, read_phone
from tests.rules.texts import ANYTHING, FOREIGN_DIGITS, is_accepted, nearly

PHONISH = nearly("+0123456789 .-()\u2011\u202a")
COUNTRY = st.sampled_from([None, "CO", "MX", "AR", "BR", "ES", "US", "IT", "ZZ", "co", ""])


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("+57 300 123 4567", None, "+573001234567"),
        ("+57 300 123 4567", "MX", "+573001234567"),
        ("300 123 4567", "CO", "+573001234567"),
        ("573001234567", "CO", "+573001234567"),
        ("(11) 91234-5678", "BR", "+5511912345678"),
        ("011 15 2345-6789", "AR", "+5491123456789"),
        ("+54 9 11 2345 6789", None, "+5491123456789"),
        ("55 1234 5678", "MX", "+525512345678"),
        ("+52 1 55 1234 5678", None, "+525512345678"),
        ("612.34.56.78", "ES", "+34612345678"),
        ("(+57) 300-123-4567", None, "+573001234567"),
        ("\u202a+57 300\u00a0123\u20114567\u202c", None, "+573001234567"),
    ],
)
def test_a_phone_gets_its_international_form(text: str, country: str | None, e164: str) -> None:
    assert read_phone(text, country).e164 == e164


@pytest.mark.parametrize(
    ("text", "country"), [("300 123 4567", None), ("1234567", "US"), ("+999 123 4567", None), ("123456789012345", "CO")]
)
def test_a_phone_whose_international_form_cannot_be_told_is_kept_as_typed(text: str, country: str | None) -> None:
    assert read_phone(f"  {text} ", country) == Phone(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+",
        "123456",
        "1234567890123456",
        "12/03/2026",
        "300 123 456x",
        "++573001234567",
        "5730+01234567",
        "300,1234567",
        "٣٠٠١٢٣٤٥٦٧",
        "３００１２３４５６７",
        "300 123 4567 ext 5",
        "Ana 3001234567",
        "-3001234567",
    ],
)
def test_what_is_not_a_phone_is_refused(text: str) -> None:
    assert not is_phone(text)
    with pytest.raises(PhoneUnreadable) as refusal:
        read_phone(text, "CO")
    assert refusal.value.text == text


def test_a_phone_is_found_by_its_digits_and_its_last_four() -> None:
    known, unknown = read_phone("300 123 4567", "CO"), read_phone("300 123-4567", None)
    assert (known.digits, known.tail) == ("573001234567", "4567")
    assert (unknown.digits, unknown.tail) == ("3001234567", "4567")


def test_two_ways_of_writing_one_phone_have_the_same_digits() -> None:
    ways = ["+57 300 123 4567", "300-123-4567", "(300) 1234567", "57 300 1234567"]
    assert {read_phone(way, "CO").digits for way in ways} == {"573001234567"}


@given(ANYTHING | PHONISH, COUNTRY)
@settings(deadline=None, max_examples=300)
def test_any_text_is_a_phone_or_a_refusal(text: str, country: str | None) -> None:
    assert is_accepted(read_phone, text, country) == is_phone(text)
    if is_phone(text):
        phone = read_phone(text, country)
        assert 7 <= sum(char.isdigit() for char in phone.raw) <= 15
        assert phone.raw == phone.raw.strip()
        assert len(phone.tail) == 4
        assert phone.digits.isascii()


@given(st.from_regex(r"[+]?[0-9]{7,15}", fullmatch=True), COUNTRY, COUNTRY)
@settings(deadline=None, max_examples=300)
def test_the_international_form_is_read_as_itself_everywhere(text: str, country: str | None, other: str | None) -> None:
    phone = read_phone(text, country)
    if phone.e164:
        assert read_phone(phone.e164, other).digits == phone.digits


@given(st.text(st.sampled_from("0123456789"), min_size=7, max_size=15))
@settings(deadline=None)
def test_signs_between_the_digits_change_nothing(digits: str) -> None:
    spread = digits[0] + "".join(("", " ", "-", ".", ") ")[ord(char) % 5] + char for char in digits[1:])
    assert read_phone(spread, "CO").digits == read_phone(digits, "CO").digits


@given(FOREIGN_DIGITS, st.integers(0, 16))
@settings(deadline=None)
def test_digits_of_other_scripts_are_never_read(digit: str, at: int) -> None:
    assert not is_phone("+57 300 123 4567"[:at] + digit + "+57 300 123 4567"[at:])
