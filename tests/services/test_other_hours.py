"""When somebody's clock is another one: reminders come at other moments, none is lost and none comes twice."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import carry_out_all
from rules.deadlines import is_quiet
from rules.keys import BuyerKey, OrderKey
from rules.reminding import read_plan
from services.links import claim_link, open_claim
from services.organizers import choose_digest, choose_quiet_hours, choose_zone, welcome
from services.projects import set_reminder_plan
from tests.cast import ANA, MARTA, House
from tests.services.test_due_reminders import LUIS, bought, look
from tests.services.test_reminders import HOUR, MONDAY, rows

MINUTE = timedelta(minutes=1)


async def planned_anew(house: House) -> None:
    await carry_out_all(house.store)


async def test_in_another_zone_of_the_organizer_they_come_earlier_too(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    await house.do(choose_zone, ANA, "Asia/Tokyo")
    key = (await house.open_project()).key
    order = (await house.reserve(key, 1)).order.key
    assert (await rows(house, order))[0] == ("24h", MONDAY + 31.5 * HOUR)
    await house.do(choose_zone, ANA, "Europe/London")
    await planned_anew(house)
    assert await rows(house, order) == [("24h", MONDAY + 24 * HOUR), ("3h", MONDAY + 45 * HOUR)]


async def test_in_another_zone_of_the_buyer_they_come_earlier_too(house: House) -> None:
    await house.do(welcome, LUIS.telegram_id, "Luis", "es")
    await house.do(choose_zone, LUIS.telegram_id, "Asia/Tokyo")
    order = await bought(house, (await house.open_project()).key, 7)
    await house.do(choose_quiet_hours, LUIS.telegram_id, time(2), time(3))
    await planned_anew(house)
    assert await rows(house, order) == [("24h", MONDAY + 24 * HOUR), ("3h", MONDAY + 45 * HOUR)]


async def test_what_waited_for_the_end_of_a_night_that_is_none_any_more_goes_at_once(house: House) -> None:
    await house.do(welcome, LUIS.telegram_id, "Luis", "es")
    await house.do(choose_zone, LUIS.telegram_id, "Asia/Tokyo")
    order = await bought(house, (await house.open_project()).key, 7)
    assert await look(house, 25 * HOUR) == []
    await house.do(choose_zone, LUIS.telegram_id, "Europe/London")
    await planned_anew(house)
    assert [one.orders for one in await look(house)] == [(order.order_number,)]
    assert await look(house, 19 * HOUR) == []


async def test_an_earlier_hour_for_what_is_to_be_passed_on_is_heeded_and_nothing_is_lost(house: House) -> None:
    key = (await house.open_project()).key
    await house.reserve(key, 1, buyer=MARTA)
    assert await look(house, 24 * HOUR) == []
    await house.do(choose_digest, ANA, time(18))
    await planned_anew(house)
    assert await look(house, 2 * HOUR) == []
    (digest,) = await look(house, 0.5 * HOUR)
    assert (digest.about, digest.at) == ("to-forward", datetime(2026, 3, 3, 18, tzinfo=UTC))
    await house.do(choose_digest, ANA, time(7))
    await planned_anew(house)
    assert await look(house, 2 * HOUR) == []


async def test_whoever_connects_their_telegram_is_reminded_at_their_own_hours(house: House) -> None:
    key = (await house.open_project()).key
    order = (await house.reserve(key, 1)).order.key
    await house.do(welcome, LUIS.telegram_id, "Luis", "es")
    await house.do(choose_zone, LUIS.telegram_id, "Asia/Tokyo")
    await planned_anew(house)
    await house.do(open_claim, await house.do(claim_link, BuyerKey(ANA, 1), ANA), LUIS.telegram_id)
    await planned_anew(house)
    assert (await rows(house, order))[0] == ("24h", MONDAY + 31.5 * HOUR)


async def test_two_who_plan_anew_at_once_plan_each_once(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    await house.do(choose_zone, ANA, "Asia/Tokyo")
    key = (await house.open_project()).key
    orders = [(await house.reserve(key, number)).order.key for number in range(20)]
    await house.do(choose_zone, ANA, "Europe/London")
    await asyncio.gather(planned_anew(house), planned_anew(house), look(house))
    for order in orders:
        assert [kind for kind, _ in await rows(house, order)] == ["24h", "3h"]


CHANGES = {
    "spring forward": datetime(2026, 3, 28, 20, 15, tzinfo=ZoneInfo("Europe/Madrid")),
    "fall back": datetime(2026, 10, 24, 20, 15, tzinfo=ZoneInfo("Europe/Madrid")),
    "half an hour": datetime(2026, 4, 4, 20, 15, tzinfo=ZoneInfo("Australia/Lord_Howe")),
    "29 February": datetime(2028, 2, 28, 20, 15, tzinfo=ZoneInfo("America/Bogota")),
}


@pytest.mark.parametrize("ordered", CHANGES.values(), ids=CHANGES)
async def test_on_odd_days_each_comes_once_by_day_and_before_the_deadline(house: House, ordered: datetime) -> None:
    """Looked at every quarter of an hour, by two; with a jump of a day back on the way."""
    zone = str(ordered.tzinfo)
    house.clock.now = ordered.astimezone(UTC)
    key = (await house.open_project()).key
    await house.do(choose_zone, ANA, zone)
    await house.do(set_reminder_plan, key, read_plan("36h, 24h, 12h, 3h"), ANA)
    order: OrderKey = await bought(house, key, 7)
    expected = await rows(house, order)
    assert len(expected) >= 3
    sent = []
    for step in range(48 * 4 + 4 * 24):
        jump = -24 * HOUR if step == 70 else 15 * MINUTE
        sent += await look(house, jump)
        sent += await look(house)
    assert len(sent) == len(expected)
    assert [kind for kind, _ in await rows(house, order, "sent")] == [kind for kind, _ in expected]
    assert not any(is_quiet(one.at, zone) for one in sent)
