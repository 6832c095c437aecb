"""What a notice is worded with: who reads it, by which keys it is found, and the calls that it becomes."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

from telegram import InlineKeyboardMarkup
from telegram.constants import ParseMode

from bot.texts.say import Say
from db.work import Work


class Reader(NamedTuple):
    """Whoever gets the notice, as they are when it leaves."""

    chat_id: int
    language: str
    zone: str
    say: Say


class Call(NamedTuple):
    """Of Telegram. The chat is the letter's."""

    method: str
    parameters: Mapping[str, str]


Keys = Mapping[str, Any]
"""As they were posted."""

Wording = Callable[[Work, Keys, Reader], Awaitable[list[Call] | None]]
"""Only reads. None when the world no longer wants the notice; several calls follow one another."""


def message(words: str, keyboard: InlineKeyboardMarkup | None = None) -> Call:
    parameters = {"text": words, "parse_mode": ParseMode.HTML}
    return Call("sendMessage", parameters if keyboard is None else parameters | {"reply_markup": keyboard.to_json()})
