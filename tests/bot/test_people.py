"""Buyers: searched, added, corrected, joined, invited; and a sale that begins with one of them."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.actions import Action
from bot.application import HANDLERS
from bot.buttons import data
from db.buyers import Buyer, find_buyer
from db.store import Store
from rules.keys import BuyerKey, ProjectKey
from rules.numbers import NumberRange
from rules.phones import read_phone
from services.buyers import add_new_buyer
from services.lists import Filter, find_numbers
from services.practice import start_practice
from services.projects import create_project
from services.sets import add_set_to
from tests.bot.desk import Desk, desk_of, said, tapped
from tests.bot.hands import do, labels, sees
from tests.cast import ANA, BETO, LUIS, MARTA, House

pytestmark = pytest.mark.story

HOSTILE = [
    "<b>Luis</b> & co",
    "\u202eسامي\u202c الحسن",
    "👩‍👩‍👧‍👦 Familia 🎟",
    "W" * 80,
    "🎟" * 80,
    "Robert'); DROP TABLE buyers;--",
]


@pytest.fixture
async def desk(store: Store, house: House) -> AsyncIterator[Desk]:
    """Ana's raffle has the numbers 00-99 at $5; Luis has bought 07 and 12, Marta has reserved 20."""
    async with desk_of(store, house.clock, HANDLERS) as desk:
        await do(desk, "/language en")
        project = await house.do(create_project, ANA, "Spring trip")
        await house.do(add_set_to, project.key, NumberRange(0, 99, 2), 500, ANA)
        await house.sell(project.key, 7, 12, buyer=LUIS)
        await house.reserve(project.key, 20, buyer=MARTA)
        yield desk


async def buyer(house: House, number: int) -> Buyer:
    return await house.look(find_buyer, BuyerKey(ANA, number))


async def add(house: House, name: str, phone: str | None = None, *, user_id: int = ANA) -> Buyer:
    read = None if phone is None else read_phone(phone, None)
    return await house.do(add_new_buyer, user_id, name, read, user_id)


async def test_all_are_listed_page_by_page_and_each_shows_what_they_hold(desk: Desk, house: House) -> None:
    for number in range(10):
        await add(house, f"Buyer {number}", f"+57 300 123 456{number}")
    listed = await do(desk, "/buyers")
    assert listed.startswith("👤 <b>Buyers</b>\n\n#3 Buyer 0 · +57 300 123 4560\n")
    assert "Luis" not in listed
    listed = await do(desk, "@›")
    assert "#1 Luis\n#2 Marta" in listed
    assert "‹" in await labels(desk)
    assert "›" not in await labels(desk)
    shown = await do(desk, "@👤 Luis")
    assert "👤 <b>Luis</b> · #1" in shown
    assert "🏆 Spring trip · 1 order\n✅ $10.00 paid" in shown
    assert "✅ $0.00 paid · ⏳ $5.00 owed" in await do(desk, "/buyers #2")


async def test_a_part_of_a_name_a_phone_or_its_end_finds_them(desk: Desk, house: House) -> None:
    await add(house, "Lucía Gómez", "+57 300 123 4567")
    assert "#1 Luis\n#3 Lucía Gómez" in await do(desk, "/buyers lu")
    for words in ("4567", "+57 300 123 4567", "gomez", "/compradores lucía"):
        await do(desk, "/buyers")
        assert "Lucía Gómez" in await do(desk, words), words
    assert "Nobody found for “zoe”." in await do(desk, "/buyers zoe")
    assert "Nobody found for “9999”." in await do(desk, "9999")
    assert not [label for label in await labels(desk) if "New" in label]


async def test_what_is_found_has_pages_too(desk: Desk, house: House) -> None:
    for number in range(11):
        await add(house, f"Buyer {number}")
    await do(desk, "/buyers buyer")
    old = (await labels(desk))["›"]
    assert "Buyer 10" in await do(desk, "@›")
    await do(desk, "@Buyer 10")
    await desk.take(tapped(ANA, old))
    assert "Buyer 10</b>" in await sees(desk)


