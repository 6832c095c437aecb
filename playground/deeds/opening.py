"""People open links: of the bot, of each other, of messages, of the web."""

import re
from urllib.parse import parse_qs, urlsplit

from playground.deeds.saying import say
from playground.errors import WishRefused
from playground.jsons import JSON
from playground.world.members import block
from playground.world.world import World

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_HOSTS = {"t.me", "telegram.me", "telegram.dog"}


def open_link(world: World, me: int, link: str) -> JSON:
    address = urlsplit(link if "://" in link else f"https://{link}")
    query = {name: values[0] for name, values in parse_qs(address.query, keep_blank_values=True).items()}
    if address.scheme == "tg" and address.netloc == "user":
        return _open_user(world, me, int(query.get("id", "0")))
    if address.scheme == "tg" and address.netloc == "resolve":
        return _open_name(world, me, query.get("domain", ""), query)
    if address.hostname not in _HOSTS:
        return {"opens": "web", "url": link}
    words = [word for word in address.path.split("/") if word]
    if len(words) == 3 and words[0] == "c":
        return _open_message(world, me, words[1], words[2])
    return _open_name(world, me, words[0] if words else "", query)


def _open_user(world: World, me: int, user: int) -> JSON:
    if user == world.bot.id or user == me:
        return {"opens": "bot", "chat": me, "start": None, "message": None}
    if user not in world.people:
        raise WishRefused("no such person", 404)
    return {"opens": "person", "chat": world.talk(me, user).id}


def _open_name(world: World, me: int, name: str, query: dict[str, str]) -> JSON:
    if name.lower() != world.bot.username.lower():
        person = world.named(name)
        if person is None:
            raise WishRefused(f"nobody is called {name}", 404)
        return _open_user(world, me, person["id"])
    if "startgroup" in query:
        return {"opens": "choose_group", "startgroup": checked_payload(query["startgroup"])}
    payload = checked_payload(query.get("start", ""))
    if not payload:
        return {"opens": "bot", "chat": me, "start": None, "message": None}
    chat = block(world, me, blocked=False)
    message = say(world, me, chat, {"text": f"/start {payload}"})
    return {"opens": "bot", "chat": me, "start": payload, "message": message}


def checked_payload(payload: str) -> str:
    if payload and not _PAYLOAD.fullmatch(payload):
        raise WishRefused("a start payload is 1 to 64 of A-Z, a-z, 0-9, _ and -")
    return payload


def _open_message(world: World, me: int, number: str, message_id: str) -> JSON:
    if not (number.isdecimal() and message_id.isdecimal()):
        raise WishRefused("no such chat", 404)
    chat = world.find_chat(int(f"-100{number}"), me)
    return {"opens": "message", "chat": chat.id, "message_id": int(message_id)}
