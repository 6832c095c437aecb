"""A conversation that is kept in the store: its step and draft survive the process, and are shared by all of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Generic, NamedTuple, TypeVar

from telegram import Update
from telegram.ext import BaseHandler

from bot.unit import Unit, current_unit
from db.dialogs import Dialog

PATIENCE = timedelta(hours=24)
"""How long a question stays open."""

DraftT = TypeVar("DraftT")
AnyHandler = BaseHandler[Update, Any, Any]


@dataclass(frozen=True)
class GoTo(Generic[DraftT]):
    """The next step, with the draft as it is then. A callback that answers nothing stays where it is."""

    step: str
    draft: DraftT


class _Leave:
    pass


LEAVE = _Leave()
"""The conversation is over."""


class _Chosen(NamedTuple):
    handler: AnyHandler
    check: object


class Conversation(BaseHandler[Update, Any, Any], Generic[DraftT]):
    """Entry points begin it from anywhere; then the step's own handlers come first, and the fallbacks after them."""

    def __init__(
        self,
        name: str,
        version: int,
        draft: type[DraftT],
        entry_points: Sequence[AnyHandler],
        steps: Mapping[str, Sequence[AnyHandler]],
        fallbacks: Sequence[AnyHandler] = (),
    ) -> None:
        super().__init__(_never_called)
        self.name = name
        self._version = version
        self._draft = draft
        self._entry_points = entry_points
        self._steps = steps
        self._fallbacks = fallbacks

    def check_update(self, update: object) -> _Chosen | None:
        dialog = _unit().dialog
        here = dialog is not None and dialog.conversation == self.name
        if here and dialog is not None and not self._is_readable(dialog):
            # Written by another version: the question is asked again from the start.
            return _Chosen(self._entry_points[0], None) if isinstance(update, Update) else None
        step = self._steps.get(dialog.step, ()) if here and dialog else ()
        for handler in (*step, *(self._fallbacks if here else ()), *self._entry_points):
            check = handler.check_update(update)
            if check is not None and check is not False:
                return _Chosen(handler, check)
        return None

    async def handle_update(self, update: Update, application: Any, check_result: Any, context: Any) -> None:
        chosen: _Chosen = check_result
        unit = _unit()
        context.draft = self._read(unit.dialog)
        outcome = await chosen.handler.handle_update(update, application, chosen.check, context)
        if outcome is LEAVE:
            unit.move_to(None)
        elif isinstance(outcome, GoTo):
            unit.move_to(self._written(unit, update, outcome))

    def _is_readable(self, dialog: Dialog) -> bool:
        if dialog.version != self._version or dialog.step not in self._steps:
            return False
        try:
            self._draft(**json.loads(dialog.draft))
        except (TypeError, ValueError):
            return False
        return True

    def _read(self, dialog: Dialog | None) -> DraftT | None:
        if dialog is None or dialog.conversation != self.name or not self._is_readable(dialog):
            return None
        return self._draft(**json.loads(dialog.draft))

    def _written(self, unit: Unit, update: Update, outcome: GoTo[DraftT]) -> Dialog:
        if outcome.step not in self._steps:
            raise ValueError(f"{self.name} has no step {outcome.step}")
        chat, user = update.effective_chat, update.effective_user
        if chat is None or user is None:
            raise ValueError("a conversation is with somebody, somewhere")
        draft = json.dumps(asdict(outcome.draft))  # type: ignore[call-overload]
        until = unit.work.now + PATIENCE
        return Dialog(chat.id, user.id, self.name, outcome.step, self._version, draft, until)


def _unit() -> Unit:
    unit = current_unit.get()
    if unit is None:
        raise RuntimeError("a conversation takes place in a unit of work")
    return unit


async def _never_called(update: Update, context: Any) -> None:
    raise NotImplementedError
