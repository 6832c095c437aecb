"""Making a raffle, question by question: every answer, every way back, and nothing before the end."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.actions import Action
from bot.application import HANDLERS
from bot.buttons import data
from bot.worker import MOMENT
from db.prizes import list_prizes
from db.projects import Project, list_projects
from db.sets import RaffleSet, list_sets
from db.store import Store
from db.work import Work
from rules.keys import ProjectKey
from rules.lottery import Lottery
from services.draw_settings import lottery_of
from tests.bot.desk import Desk, desk_of, said, tapped
from tests.bot.hands import do, labels, sees
from tests.cast import ANA, BETO, Clock

pytestmark = pytest.mark.story

DEEDS = ["/new", "Spring trip", "A bicycle", "@Go on", "@00-99", "@$5.00", "@In two weeks", "@Public beacon", "@Create"]
ASKED = ["What is it called", "What can be won", "Anything else", "Which numbers", "What does one number cost"]
ASKED += ["When is the draw", "How are the winners", "Is it right so", "Your raffle is open"]
HOSTILE = "<b>{name}</b> &amp; {0}\u202e\n" + "W" * 4000


async def made(desk: Desk) -> list[tuple[Project, list[RaffleSet], list[str]]]:
    async def look(work: Work) -> list[tuple[Project, list[RaffleSet], list[str]]]:
        return [
            (project, await list_sets(work, project.key), [one.name for one in await list_prizes(work, project.key)])
            for project in await list_projects(work, ANA, 10)
        ]

    async with desk.store.reading() as work:
        return await look(work)


@pytest.fixture
async def desk(store: Store, clock: Clock) -> AsyncIterator[Desk]:
    async with desk_of(store, clock, HANDLERS) as desk:
        yield desk


async def test_a_raffle_is_made_by_buttons_and_a_few_words(desk: Desk) -> None:
    for deed, asked in zip(DEEDS, ASKED, strict=True):
        assert await made(desk) == []
        assert asked in await do(desk, deed)
    ((project, (numbers,), prizes),) = await made(desk)
    assert (project.name, project.draw_method, prizes) == ("Spring trip", "beacon", ["A bicycle"])
    assert f"{project.draw_at:%Y-%m-%d %H:%M}" == "2026-03-16 20:00"
    assert (numbers.name, numbers.size, numbers.unit_price) == ("00-99", 100, 500)
    assert await desk.dialog(ANA) is None
    assert list(await labels(desk)) == ["📣 Share", "🎟 Sell", "✏️ Change", "⬅️ My raffles"]


async def test_a_raffle_is_made_by_typing_alone(desk: Desk) -> None:
    await do(desk, "/nueva", "Spring trip", "A bicycle\n\nA cake", "@Go on", "1 - 500", "2,50", "12 apr 18:00")
    assert "Which lottery decides" in await do(desk, "lottery")
    assert "Where can anybody look it up" in await do(desk, "Lotería del Tolima")
    await do(desk, "loteriadeltolima.com", "4", "premio mayor", "last 3", "nobody")
    assert "1-500 · 500 numbers" in await sees(desk)
    await do(desk, "@Create")
    ((project, (numbers,), prizes),) = await made(desk)
    assert prizes == ["A bicycle", "A cake"]
    tolima = Lottery(
        "Lotería del Tolima", "premio mayor", "https://loteriadeltolima.com", 4, take="last:3", unsold="void"
    )
    assert lottery_of(project) == tolima
    assert (numbers.name, numbers.unit_price, project.draw_method) == ("1-500", 250, "number")
    assert f"{project.draw_at:%Y-%m-%d %H:%M}" == "2026-04-12 18:00"


async def test_what_can_wait_is_left_out(desk: Desk) -> None:
    summary = await do(
        desk, "/new", "@Grand raffle", "@I say it later", "@1-100", "@$2.00", "@No date yet", "@🔒 Practice"
    )
    assert "Prizes: not said yet" in summary
    assert "$2.00 each\n💰 $200.00 if all are sold" in summary
    await do(desk, "@Create")
    ((project, _, prizes),) = await made(desk)
    assert (project.name, project.draw_at, project.draw_method, prizes) == ("Grand raffle", None, "sealed", [])


async def test_a_number_alone_says_how_many_there_are(desk: Desk) -> None:
    await do(desk, *DEEDS[:4], "250", *DEEDS[5:])
    assert (await made(desk))[0][1][0].name == "1-250"


@pytest.mark.parametrize(
    ("step", "wrong", "reason"),
    [
        (1, "\u200b \u202e", "Missing: the name"),
        (1, "W" * 4000, "Too long: the name has 4,000 characters"),
        (2, "\u200b", "Missing: the prize"),
        (2, "\n".join(f"Prize {number}" for number in range(31)), "At most 30 prizes"),
        (2, HOSTILE, "Too long: the prize"),
        (4, "many", "Write from-to, like: 1-500"),
        (4, "1-99999999", "at most 10,000,000"),
        (4, "9-1", "runs backwards"),
        (4, "5, 9", "cannot read “5, 9”"),
        (5, "cheap", "cannot read “cheap” as an amount"),
        (5, "0", "more than zero"),
        (5, "1.005", "only 2 decimals"),
        (6, "soon", "cannot read “soon” as a day and an hour"),
        (6, "2020-01-01", "That time is over: 1 Jan 2020 20:00"),
        (6, "2090-01-01", "further away than 5 years"),
        (6, HOSTILE, "as a day and an hour"),
        (7, "dice", "Possible: public beacon, official lottery, practice"),
        (8, "yes", "Is it right so"),
    ],
)
async def test_a_wrong_answer_is_told_why_above_the_question_that_is_asked_again(
    desk: Desk, step: int, wrong: str, reason: str
) -> None:
    await do(desk, *DEEDS[:step])
    question, answers = (await sees(desk)).splitlines()[:2], list(await labels(desk))
    told = await do(desk, wrong)
    assert reason in told
    assert "\u202e" not in told
    assert "\n".join(question) in told
    assert list(await labels(desk)) == answers
    await do(desk, *DEEDS[step:])
    assert len(await made(desk)) == 1


async def test_every_question_can_be_gone_back_to(desk: Desk) -> None:
    await do(desk, *DEEDS[:8])
    for asked in ("How are the winners", "When is the draw", "What does one number cost", "Which numbers"):
        await desk.take(tapped(ANA, data(Action.BACK)))
        assert asked in await sees(desk)
    assert "🏆 1. A bicycle" in await do(desk, "@Back")
    assert "What is it called" in await do(desk, "@Back")
    assert "Back" not in " ".join(await labels(desk))
    await do(desk, "Autumn trip", *DEEDS[3:])
    ((project, _, prizes),) = await made(desk)
    assert (project.name, prizes) == ("Autumn trip", ["A bicycle"])


@pytest.mark.parametrize(
    ("change", "answer", "shown"),
    [
        ("@Change name", "Autumn trip", "🏆 <b>Autumn trip</b>\n"),
        ("@Change numbers", "@1-1000", "1-1000 · 1,000 numbers"),
        ("@Change price", "7.50", "$7.50 each\n💰 $750.00 if all are sold"),
        ("@Change date", "@No date yet", "📅 No date yet"),
        ("@Change draw", "3", "🎲 practice"),
    ],
)
async def test_one_answer_is_changed_from_the_summary_and_the_others_stay(
    desk: Desk, change: str, answer: str, shown: str
) -> None:
    before = (await do(desk, *DEEDS[:8])).splitlines()
    after = (await do(desk, change, answer)).splitlines()
    assert shown in "\n".join(after)
    gone = 1 if "name" in change or "draw" in change else 2
    assert len([line for line in before if line not in after]) == gone, "with what follows from it"
    await do(desk, "@Create")
    assert len(await made(desk)) == 1


LOTTERY_ASKED = [
    ("@Official lottery", "Which lottery decides"),
    ("@Lotería de Bogotá", "Which digits of the figure win"),
    ("@Last 2 digits", "And if nobody has that number"),
    ("@Nobody wins", "Is it right so"),
]


@pytest.fixture
async def colombian(desk: Desk) -> Desk:
    await desk.take(tapped(ANA, data(Action.SET_TO, "country.CO")), tapped(ANA, data(Action.SET_TO, "currency.USD")))
    return desk


async def test_a_lottery_of_the_country_is_chosen_by_buttons(colombian: Desk) -> None:
    desk = colombian
    await do(desk, *DEEDS[:7])
    for deed, asked in LOTTERY_ASKED:
        assert asked in await do(desk, deed)
    rule = "🎱 Lotería de Bogotá · first prize · last 2 digits\nWhoever has that number wins.\n"
    assert rule + "If it was not sold, nobody wins that prize.\nTo look it up: https://www.lote" in await sees(desk)
    assert "Chances are not equal" not in await sees(desk)
    await do(desk, "@Create")
    ((project, _, _),) = await made(desk)
    assert (project.draw_method, project.lottery_digits, project.lottery_take) == ("number", 4, "last:2")


@pytest.mark.parametrize(
    ("numbers", "answers", "warned"),
    [
        (
            "1-100",
            ["@Last 2 digits", "@Nobody wins"],
            ["Can never win: 100. Only 00-99 can come up (last 2 digits)", "sell 00-99"],
        ),
        ("1-1000", ["last 2", "@Nobody"], ["Can never win: 100-1000."]),
        ("1-50", ["@Last 2 digits", "@The next sold"], ["1 wins by 51 figures, others by one"]),
    ],
)
async def test_who_could_never_win_or_wins_more_easily_is_told_why_before_it_is_accepted(
    colombian: Desk, numbers: str, answers: list[str], warned: list[str]
) -> None:
    desk = colombian
    deeds = [*DEEDS[:4], numbers, *DEEDS[5:7]]
    told = await do(desk, *deeds, "@Official lottery", "@Bogotá", *answers)
    assert "Chances are not equal" in told
    assert [one for one in warned if one not in told] == []
    assert "Which digits" in await do(desk, "@Other digits")
    assert "Chances are not equal" in await do(desk, answers[0])
    assert "And if nobody" in await do(desk, "@If it was not sold")
    await do(desk, answers[1])
    summary = await do(desk, "@Keep it so")
    assert "Is it right so" in summary
    assert warned[0] in summary, "it stays in sight"
    await do(desk, "@Create")
    assert len(await made(desk)) == 1


async def test_enough_digits_make_chances_equal(colombian: Desk) -> None:
    told = await do(colombian, *DEEDS[:4], "1-100", *DEEDS[5:7], "@Official lottery", "@Bogotá", "@Last 3 digits")
    assert "900 of 1,000 figures belong to none of your numbers" in told
    assert "Is it right so" in await do(colombian, "@Nobody wins")


async def test_first_digits_are_doubted_where_the_lottery_may_not_have_all_figures(desk: Desk) -> None:
    await do(desk, *DEEDS[:7], "2", "Loteria do Ceará", "example.com", "@5", "@First prize", "first 2")
    assert "First digits come up equally often only" in await do(desk, "@Nobody wins")


async def test_a_lottery_is_left_by_back_and_the_method_stays_what_it_was(desk: Desk) -> None:
    summary = await do(desk, *DEEDS[:8])
    await do(desk, "@Change draw", "@Official lottery", "Tolima")
    assert "How are the winners found" in await do(desk, "@Back")
    assert await do(desk, "@Back") == summary


async def test_a_button_of_another_question_about_the_lottery_shows_the_open_one(colombian: Desk) -> None:
    desk = colombian
    await do(desk, *DEEDS[:7], "@Official lottery", "@Bogotá")
    digits = (await labels(desk))["Last 2 digits"]
    await do(desk, "@Last 2 digits")
    for forged in (
        digits,
        data(Action.ANSWER, "rule.sure.yes"),
        data(Action.ANSWER, "rule.x"),
        data(Action.ANSWER, "rule"),
    ):
        await desk.take(tapped(ANA, forged))
        assert "And if nobody has that number" in await sees(desk)


@pytest.mark.parametrize(
    ("before", "wrong", "reason"),
    [
        ([], "🎟", "Write the lottery's name"),
        (["Tolima"], "nowhere", "Write where anybody can look the figure up"),
        (["Tolima"], "ftp://example.com", "Write where anybody"),
        (["Tolima", "example.com"], "13", "between 1 and 12 digits"),
        (["Tolima", "example.com"], "four", "between 1 and 12 digits"),
        (["Tolima", "example.com", "4"], "🎟", "Write which of its figures decide"),
        (["Tolima", "example.com", "4", "first prize"], "last 5", "Choose how many digits decide"),
        (["Tolima", "example.com", "4", "first prize"], "0", "Choose how many digits decide"),
        (["Tolima", "example.com", "4", "first prize", "2"], "somebody", "what happens if that number was not sold"),
    ],
)
async def test_a_wrong_answer_about_the_lottery_is_told_why(
    desk: Desk, before: list[str], wrong: str, reason: str
) -> None:
    asked = (await do(desk, *DEEDS[:7], "lottery", *before)).splitlines()[1]
    told = await do(desk, wrong)
    assert reason in told
    assert asked in told


async def test_what_each_way_proves_can_be_read_before_the_choice(desk: Desk) -> None:
    question = await do(desk, *DEEDS[:7])
    assert "Only for rehearsals and fun" in question
    assert "What no draw can prove" in await do(desk, "@How the draw is fair")
    assert "<b>Anything against the platform itself</b>" in await do(desk, "@Practice")
    assert "12 of 22 at launch" in await do(desk, "@Public beacon")
    assert "check the source" in await do(desk, "@Official lottery")
    assert "Is it right so" in await do(desk, "beacon")


async def test_prizes_are_changed_from_the_summary(desk: Desk) -> None:
    await do(desk, *DEEDS[:8], "@Change prizes", "@Add another")
    assert "🏆 2. A cake" in await do(desk, "A cake")
    assert "🏆 2. A cake" in await do(desk, "@Go on")
    assert "A cake" not in await do(desk, "@Change prizes", "@Start over", "A goat", "@Go on")
    await do(desk, "@Create")
    assert (await made(desk))[0][2] == ["A goat"]


async def test_a_change_can_be_left_and_everything_cancelled(desk: Desk) -> None:
    summary = await do(desk, *DEEDS[:8])
    assert await do(desk, "@Change price", "@Back") == summary
    assert "Left. Nothing was changed." in await do(desk, "@Cancel")
    assert await made(desk) == []
    assert await desk.dialog(ANA) is None


async def test_a_double_tap_on_create_creates_one(desk: Desk) -> None:
    await do(desk, *DEEDS[:8])
    create = (await labels(desk))["✅ Create"]
    await desk.take(tapped(ANA, create), tapped(ANA, create))
    assert len(await made(desk)) == 1
    assert desk.fleeting[-1].parameters["text"] == "That button is too old."
    await do(desk, *DEEDS[:8])
    await desk.take(tapped(ANA, create))
    assert len(await made(desk)) == 1, "the button of another summary"
    assert "Is it right so" in await sees(desk)


async def test_a_button_of_another_question_shows_the_one_that_is_open(desk: Desk) -> None:
    await do(desk, *DEEDS[:4])
    numbers = (await labels(desk))["00-99"]
    await do(desk, "@00-99", "@$5.00")
    await desk.take(tapped(ANA, numbers))
    assert "When is the draw" in await sees(desk)
    for forged in ("name.9", "name.x", "method.fate", "date.soon", "prizes.all", "", ".", "name"):
        await desk.take(tapped(ANA, data(Action.ANSWER, forged)))
        assert await desk.states() == [("done", 0)] * len(await desk.states())
    await do(desk, *DEEDS[6:])
    assert (await made(desk))[0][0].name == "Spring trip"


async def test_a_create_that_comes_very_late_shows_how_things_stand(desk: Desk) -> None:
    await do(desk, *DEEDS[:8])
    await desk.store_only(tapped(ANA, (await labels(desk))["✅ Create"]))
    desk.clock.pass_(MOMENT + timedelta(seconds=1))
    await desk.try_again(ANA)
    assert (await sees(desk)).startswith("Your tap reached me too late")
    assert await made(desk) == []
    await do(desk, "@Create")
    assert len(await made(desk)) == 1


async def test_a_date_that_passed_while_the_summary_waited_is_refused_and_can_be_changed(desk: Desk) -> None:
    await do(desk, *DEEDS[:6], "today 16:00", *DEEDS[7:8])
    desk.clock.pass_(timedelta(hours=1))
    await do(desk, "@Create")
    assert "That time is over" in desk.fleeting[-1].parameters["text"]
    assert await made(desk) == []
    await do(desk, "@Change date", "@In a week", "@Create")
    assert len(await made(desk)) == 1


async def test_the_price_stays_in_the_currency_in_which_it_was_asked(desk: Desk) -> None:
    await do(desk, *DEEDS[:5])
    await desk.take(tapped(ANA, data(Action.SET_TO, "currency.CLP")))
    await do(desk, "7.50", "@In a week", "@Public beacon")
    assert "$7.50 each" in await sees(desk)
    await do(desk, "@Create")
    ((project, (numbers,), _),) = await made(desk)
    assert (project.currency, numbers.unit_price) == ("USD", 750)
    assert "an amount in CLP" in await do(desk, *DEEDS[:5])


@pytest.mark.parametrize("name", ["<b>Trip</b> & co", "Zoë 🎟", "رحلة", "{name} {0}", "x" * 80])
async def test_any_name_is_shown_as_it_is(desk: Desk, name: str) -> None:
    await do(desk, "/new", name, *DEEDS[2:])
    assert (await made(desk))[0][0].name == name
    assert "<b>Trip" not in await sees(desk)


async def test_one_line_makes_it_at_once(desk: Desk) -> None:
    assert "<b>Spring trip</b> is made" in await do(desk, "/new Spring trip")
    assert [project.name for project, _, _ in await made(desk)] == ["Spring trip"]
    assert "Too long: the name" in await do(desk, "/criar " + "W" * 4000)
    assert len(await made(desk)) == 1


async def test_nobody_creates_by_the_button_of_somebody_else(desk: Desk) -> None:
    await do(desk, *DEEDS[:8])
    create = (await labels(desk))["✅ Create"]
    await desk.take(tapped(BETO, create), said(BETO, "/new"), said(BETO, "Beto's"), tapped(BETO, create))
    async with desk.store.reading() as work:
        assert await list_projects(work, BETO, 10) == []
    await desk.take(tapped(ANA, create))
    assert [project.key for project, _, _ in await made(desk)] == [ProjectKey(ANA, 1)]
