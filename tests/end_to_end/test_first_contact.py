"""Coming for the first time: hello, the country, a practice raffle; nobody has to answer."""

from base64 import b64encode
from datetime import timedelta

import pytest

from services.buyers import TypedBuyer, add_new_buyer
from services.links import claim_link
from services.organizers import find_organizer
from tests.cast import ANA, House
from tests.conftest import DATA_KEY
from tests.people import BotUnderTest, Person, Telegram


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """The bot can read the links that the house makes."""
    return environment | {"DATA_KEY": b64encode(DATA_KEY).decode()}


async def test_the_country_is_chosen_by_one_tap_and_not_asked_again(
    bot: BotUnderTest, ana: Person, house: House
) -> None:
    await ana.say("/start")
    hello = await ana.sees("I run raffles")
    await ana.tap("🇨🇴 Colombia")
    chosen = await ana.sees("prices in COP, phones with +57, time of Bogota")
    assert chosen.id == hello.id
    known = await house.look(find_organizer, ana.id)
    assert (known.country, known.currency, known.zone) == ("CO", "COP", "America/Bogota")
    await ana.say("/start")
    await ana.sees("You have no raffle yet")


async def test_another_country_is_typed_and_a_wrong_one_asked_again(
    bot: BotUnderTest, telegram: Telegram, house: House
) -> None:
    rosa = await telegram.person("Rosa", language_code="es")
    await rosa.say("/start")
    await rosa.sees("Llevo rifas")
    await rosa.tap("Otro país")
    await rosa.sees("¿Qué país?")
    await bot.kill()
    await bot.start()
    await rosa.say("Narnia")
    await rosa.sees("Narnia")
    await rosa.say("república dominicana")
    await rosa.sees("precios en DOP")
    assert (await house.look(find_organizer, rosa.id)).country == "DO"


async def test_the_question_can_be_gone_back_from(bot: BotUnderTest, ana: Person) -> None:
    await ana.say("/start")
    await ana.sees("I run raffles")
    await ana.tap("Another country")
    await ana.sees("Which country?")
    await ana.tap("⬅️ Back")
    await ana.sees("I run raffles")
    await ana.say("Colombia")
    await ana.sees("I did not understand")


async def test_a_practice_raffle_is_begun_once_marked_everywhere_and_gone_by_one_button(
    bot: BotUnderTest, ana: Person, house: House
) -> None:
    await ana.say("/start")
    hello = await ana.sees("I run raffles")
    await ana.tap("🧪 Try a practice raffle · 2 min")
    home = await ana.sees("nobody here is real")
    assert "🧪 Bicycle raffle · practice" in home.text
    await ana.tap("🧪 Try a practice raffle · 2 min", on=hello)
    await ana.sees("nobody here is real")
    await ana.tap("··· More")
    await ana.sees("🧪 Bicycle raffle · practice\nWhat else?")
    await ana.tap("About this raffle")
    await ana.sees("1. A bicycle")
    await ana.say("/projects")
    assert len([row for row in (await ana.sees("Your raffles")).rows if "🧪" in row[0]["text"]]) == 1
    await ana.tap("🗑 Delete practice raffle", on=home)
    await ana.sees("“Bicycle raffle” is gone")
    await ana.sees("You have no raffle yet")
    await ana.tap_data(home, "1:unprac:1")
    await ana.sees_alert()


async def test_a_buyers_link_tells_whose_buyer_they_are_and_what_they_hold(
    bot: BotUnderTest, telegram: Telegram, ana: Person, house: House
) -> None:
    project = await house.open_project()
    luis = await house.do(add_new_buyer, ANA, "Luis <b>", None, ANA)
    await house.sell(project.key, 7, 12, buyer=TypedBuyer("Luis <b>"))
    await house.reserve(project.key, 30, buyer=TypedBuyer("Luis <b>"), hold=timedelta(days=2))
    code = await house.do(claim_link, luis.key, ANA)
    await ana.say(f"/start {code}")
    told = await ana.sees("You are Luis <b>, a buyer of Ana.")
    assert "✅ 7, 12 · Spring trip · paid" in told.text
    assert "⏳ 30 · Spring trip · $5.00 to pay by" in told.text
    beto = await telegram.person("Beto", language_code="en")
    for wrong in (code, "a" * 26, "nonsense"):
        await beto.say(f"/start {wrong}")
        await beto.sees("This link is no longer good.")
