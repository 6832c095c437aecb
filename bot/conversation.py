"""A conversation that is kept in the store: its step and draft survive the process, and are shared by all of them."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.actions import Action
from bot.buttons import pattern
from bot.doors import AnyHandler, Chosen, Doors, Room
from bot.unit import Unit, current_unit
from db.dialogs import Dialog

PATIENCE = timedelta(hours=24)
"""How long a question stays open."""

DraftT = TypeVar("DraftT")


@dataclass(frozen=True)
class GoTo(Generic[DraftT]):
    """The next step, with the draft as it is then. A callback that answers nothing stays where it is."""

    step: str
    draft: DraftT


class _Leave:
    pass


LEAVE = _Leave()
"""The conversation is over."""


def on(action: Action, deed: Callable[[Update, Any], Coroutine[Any, Any, object]]) -> AnyHandler:
    """What happens when a button is pressed."""
    return CallbackQueryHandler(deed, pattern=pattern(action))


class Conversation(Room, Generic[DraftT]):
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
        self._drafts = TypeAdapter(draft)
        self.entry_points = entry_points
        self.begin = Doors(entry_points)
        self._steps = {step: Doors((*of_step, *fallbacks, *entry_points)) for step, of_step in steps.items()}

    def check_update(self, update: object) -> Chosen | None:
        dialog = _unit().dialog
        here = dialog is not None and dialog.conversation == self.name
        if dialog is None or not here:
            return self.begin.check_update(update)
        if self._read(dialog) is not None:
            return self._steps[dialog.step].check_update(update)
        # Written by another version: the question is asked again from the start.
        first = Chosen(self.entry_points[0], None) if _is_an_answer(update) else None
        return self.begin.check_update(update) or first

    async def handle_update(self, update: Update, application: Any, check_result: Any, context: Any) -> None:
        chosen: Chosen = check_result
        unit = _unit()
        context.draft = self._read(unit.dialog) if unit.dialog is not None else None
        context.step = unit.dialog.step if unit.dialog is not None and context.draft is not None else ""
        outcome = await chosen.handler.handle_update(update, application, chosen.check, context)
        if outcome is LEAVE:
            self._leave(unit)
        elif isinstance(outcome, GoTo):
            unit.move_to(self._written(unit, update, outcome))

    def _leave(self, unit: Unit) -> None:
        """What was asked elsewhere stays open: whoever acts in between goes on there."""
        if unit.dialog is not None and unit.dialog.conversation == self.name:
            unit.move_to(None)

    def _read(self, dialog: Dialog) -> DraftT | None:
        """None if it is another conversation's, or was written by another version of this one."""
        known = dialog.conversation == self.name and dialog.version == self._version and dialog.step in self._steps
        try:
            return self._drafts.validate_json(dialog.draft) if known else None
        except ValidationError:
            return None

    def _written(self, unit: Unit, update: Update, outcome: GoTo[DraftT]) -> Dialog:
        if outcome.step not in self._steps:
            raise ValueError(f"{self.name} has no step {outcome.step}")
        chat, user = update.effective_chat, update.effective_user
        if chat is None or user is None:
            raise ValueError("a conversation is with somebody, somewhere")
        draft = self._drafts.dump_json(outcome.draft).decode()
        until = unit.work.now + PATIENCE
        return Dialog(chat.id, user.id, self.name, outcome.step, self._version, draft, until)


def _is_an_answer(update: object) -> bool:
    """Words or a tap; a command is meant for somebody else."""
    if not isinstance(update, Update):
        return False
    words = update.message.text or "" if update.message else ""
    return update.callback_query is not None or (update.message is not None and not words.startswith("/"))


def _unit() -> Unit:
    unit = current_unit.get()
    if unit is None:
        raise RuntimeError("a conversation takes place in a unit of work")
    return unit


async def _never_called(update: Update, context: Any) -> None:
    raise NotImplementedError