@pytest.mark.parametrize("line", ["/buyers add Zoe +57 300 123 4567", "/compradores agregar Zoe +573001234567"])
async def test_one_line_adds(desk: Desk, house: House, line: str) -> None:
    assert "✅ Added." in await do(desk, line)
    added = await buyer(house, 3)
    assert (added.name, added.phone_e164) == ("Zoe", "+573001234567")


async def test_who_may_be_known_is_added_only_when_it_is_said_again(desk: Desk, house: House) -> None:
    assert "Luis is known already. Is it somebody of these?" in await do(desk, "/buyers add Luis")
    assert "👤 Luis" in await labels(desk)
    assert "✅ Added." in await do(desk, "@➕ New: Luis")
    assert (await buyer(house, 3)).name == "Luis"
    several = await do(desk, "/buyers add Luis")
    assert "#1 Luis\n#3 Luis" in several
    await add(house, "Zoe", "+57 300 123 4567")
    assert "This is Zoe's phone already." in await do(desk, "/buyers add Zoe B. +57 300 123 4567")


async def test_the_button_of_somebody_typed_before_adds_nobody_else(desk: Desk, house: House) -> None:
    await do(desk, "/buyers zoe")
    old = (await labels(desk))["➕ New: zoe"]
    await do(desk, "/buyers pedro")
    await desk.take(tapped(ANA, old))
    await do(desk, "@➕ New: pedro")
    await desk.take(tapped(ANA, old))
    assert (await buyer(house, 3)).name == "pedro"
    assert "Nobody found for “zoe”" in await do(desk, "/buyers zoe")


async def test_a_shared_contact_is_added(desk: Desk, house: House) -> None:
    await do(desk, "/buyers")
    update = said(ANA, "x")
    del update["message"]["text"]
    update["message"]["contact"] = {"phone_number": "573001234567", "first_name": "Zoe"}
    await desk.take(update)
    assert "✅ Added." in await sees(desk)
    assert (await buyer(house, 3)).phone_e164 == "+573001234567"


@pytest.mark.parametrize(
    ("button", "wrong", "reason", "right", "shown"),
    [
        ("@Name", "\u200b", "Missing: the name", "Luis P.", "<b>Luis P.</b>"),
        ("@Name", "W" * 4000, "Too long: the name", "Luis", "<b>Luis</b>"),
        ("@Phone", "12", "as a phone", "+57 300 123 4567", "Phone: +57 300 123 4567"),
        ("@E-mail", "nonsense", "as an e-mail", "luis@Example.com", "E-mail: luis@example.com"),
        ("@Notes", "W" * 4000, "Too long", "Pays <late>\nsince May", "Notes: Pays &lt;late&gt;\nsince May"),
    ],
)
async def test_everything_about_them_is_corrected(
    desk: Desk, button: str, wrong: str, reason: str, right: str, shown: str
) -> None:
    await do(desk, "/buyers #1")
    assert "Now: " in await do(desk, button)
    assert reason in await do(desk, wrong)
    told = await do(desk, right)
    assert "✅ Corrected." in told
    assert shown in told


async def test_what_is_not_wanted_is_removed(desk: Desk, house: House) -> None:
    await do(desk, "/buyers #1", "@Phone", "+57 300 123 4567", "@Phone", "@Remove it")
    await do(desk, "@Notes", "Late", "@Notes", "@Remove it", "@E-mail", "a@example.org", "@E-mail", "@Remove it")
    known = await buyer(house, 1)
    assert (known.phone, known.phone_e164, known.notes, known.email) == (None, None, None, None)
    await do(desk, "@Name")
    assert "Remove it" not in await labels(desk)
    await desk.take(tapped(ANA, data(Action.FORGET, "1.1")))
    assert (await buyer(house, 1)).name == "Luis"


