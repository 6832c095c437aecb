"""A raffle seen from above: numbers by what they are, and what happened."""

import ast
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import services
from bot.actions import Action
from bot.buttons import data
from bot.screens.histories import SENTENCES
from db.store import Store
from rules.keys import BuyerKey, OrderKey
from rules.states import PaymentMethod
from services.buyers import TypedBuyer
from services.endings import cancel_project
from services.links import claim_link, revoke_link
from services.payments import pay
from services.prizes import add_prize_to, remove_prize, rename_prize
from services.projects import close_project, create_project, describe_project, rename_project
from services.releases import release, void
from services.reopening import reopen_project
from services.sets import change_price, grow_set, remove_set
from tests.bot.desk import Desk, said, tapped
from tests.bot.hands import do, labels, sees
from tests.bot.spring import TRIP, some_sales, spring_desk
from tests.bot.test_people import HOSTILE
from tests.cast import ANA, BETO, SOFIA, House

pytestmark = pytest.mark.story


@pytest.fixture
async def desk(store: Store, house: House) -> AsyncIterator[Desk]:
    async with spring_desk(store, house) as desk:
        yield desk


# Find


async def test_without_words_the_usual_questions_are_a_tap_away(desk: Desk, house: House) -> None:
    await some_sales(house)
    assert "Which numbers?" in await do(desk, "/find")
    assert list(await labels(desk)) == [
        *("✅ sold", "⏳ reserved", "▫️ free", "All that are taken"),
        *("cash", "card", "transfer", "🎟 00-99", "🎟 200-209", "⬅️ My raffles"),
    ]
    assert (await do(desk, "@✅ sold")).splitlines()[2:] == [
        "✅ <b>07, 12</b> · Luis · cash · Mon 2 Mar",
        "✅ <b>30</b> · Zoe · card · Tue 3 Mar",
        "✅ <b>200</b> · Luis · cash · Mon 2 Mar",
    ]
    await do(desk, "@Other numbers", "@🎟 200-209")
    assert "🔎 <b>All that are taken, of 200-209</b> · Spring trip" in await sees(desk)


@pytest.mark.parametrize(
    ("words", "title", "found"),
    [
        ("/find reserved", "reserved", "⏳ <b>20-22</b> · Marta · Tue 3 Mar"),
        ("/buscar vendidos forma:tarjeta", "sold, card", "✅ <b>30</b> · Zoe · card · Tue 3 Mar"),
        ("/find buyer:1 set:2", "All that are taken, of 200-209, buyer #1", "✅ <b>200</b> · Luis · cash · Mon 2 Mar"),
        (
            "/find sold to:2026-03-02 set:1",
            "sold, of 00-99, to 2026-03-02",
            "✅ <b>07, 12</b> · Luis · cash · Mon 2 Mar",
        ),
        ("/find from:2026-03-04", "All that are taken, from 2026-03-04", "No number is like that."),
        ("/find free set:2 page:2", "free, of 200-209", "Nothing is on this page."),
    ],
)
async def test_words_say_what_is_looked_for(desk: Desk, house: House, words: str, title: str, found: str) -> None:
    await some_sales(house)
    assert (await do(desk, words)).split("\n\n") == [f"🔎 <b>{title}</b> · Spring trip", found]


async def test_the_pages_of_what_is_looked_for_are_turned(desk: Desk, house: House) -> None:
    await house.sell(TRIP, 3)
    first = await do(desk, "/find free")
    assert "▫️ <b>00-02, 04-25</b>\nPage 1" in first
    assert "▫️ <b>26-50</b>\nPage 2" in await do(desk, "@›")
    assert "▫️ <b>76-99, 200</b>\nPage 4" in await do(desk, "@›", "@›")
    await do(desk, "@›")
    assert "›" not in await labels(desk)
    assert "Page 4" in await do(desk, "@‹")
    assert "Page 1" in await do(desk, "/find free page:9", "@To page 1")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("/find blue", "Possible: sold, set:1, buyer:3"),
        ("/find sold free", "Only one"),
        ("/find from:13/03/2026", "2026"),
        ("/find set:9", "no run of numbers 9"),
        ("/find buyer:9", "no buyer #9"),
        ("/find page:0", "no page 0"),
        ("/find set:x", "no run of numbers x"),
    ],
)
async def test_what_is_not_understood_is_said_with_an_example(desk: Desk, words: str, why: str) -> None:
    assert why.lower() in (await do(desk, words)).lower()


# History


