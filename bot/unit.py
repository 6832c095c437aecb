"""The unit of work as handlers feel it: what they send while it is open becomes letters of that unit."""

import json
from contextvars import ContextVar
from typing import Any

from telegram import Update

from db.dialogs import Dialog
from db.outbox import ANSWER, Letter, Posted
from db.work import Work

# Leave at once when the unit is on disk, are never repeated, and may fail: the moment for them passes.
FLEETING = frozenset({"answerCallbackQuery", "answerInlineQuery", "sendChatAction"})


class Unit:
    """One update's unit: its work, the dialog of whoever sent it, and what is to be said."""

    def __init__(self, work: Work, update_id: int, dialog: Dialog | None, *, stale: bool = False) -> None:
        self.work = work
        self.dialog = dialog
        self.stale = stale
        """It waited so long that whoever sent it may have gone on: what they saw when they pressed may be otherwise."""
        self.dialog_changed = False
        self.fault: BaseException | None = None
        self.letters: list[Posted] = []
        self.leaving: Letter | None = None
        """The first of the letters, if it is sent as soon as the unit is on disk."""
        self.fleeting: list[tuple[str, dict[str, str]]] = []
        self._update_id = update_id
        self._closed = False

    def move_to(self, dialog: Dialog | None) -> None:
        """Where the person stands from now on; nowhere, when a conversation has ended."""
        self.dialog, self.dialog_changed = dialog, True

    def post(self, method: str, chat_id: int, parameters: dict[str, str]) -> None:
        """A call of Telegram, as a letter of this unit."""
        self._refuse_once_closed(method)
        key = f"{self._update_id}/{len(self.letters)}"
        payload = json.dumps({"chat_id": str(chat_id), **parameters}, ensure_ascii=False)
        self.letters.append(Posted(key, chat_id, ANSWER, method, payload))

    def capture(self, method: str, parameters: dict[str, str]) -> bytes:
        """Takes a call instead of Telegram, and answers as Telegram does for what is not sent yet."""
        if method in FLEETING:
            self._refuse_once_closed(method)
            self.fleeting.append((method, parameters))
            return b'{"ok":true,"result":true}'
        if "chat_id" not in parameters:
            raise RuntimeError(f"{method} names no chat: within a unit of work only letters to a chat can be captured")
        chat_id = int(parameters["chat_id"])
        self.post(method, chat_id, parameters)
        return _not_sent_yet(method, chat_id)

    def _refuse_once_closed(self, method: str) -> None:
        if self._closed or self.work.ended:
            raise RuntimeError(f"{method} was called after its unit of work had ended")

    def close(self) -> None:
        """What is said from now on would be lost, so it is refused."""
        self._closed = True

    def answer_tap(self, update: Update) -> None:
        """Every tap is answered, if nobody else did: the button stops turning."""
        query = update.callback_query
        if query is not None and not any(method == "answerCallbackQuery" for method, _ in self.fleeting):
            self.fleeting.append(("answerCallbackQuery", {"callback_query_id": query.id}))


current_unit: ContextVar[Unit | None] = ContextVar("current_unit", default=None)


def _not_sent_yet(method: str, chat_id: int) -> bytes:
    if method.startswith(("delete", "pin", "unpin")):
        return b'{"ok":true,"result":true}'
    message: dict[str, Any] = {"message_id": 0, "date": 0, "chat": {"id": chat_id, "type": "private"}}
    return json.dumps({"ok": True, "result": message}).encode()
