"""What handlers call within a unit of work: letters are captured; what cannot be is refused, and named."""

from collections.abc import Awaitable, Callable

import pytest
from telegram import Bot, Update
from telegram.error import NetworkError
from telegram.ext import MessageHandler, filters

from bot.context import Context
from db.store import Store
from tests.bot.desk import desk_of, said
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
