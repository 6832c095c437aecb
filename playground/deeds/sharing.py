"""People share a chat of theirs with the bot, where a key asks for one."""

from playground.errors import WishRefused
from playground.jsons import JSON
from playground.world.chats import Chat
from playground.world.members import bring, change_status
from playground.world.world import World


def shared_chat(world: World, me: int, wanted: JSON, chat: Chat) -> JSON:
    """What the bot is told. Where it wants to lead, it is made to, as real clients do."""
    if why_not := _why_not(world, me, wanted, chat):
        raise WishRefused(f"this chat was not asked for: {why_not}", 409)
    if wanted.get("bot_administrator_rights"):
        _make_lead(world, chat, me)
    shared = {"request_id": wanted["request_id"], "chat_id": chat.id}
    return {"chat_shared": shared | ({"title": chat.title} if wanted.get("request_title") else {})}


def _make_lead(world: World, chat: Chat, by: int) -> None:
    if not chat.has(world.bot.id):
        bring(world, chat, world.bot.id, by, "administrator")
    elif not chat.leads(world.bot.id):
        change_status(world, chat, world.bot.id, "administrator", by)


def _why_not(world: World, me: int, wanted: JSON, chat: Chat) -> str:
    if chat.private or (chat.kind == "channel") != wanted["chat_is_channel"]:
        return "a channel is" if wanted["chat_is_channel"] else "a group is"
    if wanted.get("user_administrator_rights") and not chat.leads(me):
        return "they do not lead it"
    if wanted.get("bot_is_member") and not chat.has(world.bot.id):
        return "the bot is not in it"
    return "it has no username" if wanted.get("chat_has_username") else ""
