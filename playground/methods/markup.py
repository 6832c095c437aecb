"""Keyboards under messages: their limits, and which person a reply keyboard is for."""

from playground.errors import BadRequest
from playground.jsons import JSON
from playground.text.links import checked_link
from playground.text.utf16 import part
from playground.world.chats import Chat
from playground.world.world import World

MOST_BUTTONS = 100
MOST_IN_ROW = 8
DATA_LIMIT = 64
_LOOKS = {"text", "icon_custom_emoji_id", "style"}


def inline_keyboard(markup: JSON | None) -> JSON:
    """The field a message carries; other keyboards belong to the chat and give nothing."""
    if not markup or "inline_keyboard" not in markup:
        return {}
    rows = [row for row in markup["inline_keyboard"] if row]
    _check_size(rows)
    for row in rows:
        for button in row:
            _check_inline(button)
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _check_size(rows: list[list[JSON]]) -> None:
    if sum(map(len, rows)) > MOST_BUTTONS or max(map(len, rows), default=0) > MOST_IN_ROW:
        raise BadRequest("REPLY_MARKUP_TOO_LONG")


def _check_inline(button: JSON) -> None:
    if not button["text"].strip():
        raise BadRequest("inline keyboard button text must be non-empty")
    kinds = button.keys() - _LOOKS
    if not kinds:
        raise BadRequest("text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise BadRequest("can't parse inline keyboard button: exactly one of the optional fields must be used")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= DATA_LIMIT:
        raise BadRequest("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not (url.startswith("tg://user?id=") or checked_link(url)):
        raise BadRequest(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise BadRequest("BUTTON_COPY_TEXT_INVALID")


def check_keyboard(markup: JSON | None) -> None:
    if not markup or "keyboard" not in markup:
        return
    _check_size(markup["keyboard"])
    if not any(markup["keyboard"]):
        raise BadRequest("reply keyboard must be non-empty")
    for row in markup["keyboard"]:
        for button in row:
            if not button["text"].strip():
                raise BadRequest("keyboard button text must be non-empty")
    if len(markup.get("input_field_placeholder", "")) > 64:
        raise BadRequest("input field placeholder is too long")


def put_keyboard(world: World, chat: Chat, message: JSON, markup: JSON | None) -> None:
    """A reply keyboard, its removal or a forced reply reaches those it is for."""
    if not markup or "inline_keyboard" in markup or chat.kind == "channel":
        return
    for person in _meant(world, chat, message, markup):
        if markup.get("remove_keyboard"):
            chat.keyboards.pop(person, None)
        else:
            chat.keyboards[person] = {"message_id": message["message_id"], **markup}
    world.changed(chat)


def _meant(world: World, chat: Chat, message: JSON, markup: JSON) -> set[int]:
    people = set(world.audience(chat))
    if not markup.get("selective") or chat.private:
        return people
    meant = {message.get("reply_to_message", {}).get("from", {}).get("id")}
    for entity in message.get("entities", []):
        if entity["type"] == "text_mention":
            meant.add(entity["user"]["id"])
        if entity["type"] == "mention":
            person = world.named(part(message["text"], entity["offset"] + 1, entity["length"] - 1))
            meant.add(person["id"] if person else None)
    return people & meant
