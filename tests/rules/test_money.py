"""Amounts of money as typed, shown and put into files."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.misreadings import AmountNotPositive, AmountTooLarge, AmountUnreadable, CurrencyUnknown, TooManyDecimals
from rules.money import (
    CURRENCIES,
    LARGEST_AMOUNT,
    decimals_of,
    plain_amount,
    read_amount,
    read_currency,
    show_amount,
)
from tests.rules.texts import ANYTHING, FOREIGN_DIGITS, is_accepted, nearly

LANGUAGES = ("es", "en", "pt_BR")
CURRENCY = st.sampled_from(sorted(CURRENCIES))
LANGUAGE = st.sampled_from(LANGUAGES)
MINOR = st.integers(1, LARGEST_AMOUNT)


@pytest.mark.parametrize(
    ("currency", "decimals"), [("USD", 2), ("COP", 2), ("BRL", 2), ("CLP", 0), ("PYG", 0), ("KWD", 3)]
)
def test_a_currency_has_its_decimals(currency: str, decimals: int) -> None:
    assert decimals_of(currency) == decimals


def test_all_currencies_have_none_two_or_three_decimals() -> None:
    assert set(CURRENCIES.values()) == {0, 2, 3}


def test_the_currencies_of_today_are_known_and_those_of_yesterday_are_not() -> None:
    assert {
        "ARS",
        "BOB",
        "BRL",
        "CRC",
        "DOP",
        "EUR",
        "GTQ",
        "HNL",
        "MXN",
        "NIO",
        "PEN",
        "UYU",
        "VES",
    } <= CURRENCIES.keys()
    assert not {"ESP", "VEF", "XAU", "XXX", "XTS", "CLF"} & CURRENCIES.keys()


def test_a_currency_is_read_by_its_code() -> None:
    assert read_currency(" cop ") == "COP"
    for text in ("", "$", "pesos", "XXX", "CO", "ＣＯＰ"):
        with pytest.raises(CurrencyUnknown):
            read_currency(text)
    with pytest.raises(CurrencyUnknown):
        decimals_of("cop")


@pytest.mark.parametrize(
    ("text", "currency", "language", "minor"),
    [
        ("5", "USD", "en", 500),
        ("5.0", "USD", "en", 500),
        ("5.00", "USD", "en", 500),
        ("5,00", "USD", "en", 500),
        ("2.50", "USD", "es", 250),
        ("2,5", "USD", "en", 250),
        (".50", "USD", "en", 50),
        ("0,50", "BRL", "pt_BR", 50),
        ("5,000", "USD", "en", 500_000),
        ("5.000", "COP", "es", 500_000),
        ("5.000", "BRL", "pt_BR", 500_000),
        ("5 000", "COP", "es", 500_000),
        ("5\u202f000", "COP", "es", 500_000),
        ("1 234 567,89", "COP", "es", 123_456_789),
        ("1.234.567,89", "COP", "en", 123_456_789),
        ("1,234,567.89", "COP", "es", 123_456_789),
        ("1.234,5", "COP", "es", 123_450),
        ("1.234.567", "COP", "en", 123_456_700),
        ("1,234,567", "COP", "es", 123_456_700),
        ("1.234", "KWD", "en", 1_234),
        ("1.234", "KWD", "es", 1_234_000),
        ("1,234", "KWD", "es", 1_234),
        ("1,234.567", "KWD", "es", 1_234_567),
        ("0.500", "KWD", "es", 500),
        ("5000", "CLP", "es", 5_000),
        ("5.000", "CLP", "es", 5_000),
        ("007", "CLP", "es", 7),
        ("$ 5.000", "COP", "es", 500_000),
        ("$5", "USD", "en", 500),
        ("5 USD", "USD", "en", 500),
        ("5usd", "USD", "en", 500),
        ("5$", "USD", "en", 500),
        ("US$ 5", "USD", "pt_BR", 500),
        ("$5.000 COP", "COP", "es", 500_000),
        ("R$ 10", "BRL", "pt_BR", 1_000),
        ("r$10,00", "BRL", "pt_BR", 1_000),
        ("€5", "EUR", "es", 500),
        ("5 €", "EUR", "es", 500),
        ("S/. 20", "PEN", "es", 2_000),
        ("S/20", "PEN", "es", 2_000),
        ("Bs. 50", "BOB", "es", 5_000),
        ("₡ 1.000", "CRC", "es", 100_000),
        ("Q 5.50", "GTQ", "es", 550),
        ("Gs. 10.000", "PYG", "es", 10_000),
        ("1000000000.00", "USD", "en", LARGEST_AMOUNT),
    ],
)
def test_an_amount_is_read_as_its_writer_meant_it(text: str, currency: str, language: str, minor: int) -> None:
    assert read_amount(text, currency, language) == minor


@pytest.mark.parametrize(
    ("text", "currency", "language", "read_as"),
    [
        ("5.000", "USD", "en", "5.000"),
        ("5,000", "COP", "es", "5.000"),
        ("5,000", "BRL", "pt_BR", "5.000"),
        ("0.500", "USD", "es", "0.500"),
        ("1234.567", "COP", "es", "1234.567"),
        ("2.5000", "USD", "en", "2.5000"),
        ("5.00", "CLP", "es", "5.00"),
        ("5,5", "PYG", "es", "5.5"),
        ("1,234.567", "USD", "en", "1234.567"),
        ("1.23456", "KWD", "en", "1.23456"),
        (".505", "USD", "en", "0.505"),
    ],
)
def test_too_many_decimals_are_refused_showing_how_they_were_read(
    text: str, currency: str, language: str, read_as: str
) -> None:
    with pytest.raises(TooManyDecimals) as refusal:
        read_amount(text, currency, language)
    assert refusal.value.read_as == read_as
    assert refusal.value.decimals == decimals_of(currency)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("", "USD"),
        ("$", "USD"),
        ("five", "USD"),
        ("5.", "USD"),
        ("1.23.4", "USD"),
        ("1.234.56", "USD"),
        ("1,23,456.00", "USD"),
        ("1.234,567.89", "USD"),
        ("1'234", "USD"),
        ("1’234.50", "USD"),
        ("12 34", "COP"),
        ("5 00", "COP"),
        ("5e3", "USD"),
        ("5+5", "USD"),
        ("+5", "USD"),
        ("５", "USD"),
        ("٥", "USD"),
        ("5 EUR", "USD"),
        ("€5", "USD"),
        ("$10", "BRL"),
        ("R$10", "USD"),
        ("5 COP", "MXN"),
        ("$$5", "USD"),
        ("5 6", "COP"),
        ("..5", "USD"),
        ("5-", "USD"),
    ],
)
def test_what_is_not_an_amount_of_the_currency_is_refused(text: str, currency: str) -> None:
    with pytest.raises(AmountUnreadable):
        read_amount(text, currency, "es")


@pytest.mark.parametrize("language", ["en", "pt_BR"])
def test_spaces_group_thousands_in_spanish_alone(language: str) -> None:
    with pytest.raises(AmountUnreadable):
        read_amount("5 000", "USD", language)


@pytest.mark.parametrize("text", ["0", "0.00", "$0", "00,0", "-5", "−5", "-$5.00", "$-5", "$ -5"])
def test_nothing_and_less_than_nothing_are_refused(text: str) -> None:
    with pytest.raises(AmountNotPositive):
        read_amount(text, "USD", "en")


@pytest.mark.parametrize("text", ["10000000000000.01", "9" * 30, "9" * 5000])
def test_an_amount_above_the_largest_is_refused(text: str) -> None:
    with pytest.raises(AmountTooLarge):
        read_amount(text, "USD", "en")


@pytest.mark.parametrize(
    ("minor", "currency", "language", "shown"),
    [
        (24_000_000, "COP", "es", "$240.000"),
        (7_500_000, "COP", "es", "$75.000"),
        (500_000, "COP", "es", "$5.000"),
        (1_000_000, "COP", "es", "$10.000"),
        (500_050, "COP", "es", "$5.000,50"),
        (1_000, "USD", "en", "$10.00"),
        (2_000, "BRL", "pt_BR", "R$\u00a020,00"),
        (500_000, "MXN", "es", "$5.000,00"),
        (5_000, "CLP", "es", "$5.000"),
        (2_000, "PEN", "es", "S/\u00a020,00"),
        (10_000, "PYG", "es", "₲10.000"),
        (500_000, "COP", "en", "COP\u00a05,000"),
        (1_000, "USD", "es", "US$10,00"),
        (1_234, "KWD", "en", "KWD\u00a01.234"),
        (-1_050, "USD", "en", "-$10.50"),
        (0, "USD", "en", "$0.00"),
    ],
)
def test_an_amount_is_shown_as_its_readers_write_it(minor: int, currency: str, language: str, shown: str) -> None:
    assert show_amount(minor, currency, language) == shown


@pytest.mark.parametrize(
    ("minor", "currency", "plain"),
    [
        (123_450, "USD", "1234.50"),
        (5, "USD", "0.05"),
        (5_000, "CLP", "5000"),
        (1, "KWD", "0.001"),
        (-250, "USD", "-2.50"),
    ],
)
def test_an_amount_in_a_file_is_plain(minor: int, currency: str, plain: str) -> None:
    assert plain_amount(minor, currency) == plain


@given(MINOR, CURRENCY, LANGUAGE)
@settings(deadline=None)
def test_an_amount_that_was_shown_is_read_back(minor: int, currency: str, language: str) -> None:
    assert read_amount(show_amount(minor, currency, language), currency, language) == minor


@given(st.integers(-LARGEST_AMOUNT, LARGEST_AMOUNT), CURRENCY)
@settings(deadline=None)
def test_a_plain_amount_is_exact(minor: int, currency: str) -> None:
    plain = plain_amount(minor, currency)
    assert re.fullmatch(r"-?[0-9]+(\.[0-9]{2,3})?", plain)
    assert Decimal(plain) * 10 ** decimals_of(currency) == minor


@given(st.integers(0, 10**9 - 1), st.text(st.sampled_from("0123456789"), min_size=1, max_size=2), LANGUAGE)
@settings(deadline=None)
def test_one_separator_before_one_or_two_digits_is_the_decimal_one(whole: int, decimals: str, language: str) -> None:
    expected = whole * 100 + int(decimals.ljust(2, "0"))
    for separator in ".,":
        typed = f"{whole}{separator}{decimals}"
        if expected:
            assert read_amount(typed, "USD", language) == expected
        else:
            assert not is_accepted(read_amount, typed, "USD", language)


@given(st.integers(1, 999), st.integers(0, 999))
@settings(deadline=None)
def test_one_separator_before_three_digits_groups_only_in_its_own_language(thousands: int, rest: int) -> None:
    for language, own, other in (("en", ",", "."), ("es", ".", ","), ("pt_BR", ".", ",")):
        assert read_amount(f"{thousands}{own}{rest:03}", "USD", language) == (thousands * 1000 + rest) * 100
        assert read_amount(f"{thousands}{other}{rest:03}", "KWD", language) == thousands * 1000 + rest
        with pytest.raises(TooManyDecimals):
            read_amount(f"{thousands}{other}{rest:03}", "USD", language)


@given(st.integers(100_000, LARGEST_AMOUNT), LANGUAGE, LANGUAGE)
@settings(deadline=None)
def test_two_kinds_of_separators_mean_the_same_to_everybody(minor: int, writer: str, reader: str) -> None:
    assert read_amount(show_amount(minor, "USD", writer), "USD", reader) == minor


@given(ANYTHING | nearly("0123456789.,  -−$€R'\u00a0\u202fUSDCOP"), CURRENCY, LANGUAGE)
@settings(deadline=None)
def test_any_text_is_an_amount_or_a_refusal(text: str, currency: str, language: str) -> None:
    if is_accepted(read_amount, text, currency, language):
        assert 0 < read_amount(text, currency, language) <= LARGEST_AMOUNT
    is_accepted(read_currency, text)


@given(st.sampled_from(["5", "1.50", "$ 20"]), FOREIGN_DIGITS, st.integers(0, 4), LANGUAGE)
@settings(deadline=None)
def test_digits_of_other_scripts_are_never_read(text: str, digit: str, at: int, language: str) -> None:
    assert not is_accepted(read_amount, text[:at] + digit + text[at:], "USD", language)
