"""An update as python-telegram-bot knows it, made from what was stored.

Nearly all are words or taps in a chat of their own: these are made of their few parts, where the library would look
for a hundred. Whatever has any other part goes the library's way.
"""

from datetime import UTC, datetime
from typing import Any

from telegram import Bot, CallbackQuery, Chat, Message, MessageEntity, TelegramObject, Update, User

from bot.making import ThingT, finished, in_the_making

Raw = dict[str, Any]

_OF_WORDS = frozenset({"message_id", "date", "chat", "from", "text", "entities"})
_OF_TAP = frozenset({"id", "from", "message", "chat_instance", "data"})
# Under the screen that was tapped. There may be a hundred buttons, and nobody asks the tap for them.
_OF_SCREEN = _OF_WORDS | {"edit_date", "reply_markup"}


_Update = in_the_making(Update)
_CallbackQuery = in_the_making(CallbackQuery)
_Message = in_the_making(Message)
_Chat = in_the_making(Chat)
_User = in_the_making(User)
_MessageEntity = in_the_making(MessageEntity)


def read_update(raw: Raw, bot: Bot) -> Update:
    """The buttons of a screen that was tapped are left out."""
    match raw:
        case {"update_id": int(number), "message": dict(words), **rest} if not rest and _is_plain(words, _OF_WORDS):
            return _made(Update, _Update(number, message=_read_message(words, bot)), bot)
        case {"update_id": int(number), "callback_query": dict(tap), **rest} if not rest and _is_plain_tap(tap):
            return _made(Update, _Update(number, callback_query=_read_tap(tap, bot)), bot)
        case _:
            return Update.de_json(raw, bot)


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
    message, by = _read_message(tap["message"], bot), _made(User, _User.de_json(tap["from"], bot), bot)
    query = _CallbackQuery(tap["id"], by, tap["chat_instance"], message=message, data=tap["data"])
    return _made(CallbackQuery, query, bot)


def _read_message(raw: Raw, bot: Bot) -> Message:
    message = _Message(
        message_id=raw["message_id"],
        date=_moment(raw["date"]),
        chat=_made(Chat, _Chat.de_json(raw["chat"], bot), bot),
        from_user=_made(User, _User.de_json(raw["from"], bot), bot),
        text=raw["text"],
        entities=[_made(MessageEntity, _MessageEntity.de_json(one, bot), bot) for one in raw.get("entities", ())],
        edit_date=_moment(raw["edit_date"]) if "edit_date" in raw else None,
    )
    return _made(Message, message, bot)


def _made(kind: type[ThingT], thing: TelegramObject, bot: Bot) -> ThingT:
    thing.set_bot(bot)
    return finished(kind, thing)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)
