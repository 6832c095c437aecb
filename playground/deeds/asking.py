"""People ask the bot inline, in any chat, and send one of its results."""

import asyncio

from playground.errors import WishRefused
from playground.jsons import JSON
from playground.methods.reach import inline_id
from playground.views import why_silent
from playground.world.chats import Chat
from playground.world.posting import post
from playground.world.world import World

INLINE_LANE = 1 << 33
PATIENCE = 10.0
_CHAT_TYPES = {"person": "private", "bot": "sender"}


async def ask(world: World, me: int, chat: Chat, query: str, offset: str) -> JSON:
    if not world.bot.supports_inline_queries:
        raise WishRefused("this bot has no inline mode", 409)
    if len(query) > 256:
        raise WishRefused("an inline query has at most 256 characters")
    number, asked = world.queries.ask_inline(me, chat.id, query)
    where = _CHAT_TYPES.get(chat.kind, chat.kind)
    update = {"id": number, "from": world.users[me], "query": query, "offset": offset, "chat_type": where}
    world.updates.push("inline_query", me + INLINE_LANE, update)
    try:
        answer = await asyncio.wait_for(asked.answer, PATIENCE)
    except TimeoutError:
        raise WishRefused("the bot did not answer", 409) from None
    return {"query_id": number, **answer}


def choose(world: World, me: int, chat: Chat, query_id: str, result_id: str) -> JSON:
    asked = world.queries.answered_inline(query_id)
    if asked is None or asked.person != me or result_id not in asked.results:
        raise WishRefused("no such result", 404)
    why_not = why_silent(world, chat, me)
    if why_not:
        raise WishRefused(f"cannot write here: {why_not}", 409)
    message = post(world, chat, world.users[me], {"via_bot": world.bot.user(), **asked.results[result_id]})
    if world.bot.inline_feedback:
        _feed_back(world, me, chat, message, asked.query, result_id)
    return message


def _feed_back(world: World, me: int, chat: Chat, message: JSON, query: str, result_id: str) -> None:
    chosen: JSON = {"result_id": result_id, "from": world.users[me], "query": query}
    if "reply_markup" in message:
        chosen["inline_message_id"] = inline_id(chat, message["message_id"])
    world.updates.push("chosen_inline_result", me + INLINE_LANE, chosen)
