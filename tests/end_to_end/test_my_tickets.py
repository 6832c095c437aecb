"""What a buyer holds with all organizers: looked at, given back, taken back, waited for, and without reminders."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from db.work import Work
from rules.keys import OrderKey, ProjectKey
from services.expiring import expire
from services.lists import Filter, find_numbers
from services.releases import release
from services.reminding import remind
from services.shares import share_link
from tests.cast import House
from tests.end_to_end.buyers import KEY, open_raffle, order_of, reserve
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


async def held(house: House, key: ProjectKey) -> dict[int, str]:
    page = await house.look(find_numbers, key, Filter())
    return {found.raffle_number: found.state for found in page.found}


async def expired(house: House, key: OrderKey) -> None:
    house.clock.now = datetime.now(UTC) + timedelta(days=30)
    await house.do(expire, key)
    house.clock.now = datetime.now(UTC)


async def test_tickets_of_all_organizers_are_on_pages_and_each_shows_how_to_pay(
    ana: Person, luis: Person, telegram: Telegram, trip: ProjectKey, house: House
) -> None:
    await luis.say("/misboletos")
    await luis.sees("No tienes números.")
    beto = await telegram.person("Beto", language_code="en")
    await beto.say("/start")
    await beto.sees("I run raffles")
    other = await open_raffle(house, beto, "School roof")
    for number in range(4):
        await reserve(house, trip, luis, number)
        await reserve(house, other, luis, number)
    await luis.say("/start")
    await luis.sees("Llevo rifas")
    await luis.tap("🎟 Mis boletos")
    page = await luis.sees("Mis boletos")
    assert page.text.count("por pagar hasta") == 6
    await luis.tap("›")
    page = await luis.sees(lambda seen: seen.text.count("por pagar hasta") == 2)
    await luis.tap("⏳ 00 School roof")
    shown = await luis.sees("Nequi 300 000 0000")
    assert "Referencia: " in shown.text
    assert "US$5,00 por pagar hasta" in shown.text


async def test_unpaid_numbers_are_given_back_after_a_second_question(
    luis: Person, trip: ProjectKey, house: House
) -> None:
    await reserve(house, trip, luis, 7, 12, 30)
    await luis.say("/misboletos")
    await luis.sees("07, 12, 30")
    await luis.tap("07, 12, 30")
    await luis.sees("Referencia")
    await luis.tap("▫️ Liberar")
    await luis.sees("¿Cuál devuelves?")
    await luis.tap("12")
    asked = await luis.sees("¿Devolver 12?")
    assert len(await held(house, trip)) == 3
    await luis.tap("Sí, liberar")
    await luis.sees("Devueltos: 12")
    assert await held(house, trip) == {7: "reserved", 30: "reserved"}
    await luis.tap_data(asked, str(asked.rows[0][0]["callback_data"]))
    await luis.sees_alert("")
    await luis.tap("▫️ Liberar")
    await luis.sees("¿Cuál devuelves?")
    await luis.tap("Todos (2)")
    await luis.sees("¿Devolver 07, 30?")
    await luis.tap("Sí, liberar")
    await luis.sees("Devueltos: 07, 30")
    assert await held(house, trip) == {}


async def test_what_expired_is_taken_back_or_told_which_is_gone_and_waited_for(
    ana: Person, luis: Person, telegram: Telegram, trip: ProjectKey, house: House
) -> None:
    order = await reserve(house, trip, luis)
    await expired(house, order.key)
    await luis.say("/misboletos")
    await luis.sees("Spring trip")
    await luis.tap("Spring trip")
    await luis.sees("puedes recuperarlos")
    await luis.tap("↩️ Recuperarlos")
    await luis.sees("Otra vez tuyos: 07, 12")
    assert await held(house, trip) == {7: "reserved", 12: "reserved"}
    await expired(house, order.key)
    await house.reserve(trip, 7)
    await luis.say("/misboletos")
    await luis.sees("Spring trip")
    await luis.tap("Spring trip")
    await luis.sees("puedes recuperarlos")
    await luis.tap("↩️ Recuperarlos")
    gone = await luis.sees("Mientras tanto alguien tomó: 07")
    assert "Libres cerca: " in gone.text
    assert await held(house, trip) == {7: "reserved"}
    await luis.tap("🔔 Avísame si se libera el 07")
    await luis.sees("Eres el primero en la fila por el 07")
    await house.do(release, trip, [7], ana.id)
    await luis.sees("El 07 de «Spring trip» está libre.", within=20)
    await luis.tap("Tomarlo")
    await luis.sees("Apartado para ti: 07")
    assert await held(house, trip) == {7: "reserved"}
    assert (await order_of(house, OrderKey(*trip, 3))).made_by == luis.id


async def test_who_stops_waiting_is_passed_over_and_nobody_waits_for_what_is_theirs_or_free(
    ana: Person, luis: Person, trip: ProjectKey, house: House
) -> None:
    await reserve(house, trip, luis)
    await house.reserve(trip, 31)
    await luis.say("/misboletos")
    await luis.sees("07, 12")
    await luis.tap("07, 12")
    await luis.sees("Referencia")
    await luis.tap("🔔 Esperar un número")
    await luis.sees("¿Qué número esperas?")
    await luis.say("7")
    await luis.sees("El 07 ya es tuyo.")
    await luis.say("50")
    await luis.sees("El 50 está libre")
    await luis.say("thirty")
    await luis.sees("thirty")
    await luis.say("31")
    await luis.sees("Eres el primero en la fila por el 31")
    await luis.tap("🔔 Lo que espero")
    await luis.sees("Esperas")
    await luis.tap("✖️ 31")
    await luis.sees("Ya no esperas el 31.")
    await house.do(release, trip, [31], ana.id)
    await asyncio.sleep(0.5)
    assert "está libre." not in await luis.transcript()


async def test_reminders_are_stopped_for_one_raffle_or_all_and_allowed_again(
    ana: Person, luis: Person, trip: ProjectKey, house: House
) -> None:
    order = await reserve(house, trip, luis)

    async def remind_luis(work: Work) -> None:
        await remind(work, order.key, ana.id)

    await house.do(remind_luis)
    reminded = await luis.sees("tienes apartados", within=20)
    assert reminded.labels == ["✅ Ya pagué", "⏳ Más tiempo", "▫️ Liberar", "No recordarme"]
    await luis.tap("No recordarme", on=reminded)
    await luis.sees("¿Sin recordatorios")
    await luis.tap("De esta rifa")
    await luis.sees("Ya no recibes recordatorios.")
    assert (await order_of(house, order.key)).reminders_off_at is not None
    await luis.tap("Sí recordarme")
    await luis.sees("Vuelves a recibir recordatorios.")
    assert (await order_of(house, order.key)).reminders_off_at is None
    await luis.tap("No recordarme")
    await luis.sees("¿Sin recordatorios")
    await luis.tap("De todas")
    await luis.sees("Mis boletos")
    await ana.say("/owes")
    await ana.sees("Who owes")
    await ana.tap("07, 12")
    await ana.sees("Order ")
    await ana.tap("Remind now")
    await ana.sees_alert("does not want reminders")


async def test_nobody_reaches_the_orders_of_another(
    luis: Person, telegram: Telegram, trip: ProjectKey, house: House
) -> None:
    order = await reserve(house, trip, luis)
    marta = await telegram.person("Marta", language_code="en")
    await marta.say("/mytickets")
    seen = await marta.sees("You hold no numbers.")
    for action in ("myord", "ipaid", "give", "givedo", "mytick", "regain", "mute", "mutedo", "unmute", "wait"):
        await marta.tap_data(seen, f"1:{action}:{order.code}")
        await marta.sees_alert("")
    assert await held(house, trip) == {7: "reserved", 12: "reserved"}


async def test_from_the_grid_of_numbers_one_waits_for_a_taken_one(
    ana: Person, luis: Person, trip: ProjectKey, house: House
) -> None:
    await house.reserve(trip, 7)
    code = await house.do(share_link, trip, ana.id)
    await luis.say(f"/start {code}")
    await luis.sees("A bicycle")
    await luis.tap("🎟 Elegir números")
    await luis.sees("Elige números")
    await luis.tap("⏳")
    await luis.sees(lambda seen: "🔔 Avísame si se libera el 07" in seen.labels)
    await luis.tap("🔔 Avísame si se libera el 07")
    await luis.sees("Eres el primero en la fila por el 07")
    await luis.say("12")
    await luis.sees("Llevas 1: 12")
    await house.do(release, trip, [7], ana.id)
    await luis.sees("El 07 de «Spring trip» está libre.", within=20)
