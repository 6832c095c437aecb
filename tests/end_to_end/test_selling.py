"""Selling and reserving: by the grid, by typing, at random, in one message; and the way back."""

import pytest

from db.work import Work
from rules.keys import ProjectKey
from rules.numbers import NumberRange
from services.lists import Filter, find_numbers
from services.organizers import welcome
from services.projects import create_project
from services.sets import add_set_to
from tests.cast import House
from tests.people import BotUnderTest, Person, Step, Telegram, tell


@pytest.fixture
async def trip(bot: BotUnderTest, house: House, ana: Person) -> ProjectKey:
    """Ana's raffle with the numbers 00-99 at $5."""

    async def make(work: Work) -> ProjectKey:
        await welcome(work, ana.id, "Anne", "en")
        project = await create_project(work, ana.id, "Spring trip")
        await add_set_to(work, project.key, NumberRange(0, 99, 2), 500, ana.id)
        return project.key

    return await house.do(make)


async def held(house: House, key: ProjectKey) -> dict[int, str]:
    page = await house.look(find_numbers, key, Filter())
    return {found.raffle_number: found.state for found in page.found}


async def test_four_taps_sell_to_a_recent_buyer(ana: Person, trip: ProjectKey, house: House) -> None:
    await ana.say("/sell 1 Luis")
    await ana.sees("Sold to Luis: 01")
    await ana.say("/sell")
    await ana.sees("Choose numbers")
    await ana.tap("07")
    await ana.sees("07 · $5.00")
    await ana.tap("Go on with 07")
    await ana.sees("Who is it for?")
    await ana.tap("👤 Luis")
    await ana.sees("Luis (#1)")
    await ana.tap("✅ Sold, cash")
    done = await ana.sees("Sold to Luis: 07")
    assert "$5.00 cash" in done.text
    assert "Spring trip" in done.text
    assert await held(house, trip) == {1: "sold", 7: "sold"}


async def test_a_sale_is_undone_by_one_tap_and_only_once(ana: Person, trip: ProjectKey, house: House) -> None:
    await ana.say("/sell 7,12 Luis cash")
    done = await ana.sees("Sold to Luis: 07, 12")
    await ana.tap("↩️ Undo")
    await ana.sees("Undone: 07, 12")
    assert await held(house, trip) == {}
    remembered = next(button["callback_data"] for row in done.rows for button in row if "Undo" in button["text"])
    await ana.tap_data(done, remembered)
    await ana.sees_alert()
    assert await held(house, trip) == {}


async def test_numbers_are_typed_in_the_grid_and_a_new_buyer_is_typed(
    ana: Person, trip: ProjectKey, house: House
) -> None:
    await ana.say("/reserve")
    await ana.sees("Choose numbers")
    await ana.say("5, 12-14")
    await ana.sees("4 numbers: 05, 12-14 · $20.00")
    await ana.say("what?")
    await ana.sees("what?")
    await ana.say("200")
    await ana.sees("200")
    await ana.tap("Go on with 05, 12-14")
    await ana.sees("Who is it for?")
    await ana.say("Marta Díaz +57 300 123 4567")
    await ana.sees("Marta Díaz, +57 300 123 4567 (new)")
    await ana.tap("⏳ Reserve 48 hours")
    done = await ana.sees("Reserved for Marta Díaz: 05, 12-14")
    assert "$20.00 by" in done.text
    assert set((await held(house, trip)).values()) == {"reserved"}


async def test_a_number_taken_meanwhile_is_named_and_the_rest_stays(
    ana: Person, trip: ProjectKey, house: House
) -> None:
    await ana.say("/sell")
    await ana.sees("Choose numbers")
    await ana.say("7 8 9")
    await ana.sees("3 numbers")
    await house.sell(trip, 8)
    await ana.tap("Go on with 07-09")
    await ana.sees("08 was taken meanwhile")
    await ana.tap("Go on with 07, 09")
    await ana.sees("Who is it for?")
    await ana.say("Marta")
    await ana.sees("Marta (new)")
    await house.sell(trip, 9)
    await ana.tap("✅ Sold, card")
    await ana.sees("09 was taken meanwhile")
    await ana.tap("✅ Sold, card")
    await ana.sees("Sold to Marta: 07")
    assert await held(house, trip) == {7: "sold", 8: "sold", 9: "sold"}


