"""Methods about one chat: what it is, its pins, and leaving it."""

from playground.errors import BadRequest
from playground.jsons import JSON
from playground.methods.reach import message_of, reach, reach_to_write
from playground.methods.registry import answers
from playground.world.chats import Chat
from playground.world.members import dismiss
from playground.world.posting import post, without_answered
from playground.world.world import World


@answers("getChat")
def describe_chat(world: World, params: JSON) -> JSON:
    chat = reach(world, params["chat_id"])
    no_gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(no_gifts, False)}
    pinned = {"pinned_message": without_answered(chat.messages[chat.pinned[-1]])} if chat.pinned else {}
    return {**chat.face, **full, **pinned}


def pin(world: World, chat: Chat, message: JSON, by: JSON) -> None:
    number = message["message_id"]
    chat.pinned = [*(other for other in chat.pinned if other != number), number]
    post(world, chat, by, {"pinned_message": without_answered(message)})
    world.changed(chat)


def unpin(world: World, chat: Chat, message_ids: list[int]) -> None:
    chat.pinned = [number for number in chat.pinned if number not in message_ids]
    world.changed(chat)


def _chat_to_pin(world: World, params: JSON) -> Chat:
    chat = reach_to_write(world, params["chat_id"])
    if chat.kind in {"group", "supergroup"} and not chat.leads(world.bot.id):
        raise BadRequest("not enough rights to manage pinned messages in the chat")
    return chat


@answers("pinChatMessage")
def pin_chat_message(world: World, params: JSON) -> bool:
    chat = _chat_to_pin(world, params)
    message = message_of(chat, params["message_id"], "message to pin not found")
    if chat.pinned[-1:] != [params["message_id"]]:
        pin(world, chat, message, world.bot.user())
    return True


@answers("unpinChatMessage")
def unpin_chat_message(world: World, params: JSON) -> bool:
    chat = _chat_to_pin(world, params)
    numbers = [params["message_id"]] if "message_id" in params else chat.pinned[-1:]
    if not set(numbers) & set(chat.pinned):
        raise BadRequest("message to unpin not found")
    unpin(world, chat, numbers)
    return True


@answers("unpinAllChatMessages")
def unpin_all_chat_messages(world: World, params: JSON) -> bool:
    chat = _chat_to_pin(world, params)
    unpin(world, chat, list(chat.pinned))
    return True


@answers("leaveChat")
def leave_chat(world: World, params: JSON) -> bool:
    chat = reach(world, params["chat_id"])
    if chat.private:
        raise BadRequest("chat member status can't be changed in private chats")
    dismiss(world, chat, world.bot.id, world.bot.id)
    return True
