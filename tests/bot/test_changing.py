"""Changing a raffle: its pages, its questions, in one line; and calling it off."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.actions import MONEY, Action
from bot.application import HANDLERS
from bot.buttons import data
from bot.worker import MOMENT
from db.prizes import list_prizes
from db.projects import Project, find_project, list_projects
from db.sets import RaffleSet, list_sets
from db.store import Store
from rules.keys import ProjectKey
from rules.numbers import NumberRange
from services.organizers import find_organizer
from services.prizes import add_prize_to
from services.projects import create_project
from services.sets import add_set_to
from tests.bot.desk import Desk, desk_of, said, tapped
from tests.bot.hands import do, labels, sees
from tests.cast import ANA, BETO, MARTA, House

pytestmark = pytest.mark.story

TRIP = ProjectKey(ANA, 1)


@pytest.fixture
async def desk(store: Store, house: House) -> AsyncIterator[Desk]:
    """Ana's raffle has the numbers 00-99 at $5 and a prize."""
    async with desk_of(store, house.clock, HANDLERS) as desk:
        await do(desk, "/language en")
        project = await house.do(create_project, ANA, "Spring trip")
        await house.do(add_set_to, project.key, NumberRange(0, 99, 2), 500, ANA)
        await house.do(add_prize_to, project.key, "A bicycle", ANA)
        await desk.take(tapped(ANA, data(Action.EDIT, "1")))
        yield desk


async def trip(house: House, number: int = 1) -> Project:
    return await house.look(find_project, ProjectKey(ANA, number))


async def sets(house: House) -> list[RaffleSet]:
    return await house.look(list_sets, TRIP)


async def prizes(house: House) -> list[str]:
    return [one.name for one in await house.look(list_prizes, TRIP)]


async def edit(desk: Desk, page: str) -> str:
    await desk.take(tapped(ANA, data(Action.EDIT, page)))
    return await sees(desk)


async def test_every_part_of_it_is_changed_by_words(desk: Desk, house: House) -> None:
    assert "<b>Autumn &amp; trip</b>" in await do(desk, "@Name", "Autumn & trip")
    assert "For class 5B.\n<b>bold</b>".replace("<", "&lt;").replace(">", "&gt;") in await do(
        desk, "@Description", "For class 5B.\n<b>bold</b>"
    )
    assert "📅 Draw: Sat 12 Dec 20:00" in await do(desk, "@📅 Date", "12/12 8 pm")
    tolima = ("Lotería del Tolima", "example.com", "4", "premio mayor", "2", "nadie")
    assert "🎲 official lottery\n🎱 Lotería del Tolima · premio mayor · last 2" in await do(
        desk, "@🎲 Draw", "lottery", *tolima
    )
    assert "Reserved for 3 days, released 12 hours later" in await do(desk, "@Reservation time", "3d")
    assert "Reserved for 3 days, released 30 minutes later" in await do(desk, "@Grace", "30m")
    project = await trip(house)
    assert (project.name, project.draw_method, project.hold_minutes) == ("Autumn & trip", "number", 3 * 24 * 60)


async def test_what_was_written_is_taken_away_by_a_button(desk: Desk, house: House) -> None:
    """Which is there only while something is written."""
    await do(desk, "@Description")
    assert [label for label in await labels(desk) if "Remove" in label] == []
    await do(desk, "For class 5B.", "@Description", "@🗑 Remove")
    assert (await trip(house)).description is None
    assert "For class 5B." not in await sees(desk)
    await do(desk, "/settings", "@How to pay")
    assert [label for label in await labels(desk) if "Remove" in label] == []
    assert "Nequi 300" in await do(desk, "Nequi 300 000 0000")
    assert "not written" in await do(desk, "/settings", "@How to pay", "@🗑 Remove")
    assert (await house.look(find_organizer, ANA)).payment_text is None