async def test_two_who_are_one_are_joined_after_a_second_question(desk: Desk, house: House) -> None:
    await add(house, "Luis", "+57 300 123 4567")
    asked = await do(desk, "/buyers #1", "@Join with another")
    assert "Who is the same person as Luis?" in asked
    assert "#3 Luis · +57 300 123 4567" in asked
    assert "Marta" in await do(desk, "mar")
    assert "Join <b>Marta</b> (#2) with <b>Luis</b> (#1)?" in await do(desk, "@👤 Marta")
    yes = (await labels(desk))["Yes, join them"]
    assert "#3 Luis" in await do(desk, "#3")
    await desk.take(tapped(ANA, yes))
    assert (await buyer(house, 2)).merged_into is None
    joined = await do(desk, "@👤 Luis", "@Yes, join them")
    assert "✅ #3 is one with this buyer now." in joined
    assert "Phone: +57 300 123 4567" in joined
    assert (await buyer(house, 3)).merged_into == 1
    assert "👤 <b>Luis</b> · #1" in await do(desk, "/buyers #3")
    assert "👤 #3 was joined with Luis" in await do(desk, "@History")


@pytest.mark.parametrize("words", ["zzz", "#1", "#99", "4567"])
async def test_nobody_is_joined_with_nobody(desk: Desk, words: str) -> None:
    await do(desk, "/buyers #1", "@Join with another", words)
    assert not [label for label in await labels(desk) if label.startswith("👤 ") and label != "👤 Buyers"]


async def test_a_link_is_made_once_forwarded_and_cancelled(desk: Desk, house: House) -> None:
    await do(desk, "/buyers #1", "@Phone", "+57 300 123 4567")
    words = await do(desk, "@Invite by link")
    url = words.splitlines()[-1]
    assert words.startswith("Luis, open this link and your numbers with Somebody come to your Telegram")
    assert url.startswith("https://t.me/raffles_bot?start=")
    above = (await desk.letters())[-2]
    (send, *_), (cancel, *_) = json.loads(above["reply_markup"])["inline_keyboard"]
    assert send["url"].startswith("https://wa.me/573001234567?text=Luis%2C%20open")
    assert url.rpartition("=")[2] in send["url"]
    await desk.take(tapped(ANA, data(Action.CLAIM, "1")))
    assert await sees(desk) == words
    await desk.take(tapped(ANA, cancel["callback_data"]))
    assert "The link is no longer good." in await sees(desk)
    code = url.rpartition("=")[2]
    await desk.take(said(BETO, f"/start {code}"))
    assert "This link is no longer good" in await sees(desk)
    await desk.take(tapped(ANA, data(Action.CLAIM, "1")))
    assert await sees(desk) != words


async def test_who_is_connected_needs_no_link(desk: Desk, house: House) -> None:
    await do(desk, "/buyers #1")
    words = await do(desk, "@Invite by link")
    await desk.take(said(BETO, f"/start {words.rpartition('=')[2]}"))
    assert "You are <b>Luis</b>, a buyer of Somebody." in await sees(desk)
    assert "On Telegram with me" in await do(desk, "/buyers #1")
    assert "Invite by link" not in await labels(desk)
    assert "👤 Luis opened the link and is on Telegram" in await do(desk, "@History")


async def test_their_orders_and_their_past_are_a_tap_away(desk: Desk, house: House) -> None:
    orders = await do(desk, "/buyers #1", "@🎟 Orders")
    assert "✅ <b>07, 12</b> · Spring trip · $10.00" in orders
    assert "🎟 <b>07, 12</b>" in await do(desk, "@✅ 07, 12")
    past = await do(desk, "/buyers #1", "@History")
    assert "✅ Sold to Luis: 07, 12 · $10.00 cash" in past
    assert "👤 Luis was added" in past


