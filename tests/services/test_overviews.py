"""What an organizer sees at first sight."""

from rules.keys import ProjectKey
from rules.refusals import NotFound
from services.organizers import welcome
from services.overviews import PAGE, list_all_projects, look_around, look_at_project
from services.prizes import add_prize_to
from services.projects import choose_project, close_project, create_project
from tests.cast import ANA, BETO, House


async def test_who_has_no_project_sees_none(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    await house.open_project(BETO)
    assert await house.look(look_around, ANA) == (None, [], False)
    assert (await house.look(list_all_projects, ANA, 1)).projects == []


async def test_the_one_last_made_or_chosen_is_seen_whole_and_the_others_beside_it(house: House) -> None:
    first = await house.open_project()
    second = await house.do(create_project, ANA, "Autumn")
    overview = await house.look(look_around, ANA)
    assert overview.current is not None
    assert (overview.current.project, overview.others, overview.more) == (second, [first], False)
    await house.do(choose_project, first.key)
    overview = await house.look(look_around, ANA)
    assert overview.current is not None
    assert (overview.current.project, overview.current.size, overview.others) == (first, 100, [second])


async def test_a_closed_one_is_still_worked_on(house: House) -> None:
    project = await house.open_project()
    await house.do(close_project, project.key, ANA)
    overview = await house.look(look_around, ANA)
    assert overview.current is not None
    assert overview.current.project.state == "closed"


async def test_with_many_some_are_seen_and_the_rest_by_pages(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    for number in range(1, PAGE + 2):
        await house.do(create_project, ANA, f"Raffle {number}")
    overview = await house.look(look_around, ANA)
    assert [project.project_number for project in overview.others] == [8, 7, 6, 5, 4]
    assert overview.more
    page = await house.look(list_all_projects, ANA, 1)
    assert [project.project_number for project in page.projects] == list(range(PAGE + 1, 1, -1))
    assert (page.more, page.active) == (True, PAGE + 1)
    last = await house.look(list_all_projects, ANA, 2)
    assert ([project.project_number for project in last.projects], last.more) == ([1], False)
    assert (await house.look(list_all_projects, ANA, 10**18)).number == 1


async def test_a_project_is_seen_with_its_sets_and_prizes(house: House) -> None:
    project = await house.open_project()
    later = await house.add_set(project.key, 200, 209)
    prize = await house.do(add_prize_to, project.key, "A bicycle", ANA)
    sheet = await house.look(look_at_project, project.key)
    assert sheet.glance.size == 110
    assert (sheet.sets[1], sheet.prizes) == (later, [prize])
    await house.refuses(NotFound, look_at_project, ProjectKey(BETO, 1))