async def test_every_part_of_it_is_changed_by_buttons(desk: Desk, house: House) -> None:
    assert "📅 Draw: Mon 9 Mar 20:00" in await do(desk, "@📅 Date", "@In a week")
    assert "📅 No draw date yet" in await do(desk, "@📅 Date", "@No date yet")
    assert "🎲 public beacon" in await do(desk, "@🎲 Draw", "@Public beacon")
    assert "Reserved for 24 hours" in await do(desk, "@Reservation time", "@24 hours")
    assert "Reserved for 24 hours, then released" in await do(desk, "@Grace", "@0 minutes")
    assert "closed" in await do(desk, "@Close sales")
    assert (await trip(house)).state == "closed"
    await do(desk, "@Open sales again")
    assert (await trip(house)).state == "open"


async def test_the_lottery_is_chosen_by_buttons_and_written_when_all_is_said(desk: Desk, house: House) -> None:
    await desk.take(tapped(ANA, data(Action.SET_TO, "country.BR")))
    await edit(desk, "1.method")
    assert "Which lottery decides" in await do(desk, "@Official lottery")
    await do(desk, "@Loteria Federal", "@Last 2 digits")
    assert (await trip(house)).draw_method is None
    told = await do(desk, "@The next sold")
    assert "✅ Changed." in told
    assert "numbers after unsold ones have more chance" in told
    assert (await trip(house)).lottery_unsold == "next_sold"
    await desk.take(tapped(ANA, data(Action.CHANGE, "1.rule.6.void")))
    assert desk.fleeting[-1].parameters["text"] == "That button is too old."
    assert "Which lottery decides" in await sees(desk)


async def test_a_way_that_was_never_said_can_be_said_late_but_not_changed(desk: Desk, house: House) -> None:
    await house.sell(TRIP, 7)
    await edit(desk, "1.method")
    await do(desk, "lottery", "Tolima", "example.com", "2", "first prize", "2", "nobody")
    assert (await trip(house)).lottery_name == "Tolima"
    await edit(desk, "1.rule")
    assert "Somebody has taken a number on these terms" in desk.fleeting[-1].parameters["text"]
    await edit(desk, "1.method")
    assert "Somebody has taken a number on these terms" in await do(desk, "beacon")


async def test_what_holds_for_winners_is_changed_by_buttons_and_words(desk: Desk, house: House) -> None:
    assert "Alternates: <b>2</b>" in await do(desk, "@🏆 Winners")
    assert "Alternates: <b>5</b>" in await do(desk, "@Alternates", "@5")
    assert "Write a number between 0 and 100." in await do(desk, "@Alternates", "101")
    assert "Alternates: <b>0</b>" in await do(desk, "0")
    assert "waits <b>30</b> days" in await do(desk, "@Days to claim", "30 días")
    assert "Write a number between 1 and 365." in await do(desk, "@Days to claim", "0")
    assert "waits <b>7</b> days" in await do(desk, "@7")
    assert "wins one prize at most" in await do(desk, "@Prizes a person", "@One prize at most")
    project = await trip(house)
    assert (project.alternates, project.claim_days, project.per_holder) == (0, 7, True)


async def test_where_a_number_wins_only_the_days_are_left_to_say(desk: Desk) -> None:
    await do(desk, "@🎲 Draw", "lottery", "Tolima", "example.com", "2", "first prize", "2", "nobody", "@🏆 Winners")
    assert "nobody steps in" in await sees(desk)
    assert list(await labels(desk)) == ["Days to claim", "⬅️ Back"]


@pytest.mark.parametrize(
    ("question", "wrong", "reason"),
    [
        ("@Name", "\u200b", "Missing: the name"),
        ("@Description", "W" * 4000, "Too long: the description"),
        ("@📅 Date", "yesterday", "as a day and an hour"),
        ("@🎲 Draw", "dice", "Possible: public beacon"),
        ("@Reservation time", "4m", "5 minutes to 90 days are"),
        ("@Reservation time", "long", "as a span of time"),
        ("@Grace", "31d", "0 minutes to 30 days are"),
    ],
)
async def test_a_wrong_answer_is_told_why_above_the_question(
    desk: Desk, house: House, question: str, wrong: str, reason: str
) -> None:
    before = await house.everything()
    asked = await do(desk, question)
    told = await do(desk, wrong)
    assert reason in told
    assert told.endswith(asked)
    after = await house.everything()
    assert (after["projects"], after["events"]) == (before["projects"], before["events"])


