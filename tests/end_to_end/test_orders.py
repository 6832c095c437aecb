"""Who owes, and what is done with an order: paid in parts, prolonged, given back, handed on, voided, told again."""

from datetime import UTC, datetime, time, timedelta

import pytest

from db.orders import Order
from db.work import Work
from rules.keys import BuyerKey, OrderKey, ProjectKey
from rules.numbers import NumberRange
from rules.phones import read_phone
from services.buyers import TypedBuyer
from services.links import claim_link
from services.lists import Filter, find_numbers
from services.orders import find_order_view
from services.organizers import choose_language, choose_quiet_hours, welcome, write_payment_text
from services.prizes import add_prize_to
from services.projects import create_project
from services.sets import add_set_to
from tests.cast import House
from tests.conftest import DATA_KEY
from tests.people import BotUnderTest, Person, Step, Telegram, tell
from tests.people.seen import Seen

_NEVER = (time(0), time(0))


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """The bot reads what the house sealed: phones and links."""
    return environment | {"DATA_KEY": DATA_KEY.hex()}


@pytest.fixture
async def trip(bot: BotUnderTest, house: House, ana: Person) -> ProjectKey:
    """Ana's raffle with the numbers 00-99 at $5, a prize, and how she wants to be paid; today, as the bot knows it."""
    house.clock.now = datetime.now(UTC)

    async def make(work: Work) -> ProjectKey:
        await welcome(work, ana.id, "Anne", "en")
        await write_payment_text(work, ana.id, "Nequi 300 000 0000")
        project = await create_project(work, ana.id, "Spring trip")
        await add_set_to(work, project.key, NumberRange(0, 99, 2), 500, ana.id)
        await add_prize_to(work, project.key, "A bicycle", ana.id)
        return project.key

    return await house.do(make)


async def luis_of(telegram: Telegram, house: House, trip: ProjectKey) -> Person:
    """He has reserved 07 and 12, and opened the link that Ana gave him."""
    await house.reserve(trip, 7, 12)
    luis = await telegram.person("Luis", language_code="es")
    code = await house.do(claim_link, BuyerKey(trip.user_id, 1), trip.user_id)
    await luis.say(f"/start {code}")
    await luis.sees("07, 12")
    await house.do(choose_quiet_hours, luis.id, *_NEVER)
    return luis


async def order_of(house: House, key: ProjectKey, number: int = 1) -> Order:
    return (await house.look(find_order_view, OrderKey(*key, number))).order


async def held(house: House, key: ProjectKey) -> dict[int, str]:
    page = await house.look(find_numbers, key, Filter())
    return {found.raffle_number: found.state for found in page.found}


def data_of(seen: Seen, label: str) -> str:
    return next(str(button["callback_data"]) for row in seen.rows for button in row if label in button["text"])


async def open_order(ana: Person, label: str) -> Seen:
    await ana.say("/owes")
    await ana.sees("Who owes")
    await ana.tap(label)
    return await ana.sees("Order ")


async def test_a_reservation_paid_in_two_parts_becomes_a_ticket_that_its_buyer_receives(
    ana: Person, telegram: Telegram, trip: ProjectKey, house: House
) -> None:
    luis = await luis_of(telegram, house, trip)
    shown = await open_order(ana, "07, 12 Luis")
    assert "$10.00 to pay of $10.00" in shown.text
    await ana.tap("💰 A part")
    await ana.sees("How much is paid now?")
    await ana.say("40")
    await ana.sees("$10.00 is left to pay, and $40.00 is more.")
    await ana.say("2.50")
    await ana.sees("$7.50 stays owed")
    await ana.tap("✅ Paid, cash")
    part = await ana.sees("Luis has paid a part: 07, 12")
    assert "$7.50 still owed" in part.text
    await ana.tap("Order ")
    shown = await ana.sees("$7.50 to pay of $10.00")
    assert "Paid: $2.50 cash" in shown.text
    await ana.tap("✅ Paid, transfer")
    done = await ana.sees("Luis has paid: 07, 12")
    assert "$7.50 transfer" in done.text
    assert "Ticket sent." in done.text
    ticket = await luis.sees("A nombre de Luis")
    assert "🎟 07, 12" in ticket.text
    assert "Spring trip · 🏆 A bicycle" in ticket.text
    assert "pagado US$10,00" in ticket.text
    assert await held(house, trip) == {7: "sold", 12: "sold"}
    await ana.say("/owes")
    await ana.sees("Nobody owes you anything.")


