"""An organizer writes to the buyers of a raffle: looked at first, sent, stopped; and a buyer wants no more of it."""

import pytest
from sqlalchemy import text as sql

from db.work import Work
from rules.keys import ProjectKey, TaskKey
from rules.numbers import Chosen
from services.announcements import look_at_audiences
from services.announcing import count_sent
from services.buying import buy
from services.shares import share_link
from services.strangers import Person as Buyer
from tests.cast import House
from tests.end_to_end.buyers import KEY, open_raffle, receipt, reserve
from tests.people import BotUnderTest, Person, Telegram


@pytest.fixture
def limits() -> str:
    return "off"


@pytest.fixture
def environment(environment: dict[str, str], limits: str) -> dict[str, str]:
    return environment | KEY | {"SEND_LIMITS": limits}


@pytest.fixture
async def luis(bot: BotUnderTest, telegram: Telegram, house: House, ana: Person) -> Person:
    """He has reserved 07 and 12 of Ana's raffle; Rosa, without Telegram, 30."""
    trip = await open_raffle(house, ana)
    luis = await telegram.person("Luis", language_code="es")
    await luis.say(f"/start {await house.do(share_link, trip, ana.id)}")
    await luis.sees("100 libres")
    await reserve(house, trip, luis)
    await house.reserve(trip, 30)
    return luis


async def test_it_is_looked_at_sent_and_what_came_of_it_is_told(luis: Person, ana: Person) -> None:
    await ana.say("/announce")
    asked = await ana.sees("Whom do you want to write to?")
    assert [button["text"] for button in asked.rows[0]] == ["All (2)", "⏳ Not paid (2)"]
    await ana.tap("All (2)")
    await ana.sees("Write the message")
    await ana.say("We draw <b>tomorrow</b>: https://a.example www.b.example t.me/c https://d.example")
    await ana.sees("There are 4 links in it")
    await ana.say("We draw <b>tomorrow</b>")
    sample = await ana.sees("We draw <b>tomorrow</b>")
    assert sample.text == "📣 Anne · Spring trip\n\nWe draw <b>tomorrow</b>"
    counts = await ana.sees("This is how they see it")
    assert "📣 1 person gets it here." in counts.text
    assert "📵 1 I cannot write to" in counts.text
    assert any("wa.me" in button.get("url", "") for row in counts.rows for button in row)
    await ana.tap("🔕 No more messages like this", on=sample)
    await ana.sees_toast("only how your buyers see it")
    await ana.tap("📣 Send to 1 person")
    got = await luis.sees("We draw <b>tomorrow</b>")
    assert got.text == sample.text
    await ana.sees("✅ 1 of 1 person got it.")
    await ana.tap_data(counts, "1:anncdo:1")
    await ana.sees_alert("too old")
    await luis.tap("🎟 Mis números", on=got)
    await luis.sees("07, 12")


async def test_a_buyer_who_wants_no_more_gets_none_until_they_want_them_again(
    luis: Person, ana: Person, house: House
) -> None:
    await send(ana, "The first")
    got = await luis.sees("The first")
    await luis.tap("🔕 No más mensajes así", on=got)
    await luis.sees_toast("ya no te escribe así")
    await luis.sees(lambda seen: seen.id == got.id and "Recibirlos otra vez" in str(seen.rows))
    await luis.say("/privacy")
    await luis.sees("No recibes los mensajes a compradores de: Anne")
    found = await house.look(look_at_audiences, ProjectKey(ana.id, 1))
    assert sum(meant.within_reach for meant in found.meant.values()) == 0
    await ana.say("/announce The second")
    counts = await ana.sees("Nobody of them can get it here")
    assert "🔕 1 wants no messages like this." in counts.text
    assert not [button for row in counts.rows for button in row if "Send" in button["text"]]
    await ana.tap("Cancel")
    await ana.sees("Nothing was sent")
    await luis.tap("📣 Recibirlos otra vez")
    await luis.sees_toast("Vuelves a recibir")
    await send(ana, "The third")
    await luis.sees("The third")


@pytest.mark.parametrize("limits", ["telegram"])
async def test_in_the_middle_it_is_stopped_at_a_tap(luis: Person, ana: Person, house: House) -> None:
    """As fast as Telegram allows: Ana is answered all the same."""
    await begin_for_a_crowd(ana, house)
    await ana.sees("of 300")
    await ana.tap("✖️ Stop")
    await ana.sees("✖️ Stopped.")
    waiting = (await house.look(count_sent, TaskKey(ana.id, 1))).on_their_way
    assert waiting < 300
    await ana.say("/announce Not that, but this")
    await ana.sees("This is how they see it")


@pytest.mark.parametrize("limits", ["telegram"])
async def test_killed_in_the_middle_it_goes_on_and_nobody_gets_it_twice(
    luis: Person, ana: Person, house: House, bot: BotUnderTest
) -> None:
    await begin_for_a_crowd(ana, house)
    await ana.sees("of 300")
    await bot.kill()
    await bot.start()
    await ana.sees("of 300 people got it", within=40)
    assert await house.look(count_letters) == (300, 300)


async def test_a_photo_goes_with_its_words(luis: Person, ana: Person) -> None:
    await ana.say("/anunciar")
    await ana.sees("Whom do you want to write to?")
    await ana.tap("⏳ Not paid (2)")
    await ana.sees("Write the message")
    await ana.send_photo(receipt(), "The bicycle & its bell")
    await ana.sees("This is how they see it")
    await ana.tap("📣 Send to 1 person")
    got = await luis.sees("The bicycle & its bell")
    assert got.photo
    await luis.tap("🔕 No más mensajes así", on=got)
    await luis.sees_toast("ya no te escribe así")


async def test_of_practice_it_is_only_looked_at(bot: BotUnderTest, ana: Person) -> None:
    await ana.say("/start")
    await ana.sees("I run raffles")
    await ana.tap("🧪 Try a practice raffle · 2 min")
    await ana.sees("Bicycle raffle")
    await ana.tap("··· More")
    await ana.sees("What else?")
    await ana.tap("📣 Write to buyers")
    await ana.sees("Whom do you want to write to?")
    await ana.say("/announce We draw today")
    counts = await ana.sees("the buyers are made up")
    assert not [button for row in counts.rows for button in row if "Send" in button["text"]]


async def send(ana: Person, words: str) -> None:
    await ana.say(f"/announce {words}")
    await ana.sees("This is how they see it")
    await ana.tap("📣 Send to 1 person")
    await ana.sees("1 of 1")


async def begin_for_a_crowd(ana: Person, house: House) -> None:
    """Of another raffle of hers, with 300 buyers of whom Telegram knows nothing."""
    more = await open_raffle(house, ana, "Autumn trip")
    await house.add_set(more, 100, 999)

    async def crowd(work: Work) -> None:
        for number in range(300):
            await buy(work, more, Chosen((number,)), Buyer(5_000_000 + number, f"Somebody {number}"))
        # Nobody is told of these purchases: it would take longer than what is to be seen.
        await work.execute(sql("UPDATE outbox SET state = 'dropped' WHERE state = 'waiting'"))

    await house.do(crowd)
    await ana.say("/projects 2")
    await ana.sees("Autumn trip")
    await ana.say("/announce We draw tomorrow")
    await ana.sees("This is how they see it")
    await ana.tap("📣 Send to 300 people")


async def count_letters(work: Work) -> tuple[int, int]:
    """Of the announcement, and to how many accounts."""
    counted = "SELECT count(*), count(DISTINCT chat_id) FROM outbox WHERE method = 'announcement'"
    row = (await work.execute(sql(counted))).one()
    return row[0], row[1]
