"""A letter that Telegram would not take as it is, said in another way rather than lost."""

import html
import json
import re

LONGEST_TEXT = 4096
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def plain(payload: str) -> str:
    """Without its formatting."""
    parameters = json.loads(payload)
    parameters.pop("parse_mode", None)
    for field in ("text", "caption"):
        if field in parameters:
            parameters[field] = html.unescape(_TAG.sub("", parameters[field]))
    return json.dumps(parameters, ensure_ascii=False)


def afresh(method: str, payload: str) -> tuple[str, str]:
    """As a new message, where the one to be edited is gone."""
    parameters = json.loads(payload)
    parameters.pop("message_id", None)
    if method != "editMessageText":
        return "sendMessage", json.dumps(parameters | {"text": parameters.pop("caption", "…")}, ensure_ascii=False)
    return "sendMessage", json.dumps(parameters, ensure_ascii=False)


def split(payload: str) -> list[str]:
    """In pieces, the keyboard under the last; plain, for formatting may not survive the cut."""
    parameters = json.loads(plain(payload))
    text = parameters.pop("text", "")
    keyboard = parameters.pop("reply_markup", None)
    pieces = [parameters | {"text": piece} for piece in _pieces(text)]
    if keyboard is not None:
        pieces[-1]["reply_markup"] = keyboard
    return [json.dumps(piece, ensure_ascii=False) for piece in pieces]


def _pieces(text: str) -> list[str]:
    """At line ends where there are some; Telegram counts in units of UTF-16."""
    pieces = []
    while text:
        end = _fitting(text)
        line_end = text.rfind("\n", 0, end)
        if end < len(text) and line_end > end // 2:
            end = line_end + 1
        pieces.append(text[:end].rstrip("\n") or "…")
        text = text[end:]
    return pieces or ["…"]


def _fitting(text: str) -> int:
    units = 0
    for position, character in enumerate(text):
        units += 2 if ord(character) > 0xFFFF else 1
        if units > LONGEST_TEXT:
            return position
    return len(text)
