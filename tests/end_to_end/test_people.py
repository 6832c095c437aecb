"""Buyers and what is looked up: found by the end of a phone, invited, joined; a raffle's numbers, past and report."""

import pytest

from db.buyers import find_buyer
from db.counters import take_numbers
from rules.keys import BuyerKey, ProjectKey
from services.organizers import welcome
from services.projects import create_project
from tests.cast import House
from tests.conftest import DATA_KEY
from tests.people import BotUnderTest, Person, Telegram


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """The bot reads what the house sealed: phones and links."""
    return environment | {"DATA_KEY": DATA_KEY.hex()}


@pytest.fixture
async def trip(bot: BotUnderTest, house: House, ana: Person) -> ProjectKey:
    await house.do(welcome, ana.id, "Anne", "en")
    key = (await house.do(create_project, ana.id, "Spring trip")).key
    await house.add_set(key, 0, 99)
    return key


async def test_a_buyer_is_added_sold_to_and_invited_and_the_link_is_good_for_them_alone(
    ana: Person, telegram: Telegram, trip: ProjectKey
) -> None:
    luis = await telegram.person("Luis", language_code="es")
    marta = await telegram.person("Marta", language_code="es")
    await ana.say("/buyers add Luis +57 300 123 4567")
    await ana.sees("✅ Added.")
    await ana.tap("🎟 Sell to them")
    await ana.sees("Choose numbers")
    await ana.tap("7")
    await ana.sees("1 number: 7")
    await ana.tap("Go on with 7")
    await ana.sees("👤 Luis (#1)")
    await ana.tap("✅ Sold, cash")
    await ana.sees("Sold to Luis: 7")
    await ana.say("/compradores 4567")
    shown = await ana.sees("👤 Luis · #1")
    assert "🏆 Spring trip · 1 order\n✅ $5.00 paid" in shown.text
    await ana.tap("Invite by link")
    words = await ana.sees("Luis, open this link and your numbers with Anne come to your Telegram")
    link = words.text.splitlines()[-1]
    await luis.open(link)
    told = await luis.sees("comprador de Anne")
    assert "✅ 7 · Spring trip · pagado" in told.text
    await marta.open(link)
    await marta.sees("Este enlace ya no sirve")
    await luis.open(link)
    await luis.sees("comprador de Anne")
    await ana.say("/buyers #1")
    shown = await ana.sees("On Telegram with me")
    assert "Invite by link" not in shown.labels


async def test_a_question_about_a_buyer_outlives_the_process(
    bot: BotUnderTest, ana: Person, trip: ProjectKey, house: House
) -> None:
    await house.sell(trip, 7)
    await ana.say("/buyers")
    await ana.sees("#1 Luis")
    await ana.tap("👤 Luis")
    await ana.sees("👤 Luis · #1")
    await ana.tap("E-mail")
    await ana.sees("Which e-mail is right?")
    await bot.kill()
    await bot.start()
    await ana.say("nonsense")
    await ana.sees("nonsense")
    await ana.say("luis@example.com")
    await ana.sees("E-mail: luis@example.com")
    assert (await house.look(find_buyer, BuyerKey(ana.id, 1))).email == "luis@example.com"


async def test_a_raffle_is_looked_at_from_above(ana: Person, trip: ProjectKey, house: House) -> None:
    await house.sell(trip, *range(30))
    await ana.say("/start")
    await ana.sees("Your raffles")
    await ana.tap("··· More")
    await ana.sees("What else?")
    await ana.tap("Find numbers")
    await ana.sees("Which numbers?")
    await ana.tap("✅ sold")
    first = await ana.sees("0-24 · Luis · cash")
    await ana.tap("›")
    second = await ana.sees("25-29 · Luis · cash")
    assert first.id == second.id
    await ana.say("/history")
    await ana.sees("Sold to Luis: 0-29 · $150.00 cash")
    await ana.tap("Report")
    await ana.sees("💰 $150.00 collected")
    await ana.tap("How it was paid")
    await ana.sees("💰 $150.00 cash")


async def test_a_report_that_takes_long_comes_when_it_is_added_up(ana: Person, trip: ProjectKey, house: House) -> None:
    await house.do(take_numbers, ana.id, "project:1:order", 5000)
    await house.sell(trip, 7)
    await ana.say("/report from:2026-01-01")
    await ana.sees("1 paid")
    await ana.tap("By buyer")
    await ana.sees("The report comes in a moment.")
    await ana.sees("Luis")
