"""What handlers call within a unit of work: letters are captured; what cannot be is refused, and named."""

import json
from collections.abc import Awaitable, Callable

import pytest
from telegram import Bot, ReplyParameters, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import NetworkError
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.actions import Action
from bot.buttons import button, keyboard, link
from bot.context import Context
from bot.screen import Screen
from bot.texts.say import Said
from bot.unit import current_unit
from db.store import Store
from tests.bot.desk import desk_of, said, tapped
from tests.cast import ANA, Clock

CALLS: dict[str, Callable[[Bot], Awaitable[object]]] = {
    "getFile": lambda bot: bot.get_file("x"),
    "getMyCommands": lambda bot: bot.get_my_commands(),
    "editMessageText": lambda bot: bot.edit_message_text("?", inline_message_id="x"),
}


@pytest.mark.parametrize("method", CALLS)
async def test_a_call_that_names_no_chat_is_refused_by_its_name(store: Store, clock: Clock, method: str) -> None:
    refused: list[str] = []

    async def call(update: Update, context: Context) -> None:
        with pytest.raises(NetworkError) as error:
            await CALLS[method](context.bot)
        refused.append(str(error.value))

    async with desk_of(store, clock, [MessageHandler(filters.TEXT, call)]) as desk:
        await desk.take(said(ANA, "x"))
        assert await desk.letters() == []
    assert len(refused) == 1
    assert f"{method} names no chat" in refused[0]


SCREEN = Screen(
    Said("<b>7</b> &amp; 8"), keyboard([button("Sell", Action.SELL, 7), link("See", "https://example.org")])
)
GROUP = {"id": -100123, "type": "supergroup", "title": "Class of 2026"}


def _letters() -> list[tuple[str, int, dict[str, str]]]:
    unit = current_unit.get()
    assert unit is not None
    return [(letter.method, letter.chat_id, json.loads(letter.payload)) for letter in unit.letters]


@pytest.mark.parametrize("screen", [SCREEN, Screen(Said("plain"))])
async def test_a_screen_is_told_as_an_ordinary_call_would_tell_it(store: Store, clock: Clock, screen: Screen) -> None:
    pairs = []

    async def tell_twice(update: Update, context: Context) -> None:
        await context.tell(screen)
        in_group = context.message.chat.type != ChatType.PRIVATE
        await context.message.reply_text(
            screen.text,
            ParseMode.HTML,
            reply_markup=screen.keyboard,
            reply_parameters=ReplyParameters(context.message.message_id, allow_sending_without_reply=True)
            if in_group
            else None,
        )
        pairs.append(_letters())

    update = said(ANA, "x")
    in_group = said(ANA, "x")
    in_group["message"]["chat"] = GROUP
    async with desk_of(store, clock, [MessageHandler(filters.TEXT, tell_twice)]) as desk:
        await desk.take(update, in_group)
    assert len(pairs) == 2
    for told, ordinary in pairs:
        assert told == ordinary


async def test_a_screen_is_shown_as_an_ordinary_edit_would_show_it(store: Store, clock: Clock) -> None:
    pairs = []

    async def show_twice(update: Update, context: Context) -> None:
        await context.show(SCREEN)
        await context.tap.edit_message_text(SCREEN.text, ParseMode.HTML, reply_markup=SCREEN.keyboard)
        pairs.append(_letters())

    async with desk_of(store, clock, [CallbackQueryHandler(show_twice)]) as desk:
        await desk.take(tapped(ANA, "x"))
    ((shown, ordinary),) = pairs
    assert shown == ordinary
