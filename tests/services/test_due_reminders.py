"""Reminders that are due: the world is looked at again, each goes once, and nobody is plagued."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import text

from bot.clock import remind_all_due
from db.due import is_reminder_due
from db.projects import find_project
from rules.deadlines import is_quiet
from rules.keys import OrderKey, ProjectKey
from rules.numbers import Chosen
from rules.refusals import ProjectNotOpen, RemindedLately
from rules.reminding import AT_MOST_EVERY, NobodyToRemind, read_plan
from rules.states import PaymentMethod, ProofKind
from services.buying import buy
from services.endings import cancel_project
from services.muting import stop_reminders
from services.orders import extend
from services.organizers import choose_zone, welcome
from services.payments import pay
from services.practice import start_practice
from services.projects import set_reminder_plan
from services.proofs import send_proof
from services.reach import lose_touch
from services.reminding import remind
from services.reminding_all import remind_all
from services.strangers import Person
from tests.cast import ANA, MARTA, House
from tests.services.test_reminders import HOUR, MONDAY, rows

LUIS, ZOE = Person(2001, "Luis"), Person(2002, "Zoe")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class Sent(NamedTuple):
    about: str
    chat_id: int
    orders: tuple[int, ...]
    at: datetime


async def letters(house: House) -> list[Sent]:
    wanted = text(
        "SELECT method, chat_id, payload, created_at FROM outbox"
        " WHERE method IN ('reminder', 'reminders', 'to-forward') ORDER BY letter_number"
    )
    async with house.store.reading() as work:
        found = list(await work.execute(wanted))
        rows = list(await work.execute(text("SELECT digest, order_number FROM reminders WHERE digest IS NOT NULL")))
    handed = {mark: tuple(order for digest, order in rows if digest == mark) for mark, _ in rows}
    return [Sent(row[0], row[1], _orders(json.loads(row[2]), handed), _moment(row[3])) for row in found]


def _orders(payload: dict[str, Any], handed: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    if "digest" in payload:
        return handed[payload["digest"]]
    if "orders" not in payload:
        return (int(payload["order_number"]),)
    return tuple(int(part.split(".")[1]) for part in str(payload["orders"]).split())


def _moment(written: object) -> datetime:
    at = written if isinstance(written, datetime) else datetime.fromisoformat(str(written))
    return at if at.tzinfo else at.replace(tzinfo=UTC)


async def bought(house: House, key: ProjectKey, *numbers: int, by: Person = LUIS) -> OrderKey:
    return (await house.do(buy, key, Chosen(numbers), by)).order.key


async def look(house: House, later: timedelta = timedelta(0)) -> list[Sent]:
    """What goes when the clock is looked at."""
    before = len(await letters(house))
    house.clock.pass_(later)
    await remind_all_due(house.store)
    return (await letters(house))[before:]


async def test_each_goes_at_its_moment_and_once(house: House) -> None:
    order = await bought(house, (await house.open_project()).key, 7)
    assert await look(house, 24 * HOUR - MINUTE) == []
    assert await look(house, MINUTE) == [Sent("reminder", LUIS.telegram_id, (1,), house.clock.now)]
    assert await look(house) == []
    assert len(await look(house, 21 * HOUR)) == 1
    assert await look(house, 2 * HOUR) == []
    assert [kind for kind, _ in await rows(house, order, "sent")] == ["24h", "3h"]
    assert not await house.look(is_reminder_due)


async def test_whoever_sweeps_at_the_same_time_sends_it_once(house: House) -> None:
    key = (await house.open_project()).key
    for number in range(30):
        await bought(house, key, number, by=Person(3000 + number, f"Buyer {number}"))
    house.clock.pass_(24 * HOUR)
    await asyncio.gather(*(remind_all_due(house.store) for _ in range(4)))
    sent = await letters(house)
    assert len(sent) == 30
    assert len({one.chat_id for one in sent}) == 30


async def test_what_is_no_longer_wanted_is_dropped(house: House) -> None:
    key = (await house.open_project()).key
    other = (await house.open_project()).key
    names = ("paid", "proof", "muted", "called off")
    orders = {
        name: await bought(house, other if name == "called off" else key, number, by=Person(3000 + number, name))
        for number, name in enumerate(names)
    }
    await house.do(send_proof, orders["proof"], 3001, ProofKind.PHOTO, "file", "unique")
    await house.do(stop_reminders, 3002, orders["muted"])
    await house.do(cancel_project, other, ANA)
    await house.do(pay, orders["paid"], ANA, PaymentMethod.CASH)
    assert await look(house, 24 * HOUR) == []
    assert await look(house, 21 * HOUR) == []
    for order in orders.values():
        assert await rows(house, order) == []
        assert await rows(house, order, "sent") == []


async def test_several_orders_of_one_buyer_are_one_message(house: House) -> None:
    """Those within the hour come along: an hour must pass before there is another one."""
    key = (await house.open_project()).key
    orders = []
    for number in range(3):
        orders.append(await bought(house, key, number))
        house.clock.pass_(20 * MINUTE)
    (sent,) = await look(house, 23 * HOUR)
    assert (sent.about, sent.orders) == ("reminders", (1, 2, 3))
    assert [await rows(house, one, "sent") != [] for one in orders] == [True] * 3
    assert await look(house, 2 * HOUR) == []


async def test_within_the_hour_after_another_one_it_waits(house: House) -> None:
    key = (await house.open_project()).key
    first = await bought(house, key, 7)
    house.clock.pass_(23.5 * HOUR)
    await house.do(remind, first, ANA)
    assert await look(house, 0.5 * HOUR) == []
    (sent,) = await look(house, 0.5 * HOUR)
    assert sent.at - (await letters(house))[0].at == AT_MOST_EVERY


async def test_nothing_goes_at_night_even_when_the_zone_changed_since_it_was_planned(house: House) -> None:
    await house.do(welcome, LUIS.telegram_id, "Luis", "es")
    await house.do(choose_zone, LUIS.telegram_id, "Europe/London")
    order = await bought(house, (await house.open_project()).key, 7)
    await house.do(choose_zone, LUIS.telegram_id, "Asia/Tokyo")
    assert await look(house, 24 * HOUR) == []
    assert (await rows(house, order))[0] == ("24h", MONDAY + 31.5 * HOUR)
    assert len(await look(house, 7.5 * HOUR)) == 1


async def test_a_process_that_was_down_for_two_days_sends_what_is_still_useful_and_nothing_stale(house: House) -> None:
    key = (await house.open_project()).key
    over = await bought(house, key, 1)
    await house.do(set_reminder_plan, key, read_plan("48h, 3h"), ANA)
    later = (await house.reserve(key, 2, buyer=MARTA, hold=timedelta(days=4))).order.key
    useful = await bought(house, key, 3, by=ZOE)
    await house.do(extend, useful, timedelta(hours=49), ANA)
    sent = await look(house, 49 * HOUR)
    assert [one.orders for one in sent if one.about != "to-forward"] == [(useful.order_number,)]
    assert await rows(house, over, "sent") == []
    assert await rows(house, later) != []


async def test_a_clock_that_jumps_a_day_ahead_and_back_sends_nothing_twice(house: House) -> None:
    key = (await house.open_project()).key
    order = await bought(house, key, 7)
    assert len(await look(house, 24 * HOUR)) == 1
    assert await look(house, -DAY) == []
    assert await look(house, DAY) == []
    assert await look(house, 21 * HOUR - DAY) == []
    assert len(await look(house, DAY)) == 1
    assert [kind for kind, _ in await rows(house, order, "sent")] == ["24h", "3h"]


async def test_whom_we_do_not_reach_their_organizer_hears_of_at_nine(house: House) -> None:
    key = (await house.open_project()).key
    await house.reserve(key, 1, buyer=MARTA)
    lost = await bought(house, key, 2)
    await house.do(welcome, LUIS.telegram_id, "Luis", "es")
    await house.do(lose_touch, LUIS.telegram_id)
    assert await look(house, 24 * HOUR) == []
    (digest,) = await look(house, 17.5 * HOUR)
    assert (digest.about, digest.chat_id, sorted(digest.orders)) == ("to-forward", ANA, [1, lost.order_number])
    assert await look(house, 3.5 * HOUR) == []
    (urgent,) = await look(house, 0.5 * HOUR)
    assert (urgent.about, urgent.at.minute) == ("to-forward", 0)


async def test_in_practice_it_goes_after_half_of_the_time_day_or_night(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    house.clock.pass_(8 * HOUR)
    await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    assert [one.about for one in await look(house, timedelta(seconds=90))] == ["to-forward"]


async def test_all_are_reminded_at_one_tap_once_an_hour(house: House) -> None:
    key = (await house.open_project()).key
    first, second = await bought(house, key, 1), await bought(house, key, 2)
    await house.reserve(key, 3, buyer=MARTA)
    muted = await bought(house, key, 4, by=ZOE)
    await house.do(stop_reminders, ZOE.telegram_id, muted)
    done = await house.do(remind_all, key, ANA)
    assert (done.buyers, done.to_forward) == (1, 1)
    assert [(one.about, sorted(one.orders)) for one in await letters(house)] == [
        ("reminders", [first.order_number, second.order_number]),
        ("to-forward", [3]),
    ]
    await house.refuses(RemindedLately, remind_all, key, ANA)
    house.clock.pass_(HOUR)
    await house.do(remind_all, key, ANA)
    await house.do(cancel_project, key, ANA)
    await house.refuses(ProjectNotOpen, remind_all, key, ANA)


async def test_there_must_be_somebody_to_remind(house: House) -> None:
    key = (await house.open_project()).key
    await house.refuses(NobodyToRemind, remind_all, key, ANA)
    order = await bought(house, key, 1)
    await house.do(remind, order, ANA)
    await house.refuses(NobodyToRemind, remind_all, key, ANA)
    assert (await house.look(find_project, key)).reminded_at is None


async def test_whatever_happens_nobody_is_reminded_twice_at_night_or_in_vain(house: House) -> None:
    """People buy, pay and get more time, while two look at the clock, seldom or often, and it jumps both ways."""
    key = (await house.open_project(final=999)).key
    chance = Random(7)
    orders: dict[OrderKey, Person] = {}
    for step in range(120):
        person = chance.choice((LUIS, ZOE))
        match chance.randrange(5):
            case 0 | 3 if list(orders.values()).count(person) < 4:
                orders[await bought(house, key, 7 + step, by=person)] = person
            case 1 if orders:
                order = chance.choice(list(orders))
                del orders[order]
                await house.do(pay, order, ANA, PaymentMethod.CASH)
            case 2 if orders:
                await house.do(extend, chance.choice(list(orders)), chance.randint(1, 30) * HOUR, ANA)
        before = len(await letters(house))
        jump = chance.choice((5 * MINUTE, 40 * MINUTE, 3 * HOUR, 3 * HOUR, 11 * HOUR, DAY, -DAY))
        house.clock.pass_(jump)
        await asyncio.gather(remind_all_due(house.store), remind_all_due(house.store))
        for one in (await letters(house))[before:]:
            assert {OrderKey(*key, number) for number in one.orders} <= set(orders)
            assert not is_quiet(one.at, "UTC")
    sent = await letters(house)
    assert len(sent) >= 10
    for person in (LUIS, ZOE):
        times = [one.at for one in sent if one.chat_id == person.telegram_id]
        assert all(abs(later - earlier) >= AT_MOST_EVERY for earlier, later in pairwise(times))
