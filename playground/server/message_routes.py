"""Routes about messages: reading, saying, sending, tapping; and files as people load them."""

from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.responses import Response
from starlette.routing import Route

from playground.deeds.saying import delete, edit, find_message, forward, say, send_files
from playground.deeds.tapping import press, tap
from playground.errors import WishRefused
from playground.jsons import JSON
from playground.methods.chats import pin, unpin
from playground.server.people_routes import CHAT
from playground.server.wishes import Wish, route
from playground.shapes import Upload
from playground.views import chat_view, why_silent

MOST_ON_PAGE = 200
_SHOWN_IN_PAGE = {"image/png", "image/jpeg", "image/gif", "image/webp"}


async def _messages(wish: Wish) -> JSON:
    chat = wish.chat
    limit = min(max(int(wish.query.get("limit", "50")), 1), MOST_ON_PAGE)
    if "after" in wish.query:
        page = chat.after(int(wish.query["after"]), limit + 1)
        more, page = len(page) > limit, page[:limit]
    else:
        before = int(wish.query["before"]) if "before" in wish.query else None
        page = chat.before(before, limit + 1)
        more, page = len(page) > limit, page[-limit:]
    return {"event": wish.world.events.last, "messages": page, "more": more}


async def _message(wish: Wish) -> JSON:
    return find_message(wish.chat, int(wish.path["message"]))


async def _say(wish: Wish) -> JSON:
    return say(wish.world, wish.me, wish.chat, await wish.body())


async def _edit(wish: Wish) -> JSON:
    return edit(wish.world, wish.me, wish.chat, int(wish.path["message"]), await wish.body())


async def _delete(wish: Wish) -> JSON:
    delete(wish.world, wish.me, wish.chat, int(wish.path["message"]))
    return {}


async def _files(wish: Wish) -> JSON:
    async with wish.request.form(max_files=20) as form:
        uploads = [
            Upload(value.filename or "", value.content_type or "", await value.read())
            for value in form.getlist("file")
            if isinstance(value, UploadFile)
        ]
        words = {name: form[name] for name in ("as", "caption", "reply_to") if isinstance(form.get(name), str)}
    given: JSON = {**words, "reply_to": int(str(words.get("reply_to") or 0))}
    return {"messages": send_files(wish.world, wish.me, wish.chat, uploads, given)}


async def _forward(wish: Wish) -> JSON:
    body = await wish.body()
    source = wish.world.find_chat(int(body["from_chat"]), wish.me)
    return {"messages": forward(wish.world, wish.me, wish.chat, source, [int(n) for n in body["message_ids"]])}


async def _pin(wish: Wish) -> JSON:
    world, chat, me = wish.world, wish.chat, wish.me
    if why_not := why_silent(world, chat, me):
        raise WishRefused(f"cannot pin here: {why_not}", 409)
    pin(world, chat, find_message(chat, int(wish.path["message"])), world.users[me])
    return chat_view(world, chat, me)


async def _unpin(wish: Wish) -> JSON:
    unpin(wish.world, wish.chat, [int(wish.path["message"])])
    return chat_view(wish.world, wish.chat, wish.me)


async def _press(wish: Wish) -> JSON:
    return press(wish.world, wish.me, wish.chat, await wish.body())


async def _tap(wish: Wish) -> JSON:
    return tap(wish.world, wish.me, wish.chat, await wish.body())


async def _file(wish: Wish) -> Response:
    file = wish.world.files.named(wish.path["file_id"])
    if file is None:
        raise WishRefused("no such file", 404)
    # Whatever a bot or a person sent must not run as a page of this address.
    shown = file.mime in _SHOWN_IN_PAGE and "download" not in wish.query
    name = quote(file.name or file.path.rpartition("/")[2])
    headers = {
        "Content-Disposition": "inline" if shown else f"attachment; filename*=UTF-8''{name}",
        "Cache-Control": "private, max-age=86400",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(wish.world.files.content(file), headers=headers, media_type=file.mime)


MESSAGE = f"{CHAT}/messages/{{message:int}}"

ROUTES: list[Route] = [
    route(f"{CHAT}/messages", "GET", _messages),
    route(f"{CHAT}/messages", "POST", _say),
    route(MESSAGE, "GET", _message),
    route(MESSAGE, "PATCH", _edit),
    route(MESSAGE, "DELETE", _delete),
    route(f"{MESSAGE}/pin", "POST", _pin),
    route(f"{MESSAGE}/unpin", "POST", _unpin),
    route(f"{CHAT}/files", "POST", _files),
    route(f"{CHAT}/forward", "POST", _forward),
    route(f"{CHAT}/press", "POST", _press),
    route(f"{CHAT}/tap", "POST", _tap),
    route("/files/{file_id}", "GET", _file),
]
