"""What waits for the bot: long polling, its confirmations, conflicts, expiry and choice of kinds."""

import asyncio
import time

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from tests.people import Person, Telegram


async def test_updates_come_in_order_until_they_are_confirmed(bot: Bot, ana: Person) -> None:
    await ana.say("one")
    first = await bot.get_updates()
    assert [update.message.text for update in first if update.message] == ["/start", "one"]
    assert [update.update_id for update in await bot.get_updates()] == [update.update_id for update in first]
    assert await bot.get_updates(offset=first[-1].update_id + 1) == ()
    assert first[1].update_id == first[0].update_id + 1


async def test_a_batch_has_at_most_the_limit(bot: Bot, ana: Person) -> None:
    for number in range(104):
        await ana.say(str(number))
    assert len(await bot.get_updates(limit=3)) == 3
    assert len(await bot.get_updates()) == 100


async def test_a_negative_offset_keeps_the_newest(bot: Bot, ana: Person) -> None:
    await ana.say("one")
    await ana.say("two")
    assert [update.message.text for update in await bot.get_updates(offset=-1) if update.message] == ["two"]
    assert len(await bot.get_updates()) == 1


async def test_a_long_poll_answers_as_soon_as_something_is_said(bot: Bot, ana: Person) -> None:
    await bot.get_updates(offset=-1)
    last = (await bot.get_updates())[0].update_id
    poll = asyncio.create_task(bot.get_updates(offset=last + 1, timeout=20))
    await asyncio.sleep(0.1)
    assert not poll.done()
    await ana.say("now")
    updates = await asyncio.wait_for(poll, 5)
    assert [update.message.text for update in updates if update.message] == ["now"]


async def test_a_long_poll_ends_empty_when_its_time_is_over(api: httpx.AsyncClient) -> None:
    started = time.monotonic()
    answer = await api.post("getUpdates", json={"timeout": 1})
    assert answer.json() == {"ok": True, "result": []}
    assert 0.9 < time.monotonic() - started < 5


async def test_a_second_poller_ends_the_first(api: httpx.AsyncClient, ana: Person) -> None:
    await api.post("getUpdates", json={"offset": -1})
    last = (await api.post("getUpdates")).json()["result"][0]["update_id"]
    first = asyncio.create_task(api.post("getUpdates", json={"timeout": 20, "offset": last + 1}))
    await asyncio.sleep(0.2)
    second = asyncio.create_task(api.post("getUpdates", json={"timeout": 20, "offset": last + 1}))
    conflict = (await asyncio.wait_for(first, 5)).json()
    assert conflict["error_code"] == 409
    assert conflict["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    await ana.say("to the second")
    assert len((await asyncio.wait_for(second, 5)).json()["result"]) == 1


async def test_a_poller_that_hangs_up_does_not_listen_any_more(telegram: Telegram, api: httpx.AsyncClient) -> None:
    poll = asyncio.create_task(api.post("getUpdates", json={"timeout": 20}))
    await telegram.listened_to(5)
    poll.cancel()
    for _ in range(100):
        if (await telegram.ask("GET", "/api/state"))["bot"]["listening"] == "nothing":
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it still seems to listen")


async def test_taps_expire_after_150_s_and_messages_after_a_day(bot: Bot, ana: Person, telegram: Telegram) -> None:
    key = InlineKeyboardMarkup([[InlineKeyboardButton("Buy", callback_data="buy")]])
    await bot.send_message(ana.id, "x", reply_markup=key)
    await ana.tap("Buy")
    await telegram.advance(149)
    assert [bool(update.callback_query) for update in await bot.get_updates()] == [False, True]
    await telegram.advance(2)
    assert [bool(update.callback_query) for update in await bot.get_updates()] == [False]
    await telegram.advance(24 * 3600)
    assert await bot.get_updates() == ()


async def test_an_inline_query_expires_after_30_s(bot: Bot, ana: Person, telegram: Telegram) -> None:
    asking = asyncio.create_task(ana.ask_inline("rifa"))
    await asyncio.sleep(0.2)
    assert any(update.inline_query for update in await bot.get_updates())
    await telegram.advance(31)
    assert not any(update.inline_query for update in await bot.get_updates())
    asking.cancel()


async def test_only_kinds_that_are_wanted_are_kept(bot: Bot, ana: Person) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["callback_query"])
    waiting = len(await bot.get_updates())
    await ana.say("unheard")
    assert len(await bot.get_updates()) == waiting
    await bot.get_updates(allowed_updates=[])
    await ana.say("heard")
    assert len(await bot.get_updates()) == waiting + 1


async def test_an_edited_text_is_an_update_and_a_tap_shows_its_message(bot: Bot, ana: Person) -> None:
    said = await ana.say("helo")
    await ana.edit(said, "hello")
    sent = await bot.send_message(
        ana.id, "key", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="a:1")]])
    )
    await ana.tap("A")
    updates = await bot.get_updates()
    edited, tapped = updates[-2].edited_message, updates[-1].callback_query
    assert edited is not None
    assert (edited.text, edited.message_id) == ("hello", said.id)
    assert tapped is not None
    assert tapped.message is not None
    assert (tapped.data, tapped.from_user.id, tapped.message.message_id) == ("a:1", ana.id, sent.message_id)
    assert tapped.from_user.language_code == "es"


async def test_stopping_the_bot_is_an_update(bot: Bot, ana: Person) -> None:
    await ana.block_bot()
    await ana.unblock_bot()
    changes = [update.my_chat_member for update in await bot.get_updates() if update.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]
