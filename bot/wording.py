"""What a notice is worded with: who reads it, by which keys it is found, and the calls that it becomes."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

from telegram import InlineKeyboardMarkup
from telegram.constants import ParseMode

from bot.addresses import NOWHERE, Addresses
from bot.buttons import written
from bot.drawings import Drawing
from bot.texts.say import Say
from db.work import Work


class Reader(NamedTuple):
    """Whoever gets the notice, as they are when it leaves."""

    chat_id: int
    language: str
    zone: str
    say: Say
    bot_name: str = ""
    """Under which links are opened."""
    addresses: Addresses = NOWHERE
    """Of the pages that anybody may look at."""
    reports: bool = False
    """Whether there is somebody to whom a raffle can be reported."""


class Call(NamedTuple):
    """Of Telegram. The chat is the letter's."""

    method: str
    parameters: Mapping[str, str]
    drawing: Drawing | None = None
    """Only the first of several calls may bring one."""
    shows: str | None = None
    """What stands there from then on, of what is said as it is or not at all."""


Keys = Mapping[str, Any]
"""As they were posted."""

Wording = Callable[[Work, Keys, Reader], Awaitable[list[Call] | None]]
"""Only reads. None when the world no longer wants the notice; several calls follow one another."""


def message(words: str, keyboard: InlineKeyboardMarkup | None = None) -> Call:
    return Call("sendMessage", _with({"text": words, "parse_mode": ParseMode.HTML}, keyboard))


def edit(message_id: int, words: str, keyboard: InlineKeyboardMarkup | None = None) -> Call:
    """Of a message that another letter became."""
    parameters = {"message_id": str(message_id), "text": words, "parse_mode": ParseMode.HTML}
    return Call("editMessageText", _with(parameters, keyboard))


def picture(words: str, drawing: Drawing, keyboard: InlineKeyboardMarkup | None = None) -> Call:
    return Call("sendPhoto", _with({"caption": words, "parse_mode": ParseMode.HTML}, keyboard), drawing)


def edit_picture(message_id: int, words: str, drawing: Drawing, keyboard: InlineKeyboardMarkup | None = None) -> Call:
    """Another picture with other words, in a message that another letter became."""
    media = json.dumps({"type": "photo", "caption": words, "parse_mode": ParseMode.HTML}, ensure_ascii=False)
    return Call("editMessageMedia", _with({"message_id": str(message_id), "media": media}, keyboard), drawing)


def edit_caption(message_id: int, words: str) -> Call:
    """And without the keyboard that it had."""
    parameters = {"message_id": str(message_id), "caption": words, "parse_mode": ParseMode.HTML}
    return Call("editMessageCaption", parameters)


def document(words: str, drawing: Drawing, keyboard: InlineKeyboardMarkup | None = None) -> Call:
    return Call("sendDocument", _with({"caption": words, "parse_mode": ParseMode.HTML}, keyboard), drawing)


def known_file(field: str, file_id: str, words: str, keyboard: InlineKeyboardMarkup | None = None) -> Call:
    """One that somebody sent before."""
    parameters = {field: file_id, "caption": words, "parse_mode": ParseMode.HTML}
    return Call(f"send{field.title()}", _with(parameters, keyboard))


def _with(parameters: dict[str, str], keyboard: InlineKeyboardMarkup | None) -> dict[str, str]:
    """Telegram refuses a keyboard without a button."""
    if keyboard is None or not keyboard.inline_keyboard:
        return parameters
    return parameters | {"reply_markup": written(keyboard)}


def answering(keys: Keys, call: Call) -> Call:
    """In a group, so that it is known whom it is for."""
    if "answers" not in keys:
        return call
    answered = json.dumps({"message_id": keys["answers"], "allow_sending_without_reply": True})
    return call._replace(parameters={**call.parameters, "reply_parameters": answered})
