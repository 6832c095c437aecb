"""Messages come, change and go; the bot gets an update for what it may see."""

from playground.jsons import JSON
from playground.text.utf16 import part
from playground.world.chats import Chat
from playground.world.world import World

# Service messages of its own that a bot is told about, as the real server does.
_OWN_SERVICE = {"pinned_message", "new_chat_title", "left_chat_member"}
_SERVICE = _OWN_SERVICE | {
    "new_chat_members", "group_chat_created", "supergroup_chat_created", "channel_chat_created",
    "migrate_to_chat_id", "migrate_from_chat_id",
}  # fmt: skip


def post(world: World, chat: Chat, sender: JSON, content: JSON) -> JSON:
    chat.last_id += 1
    world.posts += 1
    chat.newest = world.posts
    date = world.clock.seconds()
    author = {"sender_chat": chat.face} if chat.kind == "channel" else {"from": sender}
    message: JSON = {"message_id": chat.last_id, **author, "chat": chat.face, "date": date, **content}
    chat.keep(message)
    world.journal.note("messages", (chat.id, chat.last_id), message)
    world.note(chat)
    if sender["id"] in chat.members:
        chat.read[sender["id"]] = chat.last_id
    world.events.tell("message", world.audience(chat), chat=chat.id, message=message)
    if bot_sees(world, chat, message, sender):
        kind = "channel_post" if chat.kind == "channel" else "message"
        world.updates.push(kind, chat.id, message)
    return message


def replace(world: World, chat: Chat, message: JSON, *, by: JSON, edited: bool = True) -> JSON:
    """The new state of a message; messages themselves are never changed in place."""
    if edited:
        message = {**message, "edit_date": world.clock.seconds()}
    chat.messages[message["message_id"]] = message
    world.journal.note("messages", (chat.id, message["message_id"]), message)
    world.events.tell("edited", world.audience(chat), chat=chat.id, message=message)
    if edited and bot_sees(world, chat, message, by):
        kind = "edited_channel_post" if chat.kind == "channel" else "edited_message"
        world.updates.push(kind, chat.id, message)
    return message


def remove(world: World, chat: Chat, message_ids: list[int]) -> None:
    for number in message_ids:
        chat.messages.pop(number, None)
        world.journal.note("messages", (chat.id, number), None)
    world.events.tell("deleted", world.audience(chat), chat=chat.id, message_ids=message_ids)
    if set(message_ids) & set(chat.pinned):
        chat.pinned = [number for number in chat.pinned if number not in message_ids]
        world.changed(chat)
    world.note(chat)


def bot_sees(world: World, chat: Chat, message: JSON, sender: JSON) -> bool:
    if sender["id"] == world.bot.id:
        return not _OWN_SERVICE.isdisjoint(message)
    if chat.kind == "bot":
        return not chat.blocked
    if chat.kind == "person" or not chat.has(world.bot.id):
        return False
    if chat.kind == "channel" or chat.leads(world.bot.id) or world.bot.can_read_all_group_messages:
        return True
    return not _SERVICE.isdisjoint(message) or _is_for_bot(world, message)


def _is_for_bot(world: World, message: JSON) -> bool:
    """A bot with privacy mode sees commands, answers to it and its own name in a group."""
    if message.get("reply_to_message", {}).get("from", {}).get("id") == world.bot.id:
        return True
    if message.get("via_bot", {}).get("id") == world.bot.id:
        return True
    name = f"@{world.bot.username}".lower()
    text = message.get("text") or message.get("caption") or ""
    for entity in message.get("entities") or message.get("caption_entities") or []:
        words = part(text, entity["offset"], entity["length"]).lower()
        if entity["type"] == "mention" and words == name:
            return True
        if entity["type"] == "bot_command" and ("@" not in words or words.endswith(name)):
            return True
    return False


def without_answered(message: JSON) -> JSON:
    """As another message shows it: an answer inside an answer is left out."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}
