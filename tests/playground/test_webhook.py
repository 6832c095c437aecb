"""Updates delivered to a webhook: secret, order, retries, expiry, and what getWebhookInfo tells."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict

from tests.people import Person, Telegram


@dataclass
class Hook:
    """A small HTTP server that remembers what it was sent and answers as it is told."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    """The next answers; 200 when there are none."""
    updates: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answer: bytes = b"{}"
    held: asyncio.Event | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(EOFError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
                headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
                update = json.loads(await reader.readexactly(int(headers["content-length"])))
                if self.held is not None and "message" in update:
                    await self.held.wait()
                status = self.statuses.pop(0) if self.statuses else 200
                if status == 200:
                    self.updates.append(update)
                    self.secrets.append(headers.get("x-telegram-bot-api-secret-token"))
                body = self.answer if status == 200 else b""
                writer.write(f"HTTP/1.1 {status} Told So\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
                self.news.set()
        writer.close()

    async def receives(self, count: int, seconds: float = 10) -> list[dict[str, Any]]:
        async with asyncio.timeout(seconds):
            while len(self.updates) < count:
                self.news.clear()
                await self.news.wait()
        return self.updates

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates if "message" in update]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    server = await asyncio.start_server(hook.serve, "127.0.0.1", 0)
    hook.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    yield hook
    server.close()


async def test_updates_are_delivered_with_the_secret(bot: Bot, ana: Person, hook: Hook) -> None:
    await bot.set_webhook(hook.url, secret_token="s3cret_-")
    await ana.say("by hook")
    await hook.receives(2)
    assert hook.texts() == ["/start", "by hook"]
    assert hook.secrets == ["s3cret_-"] * 2
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.last_error_message) == (hook.url, 0, None)


async def test_a_failed_delivery_is_repeated_and_keeps_its_place(bot: Bot, ana: Person, hook: Hook) -> None:
    hook.statuses = [500, 502]
    await bot.set_webhook(hook.url)
    await ana.say("one")
    started = time.monotonic()
    await hook.receives(2)
    assert hook.texts() == ["/start", "one"]
    assert time.monotonic() - started > 0.1, "the second pause is longer than the first"
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 502 Told So"
    assert info.last_error_date is not None


async def test_nobody_there_is_an_error_that_is_told(bot: Bot, ana: Person) -> None:
    await bot.set_webhook("http://127.0.0.1:1/")
    await asyncio.sleep(0.1)
    info = await bot.get_webhook_info()
    assert (info.last_error_message, info.pending_update_count) == ("Connection refused", 1)


async def test_a_tap_overtakes_a_message_that_is_stuck(bot: Bot, ana: Person, hook: Hook) -> None:
    key = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="a")]])
    await bot.send_message(ana.id, "x", reply_markup=key)
    hook.held = asyncio.Event()
    await bot.set_webhook(hook.url)
    await ana.say("first")
    await ana.tap("A")
    assert "callback_query" in (await hook.receives(1))[0]
    hook.held.set()
    await hook.receives(3)
    assert hook.texts() == ["/start", "first"]


async def test_another_chat_does_not_wait_for_a_stuck_one(bot: Bot, ana: Person, luis: Person, hook: Hook) -> None:
    hook.statuses = [500] * 3
    await bot.set_webhook(hook.url, drop_pending_updates=True)
    for number in range(3):
        await ana.say(f"ana {number}")
        await luis.say(f"luis {number}")
    await hook.receives(6)
    assert [text for text in hook.texts() if "ana" in text] == ["ana 0", "ana 1", "ana 2"]
    assert [text for text in hook.texts() if "luis" in text] == ["luis 0", "luis 1", "luis 2"]


async def test_a_tap_that_waited_too_long_is_never_delivered(
    bot: Bot, ana: Person, telegram: Telegram, hook: Hook
) -> None:
    key = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="a")]])
    await bot.send_message(ana.id, "x", reply_markup=key)
    hook.statuses = [500] * 2
    await bot.set_webhook(hook.url, drop_pending_updates=True)
    await ana.tap("A")
    await telegram.advance(200)
    await ana.say("later")
    await hook.receives(1)
    await asyncio.sleep(0.2)
    assert hook.texts() == ["later"]
    assert len(hook.updates) == 1


async def test_polling_and_webhook_exclude_each_other(
    bot: Bot, api: httpx.AsyncClient, ana: Person, hook: Hook
) -> None:
    poll = asyncio.create_task(api.post("getUpdates", json={"timeout": 20, "offset": 999_999_999}))
    await asyncio.sleep(0.2)
    await bot.set_webhook(hook.url)
    assert (await poll).json()["description"] == "Conflict: terminated by setWebhook request"
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    await ana.say("polled")
    assert len(await bot.get_updates()) == 1


async def test_the_answer_may_carry_one_call(bot: Bot, ana: Person, hook: Hook) -> None:
    hook.answer = json.dumps({"method": "sendMessage", "chat_id": ana.id, "text": "by return"}).encode()
    await bot.set_webhook(hook.url)
    await ana.sees("by return")


async def test_only_this_machine_can_be_a_webhook(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Bad webhook"):
        await bot.set_webhook("http://example.org/")
    with pytest.raises(BadRequest, match="an https url must be provided"):
        await bot.set_webhook("ftp://127.0.0.1/")
    with pytest.raises(BadRequest, match="unallowed characters"):
        await bot.set_webhook("http://127.0.0.1:1/", secret_token="no spaces")
