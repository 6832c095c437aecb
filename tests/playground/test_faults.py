"""Switches that make the Bot API misbehave, as a bot and its tests meet them."""

import asyncio
import time

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError, TelegramError

from tests.people import Person, Telegram


async def test_an_error_is_answered_so_often_and_nothing_is_done(bot: Bot, ana: Person, telegram: Telegram) -> None:
    await telegram.fault("error", "sendMessage", code=502, description="Bad Gateway", times=2)
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(ana.id, "x")
    await bot.send_message(ana.id, "third")
    assert [message.text for message in await ana.messages()] == ["/start", "third"]


async def test_a_flood_is_for_one_chat_when_it_is_named(
    api: httpx.AsyncClient, ana: Person, luis: Person, telegram: Telegram
) -> None:
    await telegram.fault("flood", "sendMessage", retry_after=7, chat=ana.id)
    to_luis = await api.post("sendMessage", json={"chat_id": luis.id, "text": "x"})
    to_ana = await api.post("sendMessage", json={"chat_id": ana.id, "text": "x"})
    assert (to_luis.status_code, to_ana.status_code) == (200, 429)
    assert to_ana.json()["description"] == "Too Many Requests: retry after 7"
    assert to_ana.json()["parameters"] == {"retry_after": 7}


async def test_garbage_is_no_json(bot: Bot, ana: Person, telegram: Telegram) -> None:
    await telegram.fault("garbage")
    with pytest.raises(TelegramError):
        await bot.send_message(ana.id, "x")


async def test_a_hang_answers_late(bot: Bot, ana: Person, telegram: Telegram) -> None:
    await telegram.fault("hang", "sendMessage", seconds=0.3)
    started = time.monotonic()
    await bot.send_message(ana.id, "x")
    assert time.monotonic() - started >= 0.3


async def test_a_drop_before_did_nothing_and_a_drop_after_did_it(
    api: httpx.AsyncClient, ana: Person, telegram: Telegram
) -> None:
    for does in ("drop_before", "drop_after"):
        await telegram.fault(does, "sendMessage")
        with pytest.raises(httpx.RemoteProtocolError):
            await api.post("sendMessage", json={"chat_id": ana.id, "text": does})
    assert [message.text for message in await ana.messages()] == ["/start", "drop_after"]


async def test_an_update_is_delivered_twice_with_one_number(bot: Bot, ana: Person, telegram: Telegram) -> None:
    await telegram.fault("duplicate", times=1)
    await ana.say("twice")
    updates = await bot.get_updates()
    assert [update.message.text for update in updates if update.message] == ["/start", "twice", "twice"]
    assert updates[1].update_id == updates[2].update_id
    assert await bot.get_updates(offset=updates[2].update_id + 1) == ()


async def test_updates_are_held_back_and_come_in_reverse(bot: Bot, ana: Person, telegram: Telegram) -> None:
    await telegram.fault("reorder", times=3)
    for text in ("one", "two"):
        await ana.say(text)
    assert len(await bot.get_updates()) == 1
    await ana.say("three")
    updates = await bot.get_updates()
    assert [update.message.text for update in updates if update.message] == ["/start", "three", "two", "one"]


async def test_faults_are_listed_and_taken_away(bot: Bot, ana: Person, telegram: Telegram) -> None:
    await telegram.fault("error", "getMe", times=None)
    assert (await telegram.ask("GET", "/api/faults"))["faults"][0]["method"] == "getMe"
    await telegram.mend()
    assert (await telegram.ask("GET", "/api/faults"))["faults"] == []
    await bot.get_me()


async def test_a_fault_of_everything_leaves_polling_alone(bot: Bot, telegram: Telegram, ana: Person) -> None:
    await telegram.fault("error", "*", times=None)
    assert len(await bot.get_updates()) == 1
    await telegram.fault("error", "getUpdates")
    with pytest.raises(NetworkError):
        await bot.get_updates()


async def test_what_the_bot_called_is_known(bot: Bot, ana: Person, telegram: Telegram) -> None:
    await bot.send_message(ana.id, "x")
    with pytest.raises(TelegramError):
        await bot.send_message(5, "y")
    calls = await telegram.calls("sendMessage")
    assert [(call["params"]["text"], call["error"]) for call in calls] == [
        ("x", None),
        ("y", "Bad Request: chat not found"),
    ]


async def test_the_clock_moves_dates(bot: Bot, ana: Person, telegram: Telegram) -> None:
    before = await bot.send_message(ana.id, "x")
    await telegram.advance(3600)
    after = await bot.send_message(ana.id, "y")
    assert (after.date - before.date).total_seconds() == pytest.approx(3600, abs=5)


async def test_two_calls_at_once_do_not_wait_for_a_hanging_one(bot: Bot, ana: Person, telegram: Telegram) -> None:
    await telegram.fault("hang", "sendMessage", seconds=5)
    hanging = asyncio.create_task(bot.send_message(ana.id, "slow"))
    await asyncio.sleep(0.1)
    await asyncio.wait_for(bot.send_message(ana.id, "fast"), 2)
    hanging.cancel()
