"""Methods that put a new message into a chat."""

from playground.errors import BadRequest
from playground.jsons import JSON
from playground.methods.content import (
    caption_content,
    contact_content,
    file_content,
    location_content,
    media_content,
    text_content,
)
from playground.methods.markup import check_keyboard, inline_keyboard, put_keyboard
from playground.methods.reach import message_of, reach, reach_to_write
from playground.methods.registry import answers
from playground.world.chats import Chat
from playground.world.posting import post, without_answered
from playground.world.world import World

ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
_CARRIED = (
    "text", "entities", "caption", "caption_entities", "photo", "document", "contact", "location",
    "link_preview_options", "show_caption_above_media",
)  # fmt: skip


def send(world: World, params: JSON, content: JSON) -> JSON:
    """All checks come before anything changes."""
    return send_to(world, reach_to_write(world, params["chat_id"]), params, content)


def send_to(world: World, chat: Chat, params: JSON, content: JSON) -> JSON:
    markup = params.get("reply_markup")
    if markup:
        check_keyboard(markup)
        content = {**content, **inline_keyboard(markup)}
    if params.get("reply_parameters"):
        content = {**answered(chat, params["reply_parameters"]), **content}
    if params.get("protect_content"):
        content["has_protected_content"] = True
    message = post(world, chat, world.bot.user(), content)
    if markup:
        put_keyboard(world, chat, message, markup)
    return message


def answered(chat: Chat, reply: JSON) -> JSON:
    message = chat.messages.get(reply.get("message_id", 0))
    if message is not None:
        return {"reply_to_message": without_answered(message)}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise BadRequest("message to be replied not found")


@answers("sendMessage")
def send_message(world: World, params: JSON) -> JSON:
    chat = reach_to_write(world, params["chat_id"])
    return send_to(world, chat, params, text_content(world, params["text"], params))


def _sends_file(kind: str) -> None:
    def send_file(world: World, params: JSON) -> JSON:
        chat = reach_to_write(world, params["chat_id"])
        words = caption_content(world, params)
        content = file_content(world, kind, params[kind], params.get("_uploads", {}))
        return send_to(world, chat, params, {**content, **words})

    answers(f"send{kind.title()}")(send_file)


_sends_file("photo")
_sends_file("document")


@answers("sendMediaGroup")
def send_media_group(world: World, params: JSON) -> list[JSON]:
    chat = reach_to_write(world, params["chat_id"])
    media = params["media"]
    if not 2 <= len(media) <= 10:
        raise BadRequest(
            "media group must include 2-10 items" if len(media) < 2 else "too many messages to send as an album"
        )
    if len({item["type"] for item in media}) > 1:
        raise BadRequest("document and photo can't be mixed in one media group")
    contents = [media_content(world, item, params.get("_uploads", {})) for item in media]
    return album(world, chat, params, contents)


def album(world: World, chat: Chat, params: JSON, contents: list[JSON]) -> list[JSON]:
    world.albums += 1
    group = {"media_group_id": str(world.clock.seconds() * 1000 + world.albums)}
    return [send_to(world, chat, params, {**group, **content}) for content in contents]


@answers("sendContact")
def send_contact(world: World, params: JSON) -> JSON:
    return send(world, params, contact_content(params))


@answers("sendLocation")
def send_location(world: World, params: JSON) -> JSON:
    return send(world, params, location_content(params))


@answers("sendChatAction")
def send_chat_action(world: World, params: JSON) -> bool:
    chat = reach_to_write(world, params["chat_id"])
    if params["action"] not in ACTIONS:
        raise BadRequest("wrong parameter action in request")
    world.events.tell("typing", world.audience(chat), chat=chat.id, user=world.bot.id, action=params["action"])
    return True


def carried(message: JSON) -> JSON:
    """What goes along when a message is forwarded or copied."""
    content = {name: message[name] for name in _CARRIED if name in message}
    if not content:
        raise BadRequest("the message can't be forwarded")
    return content


def origin(message: JSON) -> JSON:
    if "forward_origin" in message:
        return {"forward_origin": message["forward_origin"]}
    if "sender_chat" in message:
        chat = {"chat": message["sender_chat"], "message_id": message["message_id"]}
        return {"forward_origin": {"type": "channel", "date": message["date"], **chat}}
    return {"forward_origin": {"type": "user", "date": message["date"], "sender_user": message["from"]}}


def _source(world: World, params: JSON, message_id: int, deed: str) -> JSON:
    message = message_of(reach(world, params["from_chat_id"]), message_id, f"message to {deed} not found")
    if message.get("has_protected_content"):
        raise BadRequest(f"the message can't be {'copied' if deed == 'copy' else 'forwarded'}")
    return message


@answers("forwardMessage")
def forward_message(world: World, params: JSON) -> JSON:
    message = _source(world, params, params["message_id"], "forward")
    return send(world, params, {**origin(message), **carried(message)})


@answers("copyMessage")
def copy_message(world: World, params: JSON) -> JSON:
    message = _source(world, params, params["message_id"], "copy")
    content = carried(message)
    if "caption" in params and "text" not in content:
        content.pop("caption_entities", None)
        content |= caption_content(world, params)
    return {"message_id": send(world, params, content)["message_id"]}


def _many(world: World, params: JSON, deed: str) -> list[JSON]:
    numbers = params["message_ids"]
    if not 1 <= len(numbers) <= 100 or sorted(set(numbers)) != numbers:
        raise BadRequest("message identifiers must be in a strictly increasing order")
    source = reach(world, params["from_chat_id"])
    there = [source.messages[number] for number in numbers if number in source.messages]
    if not there:
        raise BadRequest(f"there are no messages to {deed}")
    contents = [({} if deed == "copy" else origin(message)) | carried(message) for message in there]
    return [{"message_id": send(world, params, content)["message_id"]} for content in contents]


@answers("forwardMessages")
def forward_messages(world: World, params: JSON) -> list[JSON]:
    return _many(world, params, "forward")


@answers("copyMessages")
def copy_messages(world: World, params: JSON) -> list[JSON]:
    return _many(world, params, "copy")
