"""A ticket or a reservation that counts no longer, as its buyer reads it."""

import json
from datetime import time

import pytest

from bot.notices import WORDINGS
from bot.texts.say import say_in
from bot.wording import Call, Reader
from db.orders import find_order
from rules.keys import OrderKey, ProjectKey
from rules.numbers import Chosen
from rules.states import PaymentMethod
from services.buyers import TypedBuyer
from services.buying import buy
from services.holders import change_holder
from services.organizers import choose_language, choose_quiet_hours, rename_organizer, welcome
from services.payments import pay
from services.recalls import COUNTS_AGAIN, RECALL
from services.releases import release, void
from services.strangers import Person
from services.undo import undo
from tests.cast import ANA, House

pytestmark = pytest.mark.story

LUIS = Person(2001, "Luis")


def reader(language: str) -> Reader:
    return Reader(LUIS.telegram_id, language, "UTC", say_in(language))


@pytest.fixture
async def trip(house: House) -> ProjectKey:
    key = (await house.open_project()).key
    await house.do(choose_language, ANA, "en")
    await house.do(rename_organizer, ANA, "Ana & Co")
    return key


async def bought(house: House, key: ProjectKey, *numbers: int, paid: bool = True) -> OrderKey:
    order = (await house.do(buy, key, Chosen(numbers), LUIS)).order
    if paid:
        await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    return order.key


async def code_of(house: House, key: OrderKey) -> str:
    return (await house.look(find_order, key)).code


async def read(house: House, key: OrderKey, *, ticket: bool = True, about: str = RECALL) -> Call:
    mark = (await house.told())[-1].after["mark"]
    keys = {**key._asdict(), "buyer_number": 1, "mark": mark, "ticket": int(ticket)}
    calls = await house.look(WORDINGS[about], keys, reader("en"))
    assert calls is not None
    assert await house.look(WORDINGS[about], keys, reader("en")._replace(chat_id=2002)) is None
    return calls[0]


async def test_a_void_ticket_is_told_with_its_reason_and_who_owes_what(house: House, trip: ProjectKey) -> None:
    key = await bought(house, trip, 7, 12)
    code = await code_of(house, key)
    await house.do(void, key, "Sold <twice>", ANA)
    mark = (await house.told())[-1].after["mark"]
    keys = {**key._asdict(), "buyer_number": 1, "mark": mark, "ticket": 1}
    texts = {}
    for language in ("en", "es", "pt_BR"):
        await house.do(welcome, LUIS.telegram_id, "Luis", language)
        await house.do(choose_language, LUIS.telegram_id, language)
        calls = await house.look(WORDINGS[RECALL], keys, reader(language))
        assert calls is not None
        texts[language] = calls[0].parameters["text"]
        (row,) = json.loads(calls[0].parameters["reply_markup"])["inline_keyboard"]
        assert len(row) == 1
    assert texts == {
        "en": f"🎟 Your ticket {code} (<b>7, 12</b>) of “Spring trip” no longer counts.\n"
        "Ana &amp; Co voided it. Why: Sold &lt;twice&gt;\n"
        "💰 You had paid $10.00. Ana &amp; Co owes it back to you.",
        "es": f"🎟 Tu boleto {code} (<b>7, 12</b>) de «Spring trip» ya no vale.\n"
        "Ana &amp; Co lo anuló. Motivo: Sold &lt;twice&gt;\n"
        "💰 Habías pagado US$10,00. Ana &amp; Co te los debe devolver.",
        "pt_BR": f"🎟 Seu bilhete {code} (<b>7, 12</b>) de “Spring trip” não vale mais.\n"
        "Ana &amp; Co fez a anulação. Motivo: Sold &lt;twice&gt;\n"
        "💰 Você tinha pagado US$\xa010,00. Ana &amp; Co deve devolver a você.",
    }
    assert await house.look(WORDINGS[RECALL], keys, reader("en")._replace(chat_id=2002)) is None


async def test_a_payment_taken_back_leaves_the_numbers_reserved(house: House, trip: ProjectKey) -> None:
    key = await bought(house, trip, 7)
    await house.do(undo, ANA, (await house.told())[-1].after["mark"], ANA)
    text = (await read(house, key)).parameters["text"]
    assert "Ana &amp; Co took the payment back.\nThe numbers stay reserved for you until " in text
    assert text.endswith("💰 $5.00 is left to pay.\nIf you did pay, show Ana &amp; Co the proof.")


async def test_another_name_is_told_without_saying_whose(house: House, trip: ProjectKey) -> None:
    key = await bought(house, trip, 7)
    await house.do(change_holder, key, TypedBuyer("Marta"), ANA)
    text = (await read(house, key)).parameters["text"]
    assert "Ana &amp; Co put it in another name.\n💰 $5.00 was paid for it." in text
    assert "Marta" not in text


async def test_a_sale_undone_leaves_open_whether_it_was_paid(house: House, trip: ProjectKey) -> None:
    await bought(house, trip, 1)
    taken = await house.sell(trip, 7, buyer=TypedBuyer("Luis"))
    await house.do(undo, ANA, (await house.told())[-1].after["mark"], ANA)
    text = (await read(house, taken.order.key)).parameters["text"]
    assert "took the sale back.\n💰 $5.00 was noted as paid. If you paid it, Ana &amp; Co owes it back to you." in text


async def test_released_numbers_are_told_with_what_is_kept(house: House, trip: ProjectKey) -> None:
    key = await bought(house, trip, 7, 8, 9, paid=False)
    code = await code_of(house, key)
    await house.do(release, trip, [8], ANA)
    text = (await read(house, key, ticket=False)).parameters["text"]
    assert text == (
        f"🎟 Your reservation {code} of “Spring trip” is smaller now, without <b>8</b>.\n"
        "Ana &amp; Co released the numbers.\n"
        "You keep <b>7, 9</b>.\n"
        "💰 $10.00 is left to pay."
    )
    await house.do(release, trip, [7, 9], ANA)
    text = (await read(house, key, ticket=False)).parameters["text"]
    assert text.startswith(f"🎟 Your reservation {code} (<b>7, 9</b>) of “Spring trip” no longer counts.")
    assert text.endswith("💰 You had paid nothing, and owe nothing.")
    await house.do(undo, ANA, (await house.told())[-1].after["mark"], ANA)
    again = (await read(house, key, about=COUNTS_AGAIN)).parameters["text"]
    assert again.startswith(f"🎟 Your reservation {code} (<b>7, 9</b>) of “Spring trip” counts again.\nThe numbers stay")


async def test_at_night_it_makes_no_sound(house: House, trip: ProjectKey) -> None:
    key = await bought(house, trip, 7)
    await house.do(void, key, "By mistake", ANA)
    await house.do(welcome, LUIS.telegram_id, "Luis", "en")
    mark = (await house.told())[-1].after["mark"]
    keys = {**key._asdict(), "buyer_number": 1, "mark": mark, "ticket": 1}
    await house.do(choose_quiet_hours, LUIS.telegram_id, time(9), time(17))
    calls = await house.look(WORDINGS[RECALL], keys, reader("en"))
    assert calls is not None
    assert calls[0].parameters["disable_notification"] == "true"
