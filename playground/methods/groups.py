"""Methods about the members of groups and channels."""

from playground.errors import BadRequest
from playground.jsons import JSON
from playground.methods.reach import reach
from playground.methods.registry import answers
from playground.world.chats import Chat
from playground.world.members import change_status, dismiss, member_view, present_members, retitle
from playground.world.world import World


@answers("getChatMember")
def describe_chat_member(world: World, params: JSON) -> JSON:
    chat = reach(world, params["chat_id"])
    user = params["user_id"]
    if world.user(user) is None:
        raise BadRequest("PARTICIPANT_ID_INVALID")
    return member_view(world, chat, user, chat.members.get(user, "left"))


@answers("getChatAdministrators")
def list_chat_administrators(world: World, params: JSON) -> list[JSON]:
    chat = reach(world, params["chat_id"])
    if chat.private:
        raise BadRequest("there are no administrators in the private chat")
    members = present_members(world, chat)
    return [member for member in members if member["status"] in {"creator", "administrator"}]


@answers("getChatMemberCount")
def count_chat_members(world: World, params: JSON) -> int:
    return len(reach(world, params["chat_id"]).present())


def _led(world: World, params: JSON) -> Chat:
    chat = reach(world, params["chat_id"])
    if chat.private:
        raise BadRequest("can't change members of private chats")
    if not chat.leads(world.bot.id):
        raise BadRequest("not enough rights to restrict/unrestrict chat member")
    return chat


@answers("banChatMember")
def ban_chat_member(world: World, params: JSON) -> bool:
    chat = _led(world, params)
    user = params["user_id"]
    if chat.members.get(user) == "creator":
        raise BadRequest("can't remove chat owner")
    if chat.has(user):
        dismiss(world, chat, user, world.bot.id)
    elif world.user(user) is None:
        raise BadRequest("PARTICIPANT_ID_INVALID")
    else:
        change_status(world, chat, user, "kicked", world.bot.id)
    return True


@answers("unbanChatMember")
def unban_chat_member(world: World, params: JSON) -> bool:
    chat = _led(world, params)
    if chat.members.get(params["user_id"]) == "kicked":
        change_status(world, chat, params["user_id"], "left", world.bot.id)
    return True


@answers("setChatTitle")
def set_chat_title(world: World, params: JSON) -> bool:
    chat = _led(world, params)
    if not 1 <= len(params["title"]) <= 128:
        raise BadRequest("chat title must be non-empty")
    retitle(world, chat, params["title"], world.bot.id)
    return True
