"""Groups and channels: who comes, goes, leads, and the upgrade to a supergroup."""

from functools import cache

from playground.errors import WishRefused
from playground.jsons import JSON
from playground.shapes import TYPES
from playground.world.chats import PRESENT, Chat
from playground.world.posting import post
from playground.world.world import World

_IN_GROUPS, _IN_CHANNELS = {"can_pin_messages": True}, {"can_post_messages": True, "can_edit_messages": True}
_OF_KIND: dict[str, JSON] = {"group": _IN_GROUPS, "supergroup": _IN_GROUPS, "channel": _IN_CHANNELS}


def found(world: World, founder: int, kind: str, title: str) -> Chat:
    if kind not in {"group", "supergroup", "channel"}:
        raise WishRefused("a chat is a person, a group, a supergroup or a channel")
    if not title.strip():
        raise WishRefused("a title is needed")
    chat = Chat(world.free_id(kind), kind, title, {founder: "creator"}, started=True)  # type: ignore[arg-type]
    chat.face = {"id": chat.id, "title": title, "type": kind}
    world.add(chat)
    world.events.tell("chat", [founder], chat=chat.id)
    created = f"{kind}_chat_created"
    post(world, chat, world.users[founder], {created: True})
    return chat


def bring(world: World, chat: Chat, user: int, by: int, status: str = "member") -> None:
    if world.user(user) is None:
        raise WishRefused("no such person", 404)
    if chat.kind == "channel" and user == world.bot.id:
        status = "administrator"
    was_here = chat.has(user)
    change_status(world, chat, user, status, by)
    if not was_here and chat.kind != "channel":
        post(world, chat, world.users[by], {"new_chat_members": [world.user(user)]})


def dismiss(world: World, chat: Chat, user: int, by: int) -> None:
    if not chat.has(user):
        raise WishRefused("not a member", 409)
    if chat.kind != "channel":
        actor = world.user(by)
        assert actor is not None
        post(world, chat, actor, {"left_chat_member": world.user(user)})
    change_status(world, chat, user, "left" if user == by else "kicked", by)


def change_status(world: World, chat: Chat, user: int, status: str, by: int) -> None:
    """Tells everybody, and the bot when it is about itself or when it leads."""
    before = chat.members.get(user, "left")
    if before == status:
        return
    chat.members[user] = status
    world.changed(chat, *({user} & set(world.people)))
    told = {
        "chat": chat.face,
        "from": world.user(by),
        "date": world.clock.seconds(),
        "old_chat_member": member_view(world, chat, user, before),
        "new_chat_member": member_view(world, chat, user, status),
    }
    if user == world.bot.id:
        world.updates.push("my_chat_member", chat.id, told)
    elif chat.leads(world.bot.id):
        world.updates.push("chat_member", chat.id, told)


def block(world: World, person: int, *, blocked: bool) -> Chat:
    """The person stops the bot, or allows it again."""
    chat = world.chats[person]
    if chat.blocked != blocked:
        chat.blocked = blocked
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        told = {
            "chat": chat.face,
            "from": world.users[person],
            "date": world.clock.seconds(),
            "old_chat_member": member_view(world, chat, world.bot.id, before),
            "new_chat_member": member_view(world, chat, world.bot.id, after),
        }
        world.updates.push("my_chat_member", chat.id, told)
        world.changed(chat)
    return chat


def upgrade(world: World, chat: Chat, by: int) -> Chat:
    if chat.kind != "group" or chat.migrated_to is not None:
        raise WishRefused("only a group can become a supergroup, once", 409)
    new = Chat(world.free_id("supergroup"), "supergroup", chat.title, dict(chat.members), started=True)
    new.face = {"id": new.id, "title": chat.title, "type": "supergroup"}
    chat.migrated_to = new.id
    world.add(new)
    actor = world.users[by]
    post(world, chat, actor, {"migrate_to_chat_id": new.id})
    post(world, new, actor, {"migrate_from_chat_id": chat.id})
    world.events.tell("migrated", world.audience(new), chat=chat.id, to=new.id)
    world.changed(chat)
    return new


def retitle(world: World, chat: Chat, title: str, by: int) -> None:
    if chat.private or not title.strip():
        raise WishRefused("only groups and channels have a title")
    chat.title = title
    chat.face = {**chat.face, "title": title}
    actor = world.user(by)
    assert actor is not None
    post(world, chat, actor, {"new_chat_title": title})
    world.changed(chat)


def member_view(world: World, chat: Chat, user: int, status: str) -> JSON:
    """A ChatMember with every field its status requires, and what administrators may do in a chat of that kind."""
    kind = {"creator": "ChatMemberOwner", "administrator": "ChatMemberAdministrator", "kicked": "ChatMemberBanned"}
    own = _OF_KIND.get(chat.kind, {}) if status == "administrator" else {}
    return {"status": status, "user": world.user(user), **_required(kind.get(status, "ChatMemberMember")), **own}


@cache
def _required(kind: str) -> JSON:
    fields = TYPES[kind]
    assert isinstance(fields, dict)
    wanted = {name[:-1]: shape for name, shape in fields.items() if name.endswith("!")}
    rights = {
        name: name not in {"is_anonymous", "can_be_edited"} for name, shape in wanted.items() if shape == "Boolean"
    }
    return rights | {name: 0 for name, shape in wanted.items() if shape == "Integer"}


def present_members(world: World, chat: Chat) -> list[JSON]:
    return [member_view(world, chat, user, status) for user, status in chat.members.items() if status in PRESENT]
