"""Chats survive a restart of the playground, whichever way it ended."""

import asyncio
from pathlib import Path

import httpx
import pytest

from playground.examples.echo import png
from playground.world.world import World
from tests.people import Telegram, telegram_here


async def send(telegram: Telegram, method: str, **params: object) -> object:
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        answer = (await client.post(f"{telegram.url}/bot{telegram.token}/{method}", json=params)).json()
    assert answer["ok"], answer
    return answer["result"]


async def test_everything_is_there_again(tmp_path: Path) -> None:
    picture = png((7, 7, 7))
    async with telegram_here(tmp_path) as telegram:
        ana = await telegram.person("Ana", language_code="pt")
        await ana.say("/start")
        photo = await ana.send_photo(picture, "proof")
        gone = await ana.say("to be deleted")
        await ana.delete(gone)
        group = await ana.found("group", "Class")
        await send(telegram, "setMyCommands", commands=[{"command": "sell", "description": "Sell"}])
        keyboard = {"keyboard": [[{"text": "Yes"}]]}
        await send(telegram, "sendMessage", chat_id=ana.id, text="Sure?", reply_markup=keyboard)
        view, waiting = await ana.view(), await telegram.waiting()
    async with telegram_here(tmp_path) as telegram:
        ana = await telegram.person("Ana")
        assert ana.facts["language_code"] == "pt"
        assert await ana.view() == view
        assert [message.text for message in await ana.messages()] == ["/start", "proof", "Sure?"]
        assert await ana.load(photo.photo or "") == picture
        assert await telegram.waiting() == waiting
        assert (await ana.say("next")).id == gone.id + 2, "the id of a deleted message is not used again"
        assert (await telegram.waiting())[-1]["update_id"] > waiting[-1]["update_id"]
        assert (await ana.view(chat=group))["title"] == "Class"


async def test_confirmed_updates_do_not_come_back(tmp_path: Path) -> None:
    async with telegram_here(tmp_path) as telegram:
        await (await telegram.person("Ana")).say("/start")
        last = (await telegram.waiting())[-1]["update_id"]
        await send(telegram, "getUpdates", offset=last + 1)
    async with telegram_here(tmp_path) as telegram:
        assert await telegram.waiting() == []
        await (await telegram.person("Ana")).say("more")
        assert (await telegram.waiting())[0]["update_id"] > last


async def test_what_is_older_than_a_moment_survives_a_kill(tmp_path: Path) -> None:
    async with telegram_here(tmp_path / "one") as telegram:
        await (await telegram.person("Ana")).say("/start")
        await asyncio.sleep(0.6)
        copied = tmp_path / "two"
        copied.mkdir()
        for name in ("chats.db", "chats.db-wal"):
            (copied / name).write_bytes((tmp_path / "one" / name).read_bytes())
    world = World(copied)
    assert [message["text"] for message in world.chats[7000000001].messages.values()] == ["/start"]
    world.close()


async def test_two_playgrounds_do_not_share_a_folder(tmp_path: Path) -> None:
    world = World(tmp_path)
    with pytest.raises(OSError, match="another playground keeps its chats in"):
        World(tmp_path)
    world.close()
    World(tmp_path).close()


async def test_update_numbers_go_on_after_a_kill(tmp_path: Path) -> None:
    async with telegram_here(tmp_path / "one") as telegram:
        ana = await telegram.person("Ana")
        await ana.say("/start")
        last = (await telegram.waiting())[-1]["update_id"]
        await send(telegram, "getUpdates", offset=last + 1)
        await asyncio.sleep(0.6)
        copied = tmp_path / "two"
        copied.mkdir()
        for name in ("chats.db", "chats.db-wal"):
            (copied / name).write_bytes((tmp_path / "one" / name).read_bytes())
    world = World(copied)
    assert world.updates.last_id >= last
    world.close()
