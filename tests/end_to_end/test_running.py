"""The process itself: one on a database, a webhook, a clean end."""

import asyncio
import socket
import sys
from pathlib import Path

import httpx
import pytest

from tests.end_to_end.conftest import COMMAND
from tests.people import BotUnderTest, Person, Telegram


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def test_updates_come_by_webhook_too(telegram: Telegram, environment: dict[str, str], ana: Person) -> None:
    port = free_port()
    webhook = {"UPDATES": "webhook", "PUBLIC_URL": f"http://127.0.0.1:{port}", "HTTP_PORT": str(port)}
    async with BotUnderTest(telegram, COMMAND, environment=environment | webhook) as bot:
        await ana.say("/start")
        await ana.sees("I run raffles")
        await ana.say("/language")
        await ana.sees("Which language")
        await bot.kill()
        await ana.say("es")
        await bot.start()
        await ana.sees("Ahora hablo español.")
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_second_bot_on_one_file_refuses_to_start_until_the_first_is_gone(
    bot: BotUnderTest, telegram: Telegram, environment: dict[str, str], ana: Person
) -> None:
    second = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        env=environment | {"TELEGRAM_API_URL": telegram.url, "BOT_TOKEN": telegram.token},
        stderr=asyncio.subprocess.PIPE,
    )
    _, told = await second.communicate()
    assert (second.returncode, told.decode().partition(" Example")[0]) == (
        2,
        "DATABASE_URL: another bot runs on this database file.",
    )
    await bot.kill()
    await bot.start()
    await ana.say("/start")
    await ana.sees("I run raffles")


async def test_it_ends_at_once_and_leaves_nothing_in_doubt(bot: BotUnderTest, ana: Person, tmp_path: Path) -> None:
    for _ in range(5):
        await ana.say("/help")
    async with asyncio.timeout(5):
        await bot.stop()
    assert bot.process is not None
    assert bot.process.returncode == 0
