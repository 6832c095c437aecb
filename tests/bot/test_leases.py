"""Several processes on one PostgreSQL: each lease in one hand, the letters by one courier, and a clean hand-over."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select, text

from bot.clock import ALWAYS, Clock
from bot.courier import Courier
from bot.instance import own_name
from bot.leases import Lease
from bot.limits import Limits
from bot.notices import WORDINGS, Notices
from bot.transport import Transport
from db.leases import LeaseLost, hold_lease, release_lease
from db.machinery_tables import Outbox
from db.outbox import ANSWER, Posted, claim_letters, list_due, post_letters
from tests.bot.stores import MoodyStore
from tests.cast import House

CHATS = range(1, 13)


@pytest.fixture(params=["postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def lease_of(house: House, holder: str, name: str = "courier", for_: timedelta = timedelta(seconds=9)) -> Lease:
    return Lease(house.store, name, holder, for_)


@contextlib.asynccontextmanager
async def kept(*leases: Lease) -> AsyncIterator[None]:
    """Renewed until the end, and given back then."""
    running = [asyncio.create_task(lease.run()) for lease in leases]
    try:
        yield
    finally:
        for lease in leases:
            lease.stop()
        await asyncio.gather(*running)


async def pause(lease: Lease, running: "asyncio.Task[None]") -> None:
    """As if its process had been stopped, without a chance to say so."""
    running.cancel()
    await asyncio.wait([running])
    assert lease.token is not None


async def test_when_the_holder_ends_the_other_has_it_soon(house: House) -> None:
    first, second = lease_of(house, "a/1"), lease_of(house, "b/1")
    async with kept(second):
        await second.taken()
        async with kept(first):
            await asyncio.sleep(0.2)
            assert (first.token, second.token) == (None, 1)
            second.stop()
            async with asyncio.timeout(3):
                await first.taken()
            assert first.token == 2


async def test_whoever_starts_in_the_place_of_one_that_was_killed_has_it_at_once(house: House) -> None:
    killed, other, again = lease_of(house, "a/1"), lease_of(house, "b/1"), lease_of(house, "a/2")
    running = asyncio.create_task(killed.run())
    await killed.taken()
    await pause(killed, running)
    async with kept(again), asyncio.timeout(1):
        await again.taken()
    async with kept(other), asyncio.timeout(1):
        await other.taken()


async def test_a_lease_that_ran_out_is_taken_over_and_the_old_holder_learns_of_it(house: House) -> None:
    old = lease_of(house, "a/1", for_=timedelta(seconds=0.2))
    running = asyncio.create_task(old.run())
    await old.taken()
    losing = asyncio.create_task(old.lost())
    await asyncio.sleep(0.3)
    new = lease_of(house, "b/1")
    async with kept(new):
        await new.taken()
        async with asyncio.timeout(4):
            await losing
        assert old.token is None
        old.stop()
        await running


async def test_a_store_that_is_away_for_long_ends_a_lease_and_a_short_while_does_not(house: House) -> None:
    moody = MoodyStore(house.store)
    moody.shared = True
    lease = Lease(moody, "clock", "a/1", timedelta(seconds=0.5))
    tokens = []
    for failures, seconds in ((0, 0.0), (2, 0.0), (1, 0.6), (0, 0.0)):
        moody.failures = failures
        await asyncio.sleep(seconds)
        await lease._ask()
        tokens.append(lease.token)
    assert tokens == [1, 1, None, 1]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_alone_on_a_store_everything_is_held_and_nothing_written(house: House) -> None:
    before = await house.everything()
    lease = lease_of(house, "alone")
    async with kept(lease):
        await lease.taken()
        assert lease.fence(house.store) is house.store
    assert await house.everything() == before


async def test_a_clock_without_the_lease_or_that_wakes_up_late_changes_nothing(house: House) -> None:
    lease = lease_of(house, "a/1", "clock", timedelta(seconds=0.1))
    clock = Clock(house.store, lease)
    await _dialog_overdue(house)
    before = await _dialogs(house)
    await clock.take(ALWAYS[0])
    assert await _dialogs(house) == before
    await lease._ask()
    await asyncio.sleep(0.2)
    assert await house.do(hold_lease, "clock", "b/1", timedelta(seconds=9)) == 2
    await clock.take(ALWAYS[0])
    assert (lease.token, await _dialogs(house)) == (1, before)
    await house.do(hold_lease, "clock", "b/1", timedelta(seconds=-1))
    await lease._ask()
    await clock.take(ALWAYS[0])
    assert await _dialogs(house) == 0


async def _dialog_overdue(house: House) -> None:
    async with house.store.work() as work:
        await work.execute(text("INSERT INTO dialogs VALUES (1, 1, 'x', 'y', 1, '{}', '2000-01-01', now(), now())"))
        work.keep()


async def _dialogs(house: House) -> int:
    return len((await house.everything())["dialogs"])


class Counting(Transport):
    """Takes a little for each letter, and notes them by chat."""

    def __init__(self, *seconds: float) -> None:
        super().__init__(1)
        self._seconds = seconds
        self._chance = Random(1)
        self.taken: dict[int, list[int]] = {chat: [] for chat in CHATS}

    async def send(self, url: str, body: Any, seconds: float, http_method: str = "POST") -> tuple[int, bytes]:
        await asyncio.sleep(self._chance.uniform(*self._seconds))
        self.taken[int(body["chat_id"])].append(int(body["text"]))
        return 200, b'{"ok":true,"result":{"message_id":1}}'


async def post_to_all(house: House, first: int, last: int) -> None:
    async with house.store.work() as work:
        for number in range(first, last):
            payloads = ((chat, f'{{"chat_id": "{chat}", "text": "{number}"}}') for chat in CHATS)
            posted = [Posted(f"{chat}/{number}", chat, ANSWER, "sendMessage", payload) for chat, payload in payloads]
            await post_letters(work, posted)
        work.keep()


async def left(house: House) -> int:
    async with house.store.reading() as work:
        found = await work.execute(select(func.count()).where(Outbox.state.in_(["waiting", "sending"])))
        return int(found.scalar_one())


@contextlib.contextmanager
def everything_sent_once(transport: Counting, each: int) -> Iterator[None]:
    yield
    assert transport.taken == {chat: list(range(each)) for chat in CHATS}


class Process:
    """A courier with its lease; stopped as a process is."""

    def __init__(self, house: House, transport: Counting, holder: str) -> None:
        self.lease = lease_of(house, holder)
        limits, notices = Limits(enforced=False), Notices(WORDINGS, "en")
        self._courier = Courier(house.store, transport, "", limits, Random(1), notices, self.lease)
        self._parts = [asyncio.create_task(self.lease.run()), asyncio.create_task(self._courier.run())]

    async def stop(self) -> None:
        self._courier.stop()
        await self._parts[1]
        self.lease.stop()
        await self._parts[0]


async def test_two_couriers_send_each_letter_once_and_in_order_while_they_take_turns(house: House) -> None:
    transport = Counting(0, 0.01)
    processes = [Process(house, transport, f"{name}/0") for name in "ab"]
    each = 0
    with everything_sent_once(transport, 60):
        for life in range(1, 7):
            await post_to_all(house, each, each + 10)
            each += 10
            await asyncio.sleep(0.15)
            gone = life % 2
            await processes[gone].stop()
            processes[gone] = Process(house, transport, f"{'ab'[gone]}/{life}")
        async with asyncio.timeout(10):
            while await left(house):
                await asyncio.sleep(0.05)
        for process in processes:
            await process.stop()


async def test_a_courier_without_the_lease_sends_nothing(house: House) -> None:
    transport = Counting(0, 0.01)
    await house.do(hold_lease, "courier", "somebody/1", timedelta(seconds=9))
    await post_to_all(house, 0, 1)
    waiting = Process(house, transport, "a/1")
    await asyncio.sleep(0.5)
    assert not any(transport.taken.values())
    await house.do(release_lease, "courier", "somebody/1")
    with everything_sent_once(transport, 1):
        async with asyncio.timeout(10):
            while await left(house):
                await asyncio.sleep(0.05)
    await waiting.stop()


async def test_a_courier_that_was_paused_marks_nothing_and_leaves_what_it_sent_to_the_other(house: House) -> None:
    """What was on its way meanwhile comes twice, nothing is missing, and the rest comes once."""
    transport = Counting(0, 0.01)
    await post_to_all(house, 0, 3)
    async with house.store.work() as work:
        await hold_lease(work, "courier", "paused/1", timedelta(seconds=-1))
        going = await claim_letters(work, await list_due(work, 500))
        work.keep()
    assert len(going) == len(CHATS)
    other = Process(house, transport, "other/1")
    with everything_sent_once(transport, 3):
        async with asyncio.timeout(10):
            while await left(house):
                await asyncio.sleep(0.05)
    paused = lease_of(house, "paused/1")
    paused.token = 1
    with pytest.raises(LeaseLost):
        async with paused.fence(house.store).work():
            raise AssertionError("it may not write")
    await other.stop()


async def test_without_a_lease_two_couriers_repeat_what_is_on_its_way(house: House) -> None:
    """The control: each believes to be alone, and that what is on its way was left there by a crash."""
    transport = Counting(0.3, 0.3)
    await post_to_all(house, 0, 3)
    alone = MoodyStore(house.store)
    limits, notices = Limits(enforced=False), Notices(WORDINGS, "en")
    couriers = [
        Courier(house.store, transport, "", limits, Random(1), notices, Lease(alone, "courier", "")) for _ in "ab"
    ]
    running = [asyncio.create_task(couriers[0].run())]
    await asyncio.sleep(0.1)
    running.append(asyncio.create_task(couriers[1].run()))
    async with asyncio.timeout(10):
        while await left(house):
            await asyncio.sleep(0.05)
    for courier in couriers:
        courier.stop()
    await asyncio.wait(running)
    assert any(len(numbers) > 3 for numbers in transport.taken.values())


def test_nobody_else_has_ones_name_and_the_next_in_ones_place_is_known(tmp_path: Path) -> None:
    with own_name(tmp_path, Random(1)) as first, own_name(tmp_path, Random(2)) as second:
        assert first.partition("/")[0] != second.partition("/")[0]
    with own_name(tmp_path, Random(3)) as again:
        assert again.partition("/")[0] == first.partition("/")[0]
        assert again != first


@pytest.mark.parametrize("content", ["", "../..", "\n"])
def test_a_name_that_was_not_written_to_the_end_is_made_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / "instance-1").write_text(content)
    with own_name(tmp_path, Random(1)) as name:
        place, _, life = name.partition("/")
    assert place.isalnum()
    assert life.isalnum()
