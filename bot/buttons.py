"""Buttons: what stands on them, and the data that they carry, written and read here alone.

The data is `version:action:value`, at most 64 bytes; it says what is wished, never who may.
"""

import json
import re
from collections.abc import Sequence
from html import unescape
from typing import Any, NamedTuple

from telegram import (
    ChatAdministratorRights,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    KeyboardButtonRequestChat,
    ReplyKeyboardMarkup,
)

from bot.actions import MONEY, Action
from bot.making import in_the_making
from bot.texts.say import Said
from rules.misreadings import ButtonTooOld

VERSION = "1"
LONGEST = 64
_LARGEST = 2**63 - 1
_SLOTS = InlineKeyboardButton.__slots__
_Button = in_the_making(InlineKeyboardButton)
"""Of words and data alone."""
_LONGEST_LOOK = 40
"""What is longer was never written by us."""


LANGUAGES = (("Español", "es"), ("English", "en"), ("Português", "pt_BR"))


class Tap(NamedTuple):
    action: str
    value: str

    def take(self, count: int) -> tuple[int, ...]:
        """The value as exactly so many numbers."""
        if len(self.numbers) != count:
            raise ButtonTooOld
        return self.numbers

    @property
    def numbers(self) -> tuple[int, ...]:
        """The value as numbers; a value that was forged or is of another time has none."""
        parts = self.value.split(".")
        if not all(part.isascii() and part.isdigit() and len(part) <= 19 and int(part) <= _LARGEST for part in parts):
            raise ButtonTooOld
        return tuple(map(int, parts))

    @property
    def number(self) -> int:
        """The value as one number."""
        if len(self.numbers) != 1:
            raise ButtonTooOld
        return self.numbers[0]


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


def moves_money(written: object) -> bool:
    tap = read_tap(written) if isinstance(written, str) else None
    return tap is not None and tap.action in MONEY


def look_instead(written: str | None) -> str | None:
    """What is tapped in place of what moves money; none for a tap that only looks anyway."""
    tap = read_tap(written)
    look = MONEY.get(tap.action) if tap is not None else None
    if tap is None or look is None:
        return None
    return data(look.action, ".".join(tap.value.split(".")[: look.parts])[:_LONGEST_LOOK])


def button(label: str, action: Action, *values: object) -> InlineKeyboardButton:
    # Labels know no markup: what was made harmless for a text is shown as it was typed.
    shown = unescape(label) if isinstance(label, Said) else label
    return _Button(shown, callback_data=data(action, ".".join(map(str, values))))


def link(label: str, url: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(unescape(label) if isinstance(label, Said) else label, url=url)


def keyboard(*rows: Sequence[InlineKeyboardButton] | None) -> InlineKeyboardMarkup:
    """Rows without a button are left out."""
    return InlineKeyboardMarkup([row for row in rows if row])


def written(markup: InlineKeyboardMarkup | ReplyKeyboardMarkup) -> str:
    """As Telegram takes it: of nearly all that is said, in a tenth of the time that the library needs."""
    if not isinstance(markup, InlineKeyboardMarkup):
        return markup.to_json()
    rows = [[_plain(one) for one in row] for row in markup.inline_keyboard]
    return json.dumps({"inline_keyboard": rows})


def _plain(one: InlineKeyboardButton) -> dict[str, Any]:
    if type(one) is _Button:
        return {"callback_data": one.callback_data, "text": one.text}
    set_ = {name: value for name in _SLOTS if (value := getattr(one, name)) is not None}
    return set_ if all(isinstance(value, str) for value in set_.values()) else one.to_dict()


def contact_keyboard(share: str, skip: str) -> ReplyKeyboardMarkup:
    """In place of the telephone's own: only from there somebody can share their number."""
    rows = [[KeyboardButton(unescape(share), request_contact=True)], [KeyboardButton(unescape(skip))]]
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)


def channel_keyboard(choose: str, request: int) -> ReplyKeyboardMarkup:
    """Telegram shows the channels in which they may let the bot post, and tells which one under that number."""
    posting = {"can_post_messages": True, "can_edit_messages": True}
    # The last one is younger than the library.
    none = ChatAdministratorRights.no_rights().to_dict() | {"can_send_welcome_messages": False}
    rights = ChatAdministratorRights.de_json(none | posting)
    wanted = KeyboardButtonRequestChat(
        request,
        chat_is_channel=True,
        user_administrator_rights=rights,
        bot_administrator_rights=rights,
        request_title=True,
        request_username=True,
    )
    rows = [[KeyboardButton(unescape(choose), request_chat=wanted)]]
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)


def languages() -> InlineKeyboardMarkup:
    """Each in its own words, so that everybody finds theirs."""
    return keyboard([button(name, Action.LANGUAGE, code) for name, code in LANGUAGES])
