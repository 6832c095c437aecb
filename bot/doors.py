"""Which of many handlers takes an update: a command or a tap is shown to none that is for other ones."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from telegram import MessageEntity, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler

from bot.actions import Action
from bot.buttons import pattern, read_tap

AnyHandler = BaseHandler[Update, Any, Any]
_ACTIONS = {pattern(action): action for action in Action}


class Chosen(NamedTuple):
    handler: AnyHandler
    check: object


class Doors(BaseHandler[Update, Any, Any]):
    """Tried in their order, as if each stood in the application by itself."""

    def __init__(self, handlers: Sequence[AnyHandler]) -> None:
        super().__init__(_never_called)
        self._of_command = {name: _for_command(handlers, name) for name in ("", *_commands(handlers))}
        taken = [(one, _action_of(one)) for one in handlers if not isinstance(one, CommandHandler | MessageHandler)]
        self._of_tap = {
            action: tuple(one for one, its in taken if its is None or its == action) for action in ("", *Action)
        }
        self._others = tuple(one for one in handlers if not isinstance(one, CommandHandler | CallbackQueryHandler))

    def check_update(self, update: object) -> Chosen | None:
        if isinstance(update, Update):
            for handler in self._likely(update):
                check = handler.check_update(update)
                if check is not None and check is not False:
                    return Chosen(handler, check)
        return None

    async def handle_update(self, update: Update, application: Any, check_result: Any, context: Any) -> object:
        chosen: Chosen = check_result
        return await chosen.handler.handle_update(update, application, chosen.check, context)

    def _likely(self, update: Update) -> Sequence[AnyHandler]:
        if update.callback_query is not None:
            tap = read_tap(update.callback_query.data)
            return self._of_tap.get(tap.action if tap is not None else "", self._of_tap[""])
        command = _command_of(update)
        return self._others if command is None else self._of_command.get(command, self._of_command[""])


def _command_of(update: Update) -> str | None:
    message = update.effective_message
    if message is None or not message.text or not message.entities:
        return None
    first = message.entities[0]
    if first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None
    return message.text[1 : first.length].partition("@")[0].lower()


def _commands(handlers: Sequence[AnyHandler]) -> Iterator[str]:
    for handler in handlers:
        if isinstance(handler, CommandHandler):
            yield from handler.commands


def _for_command(handlers: Sequence[AnyHandler], name: str) -> tuple[AnyHandler, ...]:
    return tuple(
        handler
        for handler in handlers
        if not isinstance(handler, CallbackQueryHandler)
        and (not isinstance(handler, CommandHandler) or name in handler.commands)
    )


def _action_of(handler: AnyHandler) -> Action | None:
    """None where it looks at more than that by itself."""
    if not isinstance(handler, CallbackQueryHandler):
        return None
    return _ACTIONS.get(getattr(handler.pattern, "pattern", ""))


async def _never_called(update: Update, context: Any) -> None:
    raise NotImplementedError
