"""Telegram, the network, the disk and the database at their worst, against the bot's own process."""

import asyncio
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import func, make_url, select

from db.machinery_tables import Inbox, Outbox
from db.work import Work
from tests.cast import House
from tests.faults.talkers import Crowd
from tests.people import BotUnderTest, Person, Telegram

BREAKDOWNS = ("drop_before", "drop_after", "garbage", "error")
LOCKED_SECONDS = 6.0
"""Longer than a writer waits for the lock."""

only_on_sqlite = pytest.mark.parametrize("engine", ["sqlite"])
only_on_postgresql = pytest.mark.parametrize("engine", ["postgresql"])


async def test_updates_that_come_twice_or_in_disorder_are_each_answered_once(
    bot: BotUnderTest, telegram: Telegram, ana: Person, house: House
) -> None:
    await telegram.fault("duplicate", times=6)
    await telegram.fault("reorder", times=4)
    words = [f"/language n{number}" for number in range(10)]
    for each in words:
        await ana.say(each)
    await ana.say("/help")
    await ana.sees("What I understand")
    answered = [seen.text for seen in await ana.messages() if "I do not speak" in seen.text]
    assert sorted(text[text.index("“") :][1:3] for text in answered) == [f"n{number}" for number in range(10)]
    assert await house.look(_count, Inbox, "done") == len(words) + 1


async def test_what_was_said_during_an_outage_is_worked_off_in_order_and_late_taps_are_gone(
    bot: BotUnderTest, telegram: Telegram, ana: Person, sized: Callable[[int, int], int]
) -> None:
    await ana.say("/language")
    question = await ana.sees("Which language")
    await bot.kill()
    await ana.tap("Español", on=question)
    luis = await telegram.person("Luis")
    words = [f"/language n{number}" for number in range(sized(10, 300))]
    for each in words:
        await ana.say(each)
        await luis.say(each)
    await telegram.advance(3600)
    await bot.start()
    for person in (ana, luis):
        await person.sees(f"n{len(words) - 1}", within=60)
        told = [event for event in telegram.events if event["kind"] == "message" and event["chat"] == person.id]
        texts = [event["message"]["text"] for event in told if event["message"]["from"]["is_bot"]][-len(words) :]
        assert [text[text.index("n", text.index("“")) : text.index("”")] for text in texts] == [
            each.removeprefix("/language ") for each in words
        ]
    await ana.tap("Español", on=question)
    await ana.sees("Ahora hablo español.")


@only_on_sqlite
async def test_a_storm_of_429_delays_letters_and_loses_none(
    bot: BotUnderTest, telegram: Telegram, sized: Callable[[int, int], int]
) -> None:
    """The bot keeps no limits here, so that it runs into Telegram's."""
    await telegram.limit()
    await telegram.fault("flood", "sendMessage", times=3, retry_after=1)
    crowd = await Crowd.gather(telegram, sized(4, 12))

    async def storm() -> None:
        await asyncio.sleep(sized(1, 20))
        await telegram.limit(on=False)

    await crowd.talk_during(storm)
    _assert_everything_came(crowd, repeated=0)


async def test_lost_connections_and_garbage_lose_no_letter(
    bot: BotUnderTest, telegram: Telegram, sized: Callable[[int, int], int]
) -> None:
    """A send that was applied before the connection went is repeated, any other is not."""
    crowd, rounds = await Crowd.gather(telegram, 6), sized(1, 20)

    async def breakdowns() -> None:
        for number in range(rounds):
            for does in BREAKDOWNS:
                await telegram.fault(does, "sendMessage")
                await asyncio.sleep(0.3)
            await telegram.fault(BREAKDOWNS[number % len(BREAKDOWNS)], "getUpdates")

    await crowd.talk_during(breakdowns)
    _assert_everything_came(crowd, repeated=rounds)