async def test_one_line_pays_the_whole_or_a_part_and_never_more_than_is_owed(
    ana: Person, trip: ProjectKey, house: House
) -> None:
    await house.reserve(trip, 7, 8)
    await ana.say("/pay 7 2.50 cash")
    part = await ana.sees("Luis has paid a part: 07, 08")
    assert "$2.50 cash · $7.50 still owed" in part.text
    assert "Spring trip" in part.text
    await ana.say("/pay 8 20")
    await ana.sees("$7.50 is left to pay, and $20.00 is more.")
    await ana.say("/pagar 8 transferencia")
    await ana.sees("$7.50 transfer")
    assert (await order_of(house, trip)).state == "paid"
    await ana.say("/pay 8")
    await ana.sees("This order is paid already.")
    await ana.say("/pay 9")
    await ana.sees("Nobody holds 09")
    await ana.tap("↩️ Undo")
    await ana.sees("Undone: 07, 08")
    assert (await order_of(house, trip)).owed == 750


async def test_several_lines_are_paid_one_by_one_and_undone_together(
    ana: Person, trip: ProjectKey, house: House
) -> None:
    await house.reserve(trip, 7)
    await house.reserve(trip, 8, buyer=TypedBuyer("Marta"))
    await ana.say("/pay 7 cash\n8 2 card\n9\nnonsense")
    told = await ana.sees("2 of 4 lines done.")
    assert "Luis has paid: 07" in told.text
    assert "Marta has paid a part: 08" in told.text
    await ana.tap("↩️ Undo")
    await ana.sees("Undone")
    assert await held(house, trip) == {7: "reserved", 8: "reserved"}
    assert [(await order_of(house, trip, number)).paid for number in (1, 2)] == [0, 0]


async def test_the_list_has_pages_and_a_repeated_tap_pays_once(ana: Person, trip: ProjectKey, house: House) -> None:
    for number in range(8):
        await house.reserve(trip, number, buyer=TypedBuyer(f"Buyer {number}"), hold=timedelta(hours=number + 1))
    await ana.say("/owes")
    first = await ana.sees("8 reservations · $40.00")
    assert "00 Buyer 0" in first.labels
    await ana.tap("›")
    await ana.sees(lambda seen: "07 Buyer 7" in seen.labels)
    await ana.tap("07 Buyer 7")
    shown = await ana.sees("Order ")
    await ana.tap("✅ Paid, card")
    done = await ana.sees("Buyer 7 has paid: 07")
    await ana.tap_data(done, data_of(shown, "Paid, card"))
    await ana.sees_alert("paid already")
    assert (await order_of(house, trip, 8)).paid == 500
    await ana.tap("⏳ Who owes")
    await ana.sees("7 reservations · $35.00")
    await ana.tap("✅ Paid ones")
    await ana.sees("07 · Buyer 7\n$5.00")


async def test_more_time_is_given_once_however_often_it_is_tapped_and_undone(
    ana: Person, trip: ProjectKey, house: House
) -> None:
    await house.reserve(trip, 7)
    before = (await order_of(house, trip)).told_deadline_at
    assert before is not None
    await open_order(ana, "07 Luis")
    await ana.tap("⏳ More time")
    asked = await ana.sees("How much more time?")
    await ana.tap("24 hours")
    done = await ana.sees("More time for Luis: 07")
    await ana.tap_data(done, data_of(asked, "24 hours"))
    await ana.sees_alert("has changed since")
    assert (await order_of(house, trip)).told_deadline_at == before + timedelta(days=1)
    await ana.tap("↩️ Undo")
    await ana.sees("Undone: 07")
    assert (await order_of(house, trip)).told_deadline_at == before
    await ana.tap("Order ")
    await ana.sees("to pay of")
    await ana.tap("⏳ More time")
    await ana.sees("How much more time?")
    await ana.say("soon")
    await ana.sees("soon")
    await ana.say("3d")
    await ana.sees("More time for Luis: 07")
    assert (await order_of(house, trip)).told_deadline_at == before + timedelta(days=3)


