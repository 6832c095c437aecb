"""Buttons: what stands on them, and the data that they carry, written and read here alone.

The data is `version:action:value`, at most 64 bytes; it says what is wished, never who may.
"""

import re
from typing import NamedTuple

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

VERSION = "1"
LONGEST = 64

LANGUAGE = "lang"
LANGUAGES = (("Español", "es"), ("English", "en"), ("Português", "pt_BR"))


class Tap(NamedTuple):
    action: str
    value: str


def data(action: str, value: str = "") -> str:
    if not action or ":" in action:
        raise ValueError(f"{action!r} is no action")
    written = f"{VERSION}:{action}:{value}"
    if len(written.encode()) > LONGEST:
        raise ValueError(f"the button {action} carries too much")
    return written


def pattern(action: str) -> str:
    """Of the taps that a handler takes."""
    return f"^{VERSION}:{re.escape(action)}:"


def read_tap(written: str | None) -> Tap | None:
    version, _, rest = (written or "").partition(":")
    action, colon, value = rest.partition(":")
    return Tap(action, value) if version == VERSION and action and colon else None


def languages() -> InlineKeyboardMarkup:
    """Each in its own words, so that everybody finds theirs."""
    row = [InlineKeyboardButton(name, callback_data=data(LANGUAGE, code)) for name, code in LANGUAGES]
    return InlineKeyboardMarkup([row])
