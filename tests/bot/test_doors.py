"""The handlers stand behind doors: whoever takes an update is who would have taken it without them."""

from collections.abc import AsyncIterator
from itertools import count
from typing import Any

import pytest
from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.actions import Action
from bot.application import HANDLERS
from bot.buttons import data
from bot.conversation import Conversation
from bot.doors import AnyHandler, Doors
from bot.unit import Unit, current_unit
from db.dialogs import Dialog
from tests.bot.desk import AnyApplication, open_application, said, tapped
from tests.cast import ANA, House

_SAID = (
    "5 Ana",
    "hello",
    "/",
    "/nothing",
    "/sell@another_bot 5 Ana",
    "/SELL 5 Ana",
    "look at /sell",
    "12-14 Luis cash",
)
_TAPPED = ("?", "0:sell:1", "1:", "1:nothing:1", "1:sell", "1:sell:1:2", "yes")


def _commands(handlers: Any) -> Any:
    for handler in handlers:
        if isinstance(handler, CommandHandler):
            yield from handler.commands
        elif isinstance(handler, Conversation):
            yield from _commands(handler.entry_points)


UPDATES = [
    *(said(ANA, text) for text in (*_SAID, *(f"/{name} 1" for name in sorted(set(_commands(HANDLERS)))))),
    *(tapped(ANA, written) for written in (*_TAPPED, *(data(action, "1") for action in Action))),
]


@pytest.fixture
async def application() -> AsyncIterator[AnyApplication]:
    application = await open_application(())
    yield application
    await application.shutdown()
    await application.bot.request.shutdown()


def _first_without_doors(handlers: Any, update: Update) -> AnyHandler | None:
    for handler in handlers:
        check = handler.check_update(update)
        if check is not None and check is not False:
            found: AnyHandler = handler
            return found
    return None


@pytest.mark.parametrize("conversation", [None, "sale", "orders"])
async def test_the_first_that_takes_an_update_is_found(
    house: House, application: AnyApplication, conversation: str | None
) -> None:
    doors, updates = Doors(HANDLERS), [Update.de_json(update, application.bot) for update in UPDATES]
    async with house.store.work() as work:
        for number, update in zip(count(1), updates, strict=False):
            dialog = conversation and Dialog(ANA, ANA, conversation, "numbers", 1, "{}", work.now)
            token = current_unit.set(Unit(work, number, dialog or None))
            expected, found = _first_without_doors(HANDLERS, update), doors.check_update(update)
            current_unit.reset(token)
            assert (found and found.handler) is expected, update


def test_what_looks_at_more_than_the_action_is_always_asked() -> None:
    async def deed(update: Update, context: Any) -> None: ...

    picky = CallbackQueryHandler(deed, pattern=r"^1:sell:\d+$")
    found = Doors([picky]).check_update(Update.de_json(tapped(ANA, data(Action.SELL, "5"))))
    assert found is not None
    assert found.handler is picky
    assert Doors([picky]).check_update(Update.de_json(tapped(ANA, data(Action.SELL, "x")))) is None