async def test_a_part_of_the_numbers_is_given_back_after_a_second_question_and_taken_again_by_undo(
    ana: Person, trip: ProjectKey, house: House
) -> None:
    await house.reserve(trip, 7, 8, 9)
    await open_order(ana, "07-09 Luis")
    await ana.tap("▫️ Release")
    await ana.sees("Which ones are given back?")
    await ana.tap("08")
    await ana.sees(lambda seen: "•08•" in seen.labels)
    await ana.tap("Release 08")
    await ana.sees("Release 08 of Luis?")
    assert await held(house, trip) == {7: "reserved", 8: "reserved", 9: "reserved"}
    await ana.tap("Yes, release")
    done = await ana.sees("Released by Luis: 08")
    assert "What stays: 07, 09 · $10.00 to pay" in done.text
    assert await held(house, trip) == {7: "reserved", 9: "reserved"}
    await ana.tap("↩️ Undo")
    await ana.sees("Undone: 08")
    assert await held(house, trip) == {7: "reserved", 8: "reserved", 9: "reserved"}
    await ana.tap("Order ")
    await ana.sees("to pay of $15.00")
    await ana.tap("▫️ Release")
    await ana.sees("Which ones are given back?")
    await ana.say("50")
    await ana.sees("Nobody holds 50")
    await ana.tap("All of them (3)")
    await ana.sees("Release 07-09 of Luis?")
    await ana.tap("Yes, release")
    await ana.sees("Nothing is left of order")
    assert await held(house, trip) == {}


async def test_release_by_line_and_by_typing(ana: Person, trip: ProjectKey, house: House) -> None:
    await house.reserve(trip, 7, 8)
    await house.reserve(trip, 9, buyer=TypedBuyer("Marta"))
    await ana.say("/release 7, 9")
    done = await ana.sees("Released by Luis: 07")
    assert "Released by Marta: 09" in done.text
    await ana.tap("↩️ Undo")
    await ana.sees("Undone")
    await ana.say("/liberar")
    await ana.sees("Which numbers are given back?")
    await ana.say("8-9")
    await ana.sees("Release 08, 09?")
    await ana.tap("Yes, release")
    await ana.sees("Released by Marta: 09")
    assert await held(house, trip) == {7: "reserved"}
    await ana.say("/release 50")
    await ana.sees("Nobody holds 50")


async def test_an_order_is_handed_on_to_somebody_known_or_new(ana: Person, trip: ProjectKey, house: House) -> None:
    await house.sell(trip, 7)
    await house.sell(trip, 8, buyer=TypedBuyer("Marta"))
    await ana.say("/owes")
    await ana.sees("Who owes")
    await ana.tap("✅ Paid ones")
    await ana.sees("08 · Marta")
    await ana.tap("07 Luis")
    await ana.sees("Order ")
    await ana.tap("👤 Change holder")
    asked = await ana.sees("Whose is it from now on?")
    assert "👤 Luis" not in asked.labels
    await ana.tap("👤 Marta")
    await ana.sees("Now held by Marta: 07")
    await ana.tap("↩️ Undo")
    await ana.sees("Undone: 07 · Luis")
    await ana.tap("Order ")
    await ana.sees("✅ paid")
    await ana.tap("👤 Change holder")
    await ana.sees("Whose is it from now on?")
    await ana.say("Zoe +57 300 123 4567")
    await ana.sees("Tap to confirm: Zoe")
    await ana.tap("➕ New: Zoe")
    await ana.sees("Now held by Zoe: 07")
    view = await house.look(find_order_view, OrderKey(*trip, 1))
    assert (view.buyer.name, view.buyer.phone) == ("Zoe", "+57 300 123 4567")


