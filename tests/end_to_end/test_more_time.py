"""More time to pay: taken once, asked for and answered; money in cash; and buyers whom the organizer writes to."""

import pytest

from rules.keys import ProjectKey
from services.reminding import remind
from tests.cast import House
from tests.end_to_end.buyers import KEY, order_of, reserve
from tests.people import Person, Telegram


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | KEY


@pytest.fixture
async def luis(telegram: Telegram, trip: ProjectKey) -> Person:
    luis = await telegram.person("Luis", language_code="es")
    await luis.say("/start")
    await luis.sees("rifas")
    return luis


async def test_a_buyer_takes_more_time_and_then_asks_for_it(
    ana: Person, luis: Person, trip: ProjectKey, house: House
) -> None:
    order = await reserve(house, trip, luis)
    await house.do(remind, order.key, ana.id)
    reminder = await luis.sees("apartados")
    longer = next(button for row in reminder.rows for button in row if "Más tiempo" in button["text"])
    await luis.tap("⏳ Más tiempo", on=reminder)
    await luis.sees("Ahora tienes más tiempo")
    told_at = (await order_of(house, order.key)).told_deadline_at
    await luis.tap_data(reminder, str(longer["callback_data"]))
    await luis.sees("por pagar hasta")
    assert (await order_of(house, order.key)).told_deadline_at == told_at
    await luis.tap("⏳ Más tiempo")
    await luis.sees("Le pedí más tiempo a Anne")
    asked = await ana.sees("asks for more time")
    assert "07, 12" in asked.text
    await ana.tap("⏳ Extend 24 hours", on=asked)
    await ana.sees("More time for Luis")
    await luis.sees("Anne te da más tiempo")
    await ana.tap_data(asked, str(asked.rows[0][1]["callback_data"]))
    await ana.sees_alert("Nobody waits for an answer here any more")


async def test_no_is_said_once_and_cash_is_noted(ana: Person, luis: Person, trip: ProjectKey, house: House) -> None:
    await ana.say("/start")
    await ana.sees("Spring trip")
    await ana.tap("More")
    await ana.sees("Spring trip")
    await ana.tap("✏️ Change")
    await ana.sees("What do you want to change?")
    await ana.tap("👤 Limits")
    await ana.sees("More time by themselves: 24 hours")
    await ana.tap("⏳ More time")
    await ana.sees("How much longer may buyers take")
    await ana.say("no")
    await ana.sees("More time by themselves: never")
    order = await reserve(house, trip, luis)
    await luis.say("/misboletos")
    await luis.sees("07, 12")
    await luis.tap("⏳ 07, 12 Spring trip")
    await luis.sees("Nequi")
    await luis.tap("💵 Pago en efectivo")
    await luis.sees("En efectivo, a Anne")
    await luis.tap("⏳ Más tiempo")
    await luis.sees("Le pedí más tiempo a Anne")
    asked = await ana.sees("asks for more time")
    await ana.tap(f"Order {order.code}", on=asked)
    await ana.sees("Means to pay in cash")
    await ana.tap("No")
    await ana.sees("No more time for Luis")
    await luis.sees("no puede darte más tiempo")
    await ana.say("/remind")
    await ana.sees("Coming next")
    await ana.tap("💵 For cash")
    await ana.sees("who said that they pay in cash")
    await ana.tap("Never")
    await ana.say("/remind")
    shown = await ana.sees("Nothing is planned now")
    assert "Who pays in cash: Never" in shown.text


async def test_whom_the_organizer_writes_to_is_ticked_off(ana: Person, trip: ProjectKey, house: House) -> None:
    await ana.say("/reserve 1,2 Marta +57 300 123 4567")
    await ana.sees("Marta")
    await ana.say("/reserve 3 Zoe")
    await ana.sees("Zoe")
    await ana.say("/remind")
    await ana.sees("Coming next")
    await ana.tap("🔔 Remind all now")
    digest = await ana.sees("Please remind them yourself")
    assert [[button["text"] for button in row] for row in digest.rows] == [
        ["💬 Marta", "✅ Written"],
        ["💬 Zoe", "✅ Written"],
    ]
    await ana.tap("✅ Written", on=digest)
    await ana.sees("✅ Marta")
    for _ in range(2):
        await ana.tap_data(digest, str(digest.rows[1][1]["callback_data"]))
    await ana.sees("All of them know now")
