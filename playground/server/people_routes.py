"""Routes about people, their chats and groups."""

from typing import Any

from starlette.routing import Route

from playground.deeds.asking import ask, choose
from playground.deeds.opening import checked_payload, open_link
from playground.deeds.saying import say
from playground.errors import WishRefused
from playground.jsons import JSON
from playground.methods.sending import ACTIONS
from playground.server.wishes import Wish, route
from playground.views import chat_view
from playground.world.chats import PRESENT
from playground.world.members import block, bring, change_status, dismiss, found, retitle, upgrade

_FACTS = ("first_name", "last_name", "username", "language_code", "phone_number")


async def _people(wish: Wish) -> JSON:
    return {"event": wish.world.events.last, "people": list(wish.world.people.values())}


async def _invent(wish: Wish) -> JSON:
    return wish.world.invent(_facts(await wish.body()))


async def _rename(wish: Wish) -> JSON:
    return wish.world.rename(wish.me, _facts(await wish.body()))


def _facts(body: JSON) -> JSON:
    """Only what a person is, as short as Telegram has it."""
    facts = {name: body[name] for name in _FACTS if name in body}
    if any(value is not None and (not isinstance(value, str) or len(value) > 64) for value in facts.values()):
        raise WishRefused("names are texts of at most 64 characters")
    return facts


async def _chats(wish: Wish) -> JSON:
    world, me = wish.world, wish.me
    mine = sorted((c for c in world.chats.values() if me in c.members), key=lambda c: c.newest, reverse=True)
    return {"event": world.events.last, "chats": [chat_view(world, chat, me) for chat in mine]}


async def _chat(wish: Wish) -> JSON:
    return chat_view(wish.world, wish.chat, wish.me)


async def _open_chat(wish: Wish) -> JSON:
    world, me, body = wish.world, wish.me, await wish.body()
    if body.get("kind") == "person":
        other = int(body["with"])
        if other not in world.people or other == me:
            raise WishRefused("no such person", 404)
        return chat_view(world, world.talk(me, other), me)
    chat = found(world, me, str(body.get("kind")), str(body.get("title", "")))
    for user in [*body.get("members", []), *([world.bot.id] if body.get("bot") else [])]:
        bring(world, chat, int(user), me)
    return chat_view(world, chat, me)


async def _retitle(wish: Wish) -> JSON:
    retitle(wish.world, wish.chat, str((await wish.body()).get("title", "")), wish.me)
    return chat_view(wish.world, wish.chat, wish.me)


async def _bring(wish: Wish) -> JSON:
    world, chat, me, body = wish.world, wish.chat, wish.me, await wish.body()
    user, status = int(body["user"]), str(body.get("status", "member"))
    if chat.private or not chat.has(me):
        raise WishRefused("members belong to groups one is in", 409)
    if status not in {"member", "administrator"}:
        raise WishRefused("a member is a member or an administrator")
    if chat.has(user) and chat.members[user] != "creator":
        change_status(world, chat, user, status, me)
    elif not chat.has(user):
        bring(world, chat, user, me, status)
    if payload := checked_payload(str(body.get("startgroup", ""))):
        say(world, me, chat, {"text": f"/start@{world.bot.username} {payload}"})
    return chat_view(world, chat, me)


async def _dismiss(wish: Wish) -> JSON:
    world, chat, me, user = wish.world, wish.chat, wish.me, int(wish.path["user"])
    if chat.private:
        raise WishRefused("nobody leaves a private chat", 409)
    if user != me and not chat.leads(me):
        raise WishRefused("only administrators remove others", 409)
    dismiss(world, chat, user, me)
    return chat_view(world, chat, me)


async def _upgrade(wish: Wish) -> JSON:
    return chat_view(wish.world, upgrade(wish.world, wish.chat, wish.me), wish.me)


async def _read(wish: Wish) -> JSON:
    world, chat, me = wish.world, wish.chat, wish.me
    number = int((await wish.body()).get("message_id", chat.last_id))
    if chat.read.get(me, 0) < number <= chat.last_id:
        chat.read[me] = number
        world.note(chat)
        world.events.tell("read", [me], chat=chat.id, read_up_to=number)
    return {"unread": chat.unread(me), "read_up_to": chat.read.get(me, 0)}


async def _typing(wish: Wish) -> JSON:
    world, chat, me = wish.world, wish.chat, wish.me
    action = str((await wish.body()).get("action", "typing"))
    if action not in ACTIONS:
        raise WishRefused("no such action")
    others = [user for user in world.audience(chat) if user != me and chat.members.get(user) in PRESENT]
    world.events.tell("typing", others, chat=chat.id, user=me, action=action)
    return {}


def _block(*, blocked: bool) -> Any:
    async def deed(wish: Wish) -> JSON:
        return chat_view(wish.world, block(wish.world, wish.me, blocked=blocked), wish.me)

    return deed


async def _open_link(wish: Wish) -> JSON:
    return open_link(wish.world, wish.me, str((await wish.body()).get("link", "")))


async def _ask(wish: Wish) -> JSON:
    body = await wish.body()
    return await ask(wish.world, wish.me, wish.chat, str(body.get("query", "")), str(body.get("offset", "")))


async def _choose(wish: Wish) -> JSON:
    body = await wish.body()
    return choose(wish.world, wish.me, wish.chat, str(body.get("query_id")), str(body.get("result_id")))


ME = "/people/{me:int}"
CHAT = "/people/{me:int}/chats/{chat}"

ROUTES: list[Route] = [
    route("/people", "GET", _people),
    route("/people", "POST", _invent),
    route(ME, "PATCH", _rename),
    route(f"{ME}/chats", "GET", _chats),
    route(f"{ME}/chats", "POST", _open_chat),
    route(f"{ME}/block", "POST", _block(blocked=True)),
    route(f"{ME}/unblock", "POST", _block(blocked=False)),
    route(f"{ME}/open", "POST", _open_link),
    route(CHAT, "GET", _chat),
    route(CHAT, "PATCH", _retitle),
    route(f"{CHAT}/members", "POST", _bring),
    route(f"{CHAT}/members/{{user:int}}", "DELETE", _dismiss),
    route(f"{CHAT}/upgrade", "POST", _upgrade),
    route(f"{CHAT}/read", "POST", _read),
    route(f"{CHAT}/typing", "POST", _typing),
    route(f"{CHAT}/inline", "POST", _ask),
    route(f"{CHAT}/inline/choose", "POST", _choose),
]