async def test_a_question_is_left_by_back_and_words_are_no_answer_any_more(desk: Desk, house: House) -> None:
    for page in ("1", "1.sets", "1.prizes"):
        await edit(desk, "1.name")
        await edit(desk, page)
        await do(desk, "Nothing special")
    await edit(desk, "1.name")
    await desk.take(tapped(ANA, data(Action.HOME)))
    assert "I did not understand" in await do(desk, "Nothing special")
    await edit(desk, "1.name")
    await desk.take(tapped(ANA, data(Action.PROJECT, "1")))
    assert "I did not understand" in await do(desk, "Nothing special")
    assert (await trip(house)).name == "Spring trip"


async def test_numbers_are_added_grown_priced_and_removed(desk: Desk, house: House) -> None:
    assert "New numbers: 100-599" in await do(desk, "@🎟 Numbers", "@Add numbers", "@100-599")
    assert "✅ Added: <b>100-599</b> · 500 numbers at $2.00 · online" in await do(desk, "@$2.00")
    await do(desk, "@Add numbers", "700-799")
    assert "799" in await do(desk, "3,50")
    assert "Name: Kids" in await do(desk, "@Add numbers", "800-809 1 physical Kids")
    assert [(one.name, one.unit_price) for one in await sets(house)] == [
        ("00-99", 500),
        ("100-599", 200),
        ("700-799", 350),
        ("Kids", 100),
    ]
    await edit(desk, "1.set.3")
    assert "700-810" not in await do(desk, "@More at the end", "@up to 899")
    assert "runs into 800-809" in desk.fleeting[-1].parameters["text"]
    assert "Up to which number shall 700-799 go" in await do(desk, "none")
    assert "end at 799 already" in await do(desk, "750")
    await edit(desk, "1.set.4")
    assert "✅ Changed." in await do(desk, "@More at the end", "@up to 819")
    await do(desk, "@Kids", "@💰 Price", "@$5.00")
    assert (await sets(house))[3][-3:] == (819, 0, 500)
    await do(desk, "@Kids", "@🗑 Remove")
    assert [one.name for one in await sets(house)] == ["00-99", "100-599", "700-799"]


async def test_numbers_that_run_into_others_are_refused_before_a_price_is_asked(desk: Desk, house: House) -> None:
    told = await do(desk, "@🎟 Numbers", "@Add numbers", "50-150")
    assert "50-150 runs into 00-99" in told
    assert "Which numbers do you sell" in told
    assert "more money than I can write down" in await do(desk, "100-199", "9" * 20)
    assert len(await sets(house)) == 1


async def test_a_price_tapped_twice_adds_numbers_once(desk: Desk, house: House) -> None:
    await do(desk, "@🎟 Numbers", "@Add numbers", "@100-199")
    price = (await labels(desk))["$2.00"]
    await desk.take(tapped(ANA, price), tapped(ANA, price))
    assert len(await sets(house)) == 2
    assert desk.fleeting[-1].parameters["text"] == "That button is too old."


async def test_prizes_are_added_renamed_and_removed(desk: Desk, house: House) -> None:
    assert "✅ 2 prizes added:" in await do(desk, "@🏆 Prizes", "@Add a prize", "A cake\nA goat")
    await edit(desk, "1.prizes")
    await do(desk, "@2. A cake", "@Rename", "A <i>large</i> cake")
    await do(desk, "@3. A goat", "@🗑 Remove")
    assert await prizes(house) == ["A bicycle", "A <i>large</i> cake"]
    assert "&lt;i&gt;" in await edit(desk, "1.won.2")


async def test_many_numbers_and_prizes_are_shown_in_pages(desk: Desk, house: House) -> None:
    for number in range(1, 10):
        await house.do(add_prize_to, TRIP, f"Prize {number}", ANA)
        await house.do(add_set_to, TRIP, NumberRange(number * 100, number * 100 + 9, 0), 100, ANA)
    for page, shown in (("@🎟 Numbers", "900-909 · $1.00"), ("@🏆 Prizes", "🏆 10. Prize 9")):
        await edit(desk, "1")
        await do(desk, page)
        assert shown not in await labels(desk)
        await do(desk, "@›")
        assert shown in await labels(desk)
        await do(desk, "@‹")
        assert shown not in await labels(desk)
    await edit(desk, "1.sets.99")
    assert len(await labels(desk)) == 3


