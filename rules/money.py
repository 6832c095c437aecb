"""Amounts of money: integers of minor units with a currency, as they are typed, shown and put into files."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache

from babel.core import get_global
from babel.numbers import format_decimal, get_currency_name, get_currency_precision, get_currency_symbol

from rules.misreadings import AmountNotPositive, AmountTooLarge, AmountUnreadable, CurrencyUnknown, TooManyDecimals
from rules.separators import split_amount

LARGEST_AMOUNT = 10**11

# Legal tender somewhere today, each with its number of decimals.
CURRENCIES: Mapping[str, int] = {
    code: get_currency_precision(code)
    for tenders in get_global("territory_currencies").values()
    for code, _, until, is_tender in tenders
    if is_tender and until is None
}

# Spanish is shown as in Colombia ("$5.000"): the locale of the whole region writes the English way.
_LOCALES = {"en": "en", "es": "es_CO", "pt_BR": "pt_BR"}
_GROUPING = {"en": ",", "es": ". ", "pt_BR": "."}
_SIGNS_AT_HOME = {"BOB": "Bs", "CRC": "₡", "DOP": "RD$", "GTQ": "Q", "HNL": "L", "NIO": "C$", "PAB": "B/.", "PEN": "S/"}
_SIGNS_AT_HOME |= {"EUR": "€", "PYG": "₲", "VES": "Bs"} | dict.fromkeys(("ARS", "CLP", "COP", "CUP", "MXN", "UYU"), "$")
_OTHER_SIGNS = {"PYG": ("Gs", "G"), "USD": ("U$S", "U$D", "USD$"), "HNL": ("Lps",), "VES": ("BsS",)}


def decimals_of(currency: str) -> int:
    try:
        return CURRENCIES[currency]
    except KeyError:
        raise CurrencyUnknown(currency) from None


def read_currency(text: str) -> str:
    code = text.strip().upper()
    if code not in CURRENCIES:
        raise CurrencyUnknown(text)
    return code


def read_amount(text: str, currency: str, language: str) -> int:
    """More than nothing, in minor units; with a sign or code around it only if it is the currency's own."""
    places = decimals_of(currency)
    number, is_negative = _without_signs(text, currency)
    parts = split_amount(number, _GROUPING[language])
    if parts is None:
        raise AmountUnreadable(text)
    whole, decimals = parts[0].lstrip("0"), parts[1]
    if len(decimals) > places:
        raise TooManyDecimals(text, currency, f"{whole or 0}.{decimals}", places)
    if is_negative or not (whole + decimals).strip("0"):
        raise AmountNotPositive(text)
    return _bounded(whole + decimals.ljust(places, "0"), text)


def converted(minor: int, before: str, after: str) -> int:
    """The same figure in another currency: 5.00 stays 5, whatever either is worth."""
    value = _value(minor, before).scaleb(decimals_of(after))
    if value != value.to_integral_value():
        raise TooManyDecimals(plain_amount(minor, before), after, plain_amount(minor, before), decimals_of(after))
    return int(value)


@lru_cache(maxsize=4096)
def show_amount(minor: int, currency: str, language: str) -> str:
    """As the language writes it; without decimals that are all zero where nobody pays with coins that small."""
    number = format_decimal(
        abs(_value(minor, currency)),
        format=_pattern(minor, currency),
        locale=_LOCALES[language],
        numbering_system="latn",
    )
    sign = _sign(currency, language)
    gap = "\u00a0" if language == "pt_BR" or sign[-1].isalpha() or sign[-1] in "./" else ""
    return f"{'-' if minor < 0 else ''}{sign}{gap}{number}"


def plain_amount(minor: int, currency: str) -> str:
    """For files: a point before the decimals, nothing between the thousands, no sign of a currency."""
    return f"{_value(minor, currency):f}"


def _value(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-decimals_of(currency))


def _pattern(minor: int, currency: str) -> str:
    places = decimals_of(currency)
    if places == 0 or (_cash_decimals(currency) == 0 and minor % 10**places == 0):
        return "#,##0"
    return "#,##0." + "0" * places


def _cash_decimals(currency: str) -> int:
    fractions = get_global("currency_fractions")
    cash_decimals: int = fractions.get(currency, fractions["DEFAULT"])[2]
    return cash_decimals


def _sign(currency: str, language: str) -> str:
    if language == "es" and currency in _SIGNS_AT_HOME:
        return _SIGNS_AT_HOME[currency]
    return get_currency_symbol(currency, _LOCALES[language])


@cache
def _signs(currency: str) -> tuple[str, ...]:
    """Everything that may be typed around an amount of it, in capitals, the longest first."""
    signs = {currency, *(_sign(currency, language) for language in _LOCALES), *_OTHER_SIGNS.get(currency, ())}
    signs.add(_SIGNS_AT_HOME.get(currency, currency))
    if re.search("Dollar|Peso", get_currency_name(currency, locale="en")):
        signs.add("$")
    signs |= {f"{sign}." for sign in signs if sign[-1].isalpha() or sign[-1] == "/"}
    return tuple(sorted((sign.upper() for sign in signs), key=len, reverse=True))


def _without_signs(text: str, currency: str) -> tuple[str, bool]:
    typed = text.strip().upper()
    bare = typed.lstrip("-−").lstrip()
    before = next((sign for sign in _signs(currency) if bare.startswith(sign)), "")
    bare = bare.removeprefix(before).lstrip()
    after = next((sign for sign in _signs(currency) if bare.endswith(sign)), "")
    bare = bare.removesuffix(after).rstrip()
    number = bare.lstrip("-−")
    return number, "-" in typed or "−" in typed


def _bounded(digits: str, text: str) -> int:
    # The length comes first: Python itself refuses to read thousands of digits.
    significant = digits.lstrip("0")
    if len(significant) > len(str(LARGEST_AMOUNT)) or int(significant) > LARGEST_AMOUNT:
        raise AmountTooLarge(text, LARGEST_AMOUNT)
    return int(significant)
