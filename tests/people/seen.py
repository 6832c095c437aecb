"""A message as a person sees it, and a chat written down for a failing test."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

JSON = dict[str, Any]
Wanted = str | re.Pattern[str] | Callable[["Seen"], bool]
"""Part of the text, a pattern found in it, or any question about the message."""


@dataclass(frozen=True)
class Seen:
    raw: JSON
    chat: int

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def sender(self) -> int:
        sender: JSON = self.raw.get("from") or self.raw.get("sender_chat") or {}
        return int(sender.get("id", 0))

    @property
    def rows(self) -> list[list[JSON]]:
        rows: list[list[JSON]] = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def labels(self) -> list[str]:
        """All inline buttons, row by row."""
        return [button["text"] for row in self.rows for button in row]

    @property
    def photo(self) -> str | None:
        """The file id of its picture."""
        sizes = self.raw.get("photo")
        return str(sizes[-1]["file_id"]) if sizes else None

    @property
    def document(self) -> JSON | None:
        document: JSON | None = self.raw.get("document")
        return document

    def place(self, label: str) -> tuple[int, int] | None:
        """Where the button is; the exact label first, then one that contains it."""
        places = [(row, column) for row, buttons in enumerate(self.rows) for column, _ in enumerate(buttons)]
        same = [place for place in places if self.rows[place[0]][place[1]]["text"] == label]
        like = [place for place in places if label in self.rows[place[0]][place[1]]["text"]]
        return next(iter([*same, *like]), None)

    def meets(self, wanted: Wanted) -> bool:
        if isinstance(wanted, str):
            return wanted in self.text
        if isinstance(wanted, re.Pattern):
            return wanted.search(self.text) is not None
        return wanted(self)


def transcript(messages: list[JSON], me: int) -> str:
    return "\n".join(_line(message, me) for message in messages) or "(nothing was said)"


def _line(message: JSON, me: int) -> str:
    sender = message.get("from") or message.get("sender_chat") or {}
    name = "me" if sender.get("id") == me else str(sender.get("first_name") or sender.get("title") or "?")
    skipped = {"message_id", "from", "sender_chat", "chat", "date", "text", "caption", "entities", "caption_entities"}
    kinds = [key for key in message if key not in {*skipped, "reply_markup", "edit_date", "reply_to_message"}]
    buttons = "".join(
        "\n        " + " ".join(f"[ {button['text']} ]" for button in row) for row in Seen(message, 0).rows
    )
    text = str(message.get("text") or message.get("caption") or "").replace("\n", "\n        ")
    edited = " (edited)" if "edit_date" in message else ""
    return f"{message['message_id']:>4}  {name}{edited}: {' '.join(f'<{kind}>' for kind in kinds)}{text}{buttons}"
