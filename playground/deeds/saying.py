"""People write, send files and contacts, forward, edit and delete."""

from dataclasses import replace as with_changes

from playground.errors import WishRefused
from playground.jsons import JSON
from playground.methods.content import caption_content, contact_content, location_content, text_content
from playground.methods.sending import answered, carried, origin
from playground.shapes import Upload
from playground.views import why_silent
from playground.world.chats import Chat
from playground.world.pictures import dimensions
from playground.world.posting import post, remove, replace
from playground.world.world import World

_CONTENT = {"text", "entities", "caption", "caption_entities"}


def say(world: World, me: int, chat: Chat, wish: JSON) -> JSON:
    """One message: text, contact or location."""
    return _post(world, me, chat, _content(world, me, wish), wish.get("reply_to"))


def serve(world: World, me: int, chat: Chat, content: JSON) -> JSON:
    """A service message: what a client writes for a person."""
    return _post(world, me, chat, content)


def _content(world: World, me: int, wish: JSON) -> JSON:
    if "contact" in wish:
        return contact_content(wish["contact"] or own_contact(world, me))
    if "location" in wish:
        return location_content(wish["location"])
    return text_content(world, str(wish.get("text", "")), wish)


def own_contact(world: World, me: int) -> JSON:
    person = world.people[me]
    return {**person, "user_id": me, "phone_number": str(person["phone_number"]).lstrip("+")}


def _post(world: World, me: int, chat: Chat, content: JSON, reply_to: int | None = None) -> JSON:
    _start(world, chat, content)
    why_not = why_silent(world, chat, me)
    if why_not:
        raise WishRefused(f"cannot write here: {why_not}", 409)
    if reply_to:
        content = {**answered(chat, {"message_id": reply_to}), **content}
    return post(world, chat, world.users[me], content)


def _start(world: World, chat: Chat, content: JSON) -> None:
    """Whatever a person says first opens the chat: real clients offer nothing but START."""
    if chat.kind == "bot" and not chat.started and not chat.blocked:
        chat.started = True
        world.changed(chat)


def send_files(world: World, me: int, chat: Chat, uploads: list[Upload], wish: JSON) -> list[JSON]:
    """Several become one album, with the caption on its first."""
    if not 1 <= len(uploads) <= 10:
        raise WishRefused("1 to 10 files are sent at once")
    kinds = {_kind(upload, wish.get("as")) for upload in uploads}
    kind = kinds.pop() if len(kinds) == 1 else "document"
    contents = [world.files.receive(kind, _named(upload, kind)).content_fields() for upload in uploads]
    contents[0] |= caption_content(world, {"caption": wish.get("caption") or ""})
    group: JSON = {}
    if len(contents) > 1:
        world.albums += 1
        group = {"media_group_id": str(world.clock.seconds() * 1000 + world.albums)}
    return [_post(world, me, chat, {**group, **content}, wish.get("reply_to")) for content in contents]


def _kind(upload: Upload, wanted: str | None) -> str:
    if wanted in {"photo", "document"}:
        return wanted
    return "photo" if dimensions(upload.content) else "document"


def _named(upload: Upload, kind: str) -> Upload:
    return with_changes(upload, name=upload.name or f"{kind}.bin")


def forward(world: World, me: int, chat: Chat, source: Chat, message_ids: list[int]) -> list[JSON]:
    there = [source.messages[number] for number in message_ids if number in source.messages]
    if not there:
        raise WishRefused("no such message", 404)
    if any(message.get("has_protected_content") for message in there):
        raise WishRefused("this message cannot be forwarded", 409)
    return [_post(world, me, chat, {**origin(message), **carried(message)}) for message in there]


def find_message(chat: Chat, message_id: int) -> JSON:
    message = chat.messages.get(message_id)
    if message is None:
        raise WishRefused("no such message", 404)
    return message


def edit(world: World, me: int, chat: Chat, message_id: int, wish: JSON) -> JSON:
    message = find_message(chat, message_id)
    if message.get("from", {}).get("id") != me and not (chat.kind == "channel" and chat.leads(me)):
        raise WishRefused("only own messages can be edited", 409)
    if ("text" in message) != ("text" in wish):
        raise WishRefused("the text or the caption, whichever it has")
    content = text_content(world, wish["text"], {}) if "text" in wish else caption_content(world, wish)
    kept = {name: value for name, value in message.items() if name not in _CONTENT}
    return replace(world, chat, {**kept, **content}, by=world.users[me])


def delete(world: World, me: int, chat: Chat, message_id: int) -> None:
    message = find_message(chat, message_id)
    if message.get("from", {}).get("id") != me and chat.kind != "bot" and not chat.leads(me):
        raise WishRefused("only own messages can be deleted", 409)
    remove(world, chat, [message_id])
