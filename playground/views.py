"""What people see of bot, chats and the whole."""

from playground.jsons import JSON
from playground.world.chats import Chat
from playground.world.world import World


def listening(world: World) -> str:
    if world.bot.webhook:
        return "webhook"
    return "polling" if world.updates.polling else "nothing"


def bot_view(world: World) -> JSON:
    bot = world.bot
    return {
        **bot.user(),
        "description": bot.descriptions.get("", ""),
        "short_description": bot.short_descriptions.get("", ""),
        "can_read_all_group_messages": bot.can_read_all_group_messages,
        "supports_inline_queries": bot.supports_inline_queries,
        "inline_feedback": bot.inline_feedback,
        "inline_placeholder": bot.inline_placeholder,
        "listening": listening(world),
        "polls": world.updates.polls,
        "waiting_updates": len(world.updates),
    }


def state_view(world: World, welcome: str) -> JSON:
    return {
        "event": world.events.last,
        "bot": bot_view(world),
        "process": world.process,
        "people": list(world.people.values()),
        "welcome": welcome,
        "clock": world.clock.view(),
        "limits": world.floods.on,
        "faults": world.faults.view(),
    }


def chat_view(world: World, chat: Chat, me: int) -> JSON:
    other = next((user for user in chat.members if user != me), me) if chat.private else None
    why_not = why_silent(world, chat, me)
    markup = chat.keyboards.get(me)
    return {
        "id": chat.id,
        "type": chat.type,
        "kind": chat.kind,
        "title": _title(world, chat, other),
        "username": (world.user(other) or {}).get("username", "") if other else "",
        "with": other,
        "members": [] if chat.private else _members(world, chat),
        "last_message": chat.last_message(),
        "unread": chat.unread(me),
        "read_up_to": chat.read.get(me, 0),
        "started": chat.started,
        "blocked": chat.blocked,
        "can_write": not why_not,
        "why_not": why_not,
        "pinned_message": chat.messages.get(chat.pinned[-1]) if chat.pinned else None,
        "keyboard": markup if markup and "keyboard" in markup else None,
        "force_reply": markup if markup and "force_reply" in markup and "keyboard" not in markup else None,
        "migrated_to": chat.migrated_to,
        **_menu(world, chat, me),
    }


def why_silent(world: World, chat: Chat, me: int) -> str:
    """Why this person cannot write there; nothing when they can."""
    if chat.kind == "bot":
        return "blocked" if chat.blocked else "" if chat.started else "not_started"
    if chat.migrated_to is not None:
        return "migrated"
    if not chat.has(me):
        return "left"
    return "channel" if chat.kind == "channel" and not chat.leads(me) else ""


def _title(world: World, chat: Chat, other: int | None) -> str:
    if other is None:
        return chat.title
    user = world.user(other) or {}
    return " ".join(filter(None, (user.get("first_name", ""), user.get("last_name", ""))))


def _members(world: World, chat: Chat) -> list[JSON]:
    return [{**(world.user(user) or {"id": user}), "status": chat.members[user]} for user in chat.present()]


def _menu(world: World, chat: Chat, me: int) -> JSON:
    if not chat.has(world.bot.id) or chat.kind == "channel":
        return {"commands": [], "menu_button": {"type": "default"}}
    language = world.people[me].get("language_code", "")
    commands = world.bot.commands_for(me, chat.id, chat.kind, language, leads=chat.leads(me))
    return {"commands": commands, "menu_button": world.bot.menu_button_for(chat.id)}
