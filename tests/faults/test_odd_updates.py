"""Whatever comes as an update, it is set aside or done with, and the next person is answered."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.application import build_application
from bot.capture import CapturingRequest
from bot.courier import Courier
from bot.intake import Intake, Polling, is_numbered
from bot.lanes import Lanes
from bot.leases import Lease
from bot.limits import Limits
from bot.notices import WORDINGS, Notices
from bot.refusing import sayer
from bot.turnstile import Turnstile
from bot.worker import Worker
from db.inbox import list_lanes
from db.invariants import check
from db.machinery_tables import Inbox
from db.work import Work
from tests.bot.stores import MoodyStore
from tests.cast import House
from tests.faults.odd_updates import ABSURD, KINDS, PEOPLE, kind_of, odd_update, sound_update

# What python-telegram-bot will change in some fields one day.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

TOKEN, ROOT = "1:a", "http://telegram.invalid"
BATCH = 50


class Echoless(CapturingRequest):
    """Nobody is at the other end, and every call is taken for done."""

    def __init__(self) -> None:
        super().__init__(1)
        self.answered: set[int] = set()
        self.batches: list[bytes] = []
        self.asked_again = asyncio.Event()

    async def initialize(self) -> None:
        return

    async def send(self, url: str, body: Any, seconds: float, http_method: str = "POST") -> tuple[int, bytes]:
        urlencode(body or {})  # what cannot be written cannot be sent
        if url.endswith("/getMe"):
            return 200, b'{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Bot","username":"bot"}}'
        if url.endswith("/getUpdates"):
            return 200, await self._updates()
        if "chat_id" in body:
            self.answered.add(int(body["chat_id"]))
        return 200, b'{"ok":true,"result":{"message_id":9}}'

    async def _updates(self) -> bytes:
        if not self.batches:
            self.asked_again.set()
            await asyncio.sleep(3600)
        return self.batches.pop()


class Machine:
    """Intake, worker and courier in this process."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.transport = Echoless()
        lanes = Lanes()
        self._application = build_application(TOKEN, ROOT, self.transport, "en")
        limits, notices = Limits(enforced=False), Notices(WORDINGS, "en")
        lease = Lease(MoodyStore(house.store), "courier", "alone")
        self._courier = Courier(house.store, self.transport, ROOT, limits, Random(1), notices, lease)
        self.intake = Intake(house.store, lanes, Turnstile(self._courier.send_now, "en"))
        told = self._courier.posted, self._courier.send_now, sayer("en")
        self._worker = Worker(house.store, self._application, lanes, *told)

    @asynccontextmanager
    async def running(self, *more: Polling) -> AsyncIterator[None]:
        """None of its parts may end, and nothing may go wrong that nobody hears of."""
        unheard: list[dict[str, Any]] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: unheard.append(context))
        await self._application.initialize()
        parts = [asyncio.create_task(part) for part in (self._worker.run(), self._courier.run())]
        parts += [asyncio.create_task(polling.run()) for polling in more]
        with capture_logs() as logs:
            try:
                yield
                assert not any(part.done() for part in parts)
            finally:
                await self._stop(parts)
        assert [line for line in logs if line["event"] == "courier"] == unheard == []

    async def _stop(self, parts: list[asyncio.Task[None]]) -> None:
        await self._worker.stop()
        self._courier.stop()
        for polling in parts[2:]:
            polling.cancel()
        await asyncio.wait(parts)
        await self._application.shutdown()

    async def work_off(self) -> None:
        """Hours go by until everything that is tried again has been tried for the last time."""
        while await self.house.look(_count_waiting):
            while await self.house.look(_is_any_due):
                await asyncio.sleep(0.02)
            self.house.clock.pass_(timedelta(minutes=1))
            await self.intake.resume()


async def test_no_update_stops_the_machine_or_its_own_person(house: House, sized: Callable[[int, int], int]) -> None:
    machine, chance = Machine(house), Random(10)
    updates = [odd_update(number, chance) for number in range(1, sized(300, 10_000) + 1)]
    numbered = [update for update in updates if is_numbered(update)]
    async with machine.running():
        for start in range(0, len(numbered), BATCH):
            await machine.intake.receive(numbered[start : start + BATCH])
        await machine.work_off()
        assert await house.look(_arrived) == {update["update_id"] for update in numbered}
        assert set(await house.look(_states)) == {"done", "quarantined"}
        await _everybody_is_answered(machine)
    assert [finding async for finding in check(house.store)] == []


async def test_every_kind_of_update_is_done_with(house: House) -> None:
    machine, chance = Machine(house), Random(11)
    async with machine.running():
        await machine.intake.receive([kind_of(number, kind, chance) for number, kind in enumerate(KINDS)])
        await machine.work_off()
        assert await house.look(_states) == {"done": len(KINDS)}


async def test_what_has_no_number_does_not_keep_the_rest_of_its_batch_out(house: House) -> None:
    machine, chance = Machine(house), Random(12)
    worthless: list[Any] = [{"update_id": absurd(chance), "message": {}} for absurd in ABSURD[:-2]]
    batch = [*worthless, {}, None, 7, "x", [], sound_update(2**40, PEOPLE[0], "/help")]
    machine.transport.batches.append(json.dumps({"ok": True, "result": batch}).encode())
    async with machine.running(Polling(machine.intake, machine.transport, ROOT, Random(1))):
        await machine.transport.asked_again.wait()
        await machine.work_off()
        assert machine.transport.answered == {PEOPLE[0]}


async def test_whose_number_is_none_enters_no_table(house: House) -> None:
    machine = Machine(house)
    numbers: tuple[Any, ...] = ("5001", "", 1.5, True, 2**63, [1], {})
    updates = [sound_update(count, PEOPLE[0], "/language es") for count, _ in enumerate(numbers)]
    for update, number in zip(updates, numbers, strict=True):
        update["message"]["from"]["id"] = number
    before = await house.everything()
    async with machine.running():
        await machine.intake.receive(updates)
        await machine.work_off()
        assert await house.look(_states) == {"quarantined": len(updates)}
    after = await house.everything()
    assert {name for name in after if after[name] != before[name]} == {"inbox", "faults"}


async def _everybody_is_answered(machine: Machine) -> None:
    strangers = (6001, 6002)
    everybody = [*PEOPLE, *strangers]
    machine.transport.answered.clear()
    await machine.intake.receive([sound_update(2**40 + who, who, "/help") for who in everybody])
    await machine.work_off()
    for _ in range(500):
        if machine.transport.answered.issuperset(everybody):
            break
        await asyncio.sleep(0.01)
    assert set(everybody) - machine.transport.answered == set()


async def _count_waiting(work: Work) -> int:
    return int((await work.execute(select(func.count()).where(Inbox.state == "waiting"))).scalar_one())


async def _is_any_due(work: Work) -> bool:
    """The first of a lane that is put off holds up the others."""
    return any(lane.due_at <= work.now for lane in await list_lanes(work))


async def _arrived(work: Work) -> set[int]:
    return {row.update_id for row in await work.execute(select(Inbox.update_id))}


async def _states(work: Work) -> dict[str, int]:
    counted = await work.execute(select(Inbox.state, func.count()).group_by(Inbox.state))
    return {row[0]: row[1] for row in counted}
