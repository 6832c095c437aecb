"""Chats and messages as the bot can reach them; what it cannot is refused in Telegram's words."""

from playground.errors import BadRequest, Forbidden
from playground.jsons import JSON
from playground.world.chats import Chat
from playground.world.world import World


def reach(world: World, chat_id: int | str) -> Chat:
    """A chat the bot may read."""
    chat = world.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is None or chat.kind == "person" or (chat.kind == "bot" and not chat.started):
        if chat is not None and chat.kind == "bot" and _met(world, chat.id):
            raise Forbidden("bot can't initiate conversation with a user")
        raise BadRequest("chat not found")
    if chat.kind != "bot":
        _check_membership(world, chat)
    return chat


def reach_to_write(world: World, chat_id: int | str) -> Chat:
    chat = reach(world, chat_id)
    if chat.blocked:
        raise Forbidden("bot was blocked by the user")
    if chat.migrated_to is not None:
        raise BadRequest("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    if chat.kind == "channel" and not chat.leads(world.bot.id):
        raise BadRequest("need administrator rights in the channel chat")
    return chat


def _met(world: World, person: int) -> bool:
    return any(chat.has(person) and chat.has(world.bot.id) for chat in world.chats.values() if not chat.private)


def _check_membership(world: World, chat: Chat) -> None:
    status = chat.members.get(world.bot.id)
    if status == "kicked":
        raise Forbidden(f"bot was kicked from the {chat.kind} chat")
    if status == "left":
        raise Forbidden(f"bot is not a member of the {chat.kind} chat")
    if status is None:
        raise BadRequest("chat not found")


def message_of(chat: Chat, message_id: int, missing: str) -> JSON:
    message = chat.messages.get(message_id)
    if message is None:
        raise BadRequest(missing)
    return message


def own(world: World, message: JSON) -> bool:
    """Whether the bot wrote it: a channel's posts are its own too."""
    return bool(message.get("from", {}).get("id") == world.bot.id or message["chat"]["type"] == "channel")


def inline_id(chat: Chat, message_id: int) -> str:
    return f"IAAA{chat.id}_{message_id}"


def inline_message(world: World, inline_message_id: str) -> tuple[Chat, JSON]:
    chat_id, _, message_id = inline_message_id.removeprefix("IAAA").partition("_")
    try:
        chat = world.chats[int(chat_id)]
        return chat, chat.messages[int(message_id)]
    except (ValueError, KeyError):
        raise BadRequest("MESSAGE_ID_INVALID") from None
