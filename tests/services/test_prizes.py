"""What is won."""

from db.prizes import list_prizes
from rules.keys import ProjectKey
from rules.misreadings import TextMissing, TextTooLong
from rules.refusals import NotFound
from services.prizes import add_prize_to
from services.projects import close_project, create_project
from tests.cast import ANA, SOFIA, House


async def test_prizes_count_from_1_in_each_project(house: House) -> None:
    project = await house.open_project()
    other = await house.do(create_project, ANA, "Another")
    bicycle = await house.do(add_prize_to, project.key, " A  bicycle ", ANA)
    await house.do(add_prize_to, project.key, "A cake", SOFIA)
    await house.do(add_prize_to, other.key, "A goat", ANA)
    assert (bicycle.prize_number, bicycle.name) == (1, "A bicycle")
    prizes = await house.look(list_prizes, project.key)
    assert [(prize.prize_number, prize.name) for prize in prizes] == [(1, "A bicycle"), (2, "A cake")]
    assert [prize.prize_number for prize in await house.look(list_prizes, other.key)] == [1]


async def test_a_prize_is_told_by_its_number_and_who_added_it(house: House) -> None:
    project = await house.open_project()
    await house.do(add_prize_to, project.key, "A bicycle", SOFIA)
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.after["prize"]) == ("prize.added", SOFIA, 1)


async def test_a_prize_may_be_added_to_a_closed_project(house: House) -> None:
    project = await house.open_project()
    await house.do(close_project, project.key, ANA)
    assert (await house.do(add_prize_to, project.key, "A bicycle", ANA)).prize_number == 1


async def test_a_prize_without_a_name_or_a_project_is_refused(house: House) -> None:
    project = await house.open_project()
    missing = await house.refuses(TextMissing, add_prize_to, project.key, " \n ", ANA)
    assert missing.field == "prize"
    long = await house.refuses(TextTooLong, add_prize_to, project.key, "a" * 81, ANA)
    assert (long.length, long.limit) == (81, 80)
    await house.refuses(NotFound, add_prize_to, ProjectKey(ANA, 2), "A bicycle", ANA)
