"""An update is one unit of work: in order, all of it or nothing, and no failure is anybody else's."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from telegram import Update
from telegram.error import NetworkError
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.context import Context
from bot.unit import Unit
from bot.worker import TRIES
from db.counters import take_numbers
from db.history_tables import Counters
from db.store import Store, open_store
from db.work import World
from rules.misreadings import LanguageUnknown
from tests.bot.desk import OPERATOR, Desk, desk_of, said, tapped
from tests.bot.stores import MoodyStore
from tests.cast import ANA, BETO, Clock

Handlers = Sequence[BaseHandler[Any, Any, Any]]


async def count_and_echo(update: Update, context: Context) -> None:
    """A number, which shows whether the unit was kept, and an answer, which shows the order."""
    (number,) = await take_numbers(context.work, context.person.id, "said")
    await asyncio.sleep(0)
    await context.message.reply_text(f"{number}: {context.words}")


async def fail(update: Update, context: Context) -> None:
    await count_and_echo(update, context)
    raise ValueError("a fault of ours")


async def refuse(update: Update, context: Context) -> None:
    await count_and_echo(update, context)
    raise LanguageUnknown("<klingon>")


async def stay_silent(update: Update, context: Context) -> None:
    pass


HANDLERS: Handlers = (
    CommandHandler("fail", fail),
    CommandHandler("refuse", refuse),
    CallbackQueryHandler(refuse, pattern="refuse"),
    CallbackQueryHandler(stay_silent),
    MessageHandler(filters.TEXT, count_and_echo),
)


@pytest.fixture
async def desk(store: Store, clock: Clock) -> AsyncIterator[Desk]:
    async with desk_of(store, clock, HANDLERS) as desk:
        yield desk


async def counted(desk: Desk, person: int) -> int:
    async with desk.store.reading() as work:
        found = await work.execute(select(Counters.value).where(Counters.user_id == person, Counters.scope == "said"))
        return found.scalar() or 0


async def test_an_update_becomes_its_effects_its_letters_and_done_together(desk: Desk) -> None:
    await desk.take(said(ANA, "hello"), said(ANA, "again"))
    assert await desk.texts() == ["1: hello", "2: again"]
    assert await desk.states() == [("done", 0)] * 2
    assert await counted(desk, ANA) == 2


async def test_the_same_update_twice_is_one(desk: Desk) -> None:
    await desk.take(said(ANA, "hello", 500), said(ANA, "hello", 500))
    await desk.take(said(ANA, "hello", 500))
    assert await desk.texts() == ["1: hello"]


async def test_each_person_is_served_in_order_while_others_are_served_beside(desk: Desk) -> None:
    people = range(2001, 2009)
    await desk.take(*(said(person, str(number)) for number in range(25) for person in people))
    for person in people:
        assert await desk.texts(person) == [f"{number + 1}: {number}" for number in range(25)]


async def test_what_fails_leaves_nothing_is_tried_again_later_and_later_and_never_holds_up_others(desk: Desk) -> None:
    await desk.take(said(ANA, "/fail"), said(ANA, "behind it"), said(BETO, "beside it"))
    assert await desk.texts() == ["1: beside it"]
    assert await desk.states() == [("waiting", 1), ("waiting", 0), ("done", 0)]
    for attempts in range(2, TRIES):
        desk.clock.pass_(timedelta(seconds=2 ** (attempts - 2) - 0.1))
        await desk.try_again(ANA)
        assert (await desk.states())[0] == ("waiting", attempts - 1)
        desk.clock.pass_(timedelta(seconds=0.1))
        await desk.try_again(ANA)
        assert (await desk.states())[0] == ("waiting", attempts)
    assert await counted(desk, ANA) == 0


async def test_what_goes_on_failing_is_set_aside_with_one_apology_and_the_next_is_served(desk: Desk) -> None:
    update = said(ANA, "/fail")
    await desk.take(update, said(ANA, "behind it"))
    for _ in range(TRIES):
        desk.clock.pass_(timedelta(minutes=1))
        await desk.try_again(ANA)
    apology, behind = await desk.texts()
    assert f"Reference: {update['update_id']}" in apology
    assert behind == "1: behind it"
    assert await desk.states() == [("quarantined", TRIES), ("done", 0)]
    told = {"update_id": update["update_id"], "kind": "message", "fault": "ValueError"}
    assert await desk.notices() == [(OPERATOR, "quarantined", told)]


async def test_what_cannot_even_be_read_is_set_aside_without_an_apology(desk: Desk) -> None:
    await desk.take(said(ANA, "x") | {"message": {"from": {"id": ANA}}}, said(ANA, "behind it"))
    for _ in range(TRIES):
        desk.clock.pass_(timedelta(minutes=1))
        await desk.try_again(ANA)
    assert await desk.texts() == ["1: behind it"]
    assert await desk.states() == [("quarantined", TRIES), ("done", 0)]


async def test_what_comes_from_nobody_is_done_at_once(desk: Desk) -> None:
    channel = {"id": -1001, "type": "channel", "title": "News"}
    post = {"message_id": 1, "date": 1772465400, "chat": channel, "text": "/fail"}
    await desk.take({"update_id": 1, "channel_post": post})
    assert await desk.states() == [("done", 0)]
    assert await desk.letters() == []


async def test_a_refusal_takes_everything_back_and_is_said(desk: Desk) -> None:
    await desk.take(said(ANA, "/refuse"), said(ANA, "hello"))
    refused, hello = await desk.texts()
    assert "I do not speak “&lt;klingon&gt;”" in refused
    assert hello == "1: hello"
    assert await desk.states() == [("done", 0)] * 2


async def test_every_tap_is_answered_also_one_that_is_refused_or_says_nothing(desk: Desk) -> None:
    silent, refused = tapped(ANA, "silent"), tapped(ANA, "refuse")
    await desk.take(silent, refused)
    (first, second) = desk.fleeting
    assert first == ("answerCallbackQuery", {"callback_query_id": silent["callback_query"]["id"]})
    assert second.parameters["callback_query_id"] == refused["callback_query"]["id"]
    assert "I do not speak “<klingon>”" in second.parameters["text"]
    assert await desk.letters() == []


async def test_a_tap_that_fails_for_ever_is_answered_with_the_apology(store: Store, clock: Clock) -> None:
    async with desk_of(store, clock, [CallbackQueryHandler(fail)]) as desk:
        await desk.take(tapped(ANA, "x"))
        for _ in range(TRIES):
            clock.pass_(timedelta(minutes=1))
            await desk.try_again(ANA)
        assert [call.method for call in desk.fleeting] == ["answerCallbackQuery"]
        assert len(await desk.texts()) == 1


async def test_a_reply_after_the_unit_has_ended_is_refused_instead_of_lost(store: Store, clock: Clock) -> None:
    late: list[asyncio.Task[None]] = []
    go = asyncio.Event()

    async def reply_late(update: Update, context: Context) -> None:
        async def reply() -> None:
            await go.wait()
            await context.message.reply_text("too late")

        late.append(asyncio.create_task(reply()))

    async with desk_of(store, clock, [MessageHandler(filters.TEXT, reply_late)]) as desk:
        await desk.take(said(ANA, "hello"))
        go.set()
        with pytest.raises(NetworkError, match="after its unit of work had ended"):
            await late[0]
        assert await desk.letters() == []


async def test_a_reply_between_the_handlers_end_and_the_commit_is_refused(desk: Desk) -> None:
    async with desk.store.work() as work:
        unit = Unit(work, 1, None)
        unit.close()
        with pytest.raises(RuntimeError, match="had ended"):
            unit.capture("sendMessage", {"chat_id": "1", "text": "lost"})


async def test_a_store_that_is_away_for_a_moment_stops_nobody(store: Store, clock: Clock) -> None:
    moody = MoodyStore(store)
    async with desk_of(moody, clock, HANDLERS) as desk:
        await desk.intake.receive([said(ANA, "hello")])
        moody.failures = 3
        async with asyncio.timeout(15):
            while not await desk.texts():
                await asyncio.sleep(0.05)
                await desk.lanes.wake(ANA)
        assert await desk.texts() == ["1: hello"]
        assert await desk.states() == [("done", 0)]


async def test_what_was_kept_though_nobody_heard_of_it_is_not_done_again(store: Store, clock: Clock) -> None:
    moody = MoodyStore(store)
    async with desk_of(moody, clock, HANDLERS) as desk:
        await desk.intake.receive([said(ANA, "hello")])
        moody.unheard = 1
        async with asyncio.timeout(15):
            while not await desk.texts():
                await asyncio.sleep(0.05)
                await desk.lanes.wake(ANA)
        await desk.intake.receive([said(ANA, "and then")])
        async with asyncio.timeout(15):
            while len(await desk.texts()) < 2:
                await asyncio.sleep(0.05)
        assert moody.unheard == 0
        assert await desk.texts() == ["1: hello", "2: and then"]
        assert await desk.states() == [("done", 0), ("done", 0)]


@pytest.mark.parametrize("engine", ["postgresql"])
async def test_two_workers_on_one_database_keep_the_order_and_do_nothing_twice(
    store: Store, url: str, world: World, clock: Clock, engine: str
) -> None:
    people = range(3001, 3007)
    other = await open_store(url, world)
    async with AsyncExitStack() as stack:
        desks = [await stack.enter_async_context(desk_of(one, clock, HANDLERS)) for one in (store, other)]
        for number in range(0, 20, 2):
            for desk, text_ in zip(desks, (number, number + 1), strict=True):
                words = f"/refuse {text_}" if text_ % 5 == 4 else str(text_)
                await desk.intake.receive([said(person, words) for person in people])
        await asyncio.gather(*(desk.settled() for desk in desks))
        for person in people:
            texts = await desks[0].texts(person)
            kept = [one for one in texts if "klingon" not in one]
            assert kept == [f"{place}: {number}" for place, number in enumerate(_kept(20), 1)]
            assert len(texts) == 20
        assert set(await desks[0].states()) == {("done", 0)}
    await other.close()


def _kept(count: int) -> list[int]:
    return [number for number in range(count) if number % 5 != 4]


@pytest.mark.parametrize("engine", ["postgresql"])
async def test_a_refusal_is_not_said_to_the_next_update_when_another_process_was_quicker(
    store: Store, url: str, world: World, clock: Clock, engine: str
) -> None:
    """Between the unit that was refused and the one that says so, the update is anybody's."""
    other = await open_store(url, world)

    async def refuse_slowly(update: Update, context: Context) -> None:
        finishing.append(asyncio.create_task(finish_it_elsewhere()))
        await asyncio.sleep(0.05)
        raise LanguageUnknown("x")

    async def finish_it_elsewhere() -> None:
        async with other.work() as work:
            await work.execute(text("UPDATE inbox SET state = 'done' WHERE update_id = 901"))
            work.keep()

    async def let_it_finish() -> None:
        await asyncio.gather(*finishing)

    finishing: list[asyncio.Task[None]] = []
    moody = MoodyStore(store)
    moody.before = let_it_finish
    handlers = [CommandHandler("refuse", refuse_slowly), MessageHandler(filters.TEXT, count_and_echo)]
    async with desk_of(moody, clock, handlers) as desk:
        await desk.take(said(ANA, "/refuse", 901), said(ANA, "next", 902))
        assert await desk.texts() == ["1: next"]
        assert len(finishing) == 1
    await other.close()
