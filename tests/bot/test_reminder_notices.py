"""What the clock gives rise to, as it is read: reminders of several orders, texts to pass on, and time that is over."""

import json
from datetime import time, timedelta
from urllib.parse import unquote

import pytest

from bot.clock import expire_all
from bot.reminder_notices import expired, expiries, several, to_forward
from bot.texts.say import say_in
from bot.wording import Call, Reader
from rules.keys import OrderKey, ProjectKey
from rules.numbers import Chosen
from rules.phones import read_phone
from rules.states import PaymentMethod
from services.buyers import TypedBuyer
from services.buying import buy
from services.digests import hand_over, tick_off
from services.organizers import choose_language, choose_quiet_hours, welcome
from services.own_orders import take_back
from services.payments import pay
from services.strangers import Person
from tests.cast import ANA, BETO, House

pytestmark = pytest.mark.story

LUIS = Person(2001, "Luis <b>")
READER = Reader(LUIS.telegram_id, "en", "UTC", say_in("en"))
ANA_READS = Reader(ANA, "en", "UTC", say_in("en"))


@pytest.fixture
async def trip(house: House) -> ProjectKey:
    """Luis has reserved 1, 2 and 3 in two orders, Marta without Telegram 9."""
    key = (await house.open_project()).key
    await house.do(choose_language, ANA, "en")
    await house.do(buy, key, Chosen((1, 2)), LUIS)
    await house.do(buy, key, Chosen((3,)), LUIS)
    await house.reserve(key, 9, buyer=TypedBuyer("Marta", read_phone("+57 300 123 4567", None)))
    return key


def words(calls: list[Call] | None) -> str:
    assert calls is not None
    return calls[0].parameters["text"]


def buttons(calls: list[Call] | None) -> list[dict[str, str]]:
    assert calls is not None
    return [one for row in json.loads(calls[0].parameters["reply_markup"])["inline_keyboard"] for one in row]


async def test_several_orders_are_one_list_of_what_is_still_owed(house: House, trip: ProjectKey) -> None:
    keys = {"user_id": ANA, "orders": "1.1 1.2 1.3", "buyer_number": 1}
    told = words(await house.look(several, keys, READER))
    assert "Luis &lt;b&gt;, these numbers are reserved for you" in told
    assert "1, 2" in told
    assert "$10.00 until" in told
    assert "9" not in told.split("reserved for you")[1].split("\n")[1]
    await house.do(pay, OrderKey(*trip, 1), ANA, PaymentMethod.CASH)
    calls = await house.look(several, keys, READER)
    assert "<b>3</b> of “Spring trip” is reserved for you" in words(calls)
    assert "I have paid" in buttons(calls)[0]["text"]
    await house.do(pay, OrderKey(*trip, 2), ANA, PaymentMethod.CASH)
    assert await house.look(several, keys, READER) is None


async def a_digest(house: House, *orders: tuple[int, OrderKey]) -> dict[str, int | str]:
    """By which keys it is found."""
    await house.do(hand_over, ANA, list(orders), "once")
    (mark,) = {row[6] for row in (await house.everything())["reminders"] if row[6]}
    return {"user_id": ANA, "digest": mark}


async def test_what_the_organizer_passes_on_is_ready_for_each_buyer(house: House, trip: ProjectKey) -> None:
    keys = await a_digest(house, (2, OrderKey(*trip, 3)))
    calls = await house.look(to_forward, keys, ANA_READS)
    assert "Marta · $5.00 until" in words(calls)
    write, done = buttons(calls)
    assert write["url"].startswith("https://wa.me/573001234567?text=Marta")
    assert "9 of “Spring trip” is reserved for you" in unquote(write["url"])
    assert done["callback_data"].endswith(f"{keys['digest']}.2")
    await house.do(pay, OrderKey(*trip, 3), ANA, PaymentMethod.CASH)
    assert await house.look(to_forward, keys, ANA_READS) is None


async def test_whom_the_organizer_has_written_to_is_ticked_off(house: House, trip: ProjectKey) -> None:
    zoe = await house.reserve(trip, 10, 11, buyer=TypedBuyer("Zoe"))
    keys = await a_digest(house, (2, OrderKey(*trip, 3)), (3, zoe.order.key))
    mark = str(keys["digest"])
    for _ in range(2):
        left = await house.do(tick_off, ANA, mark, 2)
        assert [(one.reminders[0].buyer_name, one.is_done) for one in left] == [("Marta", True), ("Zoe", False)]
    calls = await house.look(to_forward, keys, ANA_READS)
    assert "✅ Marta · $5.00" in words(calls)
    assert "👤 Zoe · $10.00 until" in words(calls)
    assert len(buttons(calls)) == 2
    await house.do(tick_off, ANA, mark, 3)
    assert "All of them know now" in words(await house.look(to_forward, keys, ANA_READS))
    assert await house.do(tick_off, BETO, mark, 2) == []
    assert await house.do(tick_off, ANA, "<no mark>", 2) == []


async def test_at_night_it_makes_no_sound(house: House, trip: ProjectKey) -> None:
    await house.do(welcome, LUIS.telegram_id, "Luis", "en")
    keys = {"user_id": ANA, "orders": "1.1 1.2", "buyer_number": 1}
    calls = await house.look(several, keys, READER)
    assert calls is not None
    assert "disable_notification" not in calls[0].parameters
    await house.do(choose_quiet_hours, LUIS.telegram_id, time(9), time(17))
    calls = await house.look(several, keys, READER)
    assert calls is not None
    assert calls[0].parameters["disable_notification"] == "true"


async def test_time_that_is_over_is_told_while_it_is_so(house: House, trip: ProjectKey) -> None:
    house.clock.pass_(timedelta(hours=60))
    since = house.clock.now.isoformat()
    await expire_all(house.store)
    keys = {"user_id": ANA, "project_number": 1, "order_number": 1, "buyer_number": 1}
    calls = await house.look(expired, keys, READER)
    assert "<b>1, 2</b> of “Spring trip” is over. The numbers are free again." in words(calls)
    assert "Take them back" in buttons(calls)[0]["text"]
    digest = {"user_id": ANA, "since": since, "practice": 0}
    assert "3 reservations ended unpaid" in words(await house.look(expiries, digest, ANA_READS))
    await house.do(take_back, OrderKey(*trip, 1), LUIS.telegram_id)
    assert await house.look(expired, keys, READER) is None
    assert "2 reservations ended unpaid" in words(await house.look(expiries, digest, ANA_READS))
    assert await house.look(expiries, digest | {"practice": 1}, ANA_READS) is None
