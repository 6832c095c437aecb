"""The bot's own process killed with -9 while people talk to it: nothing is lost, nothing is done twice."""

import asyncio
import contextlib
import json
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from random import Random
from typing import IO

import pytest
from sqlalchemy import select

from db.events import list_events
from db.invariants import check
from db.machinery_tables import Inbox, Outbox
from db.outbox import list_in_doubt
from db.work import Work
from services.organizers import find_organizer
from tests.cast import House
from tests.faults.talkers import Crowd, Talker
from tests.people import BotUnderTest, Telegram

PEOPLE = 12
LONGEST_LIFE = 0.8
"""Seconds that the process is allowed once it listens."""


@pytest.fixture(params=["polling", "webhook"])
def updates(request: pytest.FixtureRequest) -> dict[str, str]:
    """The settings by which they arrive."""
    if request.param == "polling":
        return {"UPDATES": "polling"}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return {"UPDATES": "webhook", "HTTP_PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}"}


class BotToKill(BotUnderTest):
    """Telegram knows its webhook from before: only when the port is open has it started."""

    async def start(self, output: IO[bytes] | None = None) -> None:
        await super().start(output)
        port = self._environment.get("HTTP_PORT", "0")
        while port != "0" and self.process is not None and self.process.returncode is None:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", int(port))
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                return


async def test_kills_lose_nothing_and_do_nothing_twice(
    telegram: Telegram,
    engine: str,
    environment: dict[str, str],
    updates: dict[str, str],
    house: House,
    sized: Callable[[int, int], int],
) -> None:
    kills = sized(2, 100)
    if kills < 100 and (engine == "sqlite") != (updates["UPDATES"] == "polling"):
        pytest.skip("every engine and every way in is there once; all pairs of them in full size")
    environment |= updates
    bot = BotToKill(telegram, environment=environment)
    crowd = await Crowd.gather(telegram, PEOPLE)
    in_doubt: list[int] = []

    async def count_in_doubt() -> None:
        in_doubt.append(len(await house.look(list_in_doubt)))

    began = time.monotonic()
    await crowd.talk_during(lambda: _kill_often(bot, kills, count_in_doubt))
    await bot.stop()
    print(
        f"{kills} kills, {crowd.said} updates, {crowd.said - crowd.heard} letters missing, {crowd.repeated} repeated"
        f" of {sum(in_doubt)} in flight, {time.monotonic() - began:.0f} s"
    )
    for talker in crowd.talkers:
        assert talker.heard == talker.expected
    assert crowd.repeated <= sum(in_doubt) <= kills * PEOPLE
    assert await house.look(_states, Inbox) == ["done"] * crowd.said
    assert await house.look(_states, Outbox) == ["sent"] * crowd.said
    for talker in crowd.talkers:
        assert await house.look(_languages, talker) == talker.languages
    assert [finding async for finding in check(house.store)] == []


async def test_whoever_confirms_first_and_remembers_in_memory_loses_updates(
    telegram: Telegram, updates: dict[str, str], sized: Callable[[int, int], int]
) -> None:
    """The control: the same campaign against a stock bot."""
    bot = BotToKill(telegram, f"{sys.executable} -m tests.faults.forgetful_bot", environment=updates)
    crowd = await Crowd.gather(telegram, PEOPLE, patience=0.4)
    kills = sized(1, 20)
    await crowd.talk_during(lambda: _kill_often(bot, kills, _nothing))
    await bot.stop()
    print(f"{kills} kills, {crowd.said} updates, {crowd.said - crowd.heard} lost")
    assert crowd.heard < crowd.said


async def _kill_often(bot: BotToKill, kills: int, after_each: Callable[[], Awaitable[None]]) -> None:
    """Mostly while it works off what it found, now and then while it is only starting. It is left running."""
    chance = Random(kills)
    for kill in range(kills):
        if kill % 8 == 7:
            await _kill_while_starting(bot, chance)
        else:
            await bot.start()
            await asyncio.sleep(chance.uniform(0, LONGEST_LIFE))
            await bot.kill()
        await after_each()
    await bot.start()


async def _kill_while_starting(bot: BotToKill, chance: Random) -> None:
    starting = asyncio.create_task(bot.start())
    await asyncio.sleep(chance.uniform(0.2, 1.5))
    await bot.kill()
    with contextlib.suppress(AssertionError):
        await starting
    await bot.kill()


async def _nothing() -> None:
    return


async def _states(work: Work, table: type[Inbox] | type[Outbox]) -> list[str]:
    return [row.state for row in await work.execute(select(table.state))]


async def _languages(work: Work, talker: Talker) -> list[str]:
    """As the history tells them, ending in how it stands now."""
    events = reversed(await list_events(work, talker.person.id, None, len(talker.expected)))
    told = [(event.kind, json.loads(event.after)["language"]) for event in events]
    assert [kind for kind, _ in told] == ["organizer.welcomed"] + ["organizer.changed"] * (len(told) - 1)
    assert (await find_organizer(work, talker.person.id)).language == told[-1][1]
    return [language for _, language in told]
