"""Which of many handlers takes an update: a command or a tap is shown to none that is for other ones."""

from collections.abc import Sequence
from enum import Enum
from typing import Any, NamedTuple

from telegram import MessageEntity, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler

from bot.actions import Action
from bot.buttons import pattern, read_tap
from bot.unit import current_unit

AnyHandler = BaseHandler[Update, Any, Any]
_ACTIONS: dict[str, str] = {pattern(action): action for action in Action}
_NAMES: frozenset[str] = frozenset(Action)


class Chosen(NamedTuple):
    handler: AnyHandler
    check: object


class _Way(Enum):
    COMMAND = 1
    TAP = 2
    OTHER = 3


class _Kind(NamedTuple):
    """What is seen of an update at first sight."""

    way: _Way
    name: str = ""
    """Empty where nobody is for it by name."""


class Room(BaseHandler[Update, Any, Any]):
    """A handler with handlers of its own: tried for what may begin it, and for everything while it is under way."""

    name: str
    begin: "Doors"


class Doors(BaseHandler[Update, Any, Any]):
    """Tried in their order, as if each stood in the application by itself."""

    def __init__(self, handlers: Sequence[AnyHandler]) -> None:
        super().__init__(_never_called)
        self.handlers = tuple(handlers)
        self.commands: frozenset[str] = frozenset().union(*map(_commands, handlers))
        self._rooms = {handler.name for handler in handlers if isinstance(handler, Room)}
        self._likely: dict[tuple[_Kind, str], tuple[AnyHandler, ...]] = {}

    def check_update(self, update: object) -> Chosen | None:
        if isinstance(update, Update):
            for handler in self._who_may_take(self._kind_of(update), self._under_way()):
                check = handler.check_update(update)
                if check is not None and check is not False:
                    return Chosen(handler, check)
        return None

    async def handle_update(self, update: Update, application: Any, check_result: Any, context: Any) -> object:
        chosen: Chosen = check_result
        return await chosen.handler.handle_update(update, application, chosen.check, context)

    def _who_may_take(self, kind: _Kind, under_way: str) -> Sequence[AnyHandler]:
        likely = self._likely.get((kind, under_way))
        if likely is None:
            likely = tuple(one for one in self.handlers if _may_take(one, kind) or _is_called(one, under_way))
            self._likely[kind, under_way] = likely
        return likely

    def _kind_of(self, update: Update) -> _Kind:
        if update.callback_query is not None:
            tap = read_tap(update.callback_query.data)
            return _Kind(_Way.TAP, tap.action if tap is not None and tap.action in _NAMES else "")
        command = _command_of(update)
        if command is None:
            return _Kind(_Way.OTHER)
        return _Kind(_Way.COMMAND, command if command in self.commands else "")

    def _under_way(self) -> str:
        unit = current_unit.get() if self._rooms else None
        name = unit.dialog.conversation if unit is not None and unit.dialog is not None else ""
        return name if name in self._rooms else ""


def _may_take(handler: AnyHandler, kind: _Kind) -> bool:
    match handler:
        case CommandHandler():
            return kind.way is _Way.COMMAND and kind.name in handler.commands
        case CallbackQueryHandler():
            return kind.way is _Way.TAP and _action_of(handler) in (None, kind.name)
        case MessageHandler():
            return kind.way is not _Way.TAP
        case Room():
            return any(_may_take(one, kind) for one in handler.begin.handlers)
    return True


def _is_called(handler: AnyHandler, name: str) -> bool:
    return isinstance(handler, Room) and handler.name == name


def _commands(handler: AnyHandler) -> frozenset[str]:
    if isinstance(handler, Room):
        return handler.begin.commands
    return handler.commands if isinstance(handler, CommandHandler) else frozenset()


def _action_of(handler: CallbackQueryHandler[Any, Any]) -> str | None:
    """None where it looks at more than that by itself."""
    return _ACTIONS.get(getattr(handler.pattern, "pattern", ""))


def _command_of(update: Update) -> str | None:
    message = update.effective_message
    if message is None or not message.text or not message.entities:
        return None
    first = message.entities[0]
    if first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None
    return message.text[1 : first.length].partition("@")[0].lower()


async def _never_called(update: Update, context: Any) -> None:
    raise NotImplementedError