@only_on_sqlite
async def test_a_call_that_hangs_holds_up_its_own_chat_alone(
    bot: BotUnderTest, telegram: Telegram, ana: Person
) -> None:
    luis = await telegram.person("Luis")
    await telegram.fault("hang", "sendMessage", chat=ana.id, seconds=2)
    await ana.say("/help")
    await ana.say("/language n1")
    await luis.say("/help")
    await luis.sees("What I understand", within=1.5)
    assert [seen.sender for seen in await ana.messages()] == [ana.id, ana.id]
    await ana.sees("n1")
    assert [seen.text.split()[0] for seen in await ana.messages()][2:] == ["What", "I"]


@only_on_sqlite
async def test_telegram_may_be_away_when_the_bot_starts(
    telegram: Telegram, environment: dict[str, str], ana: Person
) -> None:
    await telegram.fault("drop_before", "getMe")
    await telegram.fault("error", "getMyCommands")
    await telegram.fault("error", "getUpdates", code=502)
    await ana.say("/help")
    async with BotUnderTest(telegram, environment=environment):
        await ana.sees("What I understand", within=20)


@only_on_sqlite
async def test_a_locked_database_is_waited_for(bot: BotUnderTest, url: str, ana: Person) -> None:
    await ana.say("/start")
    await ana.sees("I run raffles")
    other = sqlite3.connect(make_url(url).database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await ana.say("/help")
    await asyncio.sleep(LOCKED_SECONDS)
    other.execute("ROLLBACK")
    other.close()
    await ana.sees("What I understand", within=20)


@only_on_postgresql
async def test_a_database_that_hangs_up_is_called_again(
    bot: BotUnderTest, telegram: Telegram, url: str, sized: Callable[[int, int], int]
) -> None:
    crowd = await Crowd.gather(telegram, 4)

    async def hang_up() -> None:
        for _ in range(sized(3, 30)):
            await asyncio.sleep(0.3)
            await _end_all_connections(url)

    await crowd.talk_during(hang_up)
    # What was sent when the connection went is not known to have been sent.
    _assert_everything_came(crowd, repeated=sized(3, 30) * 4)


@only_on_sqlite
async def test_a_full_disk_is_waited_for(
    telegram: Telegram, environment: dict[str, str], url: str, small_disk: Path, house: House
) -> None:
    path = small_disk / "raffles.db"
    shutil.copy(make_url(url).database or "", path)
    environment["DATABASE_URL"] = f"sqlite+aiosqlite:///{path}"
    crowd = await Crowd.gather(telegram, 6)

    async def fill_up() -> None:
        await asyncio.sleep(0.5)
        with _nothing_free(small_disk):
            await asyncio.sleep(1)

    async with BotUnderTest(telegram, environment=environment) as bot:
        await crowd.talk_during(fill_up)
        assert bot.process is not None
        assert bot.process.returncode is None
    _assert_everything_came(crowd, repeated=6)


async def test_sigterm_under_load_ends_within_five_seconds_with_nothing_in_doubt(
    bot: BotUnderTest, telegram: Telegram, house: House
) -> None:
    crowd = await Crowd.gather(telegram, 8, patience=0.3)

    async def stop() -> None:
        async with asyncio.timeout(20):
            while not crowd.heard:
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.3)
        began = time.monotonic()
        await bot.stop()
        assert time.monotonic() - began < 5

    await crowd.talk_during(stop)
    assert bot.process is not None
    assert bot.process.returncode == 0
    assert await house.look(_count, Outbox, "sending") == 0
    assert await house.look(_count, Outbox, "sent") == crowd.heard > 0
    assert crowd.repeated == 0


def _assert_everything_came(crowd: Crowd, repeated: int) -> None:
    for talker in crowd.talkers:
        assert talker.heard == talker.expected
    assert crowd.repeated <= repeated


async def _count(work: Work, table: type[Inbox] | type[Outbox], state: str) -> int:
    return int((await work.execute(select(func.count()).where(table.state == state))).scalar_one())


async def _end_all_connections(url: str) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    await connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
    await connection.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Large enough for a journal at its longest, which is cut back only from four megabytes on."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("only who may mount a small disk can fill it")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@contextmanager
def _nothing_free(disk: Path) -> Iterator[None]:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while True:
                    file.write(b"." * size)
            except OSError:
                continue
    yield
    ballast.unlink()
