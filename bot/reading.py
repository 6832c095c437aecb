"""An update as python-telegram-bot knows it, made from what was stored.

Nearly all are words or taps in a chat of their own: these are made of their few parts, where the library would look
for a hundred. Whatever has any other part goes the library's way.
"""

from datetime import UTC, datetime
from typing import Any

from telegram import Bot, CallbackQuery, Chat, Message, MessageEntity, Update, User

Raw = dict[str, Any]

_OF_WORDS = frozenset({"message_id", "date", "chat", "from", "text", "entities"})
_OF_TAP = frozenset({"id", "from", "message", "chat_instance", "data"})
# Under the screen that was tapped. There may be a hundred buttons, and nobody asks the tap for them.
_OF_SCREEN = _OF_WORDS | {"edit_date", "reply_markup"}


def read_update(raw: Raw, bot: Bot) -> Update:
    """The buttons of a screen that was tapped are left out."""
    match raw:
        case {"update_id": int(number), "message": dict(words), **rest} if not rest and _is_plain(words, _OF_WORDS):
            update = Update(number, message=_read_message(words, bot))
        case {"update_id": int(number), "callback_query": dict(tap), **rest} if not rest and _is_plain_tap(tap):
            update = Update(number, callback_query=_read_tap(tap, bot))
        case _:
            return Update.de_json(raw, bot)
    update.set_bot(bot)
    return update


def _is_plain_tap(tap: Raw) -> bool:
    match tap:
        case {"id": str(), "from": dict(), "message": dict(screen), "chat_instance": str(), "data": str()}:
            return tap.keys() <= _OF_TAP and _is_plain(screen, _OF_SCREEN)
    return False


def _is_plain(message: Raw, parts: frozenset[str]) -> bool:
    match message:
        case {"message_id": int(), "date": int(date), "chat": dict(), "from": dict(), "text": str()} if date:
            entities, edited = message.get("entities", []), message.get("edit_date", date)
            are_marks = isinstance(entities, list) and all(isinstance(one, dict) for one in entities)
            return message.keys() <= parts and are_marks and isinstance(edited, int)
    return False


def _read_tap(tap: Raw, bot: Bot) -> CallbackQuery:
    message = _read_message(tap["message"], bot)
    by = User.de_json(tap["from"], bot)
    query = CallbackQuery(tap["id"], by, tap["chat_instance"], message=message, data=tap["data"])
    query.set_bot(bot)
    return query


def _read_message(raw: Raw, bot: Bot) -> Message:
    message = Message(
        message_id=raw["message_id"],
        date=_moment(raw["date"]),
        chat=Chat.de_json(raw["chat"], bot),
        from_user=User.de_json(raw["from"], bot),
        text=raw["text"],
        entities=[MessageEntity.de_json(one, bot) for one in raw.get("entities", ())],
        edit_date=_moment(raw["edit_date"]) if "edit_date" in raw else None,
    )
    message.set_bot(bot)
    return message


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)
