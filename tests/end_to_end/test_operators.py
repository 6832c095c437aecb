"""Those who run the bot, in their chat with it: how it does, a raffle that is reported, its organizer barred."""

import re

import httpx
import pytest

from rules.keys import ProjectKey
from services.my_tickets import my_tickets
from services.shares import share_link
from tests.cast import House
from tests.end_to_end.buyers import KEY, open_raffle, reserve
from tests.people import BotUnderTest, Person, Telegram


@pytest.fixture
async def olga(telegram: Telegram) -> Person:
    """Runs the bot."""
    return await telegram.person("Olga", language_code="en")


@pytest.fixture
def environment(environment: dict[str, str], olga: Person) -> dict[str, str]:
    return environment | KEY | {"OPERATOR_IDS": str(olga.id)}


@pytest.fixture
async def trip(bot: BotUnderTest, ana: Person, olga: Person, house: House) -> ProjectKey:
    await olga.say("/language en")
    await olga.sees("English")
    await ana.say("/start")
    await ana.sees("I run raffles")
    return await open_raffle(house, ana)


async def test_a_raffle_is_reported_its_organizer_barred_and_let_again(
    trip: ProjectKey, ana: Person, olga: Person, house: House, telegram: Telegram
) -> None:
    luis = await telegram.person("Luis", language_code="es")
    code = await house.do(share_link, trip, ana.id)
    await luis.say(f"/start {code}")
    await luis.sees("100 libres")
    await reserve(house, trip, luis)
    await luis.tap("🚩 Denunciar")
    await luis.sees("¿Denunciar Spring trip")
    await luis.tap("🚩 Sí, denunciarla")
    await luis.sees("Gracias.")
    await olga.sees("Somebody reports Spring trip by Anne")
    await olga.tap("🔎 Look at it")
    seen = await olga.sees("Runs 1 raffle")
    assert "⏳ 2 of 100" in seen.text
    await olga.tap("⛔ Bar the organizer")
    await olga.sees("⛔ Barred since")
    await ana.say("/sell 30 Rosa")
    await ana.sees("have stopped your raffles for now")
    await luis.say(f"/start {code}")
    await luis.sees("no sirve")
    await luis.say("/mytickets")
    await luis.sees("07, 12")
    await olga.say("/ops")
    await olga.sees("⛔ Organizers barred: 1")
    await olga.tap("⛔ Barred")
    listed = await olga.sees("They organize nothing for now")
    await olga.tap(listed.rows[0][0]["text"])
    await olga.sees("⛔ Barred since")
    await olga.tap("✅ Let them organize again")
    await olga.sees(lambda seen: "Runs 1 raffle" in seen.text and "Barred" not in seen.text)
    await ana.say("/sell 30 Rosa")
    await ana.sees("Sold to Rosa")
    assert len((await house.look(my_tickets, luis.id)).rows) == 1


async def test_whoever_reads_the_public_page_reports_it_from_there(
    trip: ProjectKey, ana: Person, olga: Person, telegram: Telegram
) -> None:
    await ana.say("/share")
    shared = await ana.sees("/p/")
    page = re.search(r"http://127\.0\.0\.1:\d+/p/[a-z0-9]{16}", shared.text)
    assert page is not None
    async with httpx.AsyncClient(headers={"Accept-Language": "pt-BR"}) as stranger:
        told = (await stranger.get(page[0])).text
    link = re.search(r'<a href="https://t\.me/\w+\?start=(report-[a-z0-9]{16})"[^>]*>🚩 Denunciar esta rifa</a>', told)
    assert link is not None
    marta = await telegram.person("Marta", language_code="pt-br")
    await marta.say(f"/start {link[1]}")
    await marta.sees("Denunciar Spring trip")
    await marta.tap("🚩 Sim, denunciar")
    await marta.sees("Obrigado")
    await olga.sees("Somebody reports Spring trip by Anne")
    await olga.tap("⛔ Bar the organizer")
    await olga.sees("⛔ Barred since")
    async with httpx.AsyncClient() as stranger:
        assert (await stranger.get(page[0])).status_code == 404


async def test_who_does_too_much_in_a_day_goes_on_when_an_operator_lets_them(
    trip: ProjectKey, ana: Person, olga: Person
) -> None:
    await olga.say(f"/ops {ana.id}")
    await olga.sees("raffles made: 1 of 20")
    await olga.tap("📏 Limits")
    await olga.sees("Low is a tenth of the usual")
    await olga.tap("Low limits")
    await olga.sees("raffles made: 1 of 2")
    await ana.say("/new Two")
    await ana.sees("Two")
    await ana.say("/new Three")
    refused = await ana.sees("At most 2 raffles can be made in 24 hours")
    assert f"your number: {ana.id}" in refused.text
    await olga.tap("10 × the limits")
    await olga.sees("raffles made: 2 of 200")
    await ana.say("/new Three")
    await ana.sees("Three")


async def test_to_everybody_else_there_is_no_such_command(trip: ProjectKey, ana: Person, olga: Person) -> None:
    await ana.say("/ops")
    await ana.sees("I did not understand that")
    await olga.say("/ops")
    seen = await olga.sees("📥 Updates waiting")
    assert "GB" in seen.text or "MB" in seen.text
