"""`python -m playground` as a newcomer starts it: one address, the bot beside it, an end for both."""

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.people import BotUnderTest, telegram_here, telegram_with

ECHO = f"{sys.executable} -m playground.examples.echo"
MINIMAL = f"{sys.executable} -m playground.examples.minimal"


@contextlib.asynccontextmanager
async def started(*arguments: str, **environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "playground", *arguments,
        stdin=DEVNULL, stdout=PIPE, stderr=PIPE, env=os.environ | environment,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
    return line.split()[-1]


async def state(url: str) -> dict[str, dict[str, str]]:
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        answer: dict[str, dict[str, str]] = (await client.get(f"{url}api/state")).json()
        return answer


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_one_address_is_printed_and_a_signal_ends_bot_and_server(tmp_path: Path, number: signal.Signals) -> None:
    program = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
    async with started("--bot", f'{sys.executable} -c "{program}"', "--data", str(tmp_path)) as process:
        url = await address(process)
        assert process.stderr is not None
        bot = int(await asyncio.wait_for(process.stderr.readline(), 20))
        process.send_signal(number)
        out, err = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0
    assert (out + err).count(b"http://") == 0, "the address was the only one"
    assert url.startswith("http://127.0.0.1:")
    with pytest.raises(ProcessLookupError):
        os.kill(bot, 0)


async def test_the_bot_learns_where_its_telegram_is_and_what_it_prints_is_passed_on(tmp_path: Path) -> None:
    program = (
        "import os; print(os.environ['TELEGRAM_API_URL'], os.environ['BOT_TOKEN'][:3], 'PUBLIC_URL' in os.environ)"
    )
    async with started(
        "--bot", f'{sys.executable} -c "{program}"', "--memory", PUBLIC_URL="http://127.0.0.1/x"
    ) as process:
        url = await address(process)
        assert process.stderr is not None
        printed = (await asyncio.wait_for(process.stderr.readline(), 20)).decode().split()
        assert printed == [url.rstrip("/"), "810", "False"]


async def test_a_bot_that_ends_is_told_and_the_page_stays(tmp_path: Path) -> None:
    async with started("--bot", f'{sys.executable} -c "raise SystemExit(3)"', "--memory") as process:
        url = await address(process)
        assert process.stderr is not None
        line = await asyncio.wait_for(process.stderr.readline(), 20)
        assert (
            line.decode().strip() == "The bot has ended with exit code 3. The chats stay; start the playground again."
        )
        assert (await state(url))["process"]["state"] == "ended"


async def test_a_command_that_does_not_exist_is_told(tmp_path: Path) -> None:
    async with started("--bot", "/no/such/bot", "--memory") as process:
        await address(process)
        assert process.stderr is not None
        line = await asyncio.wait_for(process.stderr.readline(), 20)
        assert line.startswith(b"The bot could not be started:")


async def test_a_port_or_a_folder_in_use_is_told_in_one_line(tmp_path: Path) -> None:
    async with started("--data", str(tmp_path)) as first:
        url = await address(first)
        for arguments in (["--data", str(tmp_path)], ["--memory", "--port", url.rstrip("/").rpartition(":")[2]]):
            async with started(*arguments) as second:
                _, err = await asyncio.wait_for(second.communicate(), 20)
                assert second.returncode == 2
                assert err.startswith(b"The playground cannot start:")
                assert err.count(b"\n") == 1


async def test_the_echo_bot_shows_what_a_chat_can_do(tmp_path: Path) -> None:
    async with telegram_with(ECHO, tmp_path) as telegram:
        ana = await telegram.person("Ana")
        await ana.open("t.me/playground_bot?start=abc")
        assert "Hola, Ana" in (await ana.sees("You came by a link with abc")).text
        await ana.say("anything <b>")
        await ana.sees("anything <b>")
        await ana.say("/buttons")
        await ana.sees("Choose")
        await ana.tap("Toast")
        await ana.sees_toast("A toast")
        await ana.tap("Alert")
        await ana.sees_alert("An alert")
        await ana.tap("Count 0")
        assert (await ana.sees("Counted 1")).labels == ["Count 1"]
        await ana.say("/numbers")
        assert len((await ana.sees("Which numbers?")).labels) == 50
        await ana.tap("07")
        await ana.sees("Chosen: [7]")
        await ana.say("/keyboard")
        await ana.sees("Yes or no?")
        await ana.press("My number")
        await ana.sees("Your number is 1202555")
        await ana.say("/picture")
        assert (await ana.sees_picture()).startswith(b"\x89PNG")
        await ana.say("/file")
        assert (await ana.sees_document())[0] == "list.csv"
        await ana.say("/vanish")
        await ana.sees_gone(await ana.sees("not see this for long"))
        answer = await ana.ask_inline("hi")
        await ana.choose(answer, "2")
        assert (await ana.view())["commands"][0]["description"] == "Empezar"


async def test_a_killed_bot_finds_its_updates_when_it_is_back() -> None:
    async with telegram_here() as telegram:
        ana = await telegram.person("Ana")
        bot = BotUnderTest(telegram, MINIMAL)
        await bot.start()
        await ana.say("one")
        await ana.sees("one")
        await bot.kill()
        await ana.say("two")
        await ana.sees_nothing()
        await bot.start()
        await ana.sees("two")
        await telegram.settled()
        await bot.stop()