async def test_a_sale_begins_with_its_buyer(desk: Desk, house: House) -> None:
    await do(desk, "/buyers #1", "@🎟 Sell to them", "@08", "@Go on with 08")
    assert "👤 Luis (#1)" in await sees(desk)
    assert "✅ Sold to Luis: <b>08</b>" in await do(desk, "@✅ Sold, cash")
    page = await house.look(find_numbers, ProjectKey(ANA, 1), Filter(buyer_number=1))
    assert [found.raffle_number for found in page.found] == [7, 8, 12]


async def test_a_sale_to_somebody_asks_in_which_raffle_when_several_sell(desk: Desk, house: House) -> None:
    other = await house.do(create_project, ANA, "Autumn")
    await house.do(add_set_to, other.key, NumberRange(0, 9, 0), 300, ANA)
    assert "Autumn" in await do(desk, "/buyers #1", "@🎟 Sell to them")
    practice = await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos"])
    assert practice.project_number == 3
    assert "For which raffle?" in await do(desk, "/buyers #1", "@🎟 Sell to them")
    assert "Choose numbers" in await do(desk, "@🏆 Spring trip")


async def test_a_sale_to_somebody_needs_a_raffle_that_sells(desk: Desk, house: House) -> None:
    await do(desk, "/close", "/buyers #1", "@🎟 Sell to them")
    assert "This raffle is closed" in desk.fleeting[-1].parameters["text"]
    await house.do(start_practice, ANA, "Practice", "A cake", ["Uno"])
    await desk.take(tapped(ANA, data(Action.SELL_TO, "1")))
    assert "This raffle is closed" in desk.fleeting[-1].parameters["text"]


async def test_in_a_practice_raffle_its_made_up_buyers_are_shown_and_nobody_else(desk: Desk, house: House) -> None:
    await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos"])
    listed = await do(desk, "/buyers")
    assert "🧪 practice" in listed
    assert "Uno" in listed
    assert "Luis" not in listed
    assert "🧪 Made up for practice" in await do(desk, "@👤 Uno")


async def test_a_sale_typed_while_buyers_are_searched_is_a_sale(desk: Desk) -> None:
    await do(desk, "/buyers")
    assert "Sold, or reserved?" in await do(desk, "30 31 Zoe 5512345678 cash")


@pytest.mark.parametrize("name", HOSTILE)
async def test_no_name_breaks_a_screen(desk: Desk, house: House, name: str) -> None:
    await do(desk, "/buyers add " + name)
    known = await buyer(house, 3)
    assert known.name
    assert "<b>Luis</b>" not in await sees(desk)
    for deed in ("@🎟 Orders", "@⬅️ Back", "@History", "@⬅️ Back", "@Join with another", "@⬅️ Back", "@Invite by link"):
        await do(desk, deed) if deed != "@Invite by link" else await desk.take(tapped(ANA, data(Action.CLAIM, "3")))
    assert {state for state, _ in await desk.states()} == {"done"}
    assert all(len(text) <= 4096 for text in await desk.texts(ANA))


async def test_another_organizers_buyers_are_nobodys_business(desk: Desk, house: House) -> None:
    await desk.take(said(BETO, "/language en"))
    for words in ("/buyers", "/buyers lui", "/buyers #1"):
        await desk.take(said(BETO, words))
    for action in (Action.PERSON, Action.CLAIM, Action.UNLINK, Action.THEIR_ORDERS, Action.THEIR_PAST, Action.SELL_TO):
        await desk.take(tapped(BETO, data(action, "1")))
    assert not [text for text in await desk.texts(BETO) if "Luis" in text.replace("Luis +57", "")]


@pytest.mark.parametrize(
    "words", ["/buyers add", "/buyers add +57 300 123 4567", "/buyers #99", "/buyers " + "W" * 4000]
)
async def test_wrong_words_are_refused_and_add_nobody(desk: Desk, house: House, words: str) -> None:
    before = (await house.everything())["buyers"]
    assert await do(desk, words)
    assert (await house.everything())["buyers"] == before
