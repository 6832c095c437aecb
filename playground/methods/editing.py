"""Methods that change or take away messages that are there."""

from playground.errors import BadRequest
from playground.jsons import JSON
from playground.methods.content import caption_content, media_content, text_content
from playground.methods.markup import inline_keyboard
from playground.methods.reach import inline_message, message_of, own, reach_to_write
from playground.methods.registry import answers
from playground.world.chats import Chat
from playground.world.posting import remove, replace
from playground.world.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_MEDIA = ("photo", "document", *_CAPTION)
DELETABLE_SECONDS = 48 * 3600


def _target(world: World, params: JSON) -> tuple[Chat, JSON]:
    if "inline_message_id" in params:
        return inline_message(world, params["inline_message_id"])
    if "chat_id" not in params:
        raise BadRequest("chat_id is empty")
    if "message_id" not in params:
        raise BadRequest("message identifier is not specified")
    chat = reach_to_write(world, params["chat_id"])
    message = message_of(chat, params["message_id"], "message to edit not found")
    if not own(world, message):
        raise BadRequest("message can't be edited")
    return chat, message


def _edit(world: World, params: JSON, fields: tuple[str, ...], content: JSON, needs: str = "") -> JSON | bool:
    """Puts content in the place of those fields; the keyboard goes when none is given."""
    chat, message = _target(world, params)
    if needs == "text" and "text" not in message:
        raise BadRequest("there is no text in the message to edit")
    if needs == "caption" and not {"photo", "document"} & message.keys():
        raise BadRequest("there is no caption in the message to edit")
    kept = {n: v for n, v in message.items() if n not in fields and n not in ("reply_markup", "edit_date")}
    new = {**kept, **content, **inline_keyboard(params.get("reply_markup"))}
    if new == {name: value for name, value in message.items() if name != "edit_date"}:
        raise BadRequest(NOT_MODIFIED)
    replaced = replace(world, chat, new, by=world.bot.user())
    return True if "inline_message_id" in params else replaced


@answers("editMessageText")
def edit_message_text(world: World, params: JSON) -> JSON | bool:
    if "text" not in params:
        raise BadRequest("message text is empty")
    return _edit(world, params, _TEXT, text_content(world, params["text"], params), "text")


@answers("editMessageCaption")
def edit_message_caption(world: World, params: JSON) -> JSON | bool:
    return _edit(world, params, _CAPTION, caption_content(world, params), "caption")


@answers("editMessageMedia")
def edit_message_media(world: World, params: JSON) -> JSON | bool:
    _, message = _target(world, params)
    content = media_content(world, params["media"], params.get("_uploads", {}))
    if "text" in message:
        raise BadRequest("there is no media in the message to edit")
    return _edit(world, params, _MEDIA, content)


@answers("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, params: JSON) -> JSON | bool:
    return _edit(world, params, (), {})


@answers("deleteMessage")
def delete_message(world: World, params: JSON) -> bool:
    chat = reach_to_write(world, params["chat_id"])
    message = message_of(chat, params["message_id"], "message to delete not found")
    if not _deletable(world, chat, message):
        raise BadRequest("message can't be deleted for everyone")
    remove(world, chat, [params["message_id"]])
    return True


@answers("deleteMessages")
def delete_messages(world: World, params: JSON) -> bool:
    chat = reach_to_write(world, params["chat_id"])
    numbers = params["message_ids"]
    if not 1 <= len(numbers) <= 100:
        raise BadRequest("message identifiers are not specified" if not numbers else "too many messages to delete")
    there = [number for number in numbers if number in chat.messages]
    if not all(_deletable(world, chat, chat.messages[number]) for number in there):
        raise BadRequest("message can't be deleted for everyone")
    if there:
        remove(world, chat, there)
    return True


def _deletable(world: World, chat: Chat, message: JSON) -> bool:
    if world.clock.now() - message["date"] > DELETABLE_SECONDS:
        return False
    return own(world, message) or chat.kind == "bot" or chat.leads(world.bot.id)
