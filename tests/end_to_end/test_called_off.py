"""A raffle that is called off: its buyers hear of it, and of the others the organizer gets ready texts."""

import pytest

from rules.phones import read_phone
from services.buyers import TypedBuyer
from services.shares import share_link
from tests.cast import House
from tests.end_to_end.buyers import KEY, open_raffle, reserve
from tests.people import BotUnderTest, Person, Telegram


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | KEY


async def test_each_buyer_is_told_once_by_the_bot_or_by_the_organizer(
    bot: BotUnderTest, ana: Person, house: House, telegram: Telegram
) -> None:
    trip = await open_raffle(house, ana)
    luis = await telegram.person("Luis", language_code="es")
    await luis.say(f"/start {await house.do(share_link, trip, ana.id)}")
    await luis.sees("100 libres")
    await reserve(house, trip, luis)
    await house.sell(trip, 30, buyer=TypedBuyer("Rosa", read_phone("+57 300 123 4567", None)))
    await ana.say("/start")
    home = await ana.sees("Spring trip")
    await ana.tap_data(home, "1:edit:1.off")
    asked = await ana.sees("Call off Spring trip?")
    assert "📣 Everybody who has a number is told." in asked.text
    await ana.tap("🗑 Yes, call it off")
    done = await ana.sees("is called off.\n")
    assert "📣 1 person is told by me." in done.text
    told = await luis.sees("se canceló: no habrá sorteo")
    assert "Tus números eran 07, 12." in told.text
    to_pass_on = await ana.sees("Please tell these people yourself")
    assert "👤 Rosa · 30 · $5.00 back" in to_pass_on.text
    assert to_pass_on.rows[0][0]["url"].startswith("https://wa.me/573001234567?text=Rosa")
    await ana.tap_data(asked, "1:off:1")
    assert len([seen for seen in await luis.messages() if "se canceló" in seen.text]) == 1