async def test_a_buyer_is_corrected_and_an_order_voided_with_a_reason(
    ana: Person, trip: ProjectKey, house: House
) -> None:
    await house.sell(trip, 7)
    await ana.say("/owes")
    await ana.sees("Who owes")
    await ana.tap("✅ Paid ones")
    await ana.sees("07 · Luis")
    await ana.tap("07 Luis")
    await ana.sees("Order ")
    await ana.tap("Correct buyer")
    await ana.sees("What is wrong?")
    await ana.tap("Name")
    await ana.sees("Type the right name.")
    await ana.say("\u202e")
    await ana.sees("name")
    await ana.say("Luisa <b>Díaz</b>")
    await ana.sees("👤 Luisa <b>Díaz</b>")
    await ana.tap("Void")
    await ana.sees("Type the reason.")
    await ana.say("She wanted 70")
    asked = await ana.sees("This cannot be undone. $5.00 is to be given back.")
    assert await held(house, trip) == {7: "sold"}
    await ana.tap("Yes, void it")
    done = await ana.sees("Voided, free again: 07")
    assert "Give $5.00 back to Luisa" in done.text
    await ana.tap_data(done, data_of(asked, "Yes, void it"))
    await ana.sees_alert("too old")
    assert await held(house, trip) == {}
    await ana.tap("Order ")
    shown = await ana.sees("Why: She wanted 70")
    assert "$5.00 to give back" in shown.text
    await ana.tap("History")
    told = await ana.sees("Voided: 07")
    assert "Sold to Luisa <b>Díaz</b>: 07 · $5.00 cash" in told.text


async def test_a_buyer_on_telegram_is_reminded_at_most_once_an_hour(
    ana: Person, telegram: Telegram, trip: ProjectKey, house: House
) -> None:
    luis = await luis_of(telegram, house, trip)
    await open_order(ana, "07, 12 Luis")
    await ana.tap("Remind now")
    await ana.sees_toast("The reminder is on its way to Luis.")
    read = await luis.sees("Luis, tienes apartados los números 07, 12 de «Spring trip».")
    assert "Nequi 300 000 0000" in read.text
    assert (await order_of(house, trip)).code in read.text
    await ana.tap("Remind now")
    await ana.sees_alert("This reminder went out")
    await ana.tap("History")
    await ana.sees("Luis was reminded")


async def test_whom_the_bot_cannot_write_to_gets_what_the_organizer_forwards(
    ana: Person, trip: ProjectKey, house: House
) -> None:
    marta = TypedBuyer("Marta", read_phone("+57 300 123 4567", None))
    await house.reserve(trip, 7, buyer=marta)
    await open_order(ana, "07 Marta")
    await ana.tap("Remind now")
    asked = await ana.sees("I cannot write to Marta.")
    await ana.sees("Marta, 07 of “Spring trip” is reserved for you.")
    url = str(asked.rows[0][0]["url"])
    assert url.startswith("https://wa.me/573001234567?text=Marta%2C%2007%20of")
    assert "%3Cb%3E" not in url
    await ana.say("/pay 7")
    await ana.sees("Marta has paid: 07")
    await ana.tap("🎟 Send ticket")
    above = await ana.sees("I cannot write to Marta.")
    ticket = await ana.sees("Holder: Marta · paid $5.00")
    assert ticket.id > above.id


async def test_a_ticket_is_sent_again_in_the_language_of_whoever_reads_it(
    ana: Person, telegram: Telegram, trip: ProjectKey, house: House
) -> None:
    luis = await luis_of(telegram, house, trip)
    await ana.say("/pay 7")
    await ana.sees("Ticket sent.")
    await luis.sees("A nombre de Luis")
    await house.do(choose_language, luis.id, "pt")
    await ana.tap("Order ")
    await ana.sees("✅ paid")
    await ana.tap("🎟 Ticket again")
    await ana.sees_toast("The ticket is on its way to Luis.")
    await luis.sees("Em nome de Luis")


RELEASE = [
    Step("say", "/owes", "Who owes"),
    Step("tap", "07, 08 Luis", "Order "),
    Step("tap", "▫️ Release", "Which ones are given back?"),
    Step("say", "8", "Release 08 of Luis?"),
    Step("tap", "Yes, release", "Released by Luis: 08"),
]


@pytest.mark.parametrize("step", range(1, len(RELEASE) + 1))
async def test_what_was_asked_about_an_order_goes_on_after_a_kill(
    bot: BotUnderTest, ana: Person, trip: ProjectKey, house: House, step: int
) -> None:
    await house.reserve(trip, 7, 8)
    await tell(bot, ana, RELEASE, killed_after=step)
    assert await held(house, trip) == {7: "reserved"}