@pytest.mark.parametrize(
    ("page", "deeds"),
    [
        ("1.price.1", ["7"]),
        ("1.rename.1", ["A cake"]),
        ("1.method", ["sealed"]),
        ("1.method", ["lottery"]),
        ("1.spare", ["5"]),
        ("1.once", ["yes"]),
        ("1.date", ["2026-03-10"]),
        ("1.set.1", ["@🗑 Remove"]),
        ("1.won.1", ["@🗑 Remove"]),
    ],
)
async def test_what_is_promised_stays(desk: Desk, house: House, page: str, deeds: list[str]) -> None:
    await do(desk, "@📅 Date", "2026-12-12")
    await do(desk, "@🎲 Draw", "beacon")
    await house.sell(TRIP, 7)
    before = await trip(house), await sets(house), await prizes(house)
    await edit(desk, page)
    told = await do(desk, *deeds)
    if deeds[0].startswith("@"):
        told = desk.fleeting[-1].parameters["text"]
    assert "Somebody has taken a number on these terms" in told
    assert (await trip(house), await sets(house), await prizes(house)) == before


async def test_a_clone_is_made_once_and_worked_on(desk: Desk, house: House) -> None:
    await do(desk, "@Make another like it")
    same = (await labels(desk))["The same name"]
    await desk.take(tapped(ANA, same), tapped(ANA, same))
    projects = await house.look(list_projects, ANA, 10)
    assert [one.name for one in projects] == ["Spring trip", "Spring trip"]
    await edit(desk, "2")
    assert "<b>Third</b>" in await do(desk, "@Make another like it", "Third")
    assert len(await house.look(list_projects, ANA, 10)) == 3


async def test_calling_off_asks_once_more_and_tells_what_happens(desk: Desk, house: House) -> None:
    await house.reserve(TRIP, 7, 8)
    await house.sell(TRIP, 9, buyer=MARTA)
    asked = await do(desk, "@Call off")
    assert "1 reservation ends" in asked
    assert "$5.00 was paid, and you give it back" in asked
    assert (await trip(house)).state == "open"
    told = await do(desk, "@Yes, call it off")
    assert "1 reservation has ended" in told
    assert "$5.00 to give back" in told
    assert (await trip(house)).state == "cancelled"
    refunds = await do(desk, "@Who gets money back")
    assert "👤 Marta · $5.00 · order" in refunds
    await do(desk, "@Back")
    assert [label for label in await labels(desk) if "Name" in label or "Close" in label] == []
    assert "<b>Again</b>" in await do(desk, "@Make another like it", "Again")
    assert (await trip(house, 2)).state == "open"


async def test_calling_off_that_comes_very_late_is_not_done(desk: Desk, house: House) -> None:
    assert Action.CALL_OFF in MONEY
    await desk.store_only(tapped(ANA, data(Action.CALL_OFF, "1")), tapped(ANA, data(Action.CHANGE, "1.close.0.")))
    desk.clock.pass_(MOMENT + timedelta(seconds=1))
    await desk.try_again(ANA)
    assert (await sees(desk)).startswith("Your tap reached me too late")
    assert (await trip(house)).state == "open"


async def test_beto_changes_nothing_of_anas(desk: Desk, house: House) -> None:
    before = {name: rows for name, rows in (await house.everything()).items() if name in ("projects", "raffle_sets")}
    for value in ("1", "1.name", "1.sets", "1.set.1", "1.price.1", "1.off"):
        await desk.take(tapped(BETO, data(Action.EDIT, value)))
        assert "You have no raffle 1." in desk.fleeting[-1].parameters["text"]
    for value in ("1.close.0.", "1.date.0.none", "1.drop_set.1.", "1.hold.0.24h"):
        await desk.take(tapped(BETO, data(Action.CHANGE, value)))
        assert "You have no raffle 1." in desk.fleeting[-1].parameters["text"]
    for action in (Action.CALL_OFF, Action.REFUNDS):
        await desk.take(tapped(BETO, data(action, "1")))
        assert "You have no raffle 1." in desk.fleeting[-1].parameters["text"]
    assert {name: rows for name, rows in (await house.everything()).items() if name in before} == before


