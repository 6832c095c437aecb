"""Phone numbers as typed, and their international form when it can be told."""

import re
from typing import NamedTuple

import phonenumbers

from rules.misreadings import PhoneUnreadable

# Address books put these around a number that is copied from them.
_COPIED_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_COPIED_HYPHENS = re.compile("[\u2010-\u2013]")
_PHONE = re.compile(r"[+]?[ ]?[(]?[+]?[0-9][0-9 .()-]*")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15


class Phone(NamedTuple):
    raw: str
    e164: str | None

    @property
    def digits(self) -> str:
        """Two phones are one when these are equal."""
        return "".join(char for char in self.e164 or self.raw if char in "0123456789")

    @property
    def tail(self) -> str:
        return self.digits[-4:]


def read_phone(text: str, country: str | None) -> Phone:
    raw = _tidy(text)
    if not _is_written_as_phone(raw):
        raise PhoneUnreadable(text)
    return Phone(raw, _international(raw, country))


def is_phone(text: str) -> bool:
    return _is_written_as_phone(_tidy(text))


def _tidy(text: str) -> str:
    return " ".join(_COPIED_HYPHENS.sub("-", _COPIED_MARKS.sub("", text)).split())


def _is_written_as_phone(raw: str) -> bool:
    digits = sum(char in "0123456789" for char in raw)
    return bool(_PHONE.fullmatch(raw)) and raw.count("+") <= 1 and _FEWEST_DIGITS <= digits <= _MOST_DIGITS


def _international(raw: str, country: str | None) -> str | None:
    plus = "+" in raw
    if not plus and country is None:
        return None
    # Without its brackets: "(+57) 300" is written often, and read by no library.
    bare = re.sub("[^0-9]", "", raw)
    try:
        number = phonenumbers.parse(f"+{bare}" if plus else bare, None if plus else country)
    except phonenumbers.NumberParseException:
        return None
    return _possible(number) or _without_old_mexican_one(number)


def _possible(number: phonenumbers.PhoneNumber) -> str | None:
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    # Junk may lose one zero at each reading; only a form that is read as itself can decide who is who.
    return e164 if _is_written_as_phone(e164) and phonenumbers.parse(e164) == number else None


def _without_old_mexican_one(number: phonenumbers.PhoneNumber) -> str | None:
    # Mexico dropped the 1 of its mobiles in 2019; address books and messengers still carry it.
    national = str(number.national_number)
    if number.country_code != 52 or len(national) != 11 or national[0] != "1":
        return None
    return _possible(phonenumbers.PhoneNumber(country_code=52, national_number=int(national[1:])))