async def test_every_kind_of_event_has_its_sentence() -> None:
    """Those of an organizer alone are of no raffle and of no buyer."""
    room = Path(services.__path__[0])
    constants = (
        node.value
        for path in room.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    about = "order|set|prize|buyer|link|project|draw|announcement|bar|level|import"
    kinds = {text for text in constants if re.fullmatch(rf"({about})\.[a-z_]+", text)}
    assert kinds | {"project.open", "project.closed"} == set(SENTENCES)


async def test_all_that_happened_is_read_newest_first(desk: Desk, house: House) -> None:
    await some_sales(house)
    reserved = OrderKey(*TRIP, 2)
    await house.do(pay, reserved, SOFIA, PaymentMethod.TRANSFER, 300)
    await house.do(release, TRIP, [22], ANA)
    await house.do(pay, reserved, ANA, PaymentMethod.CASH)
    await house.do(void, OrderKey(*TRIP, 3), "By mistake", ANA)
    assert await do(desk, "/historial") == "\n".join(
        [
            "<b>History</b> · Spring trip",
            "",
            "<b>Tue 3 Mar</b>",
            "15:30 ▫️ Voided: 30 of Zoe",
            "15:30 ✅ Marta paid $7.00 cash: all is paid",
            "15:30 ▫️ Released: 22 of Marta",
            "15:30 💰 Marta paid $3.00 transfer, $12.00 still owed (not by you)",
            "15:30 ✅ Sold to Zoe: 30 · $5.00 card",
            "15:30 ⏳ Reserved for Marta: 20-22 · $15.00",
            "",
            "<b>Mon 2 Mar</b>",
            "15:30 ✅ Sold to Luis: 07, 12, 200 · $12.00 cash",
            "15:30 🎟 Numbers added: 200-209 · $2.00 each",
            "15:30 🎟 Numbers added: 00-99 · $5.00 each",
            "15:30 🏆 The raffle was made",
        ]
    )
    assert "›" not in await labels(desk)


async def test_what_was_changed_and_taken_back_is_told_too(desk: Desk, house: House) -> None:
    second = (await house.add_set(TRIP, 300, 309)).key
    await house.do(change_price, second, 700, ANA)
    await house.do(grow_set, second, 319, ANA)
    await house.do(remove_set, second, ANA)
    await house.do(add_prize_to, TRIP, "A bicycle", ANA)
    await house.do(rename_prize, TRIP, 1, "A car", ANA)
    await house.do(remove_prize, TRIP, 1, ANA)
    await house.do(describe_project, TRIP, "For class 5B", ANA)
    await house.do(close_project, TRIP, ANA)
    await house.do(reopen_project, TRIP, ANA)
    told = await do(desk, "/history")
    for line in (
        "🎟 New price of 300-309: $7.00 instead of $5.00",
        "🎟 More numbers: now 300-319",
        "🎟 Numbers removed: 300-319",
        *("🏆 Prize 1 added", "🏆 Prize 1 renamed", "🏆 Prize 1 removed"),
        *("Changed: the description", "Sales were closed", "Sales were opened again"),
    ):
        assert f"\n15:30 {line}\n" in f"{told}\n", line
    await do(desk, "/reserve 5 Luis", "@↩️ Undo")
    assert "↩️ Undone: the reservation, Luis" in await do(desk, "/history")
    await house.do(claim_link, BuyerKey(ANA, 1), ANA)
    await house.do(revoke_link, BuyerKey(ANA, 1), ANA)
    await desk.take(tapped(ANA, data(Action.THEIR_PAST, "1")))
    assert "The link for Luis was cancelled" in await sees(desk)
    assert "A link was made for Luis" in await sees(desk)


async def test_it_has_pages_and_each_is_turned_in_place(desk: Desk, house: House) -> None:
    for number in range(12):
        await house.reserve(TRIP, number)
    assert "Reserved for Luis: 11" in await do(desk, "/history")
    second = await do(desk, "@›")
    assert "Reserved for Luis: 00" in second
    assert "The raffle was made" in second
    assert "Reserved for Luis: 11" in await do(desk, "@‹")
    await desk.take(tapped(ANA, data(Action.HISTORY, "1.99")))
    assert "Nothing is on this page." in await sees(desk)


@pytest.mark.parametrize("name", HOSTILE)
async def test_no_name_breaks_a_list(desk: Desk, house: House, name: str) -> None:
    await house.do(rename_project, TRIP, name, ANA)
    for number in range(25):
        await house.sell(TRIP, number, buyer=TypedBuyer(name))
    for words in ("/find", "/find sold", "/history", "/report"):
        shown = await do(desk, words)
        assert len(shown.encode("utf-16-le")) // 2 <= 4096
        assert "<b>Luis" not in shown
        assert "\u202e" not in shown


async def test_without_a_raffle_one_is_told_how_to_make_one(desk: Desk) -> None:
    for words in ("/find", "/find sold", "/history", "/report"):
        await desk.take(said(BETO, words))
        assert "You have no raffle yet" in await sees(desk)


async def test_where_several_go_on_and_none_is_chosen_it_is_asked_which(desk: Desk, house: House) -> None:
    await do(desk, "/new Autumn")
    last = await house.do(create_project, ANA, "Winter")
    await house.do(cancel_project, last.key, ANA)
    for words, wanted in (("/find", "Which numbers?"), ("/history", "History"), ("/report", "Report")):
        assert "For which raffle?" in await do(desk, words)
        assert wanted in await do(desk, "@🏆 Autumn")
        assert "Autumn" in await sees(desk)
