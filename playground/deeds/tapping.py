"""People tap inline buttons and press those of reply keyboards."""

from playground.deeds.saying import find_message, own_contact, say, serve
from playground.deeds.sharing import shared_chat
from playground.errors import WishRefused
from playground.jsons import JSON
from playground.methods.reach import inline_id
from playground.world.chats import Chat
from playground.world.world import World

TAP_LANE = 3 << 33
"""Taps of a person queue apart from the messages of the chat, as on the real server."""


def tap(world: World, me: int, chat: Chat, wish: JSON) -> JSON:
    message = find_message(chat, int(wish.get("message_id", 0)))
    if "data" in wish:
        return call_back(world, me, chat, message, str(wish["data"]))
    button = _button(message, wish)
    if "callback_data" in button:
        return call_back(world, me, chat, message, button["callback_data"])
    if "url" in button:
        return {"does": "url", "url": button["url"]}
    if "copy_text" in button:
        return {"does": "copy", "text": button["copy_text"]["text"]}
    for name, here in (("switch_inline_query_current_chat", True), ("switch_inline_query", False)):
        if name in button:
            return {"does": "switch_inline", "query": button[name], "here": here}
    if "switch_inline_query_chosen_chat" in button:
        query = button["switch_inline_query_chosen_chat"].get("query", "")
        return {"does": "switch_inline", "query": query, "here": False}
    return {"does": "unsupported", "button": next(iter(button.keys() - {"text"}), "")}


def _button(message: JSON, wish: JSON) -> JSON:
    try:
        button: JSON = message["reply_markup"]["inline_keyboard"][int(wish["row"])][int(wish["column"])]
    except (KeyError, IndexError, ValueError):
        raise WishRefused("no such button", 404) from None
    return button


def call_back(world: World, me: int, chat: Chat, message: JSON, data: str) -> JSON:
    query_id = world.queries.tap(me, chat.id, message["message_id"])
    known = chat.kind != "person" and chat.has(world.bot.id)
    place = {"message": message} if known else {"inline_message_id": inline_id(chat, message["message_id"])}
    query = {"id": query_id, "from": world.users[me], **place, "chat_instance": str(chat.id * 31), "data": data}
    world.events.tell("tapped", [me], chat=chat.id, message_id=message["message_id"], query_id=query_id)
    world.updates.push("callback_query", me + TAP_LANE, query)
    return {"does": "callback", "query_id": query_id}


def press(world: World, me: int, chat: Chat, wish: JSON) -> JSON:
    """A button of the reply keyboard; one that was for one time goes."""
    markup = chat.keyboards.get(me, {})
    button = _key(markup, wish)
    message = _pressed(world, me, chat, button, wish)
    if markup.get("one_time_keyboard") and chat.keyboards.get(me) is markup:
        del chat.keyboards[me]
        world.changed(chat)
    return message


def _pressed(world: World, me: int, chat: Chat, button: JSON, wish: JSON) -> JSON:
    wanted = button.get("request_chat")
    if wanted is None:
        return say(world, me, chat, _what_it_says(world, me, button))
    return serve(world, me, chat, shared_chat(world, me, wanted, world.find_chat(int(wish.get("chat", 0)), me)))


def _key(markup: JSON, wish: JSON) -> JSON:
    rows: list[list[JSON]] = markup.get("keyboard", [])
    if "text" in wish:
        found = next((key for row in rows for key in row if key["text"] == wish["text"]), None)
    else:
        row, column = int(wish.get("row", 0)), int(wish.get("column", 0))
        found = rows[row][column] if 0 <= row < len(rows) and 0 <= column < len(rows[row]) else None
    if found is None:
        raise WishRefused("no such button", 404)
    return found


def _what_it_says(world: World, me: int, button: JSON) -> JSON:
    if button.get("request_contact"):
        return {"contact": own_contact(world, me)}
    if button.get("request_location"):
        return {"location": {"latitude": 4.6097, "longitude": -74.0817}}
    return {"text": button["text"]}
