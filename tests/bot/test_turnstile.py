"""Somebody who sends more than can be worked off: it does not pile up, money is never left out, nobody else waits."""

import json
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import func, select
from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot import buttons
from bot.actions import MONEY, Action, Look
from bot.context import Context
from bot.notices import WORDINGS, Notices
from bot.turnstile import MOST_WITH_MESSAGES, MOST_WITH_TAPS, TOO_MUCH
from db.inbox import list_lanes
from db.machinery_tables import Inbox
from db.outbox import list_due
from db.store import Store
from db.work import Work
from services.organizers import welcome
from tests.bot.desk import JSON, Desk, desk_of, said, tapped
from tests.cast import ANA, BETO, Clock, House

PAY = "pay-now"
LOOK = buttons.data("look")


async def answer(update: Update, context: Context) -> None:
    await context.message.reply_text("done")


@pytest.fixture(autouse=True)
def _money() -> Iterator[None]:
    MONEY[PAY] = Look(Action.HOME)
    yield
    del MONEY[PAY]


@pytest.fixture
async def desk(store: Store, clock: Clock) -> AsyncIterator[Desk]:
    async with desk_of(store, clock, [CallbackQueryHandler(answer), MessageHandler(filters.TEXT, answer)]) as desk:
        yield desk


async def count_waiting(work: Work) -> int:
    return int((await work.execute(select(func.count()).where(Inbox.state == "waiting"))).scalar_one())


async def pile_up(desk: Desk, *updates: JSON) -> int:
    """As long as nobody works them off."""
    await desk.store_only(*updates)
    async with desk.store.reading() as work:
        return await count_waiting(work)


def taps(count: int, data: str = LOOK) -> list[JSON]:
    return [tapped(ANA, data) for _ in range(count)]


async def test_taps_beyond_the_bound_stay_outside_and_each_has_its_answer(desk: Desk, house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    flood = taps(MOST_WITH_TAPS + 50)
    assert await pile_up(desk, *flood[:70]) == 70
    assert await pile_up(desk, *flood[70:]) == MOST_WITH_TAPS
    assert [call.parameters["callback_query_id"] for call in desk.fleeting] == [
        tap["callback_query"]["id"] for tap in flood[MOST_WITH_TAPS:]
    ]
    assert {call.parameters["text"] for call in desk.fleeting} == {"Más despacio, por favor: esto lo dejé sin hacer."}
    await desk.try_again(ANA)
    assert len(desk.fleeting) == len(flood)
    assert await desk.texts(ANA) == ["done"] * MOST_WITH_TAPS


async def test_money_and_words_find_room_when_taps_do_not(desk: Desk) -> None:
    await pile_up(desk, *taps(MOST_WITH_TAPS))
    late = [said(ANA, "7"), tapped(ANA, buttons.data(PAY, "7")), tapped(ANA, LOOK), _blocked()]
    assert await pile_up(desk, *late) == MOST_WITH_TAPS + 3
    (toast,) = desk.fleeting
    assert toast.parameters["callback_query_id"] == late[2]["callback_query"]["id"]


def _blocked() -> JSON:
    user = {"id": ANA, "is_bot": False, "first_name": "Ana"}
    member = {"user": {"id": 1, "is_bot": True, "first_name": "Raffles"}}
    change = {"chat": {"id": ANA, "type": "private"}, "from": user, "date": 1772465400}
    change |= {"old_chat_member": member | {"status": "member"}, "new_chat_member": member | {"status": "member"}}
    return {"update_id": 2**40, "my_chat_member": change}


async def test_beyond_a_much_larger_bound_words_stay_outside_too_which_is_said_once_and_money_never(desk: Desk) -> None:
    await pile_up(desk, *(said(ANA, str(number)) for number in range(MOST_WITH_MESSAGES)))
    money = tapped(ANA, buttons.data(PAY, "7"))
    assert await pile_up(desk, said(ANA, "one more"), money, said(ANA, "and more")) == MOST_WITH_MESSAGES + 1
    assert await desk.notices() == [(ANA, TOO_MUCH, {})]
    async with desk.store.reading() as work:
        (letter,) = await list_due(work, 10)
        (said_so,) = await Notices(WORDINGS, "en").word(work, letter)
    assert "faster than I can read" in json.loads(said_so.payload)["text"]


async def test_a_group_is_not_told_that_somebody_in_it_writes_too_much(desk: Desk) -> None:
    group = {"id": -100, "type": "group", "title": "Class of 26"}
    words = [said(ANA, str(number)) for number in range(MOST_WITH_MESSAGES + 1)]
    words[-1]["message"]["chat"] = group
    assert await pile_up(desk, *words) == MOST_WITH_MESSAGES
    assert await desk.notices() == []


async def test_the_same_tap_again_takes_no_room_and_what_is_done_stays_done(desk: Desk) -> None:
    tap = tapped(ANA, LOOK)
    await desk.take(tap)
    desk.fleeting.clear()
    await pile_up(desk, *taps(MOST_WITH_TAPS))
    assert await pile_up(desk, tap) == MOST_WITH_TAPS
    assert desk.fleeting == []


async def test_whoever_floods_slows_nobody_else(desk: Desk) -> None:
    await pile_up(desk, *taps(3 * MOST_WITH_TAPS))
    assert await pile_up(desk, tapped(BETO, LOOK)) == MOST_WITH_TAPS + 1
    await desk.lanes.wake(ANA, BETO)
    await desk.settled()
    assert await desk.texts(BETO) == ["done"]
    async with desk.store.reading() as work:
        assert await list_lanes(work) == []


@pytest.mark.parametrize("tap", [[], None, "tap", {}, {"id": [], "data": []}, {"data": 7}, {"id": None, "data": {}}])
async def test_what_is_no_tap_at_all_stays_outside_without_a_fault(desk: Desk, tap: object) -> None:
    who = {"message": {"from": {"id": ANA}}}
    odd = [{"update_id": 10**6 + number, "callback_query": tap, **who} for number in range(MOST_WITH_TAPS + 20)]
    assert await pile_up(desk, *odd) == MOST_WITH_TAPS
