"""A tap that was worked off long after it was made: what moves money is not done, and whatever is said can be read."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot import buttons
from bot.actions import Action
from bot.context import Context
from bot.worker import MOMENT
from db.orders import find_order
from db.store import Store
from rules.misreadings import ButtonTooOld
from tests.bot.desk import Desk, desk_of, said, tapped
from tests.bot.test_every_button import desk_of_the_bot
from tests.cast import ANA, Clock, House

LATE = MOMENT + timedelta(seconds=1)

LOOK, REFUSED = "look", "refused"


async def act(update: Update, context: Context) -> None:
    await context.message.reply_text("late" if context.stale else "in time")


async def refuse(update: Update, context: Context) -> None:
    raise ButtonTooOld


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


async def test_a_late_tap_on_paid_pays_nothing_and_shows_the_order_as_it_is(house: House) -> None:
    taken = await house.reserve((await house.open_project()).key, 7)
    paid_in_full = buttons.data(Action.PAY, f"1.1.{taken.order.total}.{taken.order.total}.cash")
    async with desk_of_the_bot(house.store, house.clock) as desk:
        await desk.take(said(ANA, "/language en"))
        await arrive_before(desk, LATE, tapped(ANA, paid_in_full))
        told, shown = (await desk.texts(ANA))[-2:]
        assert "too late" in told
        assert taken.order.code in shown
        assert await desk.states() == [("done", 0), ("done", 0)]
        assert (await house.look(find_order, taken.order.key)).state == "reserved"
        await arrive_before(desk, MOMENT, tapped(ANA, paid_in_full))
        assert (await house.look(find_order, taken.order.key)).state == "paid"


async def test_a_late_tap_in_a_conversation_shows_its_step_again(house: House) -> None:
    await house.open_project()
    async with desk_of_the_bot(house.store, house.clock) as desk:
        await desk.take(said(ANA, "/language en"), said(ANA, "7 Luis cash"))
        asked = await desk.dialog(ANA)
        await arrive_before(desk, LATE, tapped(ANA, buttons.data(Action.SOLD, "cash")))
        told, shown = (await desk.texts(ANA))[-2:]
        assert "too late" in told
        assert "Sold, or reserved?" in shown
        assert asked is not None
        assert (await desk.dialog(ANA) or asked).step == asked.step


async def test_what_a_late_tap_was_about_may_be_gone(house: House) -> None:
    await house.open_project()
    async with desk_of_the_bot(house.store, house.clock) as desk:
        await desk.take(said(ANA, "/language en"))
        await arrive_before(desk, LATE, tapped(ANA, buttons.data(Action.PAY, "1.9.500.0.cash")))
        told, why = (await desk.texts(ANA))[-2:]
        assert "too late" in told
        assert "9" in why


async def test_other_taps_and_words_are_worked_off_in_order_and_can_tell_that_they_are_late(desk: Desk) -> None:
    await arrive_before(desk, timedelta(hours=1), said(ANA, "7"), tapped(ANA, buttons.data(LOOK)))
    assert await desk.texts(ANA) == ["late", "late"]


async def test_a_refusal_of_a_stale_tap_is_a_message_for_its_alert_would_not_be_seen(desk: Desk) -> None:
    await arrive_before(desk, timedelta(hours=1), tapped(ANA, buttons.data(REFUSED)))
    assert await desk.texts(ANA) == ["That button is too old."]
    assert [call.parameters.keys() for call in desk.fleeting] == [{"callback_query_id"}]