@pytest.mark.parametrize("action", [Action.EDIT, Action.CHANGE, Action.CALL_OFF, Action.REFUNDS])
async def test_a_forged_button_is_harmless(desk: Desk, house: House, action: Action) -> None:
    before = (await house.everything())["projects"]
    forged = ["", ".", "x", "-1", "0", "9" * 19, "9" * 30, "1.nothing", "1.set.9", "1.won.x", "1.sets.-1", "1.price.9"]
    forged += ["1.close.x.", "1.drop_set.9.", "1.numbers.0.x", "1.clone.0.x", "1.date.0.never", "1.price.1.x", "1.1.1"]
    forged += [
        "1.set_price.0.5",
        "1.rule.1.x",
        "1.rule.9.x",
        "1.rule.x",
        "1.spare.0.x",
        "1.prize.0.x",
        "1.hold.0.",
        "1.off.1",
    ]
    for value in forged:
        await desk.take(tapped(ANA, data(action, value)))
    assert set(await desk.states()) == {("done", 0)}
    assert (await house.everything())["projects"] == before


async def test_in_one_line_numbers_and_prizes_are_added_to_the_raffle_worked_on(desk: Desk, house: House) -> None:
    told = await do(desk, "/serie 101-200 5.00 físico Los primeros")
    assert "<b>101-200</b> · 100 numbers at $5.00 · physical\nName: Los primeros\nRaffle: Spring trip" in told
    assert "/sell 101 Luis" in told
    assert "🏆 2. A cake" in await do(desk, "/premio A cake")
    assert "What does one number cost" in await do(desk, "/set 300-399")
    await do(desk, "2")
    assert "runs into" in await do(desk, "/set 90-110 5")
    assert "cannot read" in await do(desk, "/set many 5")
    assert "Too long" in await do(desk, "/prize " + "W" * 4000)
    assert [one.final for one in await sets(house)] == [99, 200, 399]
    assert await prizes(house) == ["A bicycle", "A cake"]


async def test_without_words_numbers_and_prizes_are_asked_for(desk: Desk, house: House) -> None:
    assert "Which numbers" in await do(desk, "/set")
    assert "What does one number cost" in await do(desk, "200-299")
    assert "100 numbers at $4.00" in await do(desk, "4")
    assert "What else can be won" in await do(desk, "/prize")
    assert "Missing: the prize" in await do(desk, "\u200b")
    assert "🏆 2. A goat" in await do(desk, "A goat")
    assert (len(await sets(house)), len(await prizes(house))) == (2, 2)


async def test_sales_are_closed_in_one_line_and_opened_by_a_button(desk: Desk, house: House) -> None:
    assert "sales are closed" in await do(desk, "/fechar")
    assert "closed already" in await do(desk, "/cerrar 1")
    await do(desk, "/close 9", "/close x")
    assert (await trip(house)).state == "closed"
    await desk.take(tapped(ANA, data(Action.CHANGE, "1.open.0.")))
    assert (await trip(house)).state == "open"


async def test_when_several_could_be_meant_it_is_asked_which(desk: Desk, house: House) -> None:
    for name in ("Second", "Third"):
        await house.do(create_project, ANA, name)
    await desk.take(tapped(ANA, data(Action.CALL_OFF, "3")))
    assert "For which raffle?" in await do(desk, "/set")
    assert "Which numbers" in await do(desk, "@Spring trip")
    assert "Several raffles are open: 1, 2" in await do(desk, "/set 200-299 5")
    assert len(await sets(house)) == 1


async def test_nobody_without_a_raffle_adds_anything(desk: Desk) -> None:
    for words in ("/set", "/set 1-100 5", "/prize", "/prize A cake", "/close"):
        await desk.take(said(BETO, words))
        assert "You have no raffle yet" in (await desk.texts(BETO))[-1]