async def test_several_lines_sell_one_by_one_and_each_is_reported(ana: Person, trip: ProjectKey, house: House) -> None:
    await ana.say("/sell 1 Luis\n2-3 Marta card\n1 Zoe\nnonsense")
    report = await ana.sees("2 of 4 lines done.")
    assert "Sold to Luis: 01" in report.text
    assert "Sold to Marta: 02, 03" in report.text
    assert "❌ 1 Zoe" in report.text
    assert set(await held(house, trip)) == {1, 2, 3}
    await ana.tap("↩️ Undo")
    await ana.sees("Undone")
    assert await held(house, trip) == {}


async def test_a_message_that_reads_like_a_sale_is_confirmed_by_one_tap(
    ana: Person, trip: ProjectKey, house: House
) -> None:
    await ana.say("07 15 22 Luis 5512345678 transfer")
    shown = await ana.sees("Luis, 5512345678 (new)")
    assert "$15.00" in shown.text
    assert await held(house, trip) == {}
    await ana.tap("✅ Sold, transfer")
    await ana.sees("Sold to Luis: 07, 15, 22")
    await ana.say("good morning")
    await ana.sees("I did not understand that.")


async def test_two_devices_of_one_organizer_never_sell_a_number_twice(
    ana: Person, telegram: Telegram, trip: ProjectKey, house: House
) -> None:
    await ana.say("/sell 5 Luis")
    await ana.say("/sell 5 Marta")
    await ana.sees("05 is taken")
    assert await held(house, trip) == {5: "sold"}


SALE = [
    Step("say", "/sell", "Choose numbers"),
    Step("tap", "07", "07 · $5.00"),
    Step("tap", "Go on with 07", "Who is it for?"),
    Step("say", "Zoe", "Zoe (new)"),
    Step("tap", "✅ Sold, transfer", "Sold to Zoe: 07"),
]


@pytest.mark.parametrize("step", range(1, len(SALE) + 1))
async def test_a_sale_goes_on_where_it_was_after_a_kill(
    bot: BotUnderTest, ana: Person, trip: ProjectKey, house: House, step: int
) -> None:
    await tell(bot, ana, SALE, killed_after=step)
    assert await held(house, trip) == {7: "sold"}


async def test_a_number_of_a_million_is_found_by_jumping_and_sold_at_random(
    ana: Person, trip: ProjectKey, house: House
) -> None:
    await house.add_set(trip, 1_000_000, 1_999_999)
    await ana.say("/sell")
    await ana.sees("Choose numbers")
    await ana.tap("00-49")
    stretches = await ana.sees("Which numbers?")
    await ana.tap(stretches.labels[10])
    closer = await ana.sees(lambda seen: seen.labels[:1] != stretches.labels[:1] and "Which numbers?" in seen.text)
    await ana.tap(closer.labels[0])
    await ana.sees(lambda seen: seen.labels[:1] != closer.labels[:1])
    await ana.say("random 3")
    await ana.sees("3 numbers")
    await ana.tap("Go on with")
    await ana.sees("Who is it for?")
    await ana.say("Zoe")
    await ana.sees("Zoe (new)")
    await ana.tap("✅ Sold, cash")
    await ana.sees("Sold to Zoe")
    assert len(await held(house, trip)) == 3


async def test_in_a_group_only_the_seller_s_own_taps_count(
    ana: Person, telegram: Telegram, trip: ProjectKey, house: House
) -> None:
    beto = await telegram.person("Beto", language_code="en")
    group = await ana.found("group", "Helpers", beto)
    await ana.say("/sell 7 Luis", chat=group)
    done = await ana.sees("Sold to Luis: 07", chat=group)
    await beto.tap("↩️ Undo", on=done, chat=group)
    await beto.sees_toast("These buttons belong to somebody else.", chat=group)
    assert await held(house, trip) == {7: "sold"}
    await ana.tap("↩️ Undo", on=done, chat=group)
    await ana.sees("Undone: 07", chat=group)
    assert await held(house, trip) == {}


@pytest.mark.parametrize("name", ["<b>Luis</b>", "\u202esiuL", "Zoë 🎟", "محمد", "x" * 80])
async def test_any_name_buys_and_is_shown_as_it_is(ana: Person, trip: ProjectKey, house: House, name: str) -> None:
    await ana.say(f"/sell 7 {name}")
    done = await ana.sees("Sold to")
    assert name.replace("\u202e", "") in done.text
    await ana.say("/sell 8 " + "x" * 4000)
    await ana.sees("80")
    assert await held(house, trip) == {7: "sold"}
