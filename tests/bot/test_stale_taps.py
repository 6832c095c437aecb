"""A tap that was worked off long after it was made: what moves money is not done, and whatever is said can be read."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot import buttons
from bot.context import Context
from bot.worker import MOMENT
from db.store import Store
from rules.misreadings import ButtonTooOld
from tests.bot.desk import Desk, desk_of, said, tapped
from tests.cast import ANA, Clock

SELL, LOOK, REFUSED = "sell-now", "look", "refused"


async def act(update: Update, context: Context) -> None:
    await context.message.reply_text("late" if context.stale else "in time")


async def refuse(update: Update, context: Context) -> None:
    raise ButtonTooOld


@pytest.fixture(autouse=True)
def _money() -> Iterator[None]:
    buttons.MONEY.add(SELL)
    yield
    buttons.MONEY.discard(SELL)


@pytest.fixture
async def desk(store: Store, clock: Clock) -> AsyncIterator[Desk]:
    handlers = [
        CallbackQueryHandler(refuse, pattern=buttons.pattern(REFUSED)),
        CallbackQueryHandler(act),
        MessageHandler(filters.TEXT, act),
    ]
    async with desk_of(store, clock, handlers) as desk:
        yield desk


async def arrive_before(desk: Desk, wait: timedelta, *updates: dict[str, object]) -> None:
    await desk.store_only(*updates)
    desk.clock.pass_(wait)
    await desk.try_again(ANA)


async def test_a_stale_tap_that_moves_money_does_nothing_and_says_so_in_a_message(desk: Desk) -> None:
    await arrive_before(desk, MOMENT + timedelta(seconds=1), tapped(ANA, buttons.data(SELL, "7")))
    (told,) = await desk.texts(ANA)
    assert "too late" in told
    assert await desk.states() == [("done", 0)]


async def test_a_tap_within_its_moment_is_done(desk: Desk) -> None:
    await arrive_before(desk, MOMENT, tapped(ANA, buttons.data(SELL, "7")))
    assert await desk.texts(ANA) == ["in time"]


async def test_other_taps_and_words_are_worked_off_in_order_and_can_tell_that_they_are_late(desk: Desk) -> None:
    await arrive_before(desk, timedelta(hours=1), said(ANA, "7"), tapped(ANA, buttons.data(LOOK)))
    assert await desk.texts(ANA) == ["late", "late"]


async def test_a_refusal_of_a_stale_tap_is_a_message_for_its_alert_would_not_be_seen(desk: Desk) -> None:
    await arrive_before(desk, timedelta(hours=1), tapped(ANA, buttons.data(REFUSED)))
    assert await desk.texts(ANA) == ["That button is too old."]
    assert [call.parameters.keys() for call in desk.fleeting] == [{"callback_query_id"}]
