"""Several processes on one PostgreSQL: any takes any update, one has the clock, and killing one loses nothing."""

import asyncio
import os
import signal
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest
from sqlalchemy import select, text, true

from bot.data_key import find_key
from bot.opening import Outside, open_with_its_key
from bot.settings import SettingRefused, Settings
from db.inbox import Arrived, Waiting, add_arrived, claim_head, mark_done
from db.invariants import check
from db.machinery_tables import DataKeys, Inbox, Leases, Outbox
from db.outbox import list_in_doubt
from db.work import Work
from tests.cast import House
from tests.conftest import DATA_KEY
from tests.end_to_end.conftest import COMMAND
from tests.end_to_end.test_running import free_port
from tests.faults.balancer import balancing
from tests.faults.talkers import Crowd
from tests.faults.test_kills import BotToKill
from tests.people import Person, Telegram

PEOPLE = 12
LANES, UPDATES = 4, 25


@pytest.fixture(params=["postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Replica(BotToKill):
    def __init__(self, telegram: Telegram, house: House, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.port = free_port()
        self.environment = environment | {"DATA_DIR": str(folder), "HTTP_PORT": str(self.port)}
        self.environment |= {"DATA_KEY": DATA_KEY.hex()}
        self._house = house
        super().__init__(telegram, environment=self.environment)

    async def holds(self, name: str) -> bool:
        """Whether the lease is this one's, or was when it died."""
        holder = await self._house.look(_holder_of, name)
        return holder is not None and holder.startswith((self.folder / "instance-1").read_text())

    def pause(self) -> None:
        os.kill(self._pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self._pid, signal.SIGCONT)

    @property
    def _pid(self) -> int:
        assert self.process is not None
        return self.process.pid


async def _holder_of(work: Work, name: str) -> str | None:
    return (await work.execute(select(Leases.holder).where(Leases.name == name))).scalar()


@pytest.fixture
async def replicas(
    telegram: Telegram, house: House, environment: dict[str, str], tmp_path: Path
) -> AsyncIterator[list[Replica]]:
    """Two behind one webhook, not started yet; each has a folder of its own."""
    pair = [Replica(telegram, house, tmp_path / name, environment) for name in "ab"]
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(balancing([one.port for one in pair]))
        for one in pair:
            one._environment |= {"UPDATES": "webhook", "PUBLIC_URL": address}
            stack.push_async_callback(one.kill)
        yield pair


class Witness:
    """Looks again and again who has the clock: each token is one holder's, and tokens only grow."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.holders: dict[int, set[str]] = defaultdict(set)

    async def watch(self) -> None:
        while True:
            await self._house.look(self._look)
            await asyncio.sleep(0.05)

    async def _look(self, work: Work) -> None:
        for holder, token in await work.execute(select(Leases.holder, Leases.token).where(Leases.name == "clock")):
            if holder:
                assert token >= max(self.holders, default=0)
                self.holders[token].add(holder)


async def assert_nothing_was_lost(house: House, crowd: Crowd, in_doubt: int) -> None:
    for talker in crowd.talkers:
        assert talker.heard == talker.expected
    assert crowd.repeated <= in_doubt
    async with house.store.reading() as work:
        assert [state for (state,) in await work.execute(select(Inbox.state))] == ["done"] * crowd.said
        assert [state for (state,) in await work.execute(select(Outbox.state))] == ["sent"] * crowd.said
    assert [finding async for finding in check(house.store)] == []


async def _courier(replicas: list[Replica]) -> Replica:
    return next(iter([one for one in replicas if await one.holds("courier")]), replicas[0])


async def _watched(house: House, crowd: Crowd, trouble: Callable[[], Awaitable[None]]) -> Witness:
    witness = Witness(house)
    watching = asyncio.create_task(witness.watch())
    await crowd.talk_during(trouble)
    watching.cancel()
    await asyncio.wait([watching])
    assert watching.cancelled()
    assert all(len(holders) == 1 for holders in witness.holders.values())
    return witness


async def test_one_of_two_killed_loses_nothing_and_does_nothing_twice(
    telegram: Telegram, replicas: list[Replica], house: House, sized: Callable[[int, int], int]
) -> None:
    """Mostly the one that sends; some are told to stop. Started again at once, or when the other has taken over."""
    kills, chance = sized(2, 24), Random(4)
    crowd = await Crowd.gather(telegram, PEOPLE)
    in_doubt = couriers = 0

    async def trouble() -> None:
        nonlocal in_doubt, couriers
        await asyncio.gather(*(one.start() for one in replicas))
        for kill in range(kills):
            await asyncio.sleep(chance.uniform(0.5, 2))
            one = await _courier(replicas) if kill % 2 == 0 else chance.choice(replicas)
            if kill % 4 == 3:
                await one.stop()
            else:
                await one.kill()
                if await one.holds("courier"):
                    in_doubt += len(await house.look(list_in_doubt))
                    couriers += 1
            await asyncio.sleep(11 if kill % 10 == 0 and kill else chance.uniform(0, 2))
            await one.start()

    began = time.monotonic()
    witness = await _watched(house, crowd, trouble)
    for one in replicas:
        await one.stop()
    print(
        f"{kills} kills, {couriers} of the courier, {crowd.said} updates, {crowd.said - crowd.heard} letters missing,"
        f" {crowd.repeated} repeated of {in_doubt} in flight, the clock changed hands {len(witness.holders) - 1} times,"
        f" {time.monotonic() - began:.0f} s"
    )
    await assert_nothing_was_lost(house, crowd, in_doubt)


async def test_one_that_is_paused_and_wakes_up_late_spoils_nothing(
    telegram: Telegram, replicas: list[Replica], house: House, sized: Callable[[int, int], int]
) -> None:
    pauses = sized(0, 3)
    if pauses == 0:
        pytest.skip("each pause outlasts a lease; in full size")
    crowd = await Crowd.gather(telegram, PEOPLE, patience=120)
    in_doubt = 0

    async def trouble() -> None:
        nonlocal in_doubt
        await asyncio.gather(*(one.start() for one in replicas))
        for _ in range(pauses):
            await asyncio.sleep(2)
            holder = await _courier(replicas)
            holder.pause()
            in_doubt += len(await house.look(list_in_doubt))
            await asyncio.sleep(18)
            assert not await holder.holds("courier")
            holder.go_on()

    witness = await _watched(house, crowd, trouble)
    for one in replicas:
        await one.stop()
    print(f"{pauses} pauses, {crowd.said} updates, {crowd.repeated} repeated of {in_doubt} in flight")
    assert len(witness.holders) > 1
    await assert_nothing_was_lost(house, crowd, in_doubt)


async def test_of_two_that_poll_one_does_and_the_other_takes_over(
    telegram: Telegram, house: House, environment: dict[str, str], tmp_path: Path, ana: Person
) -> None:
    first, second = (Replica(telegram, house, tmp_path / name, environment) for name in "ab")
    async with AsyncExitStack() as stack:
        for one in (first, second):
            stack.push_async_callback(one.kill)
        await first.start()
        await asyncio.gather(second.start(), ana.say("/start"))
        await ana.sees("I run raffles")
        assert await first.holds("polling")
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"http://127.0.0.1:{second.port}/readyz")).status_code == 200

        await first.stop()
        await ana.say("/language en")
        await ana.sees("English", within=4)
        assert await second.holds("polling")

        await asyncio.gather(first.start(), ana.say("/help"))
        await ana.sees("/cancel")
        await second.kill()
        await ana.say("/language es")
        await ana.sees("Ahora hablo español.", within=14)
        assert await first.holds("polling")


async def test_two_that_start_at_once_on_a_new_database_agree_on_one_key(
    url: str, house: House, tmp_path: Path, sized: Callable[[int, int], int]
) -> None:
    """The key is made once; the other stops, and makes none."""
    for turn in range(sized(2, 20)):
        folders = [tmp_path / f"{turn}{name}" for name in "abcd"]
        for folder in folders:
            folder.mkdir()
        every = [Settings(_env_file=None, database_url=url, data_dir=folder) for folder in folders]
        outcomes = await asyncio.gather(
            *(open_with_its_key(one, Outside(house.clock, Random(1))) for one in every), return_exceptions=True
        )
        stores = [store for store in outcomes if not isinstance(store, BaseException)]
        refusals = [refused.name for refused in outcomes if isinstance(refused, SettingRefused)]
        for store in stores:
            await store.close()
        assert (len(stores), refusals) == (1, ["DATA_KEY"] * 3)
        assert len([folder for folder in folders if find_key(folder)]) == 1
        async with house.store.work() as work:
            assert len((await work.execute(select(DataKeys.key_print))).all()) == 1
            await work.execute(text("DELETE FROM data_keys"))
            work.keep()


async def test_the_second_process_without_the_key_says_so_and_ends(
    telegram: Telegram, environment: dict[str, str], tmp_path: Path
) -> None:
    told = {"TELEGRAM_API_URL": telegram.url, "BOT_TOKEN": telegram.token, "PATH": os.environ["PATH"]}
    processes = [
        await asyncio.create_subprocess_exec(
            *COMMAND.split(),
            env=environment | told | {"DATA_DIR": str(tmp_path / name)},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        for name in "ab"
    ]
    ends = [asyncio.create_task(process.communicate()) for process in processes]
    done, running = await asyncio.wait(ends, timeout=30, return_when=asyncio.FIRST_COMPLETED)
    assert (len(done), len(running)) == (1, 1)
    _, line = done.pop().result()
    assert line.startswith(b"DATA_KEY: this database was sealed with another key")
    for process in processes:
        if process.returncode is None:
            process.terminate()
    await asyncio.wait(running)
    assert sorted(process.returncode or 0 for process in processes) == [0, 2]


Claim = Callable[[Work, int], Awaitable[Waiting | None]]


async def _work_off(house: House, claim: Claim) -> dict[int, list[int]]:
    """By several at once; each lane as it was begun and, negative, ended."""
    await house.do(add_arrived, [Arrived(number, number % LANES, "{}") for number in range(1, LANES * UPDATES + 1)])
    told: dict[int, list[int]] = defaultdict(list)
    chance = Random(1)

    async def serve() -> None:
        while sum(map(len, told.values())) < 2 * LANES * UPDATES:
            lane = chance.randrange(LANES)
            async with house.store.work() as work:
                waiting = await claim(work, lane)
                if waiting is not None:
                    told[lane].append(waiting.update_id)
                    await asyncio.sleep(chance.uniform(0, 0.01))
                    await mark_done(work, waiting.inbox_number)
                    work.keep()
                    told[lane].append(-waiting.update_id)
            await asyncio.sleep(0)

    async with asyncio.timeout(60):
        await asyncio.gather(*(serve() for _ in range(8)))
    return told


def _one_after_the_other(told: dict[int, list[int]]) -> bool:
    def expected(lane: int) -> list[int]:
        return [sign * number for number in range(lane or LANES, LANES * UPDATES + 1, LANES) for sign in (1, -1)]

    return told == {lane: expected(lane) for lane in range(LANES)}


async def test_several_never_work_on_one_lane_at_once_and_never_overtake(house: House) -> None:
    assert _one_after_the_other(await _work_off(house, claim_head))


async def test_whoever_takes_the_next_that_is_not_locked_works_beside_the_first(house: House) -> None:
    """The control."""
    assert not _one_after_the_other(await _work_off(house, _claim_any))


async def _claim_any(work: Work, lane: int) -> Waiting | None:
    columns: list[Any] = [*(getattr(Inbox, name) for name in Waiting._fields[:-1]), true()]
    first = select(*columns).where(Inbox.lane == lane, Inbox.state == "waiting").order_by(Inbox.inbox_number).limit(1)
    return await work.row(Waiting, first.with_for_update(skip_locked=True))
