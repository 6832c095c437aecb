"""Updates arrive: on disk before Telegram hears of it, once, and when nothing can arrive any more it is said."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from bot.intake import IntakeStopped, Polling, lane_of
from bot.lanes import Lanes
from bot.transport import Transport
from db.machinery_tables import Inbox
from db.store import Store
from tests.bot.desk import intake_of
from tests.bot.stores import MoodyStore
from tests.people import Person, Telegram


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    transport = Transport(4)
    await transport.initialize()
    yield transport
    await transport.shutdown()


@pytest.fixture
def moody(store: Store) -> MoodyStore:
    return MoodyStore(store)


@pytest.fixture
def polling(moody: MoodyStore, transport: Transport, telegram: Telegram) -> Polling:
    url = f"{telegram.url}/bot{telegram.token}"
    return Polling(intake_of(moody), transport, url, Random(1), patience=0.5)


@contextlib.asynccontextmanager
async def running(polling: Polling) -> AsyncIterator[None]:
    task = asyncio.create_task(polling.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def stopped_by(polling: Polling) -> str:
    async with asyncio.timeout(10):
        with pytest.raises(IntakeStopped) as stopped:
            await polling.run()
    return str(stopped.value)


async def arrived(store: Store) -> list[int]:
    async with store.reading() as work:
        rows = await work.execute(select(Inbox.update_id).order_by(Inbox.inbox_number))
        return [number for (number,) in rows]


async def test_what_could_not_be_stored_is_not_confirmed_and_comes_again(
    polling: Polling, moody: MoodyStore, telegram: Telegram, ana: Person
) -> None:
    await ana.say("/start")
    moody.failures = 2
    async with running(polling):
        await telegram.settled()
    assert moody.units == 3
    assert len(await arrived(moody)) == 1


async def test_nothing_is_confirmed_while_the_store_is_away(
    polling: Polling, moody: MoodyStore, telegram: Telegram, ana: Person
) -> None:
    await ana.say("/start")
    moody.failures = 1000
    async with running(polling), asyncio.timeout(10):
        while moody.units < 2:
            await asyncio.sleep(0.01)
        assert len(await telegram.waiting()) == 1


async def test_what_comes_twice_or_out_of_order_is_stored_once(
    polling: Polling, store: Store, telegram: Telegram, ana: Person
) -> None:
    await telegram.fault("duplicate", times=3)
    for number in range(4):
        await ana.say(str(number))
    async with running(polling):
        await telegram.settled()
    numbers = await arrived(store)
    assert len(numbers) == len(set(numbers)) == 4


async def test_garbage_faults_and_lost_connections_only_delay(
    polling: Polling, store: Store, telegram: Telegram, ana: Person
) -> None:
    for does in ("garbage", "drop_before", "drop_after"):
        await telegram.fault(does, "getUpdates")
    await telegram.fault("error", "getUpdates", code=502)
    await ana.say("/start")
    async with running(polling):
        await telegram.settled()
    assert len(await arrived(store)) == 1


async def test_another_poller_is_borne_with_for_a_while_and_then_named(polling: Polling, telegram: Telegram) -> None:
    words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    await telegram.fault("error", "getUpdates", code=409, description=words, times=None)
    assert "another process polls" in await stopped_by(polling)


async def test_a_foreign_webhook_is_named(polling: Polling, telegram: Telegram) -> None:
    words = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook"
    await telegram.fault("error", "getUpdates", code=409, description=words, times=None)
    assert "a webhook is set for this bot" in await stopped_by(polling)


async def test_a_conflict_that_passes_stops_nobody(
    polling: Polling, store: Store, telegram: Telegram, ana: Person
) -> None:
    await telegram.fault("error", "getUpdates", code=500, times=2)
    await telegram.fault("error", "getUpdates", code=409, description="Conflict", times=1)
    await ana.say("/start")
    async with running(polling):
        await telegram.settled()
    assert len(await arrived(store)) == 1


async def test_a_token_that_is_not_known_stops_it_at_once(polling: Polling, telegram: Telegram) -> None:
    await telegram.fault("error", "getUpdates", code=401, description="Unauthorized")
    assert "does not know this token" in await stopped_by(polling)


class Answering(Transport):
    """Says what it is told, then nothing more."""

    def __init__(self, *answers: bytes) -> None:
        super().__init__(1)
        self._answers = list(answers)
        self.asked: list[dict[str, str]] = []
        self.told_all = asyncio.Event()

    async def send(self, url: str, body: Any, seconds: float, http_method: str = "POST") -> tuple[int, bytes]:
        self.asked.append(body)
        if self._answers:
            return 200, self._answers.pop(0)
        self.told_all.set()
        await asyncio.Event().wait()
        raise AssertionError


@pytest.mark.parametrize(
    "answer",
    [
        b"[]",
        b"null",
        b'{"ok":true}',
        b'{"ok":true,"result":{}}',
        b'{"ok":true,"result":[7,null,{}]}',
        b'{"ok":true,"result":[{"update_id":"7"}]}',
        b'{"ok":true,"result":[{"update_id":99999999999999999999999}]}',
        b'{"ok":false,"parameters":[]}',
        b'{"ok":false,"parameters":{"retry_after":"soon"}}',
    ],
)
async def test_an_answer_that_makes_no_sense_stops_nobody(store: Store, answer: bytes) -> None:
    good = (
        b'{"ok":true,"result":[{"update_id":7,"message":{"from":{"id":10000000000000000000000},"text":"\\ud800"}},{}]}'
    )
    transport = Answering(answer, good)
    async with running(Polling(intake_of(store), transport, "", Random(1))), asyncio.timeout(10):
        await transport.told_all.wait()
    assert await arrived(store) == [7]
    assert [asked.get("offset") for asked in transport.asked] == [None, None, "8"]


async def test_what_waited_when_the_process_ended_is_taken_up_again(store: Store) -> None:
    await intake_of(store).receive([{"update_id": 1, "message": {"from": {"id": 77}}}])
    lanes = Lanes()
    await intake_of(store, lanes).resume()
    assert await lanes.next() == 77


PERSON, CHAT = {"id": 77, "is_bot": False}, {"id": -5, "type": "group"}


@pytest.mark.parametrize(
    ("kind", "content", "lane"),
    [
        *(
            (kind, {"message_id": 1, "chat": CHAT, "from": PERSON}, 77)
            for kind in ("message", "edited_message", "business_message", "edited_business_message", "guest_message")
        ),
        ("channel_post", {"chat": CHAT, "sender_chat": CHAT}, -5),
        ("edited_channel_post", {"chat": CHAT}, -5),
        ("callback_query", {"id": "1", "from": PERSON, "message": {"chat": CHAT, "from": {"id": 1}}}, 77),
        *(
            (kind, {"id": "1", "from": PERSON}, 77)
            for kind in ("inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query")
        ),
        ("purchased_paid_media", {"from": PERSON}, 77),
        ("my_chat_member", {"chat": CHAT, "from": PERSON}, 77),
        ("chat_member", {"chat": CHAT, "from": PERSON}, 77),
        ("chat_join_request", {"chat": CHAT, "from": PERSON}, 77),
        ("message_reaction", {"chat": CHAT, "user": PERSON}, 77),
        ("message_reaction", {"chat": CHAT, "actor_chat": {"id": -6}}, -6),
        ("message_reaction_count", {"chat": CHAT}, -5),
        ("poll_answer", {"user": PERSON}, 77),
        ("poll_answer", {"voter_chat": CHAT}, -5),
        ("poll", {"id": "1"}, 0),
        ("business_connection", {"id": "1", "user": PERSON}, 77),
        ("deleted_business_messages", {"chat": CHAT}, -5),
        ("chat_boost", {"chat": CHAT}, -5),
        ("removed_chat_boost", {"chat": CHAT}, -5),
        ("message", {"from": {"id": True}, "chat": {"id": 2**70}}, 0),
        ("message", {"from": 7, "chat": None}, 0),
        ("message", [], 0),
    ],
)
def test_the_lane_is_the_person_or_the_chat_where_there_is_none(kind: str, content: Any, lane: int) -> None:
    assert lane_of({"update_id": 1, kind: content}) == lane


async def test_what_arrives_while_others_are_written_is_written_together(moody: MoodyStore) -> None:
    intake = intake_of(moody)
    await asyncio.gather(*(intake.receive_one(_said(number)) for number in range(1, 251)))
    assert moody.units == 3
    assert sorted(await arrived(moody)) == list(range(1, 251))


async def test_one_that_cannot_be_stored_holds_up_no_other(store: Store) -> None:
    intake = intake_of(store)
    unstorable = _said(2) | {"update_id": 2**63}
    answers = await asyncio.gather(
        *(intake.receive_one(one) for one in (_said(1), unstorable, _said(3))), return_exceptions=True
    )
    assert [answer is None for answer in answers] == [True, False, True]
    assert sorted(await arrived(store)) == [1, 3]


async def test_whoever_hangs_up_leaves_the_others_alone(moody: MoodyStore) -> None:
    intake, go_on = intake_of(moody), asyncio.Event()
    moody.before = go_on.wait
    sent = [asyncio.create_task(intake.receive_one(_said(number))) for number in (1, 2)]
    await asyncio.sleep(0)
    sent[0].cancel()
    go_on.set()
    await sent[1]
    assert sent[0].cancelled()
    assert sorted(await arrived(moody)) == [1, 2]


def _said(number: int) -> dict[str, Any]:
    return {"update_id": number, "message": {"from": {"id": 77}}}
