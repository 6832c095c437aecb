"""How a raffle stands, on a telephone: as a whole and by one thing alone, for all days or for some."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.actions import Action
from bot.asked import ask
from bot.buttons import data
from bot.report_notices import report
from bot.texts.say import say_in
from bot.wording import Call, Reader
from db.counters import take_numbers
from db.store import Store
from rules.numbers import AtRandom, NumberRange
from services.buyers import TypedBuyer
from services.buying import buy
from services.organizers import choose_language
from services.periods import Days
from services.practice import start_practice
from services.projects import create_project, rename_project
from services.releases import void
from services.reports import Asked, View
from services.sales import sell
from services.sets import add_set_to
from services.strangers import Person
from tests.bot.desk import Desk, said, tapped
from tests.bot.hands import do, labels, sees
from tests.bot.spring import GROUP, TRIP, some_sales, spring_desk
from tests.bot.test_people import HOSTILE
from tests.cast import ANA, BETO, LUIS, MARTA, House

pytestmark = pytest.mark.story


@pytest.fixture
async def desk(store: Store, house: House) -> AsyncIterator[Desk]:
    async with spring_desk(store, house) as desk:
        yield desk


async def test_it_begins_with_how_the_raffle_stands(desk: Desk, house: House) -> None:
    await some_sales(house)
    await house.do(void, (await house.sell(TRIP, 40, buyer=MARTA)).order.key, "By mistake", ANA)
    assert (await do(desk, "/report")).splitlines() == [
        "<b>Report</b>",
        "🏆 <b>Spring trip</b>",
        "▓░░░░░░░░░ <b>7</b> of 110",
        "✅ 4 paid · 💰 $17.00 collected",
        "⏳ 3 reserved · $15.00 owed",
        "▫️ 103 free",
        "↩️ $5.00 to give back",
    ]
    assert list(await labels(desk)) == [
        *("By numbers", "By buyer", "How it was paid", "By day", "📈 Chart", "📅 Days"),
        *("As it is now", "History", "Find numbers", "⬅️ My raffles"),
    ]
    await house.sell(TRIP, 50)
    assert "✅ 5 paid" in await do(desk, "@As it is now")
    assert "<b>History</b>" in await do(desk, "@History")
    assert "<b>Report</b>" in await do(desk, "@Report")


@pytest.mark.parametrize(
    ("view", "told"),
    [
        ("By numbers", ["🎟 00-99 · $5.00 each", "✅ 3   ⏳ 3   ▫️ 94", "🎟 200-209 · $2.00 each", "✅ 1   ⏳ 0   ▫️ 9"]),
        ("By buyer", ["1. Luis", "✅ 3 · $12.00", "2. Zoe", "✅ 1 · $5.00", "3. Marta", "⏳ 3 · $15.00"]),
        ("How it was paid", ["💰 <b>$12.00</b> cash (1)", "💰 <b>$5.00</b> card (1)"]),
        (
            "By day",
            ["▓▓▓░░░░░ <b>Tue 3 Mar</b>", "💰 $5.00   ✅ 1   ⏳ 3", "▓▓▓▓▓▓▓▓ <b>Mon 2 Mar</b>", "💰 $12.00   ✅ 3"],
        ),
    ],
)
async def test_each_thing_is_told_by_itself(desk: Desk, house: House, view: str, told: list[str]) -> None:
    await some_sales(house)
    shown = (await do(desk, "/report", f"@{view}")).splitlines()
    assert shown == [f"<b>{view}</b>", "🏆 <b>Spring trip</b>", "", *told]
    assert max(map(len, shown)) <= 40
    assert "<b>Report</b>" in await do(desk, "@⬅️ Report")


async def test_days_are_chosen_by_a_tap_and_kept_from_view_to_view(desk: Desk, house: House) -> None:
    await some_sales(house)
    assert "Which days?" in await do(desk, "/report", "@📅 Days")
    assert list(await labels(desk))[:4] == ["Today", "Last 7 days", "This month", "All days"]
    assert (await do(desk, "@Today")).splitlines() == [
        "<b>Report</b> · Tue 3 Mar",
        "🏆 <b>Spring trip</b>",
        "",
        "Of what was taken in these days:",
        "✅ 1 paid · $5.00",
        "⏳ 3 reserved · $15.00",
        "💰 $5.00 came in",
    ]
    for view, first, line in (
        ("By numbers", "<b>By numbers</b> · Tue 3 Mar", "✅ 1   ⏳ 3"),
        ("By buyer", "<b>By buyer</b> · Tue 3 Mar", "1. Zoe"),
        ("How it was paid", "<b>How it was paid</b> · Tue 3 Mar", "💰 <b>$5.00</b> card (1)"),
        ("By day", "<b>By day</b> · Tue 3 Mar", "▓▓▓▓▓▓▓▓ <b>Tue 3 Mar</b>"),
    ):
        shown = (await do(desk, f"@{view}")).splitlines()
        assert (shown[0], line in shown) == (first, True)
        await do(desk, "@⬅️ Report")
    assert "<b>Report</b> · Wed 25 Feb to Tue 3 Mar" in await do(desk, "@📅 Days", "@Last 7 days")
    assert "<b>Report</b> · Sun 1 Mar to Tue 3 Mar" in await do(desk, "@📅 Days", "@This month")
    assert (await do(desk, "@📅 Days", "@All days")).startswith("<b>Report</b>\n")


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("from:2026-03-03", "<b>Report</b> · from Tue 3 Mar"),
        ("desde:2026-03-02 hasta:2026-03-02", "<b>Report</b> · Mon 2 Mar"),
        ("to: 2026-03-01", "<b>Report</b> · to Sun 1 Mar"),
        ("from:2026-03-04 to:2026-03-01", "<b>Report</b> · Wed 4 Mar to Sun 1 Mar"),
    ],
)
async def test_days_are_typed_as_behind_find(desk: Desk, house: House, words: str, heading: str) -> None:
    await some_sales(house)
    assert (await do(desk, f"/report {words}")).splitlines()[0] == heading


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("sold", "Possible: from:2027-03-01"),
        ("from:13/03/2026", "2026"),
        ("from:2026-03-01 from:2026-03-02", "Only one"),
        ("buyer:3", "Possible: from:2027-03-01"),
    ],
)
async def test_what_is_not_understood_is_said_with_an_example(desk: Desk, words: str, why: str) -> None:
    assert why.lower() in (await do(desk, f"/report {words}")).lower()


async def test_where_nothing_happened_it_says_so(desk: Desk, house: House) -> None:
    await do(desk, "/report")
    for view, why in (
        ("By buyer", "Nobody has taken"),
        ("How it was paid", "Nothing is paid"),
        ("By day", "Nothing is"),
    ):
        assert why in await do(desk, f"@{view}")
        await do(desk, "@⬅️ Report")
    await some_sales(house)
    for view in View:
        if view not in (View.SETS, View.COMPARED):
            days = Days(house.clock.now.date() + timedelta(days=9), None)
            await desk.take(tapped(ANA, data(Action.REPORT, ask(1, Asked(view, days)))))
            assert "Nothing was taken or paid in these days." in await sees(desk)


async def test_days_come_seven_at_a_time(desk: Desk, house: House) -> None:
    for number in range(9):
        await house.sell(TRIP, number)
        house.clock.pass_(timedelta(days=3))
    shown = await do(desk, "/relatorio", "@By day")
    assert shown.count("💰 $5.00   ✅ 1") == 7
    shown = await do(desk, "@Earlier ›")
    assert shown.count("$5.00") == 2
    assert "Earlier ›" not in await labels(desk)
    assert (await do(desk, "@« Newest")).count("$5.00") == 7


async def test_buyers_come_ten_at_a_time(desk: Desk, house: House) -> None:
    for number in range(12):
        await house.sell(TRIP, number, buyer=TypedBuyer(f"Buyer {number}"))
    await house.sell(TRIP, 50, buyer=TypedBuyer("Buyer 4"))
    first = await do(desk, "/report", "@By buyer")
    assert "1. Buyer 4\n✅ 2 · $10.00\n2. Buyer 11" in first
    assert first.endswith("Page 1")
    assert "11. Buyer 1\n" in await do(desk, "@›")
    assert "1. Buyer 4" in await do(desk, "@‹")


async def test_who_sold_is_told_where_it_was_not_the_organizer_alone(desk: Desk, house: House) -> None:
    await some_sales(house)
    await do(desk, "/report")
    assert "Who sold" not in await labels(desk)
    await house.open_project(BETO)
    await house.do(sell, TRIP, AtRandom(2), MARTA, BETO)
    await house.do(buy, TRIP, AtRandom(1), Person(71, "Ines"))
    shown = (await do(desk, "/report", "@Who sold")).splitlines()
    assert shown[3:5] == ["👤 You", "✅ 4 · $17.00   ⏳ 3 · $15.00"]
    assert "👤 Beto" in shown
    assert shown[-2] == "🔗 By the link, by themselves"
    assert shown[-1].startswith("⏳ 1 · $")


async def test_what_takes_long_to_add_up_comes_by_a_letter(desk: Desk, house: House) -> None:
    await some_sales(house)
    await house.do(take_numbers, ANA, "project:1:order", 5000)
    await house.sell(TRIP, 60, buyer=MARTA)
    assert "<b>Report</b>" in await do(desk, "/report from:2026-03-03")
    assert "The report comes in a moment." in await do(desk, "@By buyer")
    ((who, about, keys),) = await desk.notices()
    asked = {"view": "b", "first": "2026-03-03", "page": 1}
    assert (who, about, keys) == (ANA, "report", {"user_id": ANA, "project_number": 1, **asked})
    await house.do(choose_language, ANA, "es")
    for chat, buttons in ((ANA, True), (GROUP, False)):
        (call,) = await worded(house, keys, chat)
        assert "<b>Por comprador</b> · desde mar 3 mar\n🏆 <b>Spring trip</b>" in call.parameters["text"]
        assert "2. Marta\n✅ 1 · " in call.parameters["text"]
        assert ("reply_markup" in call.parameters) == buttons


async def worded(house: House, keys: dict[str, object], chat: int) -> list[Call]:
    calls = await house.look(report, keys, Reader(chat, "en", "UTC", say_in("en")))
    assert calls is not None
    return calls


async def test_a_report_that_was_posted_before_there_were_views_is_still_told(desk: Desk, house: House) -> None:
    (call,) = await worded(house, {"user_id": ANA, "project_number": 1}, ANA)
    assert call.parameters["text"].startswith("<b>Reporte</b>") or "<b>Report</b>" in call.parameters["text"]


async def test_it_stands_beside_the_raffle_before(desk: Desk, house: House) -> None:
    await some_sales(house)
    await do(desk, "/report")
    assert "Last raffle" not in await labels(desk)
    second = await house.do(create_project, ANA, "Autumn")
    await house.do(add_set_to, second.key, NumberRange(0, 9, 0), 500, ANA)
    house.clock.pass_(timedelta(days=30))
    await house.do(sell, second.key, AtRandom(2), LUIS, ANA)
    shown = (await do(desk, "/projects 2", "/report", "@Last raffle")).splitlines()
    assert shown == [
        "<b>Compared with the last raffle</b>",
        "🏆 <b>Autumn</b>",
        "",
        "Before: Spring trip",
        "Day 1 of both, from the first number on:",
        "",
        "✅ Paid: <b>2</b> · before 3",
        "🎟 Of all numbers: <b>20%</b> · before 3%",
        "💰 <b>$10.00</b> · before $12.00",
        "👤 Buyers: <b>1</b> · before 1",
        "⏳ Paid of what is taken: <b>100%</b> · before 100%",
    ]
    house.clock.pass_(timedelta(days=1))
    shown = (await do(desk, "/report", "@Last raffle")).splitlines()
    assert shown[4] == "Day 2 of both, from the first number on:"
    assert shown[6:8] == ["✅ Paid: <b>2</b> · before 4", "🎟 Of all numbers: <b>20%</b> · before 4%"]
    assert shown[9:] == ["👤 Buyers: <b>1</b> · before 3", "⏳ Paid of what is taken: <b>100%</b> · before 57%"]


async def test_practice_is_marked_on_every_view(desk: Desk, house: House) -> None:
    practice = await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    for view in View:
        await desk.take(tapped(ANA, data(Action.REPORT, ask(practice.project_number, Asked(view)))))
        assert "🧪" in await sees(desk)


@pytest.mark.parametrize("name", HOSTILE)
async def test_no_name_breaks_a_report(desk: Desk, house: House, name: str) -> None:
    await house.do(rename_project, TRIP, name, ANA)
    for number in range(25):
        await house.sell(TRIP, number, buyer=TypedBuyer(name))
    for view in View:
        await desk.take(tapped(ANA, data(Action.REPORT, ask(1, Asked(view)))))
        shown = await sees(desk)
        assert len(shown.encode("utf-16-le")) // 2 <= 4096
        assert "<b>Luis" not in shown
        assert "\u202e" not in shown


@pytest.mark.parametrize(
    "value", ["1.x", "1.q.0.0.1", "1.w.0.0", "1.d.0.0.99999999999", "1.w.9999999999.0.1", "-1", "1.w.0.0.1.1"]
)
async def test_what_nobody_wrote_on_a_button_is_too_old(desk: Desk, value: str) -> None:
    for action in (Action.REPORT, Action.CHART):
        before = len(await desk.notices())
        await desk.take(tapped(ANA, data(action, value)))
        assert len(await desk.notices()) == before or action is Action.CHART
    assert {state for state, _ in await desk.states()} == {"done"}


async def test_the_raffle_of_somebody_else_is_not_found(desk: Desk, house: House) -> None:
    await some_sales(house)
    await desk.take(said(BETO, "/language en"))
    for action in (Action.REPORT, Action.REPORT_DAYS, Action.CHART):
        await desk.take(tapped(BETO, data(action, "1")))
        told = (await desk.texts(BETO))[-1]
        assert "Spring trip" not in told
    assert await desk.notices() == []
