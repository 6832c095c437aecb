"""Tickets on paper: only what its organizer sells on paper has them, and no more of them at a time than fit a file."""

import pytest

from rules.keys import ProjectKey
from rules.numbers import NumberRange
from rules.paper import MOST_PRINTED, NothingOnPaper, NotOnPaper, TooManyToPrint, is_letter
from rules.refusals import NoNumbersYet, NotFound, NumbersOutside, ProjectNotOpen, Refusal
from rules.states import SetType
from services.endings import cancel_project
from services.organizers import welcome
from services.paper import PaperRun, look_at_paper, look_at_paper_sets
from services.prizes import add_prize_to
from services.projects import close_project, create_project
from services.sets import add_set_to
from tests.cast import ANA, BETO, House

EARLY, LATE = NumberRange(100, 199, 4), NumberRange(200, 9_999, 0)


@pytest.fixture
async def fair(house: House) -> ProjectKey:
    """Ana's: 0-99 online, 0100-0199 and 200-9999 on paper at another price, 10000-10099 online."""
    key = (await house.open_project()).key
    await house.do(add_set_to, key, LATE, 700, ANA, type=SetType.PHYSICAL)
    await house.do(add_set_to, key, EARLY, 500, ANA, type=SetType.PHYSICAL)
    await house.add_set(key, 10_000, 10_099)
    return key


async def test_what_is_printed_is_told_set_by_set_as_each_shows_its_numbers(house: House, fair: ProjectKey) -> None:
    await house.do(add_prize_to, fair, "A bicycle", ANA)
    pages = await house.look(look_at_paper, fair, NumberRange(190, 260, 0))
    assert pages.runs == [PaperRun(NumberRange(190, 199, 4), 500), PaperRun(NumberRange(200, 260, 0), 700)]
    assert (pages.total, pages.prizes, pages.organizer.name) == (71, ("A bicycle",), "Ana")


async def test_only_sets_on_paper_are_offered(house: House, fair: ProjectKey) -> None:
    found = await house.look(look_at_paper_sets, fair)
    assert [one.numbers for one in found.sets] == [EARLY, LATE]


async def test_what_is_sold_or_closed_is_printed_all_the_same(house: House, fair: ProjectKey) -> None:
    await house.sell(fair, 100, 150)
    await house.do(close_project, fair, ANA)
    assert (await house.look(look_at_paper, fair, EARLY)).total == 100


async def test_as_many_as_fit_a_file_are_printed_and_not_one_more(house: House, fair: ProjectKey) -> None:
    most = NumberRange(200, 199 + MOST_PRINTED, 0)
    assert (await house.look(look_at_paper, fair, most)).total == MOST_PRINTED
    refused = await house.refuses(TooManyToPrint, look_at_paper, fair, most._replace(final=most.final + 1))
    assert (refused.count, refused.limit, refused.first) == (MOST_PRINTED + 1, MOST_PRINTED, most)
    refused = await house.refuses(TooManyToPrint, look_at_paper, fair, NumberRange(0, 999_999_999, 0))
    assert refused.first == EARLY


@pytest.mark.parametrize(
    ("init", "final", "refusal"),
    [
        (50, 60, NotOnPaper(NumberRange(50, 60, 0), (EARLY, LATE))),
        (0, 999_999, TooManyToPrint(1_000_000, MOST_PRINTED, EARLY)),
        (90, 110, NotOnPaper(NumberRange(90, 99, 0), (EARLY, LATE))),
        (10_000, 10_001, NotOnPaper(NumberRange(10_000, 10_001, 0), (EARLY, LATE))),
    ],
)
async def test_what_has_no_paper_ticket_is_named(
    house: House, fair: ProjectKey, init: int, final: int, refusal: Refusal
) -> None:
    refused = await house.refuses(type(refusal), look_at_paper, fair, NumberRange(init, final, 0))
    assert vars(refused) == vars(refusal)


async def test_numbers_of_no_set_are_refused_and_never_counted_out_at_length(house: House, fair: ProjectKey) -> None:
    refused = await house.refuses(NumbersOutside, look_at_paper, fair, NumberRange(20_000, 20_002, 0))
    assert refused.numbers == (20_000, 20_001, 20_002)
    refused = await house.refuses(NumbersOutside, look_at_paper, fair, NumberRange(20_000, 999_999_999, 0))
    assert len(refused.numbers) == MOST_PRINTED


async def test_a_raffle_without_paper_numbers_has_nothing_to_print(house: House) -> None:
    online = (await house.open_project()).key
    await house.refuses(NothingOnPaper, look_at_paper_sets, online)
    await house.refuses(NothingOnPaper, look_at_paper, online, NumberRange(1, 9, 0))
    empty = (await house.do(create_project, ANA, "Empty")).key
    await house.refuses(NoNumbersYet, look_at_paper_sets, empty)


async def test_what_is_over_is_not_printed_and_nobody_prints_anothers(house: House, fair: ProjectKey) -> None:
    await house.do(welcome, BETO, "Beto", "es")
    await house.refuses(NotFound, look_at_paper, fair._replace(user_id=BETO), EARLY)
    await house.do(cancel_project, fair, ANA)
    await house.refuses(ProjectNotOpen, look_at_paper, fair, EARLY)


def test_paper_is_letter_where_printers_hold_letter() -> None:
    assert [country for country in ("MX", "CO", "US", "AR", "BR", "ES", "", None) if is_letter(country)] == [
        "MX",
        "CO",
        "US",
    ]
