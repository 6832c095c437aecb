"""A letter that Telegram would not take as it is, said in another way rather than lost."""

import html
import json
import re
from typing import Any, NamedTuple

from bot.drawings import Drawing

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


class Piece(NamedTuple):
    method: str
    payload: str
    drawing: Drawing | None = None
    """Not kept with a letter that waits: only what leaves at once brings one."""
    shows: str | None = None
    """Of what is said as it is or not at all: what stands there from then on."""


def without_markup(text: str) -> str:
    return html.unescape(_TAG.sub("", text))


def fits_caption(text: str) -> bool:
    words = without_markup(text)
    return _fitting(words, LONGEST_CAPTION) == len(words)


def plain(payload: str) -> str:
    """Without its formatting."""
    parameters = json.loads(payload)
    if parameters.pop("parse_mode", None) is not None:
        for field in ("text", "caption"):
            if field in parameters:
                parameters[field] = without_markup(parameters[field])
    return _written(parameters)


def afresh(method: str, payload: str) -> Piece:
    """As a new message, where the one to be edited is gone."""
    if method != "editMessageText":
        return alone(payload)
    parameters = json.loads(payload)
    parameters.pop("message_id", None)
    return Piece("sendMessage", _written(parameters))


def alone(payload: str) -> Piece:
    """The words of a picture or document, where that cannot be sent."""
    parameters = json.loads(payload)
    media = json.loads(parameters.pop("media", "{}"))
    parameters |= {field: media[field] for field in ("caption", "parse_mode") if field in media}
    parameters["text"] = parameters.pop("caption", "…")
    for field in ("photo", "document", "message_id"):
        parameters.pop(field, None)
    return Piece("sendMessage", _written(parameters))


def split(method: str, payload: str) -> list[Piece]:
    """In pieces, the keyboard under the last; plain, for formatting may not survive the cut."""
    parameters = json.loads(plain(payload))
    field, longest = ("text", LONGEST_TEXT) if "text" in parameters else ("caption", LONGEST_CAPTION)
    first, *rest = _pieces(parameters.get(field, ""), longest)
    keyboard = parameters.pop("reply_markup", None)
    follow = {name: parameters[name] for name in ("chat_id", "message_thread_id") if name in parameters}
    pieces = [(method, parameters | {field: first}), *(("sendMessage", follow | {"text": piece}) for piece in rest)]
    if keyboard is not None:
        pieces[-1][1]["reply_markup"] = keyboard
    return [Piece(how, _written(what)) for how, what in pieces]


def _written(parameters: dict[str, Any]) -> str:
    return json.dumps(parameters, ensure_ascii=False)


def _pieces(text: str, first_longest: int) -> list[str]:
    """At line ends where there are some; Telegram counts in units of UTF-16."""
    pieces: list[str] = []
    while text:
        end = _fitting(text, LONGEST_TEXT if pieces else first_longest)
        line_end = text.rfind("\n", 0, end)
        if end < len(text) and line_end > end // 2:
            end = line_end + 1
        pieces.append(text[:end].rstrip("\n") or "…")
        text = text[end:]
    return pieces or ["…"]


def _fitting(text: str, longest: int) -> int:
    units = 0
    for position, character in enumerate(text):
        units += 2 if ord(character) > 0xFFFF else 1
        if units > longest:
            return position
    return len(text)
