"""A raffle that is called off, as its buyers and its organizer read it."""

import json
from datetime import time
from urllib.parse import unquote

import pytest

from bot.ending_notices import called_off, to_forward
from bot.texts.say import say_in
from bot.wording import Call, Reader
from rules.keys import ProjectKey
from rules.numbers import Chosen
from rules.phones import read_phone
from rules.states import PaymentMethod
from services.buyers import TypedBuyer
from services.buying import buy
from services.endings import cancel_project
from services.organizers import choose_language, choose_quiet_hours, rename_organizer, welcome
from services.payments import pay
from services.strangers import Person
from services.waiting import wait_for
from tests.cast import ANA, House

pytestmark = pytest.mark.story

LUIS, ZOE = Person(2001, "Luis <b>"), Person(2003, "Zoe")
READER = Reader(LUIS.telegram_id, "en", "UTC", say_in("en"))
ANA_READS = Reader(ANA, "en", "UTC", say_in("en"))


@pytest.fixture
async def trip(house: House) -> ProjectKey:
    """Luis has paid 1 and 2, and reserved 3; Marta, without Telegram, 9 to 15; Zoe waits for 9; Rosa has paid 20."""
    key = (await house.open_project()).key
    await house.do(choose_language, ANA, "en")
    await house.do(rename_organizer, ANA, "Ana & Co")
    order = (await house.do(buy, key, Chosen((1, 2)), LUIS)).order
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    await house.do(buy, key, Chosen((3,)), LUIS)
    await house.reserve(key, *range(9, 16), buyer=TypedBuyer("Marta", read_phone("+57 300 123 4567", None)))
    await house.do(wait_for, key, 9, ZOE)
    await house.sell(key, 20, buyer=TypedBuyer("Rosa"))
    return key


def named(key: ProjectKey, written: str) -> dict[str, int | str]:
    return {**key._asdict(), "buyer_number": 1, "buyers": written}


def words(calls: list[Call] | None) -> str:
    assert calls is not None
    return calls[0].parameters["text"]


async def test_a_buyer_reads_what_was_theirs_and_what_comes_back(house: House, trip: ProjectKey) -> None:
    keys = named(trip, "1/1.3")
    assert await house.look(called_off, keys, READER) is None
    await house.do(cancel_project, trip, ANA)
    assert words(await house.look(called_off, keys, READER)) == (
        "Luis &lt;b&gt;, <b>Spring trip</b> was called off: there will be no draw.\n"
        "\n"
        "🎟 Your numbers were <b>1-3</b>.\n"
        "💰 You had paid $10.00. Ana &amp; Co gives it back to you."
    )
    assert await house.look(called_off, keys, READER._replace(chat_id=2002)) is None
    await house.do(welcome, LUIS.telegram_id, "Luis", "es")
    assert "se canceló: no habrá sorteo" in words(await house.look(called_off, keys, READER))


async def test_who_had_paid_nothing_or_only_waited_reads_so(house: House, trip: ProjectKey) -> None:
    await house.do(cancel_project, trip, ANA)
    (zoe,) = [words(await house.look(called_off, named(trip, "3/0"), READER._replace(chat_id=ZOE.telegram_id)))]
    assert zoe.endswith("You were waiting for a number. Nothing more will become free.")
    calls = await house.look(to_forward, named(trip, "2/7.9.10.11.12.13.14.15"), ANA_READS)
    assert "👤 Marta · 9-15" in words(calls)


async def test_the_organizer_gets_a_ready_text_for_each_who_is_out_of_reach(house: House, trip: ProjectKey) -> None:
    await house.do(cancel_project, trip, ANA)
    calls = await house.look(to_forward, named(trip, "2/7.9.10.11.12.13.14.15 4/0"), ANA_READS)
    told = words(calls)
    assert "Please tell these people yourself" in told
    assert "👤 Rosa · 20 · $5.00 back" in told
    assert calls is not None
    marta, rosa = (row[0] for row in json.loads(calls[0].parameters["reply_markup"])["inline_keyboard"])
    assert marta["url"].startswith("https://wa.me/573001234567?text=Marta")
    assert "Your numbers were 9-15." in unquote(marta["url"])
    assert "You had paid nothing, and owe nothing." in unquote(marta["url"])
    assert rosa["url"].startswith("https://wa.me/?text=Rosa")


async def test_at_night_it_makes_no_sound(house: House, trip: ProjectKey) -> None:
    await house.do(cancel_project, trip, ANA)
    await house.do(choose_quiet_hours, ANA, time(9), time(17))
    for calls in (
        await house.look(called_off, named(trip, "1/1.3"), READER),
        await house.look(to_forward, named(trip, "4/0"), ANA_READS),
    ):
        assert calls is not None
        assert calls[0].parameters["disable_notification"] == "true"
