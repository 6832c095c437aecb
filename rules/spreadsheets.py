"""Texts in spreadsheets: harmless wherever they are opened, and signs as the reader's spreadsheet reads them.

A cell of a CSV file gets an apostrophe before it where it begins with = + - @ | % or their wide forms, also behind
spaces, so that no program takes it for a formula; and where a text would be taken for a number and lose a part of it,
such as a phone that begins with 0. What would be taken for a date, such as 5-12, is written with a dash: 5–12.
In an XLSX file a text is a text whatever it looks like.
"""

import re
from enum import StrEnum
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol

from rules.words import JOINERS

LONGEST_CELL = 2000
"""Characters; Excel takes 32,767 at most."""
MOST_ROWS = 1_000_000
"""Of a sheet; Excel takes 1,048,576."""
_LOSES_A_PART = re.compile(r"0[0-9]+|[0-9]{16,}|[0-9]+[eE][0-9]+")
_LIKE_A_DATE = re.compile(r"[0-9]{1,4}-[0-9]{1,4}(-[0-9]{1,4})?")
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "−", "|", "%")


class Format(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


def cell_text(text: str) -> str:
    """What is seen of it: no control character, none that turns the direction, nothing that no file can hold."""
    cut = text[:LONGEST_CELL]
    if cut.isprintable():
        return cut
    return "".join(_seen(char) for char in cut)


def begins_like_formula(text: str) -> bool:
    # Most texts begin with a letter or a digit: nothing more is asked of these.
    return not text[:1].isalnum() and text.lstrip().startswith(_FORMULA_SIGNS)


def csv_text(text: str) -> str:
    if begins_like_formula(text) or _LOSES_A_PART.fullmatch(text):
        return f"'{text}"
    return text.replace("-", "–") if _LIKE_A_DATE.fullmatch(text) else text


@cache
def decimal_sign(language: str, country: str | None) -> str:
    """As spreadsheets are set up where they are opened; the comma of a CSV file gives way to it."""
    for name in (f"{language.partition('_')[0]}_{country}", language):
        try:
            return get_decimal_symbol(Locale.parse(name), numbering_system="latn")
        except (UnknownLocaleError, ValueError):
            continue
    return "."


def separator(decimal: str) -> str:
    """Where decimals stand behind a comma, Excel expects a semicolon between cells."""
    return ";" if decimal == "," else ","


def _seen(char: str) -> str:
    if char.isprintable() or char in JOINERS:
        return char
    return " " if char.isspace() else ""
