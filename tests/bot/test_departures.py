"""An answer leaves with the unit that gives it, where nothing holds it up; in order, and once where it can be known."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.limits import Limits
from bot.worker import Worker
from db.machinery_tables import Outbox
from db.outbox import ANSWER, CALL, Letter, Posted, list_due, post_leaving, post_letters
from db.store import Store
from db.work import Work
from tests.bot.desk import AnyApplication, Desk, open_application, said
from tests.bot.post import Post
from tests.bot.test_worker import HANDLERS
from tests.cast import Clock
from tests.people import Person, Telegram


@pytest.fixture
def engine() -> str:
    """Several processes may share a PostgreSQL: there a letter is always claimed."""
    return "sqlite"


@pytest.fixture
async def application() -> AsyncIterator[AnyApplication]:
    application = await open_application(HANDLERS)
    yield application
    await application.shutdown()
    await application.bot.request.shutdown()


@asynccontextmanager
async def at_work(post: Post, clock: Clock, application: AnyApplication) -> AsyncIterator[Desk]:
    desk = Desk(post.store, clock, application)
    told = post.courier.posted, desk._note, desk.worker._say
    desk.worker = Worker(post.store, application, desk.lanes, *told, departures=post.courier)
    async with post.open():
        while post.courier._tenure is None:
            await asyncio.sleep(0.01)
        async with desk.open():
            yield desk


def letter(number: int, chat: int, text: str = "said") -> Posted:
    payload = json.dumps({"chat_id": str(chat), "text": text})
    return Posted(f"leaving/{number}", chat, ANSWER, "sendMessage", payload)


async def rows(work: Work) -> list[tuple[str, str]]:
    return [(key, state) for key, state in await work.execute(select(Outbox.letter_key, Outbox.state))]


async def test_it_is_on_its_way_unless_something_else_to_that_chat_is(store: Store) -> None:
    async with store.work() as work:
        first = await post_leaving(work, letter(1, 7))
        assert first == Letter(1, "leaving/1", 7, ANSWER, CALL, "sendMessage", letter(1, 7).payload, 0, work.now)
        wakes = [work.has_posted]
        assert await post_leaving(work, letter(2, 7)) is None
        assert [*wakes, work.has_posted] == [False, True]
        await post_letters(work, [letter(3, 8)])
        assert await post_leaving(work, letter(4, 8)) is None
        await post_letters(work, [letter(5, 10)], work.now + timedelta(hours=8))
        assert await post_leaving(work, letter(6, 10)) is not None, "what is planned for later holds up nothing"
        assert await post_leaving(work, letter(1, 9)) is None, "what was posted is not posted again"
        assert await rows(work) == [
            ("leaving/1", "sending"),
            ("leaving/2", "waiting"),
            ("leaving/3", "waiting"),
            ("leaving/4", "waiting"),
            ("leaving/5", "waiting"),
            ("leaving/6", "sending"),
        ]
        assert [one.letter_key for one in await list_due(work, 9)] == ["leaving/3"]


async def test_of_the_edits_that_wait_only_the_last_is_left(store: Store) -> None:
    def edit(number: int, text: str) -> Posted:
        payload = json.dumps({"chat_id": "7", "message_id": "5", "text": text})
        return letter(number, 7)._replace(method="editMessageText", payload=payload)

    async with store.work() as work:
        await post_letters(work, [edit(1, "a")])
        assert await post_leaving(work, edit(2, "b")) is None
        assert await rows(work) == [("leaving/1", "dropped"), ("leaving/2", "waiting")]


async def test_answers_come_in_order_and_are_sent_without_being_claimed(
    post: Post, clock: Clock, application: AnyApplication, telegram: Telegram, ana: Person
) -> None:
    await ana.say("/start")
    async with at_work(post, clock, application) as desk:
        await desk.take(*(said(ana.id, f"hello {number}") for number in range(9)))
        assert set(await post.settled()) == {"sent"}
        heard = [message.text for message in await ana.messages() if message.sender != ana.id]
        await asyncio.sleep(0.2)
        post.store.units = 0
        await desk.take(said(ana.id, "once more"))
        assert set(await post.settled()) == {"sent"}
    assert heard == [f"{number + 1}: hello {number}" for number in range(9)]
    assert post.store.units == 3, "it arrives, it is worked off, and what became of the answer"


async def test_what_telegram_does_not_take_at_once_is_sent_again_before_what_follows(
    post: Post, clock: Clock, application: AnyApplication, telegram: Telegram, ana: Person
) -> None:
    await ana.say("/start")
    await telegram.fault("error", "sendMessage", code=502, times=2, chat=ana.id)
    async with at_work(post, clock, application) as desk:
        await desk.take(said(ana.id, "a"), said(ana.id, "b"))
        assert set(await post.settled(moving=0.3)) == {"sent"}
    heard = [message.text for message in await ana.messages() if message.sender != ana.id]
    assert heard == ["1: a", "2: b"]


async def test_an_answer_of_which_nobody_learnt_that_its_unit_was_kept_is_sent_all_the_same(
    post: Post, clock: Clock, application: AnyApplication, ana: Person
) -> None:
    await ana.say("/start")
    async with at_work(post, clock, application) as desk:
        await desk.store_only(said(ana.id, "a"), said(ana.id, "b"))
        post.store.unheard = 1
        await desk.try_again(ana.id)
        assert set(await post.settled(moving=0.3)) == {"sent"}
    heard = [message.text for message in await ana.messages() if message.sender != ana.id]
    assert heard == ["1: a", "2: b"]


async def test_a_unit_that_is_not_kept_sends_nothing(
    post: Post, clock: Clock, application: AnyApplication, telegram: Telegram, ana: Person
) -> None:
    await ana.say("/start")
    async with at_work(post, clock, application) as desk:
        await desk.intake.receive([said(ana.id, "/fail")])
        await asyncio.sleep(0.2)
        assert await post.states() == []
        assert await telegram.calls("sendMessage") == []


async def test_it_waits_its_turn_where_a_limit_a_stop_or_a_lease_holds_it_up(post: Post, ana: Person) -> None:
    courier = post.courier
    assert not courier.may_leave(ana.id), "before what was in doubt is looked at"
    async with post.open():
        while courier._tenure is None:
            await asyncio.sleep(0.01)
        assert courier.may_leave(ana.id)
        courier._chats.add(ana.id)
        assert not courier.may_leave(ana.id)
        courier._chats.clear()
        courier._limits = Limits(enforced=True)
        assert [courier.may_leave(ana.id) for _ in range(3)] == [True, True, False], "two at once, to whomever"
        courier._limits = Limits(enforced=False)
        courier._lease.token = (courier._lease.token or 0) + 1
        assert not courier.may_leave(ana.id)
    assert not courier.may_leave(ana.id)
