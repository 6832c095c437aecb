"""Which project a command without one means, and the lists to choose from."""

from rules.keys import ProjectKey
from rules.refusals import NoProjectYet, NotFound, ProjectUnclear
from services.endings import cancel_project
from services.organizers import welcome
from services.projects import (
    active_project,
    choose_project,
    close_project,
    create_project,
    list_all_projects,
    list_open_projects,
)
from tests.cast import ANA, BETO, House


async def made(house: House, count: int) -> list[ProjectKey]:
    await house.do(welcome, ANA, "Ana", "es")
    return [(await house.do(create_project, ANA, f"Raffle {n}")).key for n in range(1, count + 1)]


async def active(house: House) -> int:
    return (await house.look(active_project, ANA)).project_number


async def test_it_is_the_one_last_made_or_chosen_even_when_it_is_closed(house: House) -> None:
    one, two, _ = await made(house, 3)
    assert await active(house) == 3
    await house.do(choose_project, one)
    assert await active(house) == 1
    await house.do(choose_project, two)
    await house.do(close_project, two, ANA)
    assert await active(house) == 2


async def test_once_it_has_ended_it_is_the_only_open_one(house: House) -> None:
    one, two, three = await made(house, 3)
    await house.do(cancel_project, three, ANA)
    refused = await house.refuses(ProjectUnclear, active_project, ANA)
    assert refused.open_numbers == (1, 2)
    await house.do(close_project, two, ANA)
    assert await active(house) == 1
    await house.do(cancel_project, one, ANA)
    assert await active(house) == 2


async def test_when_all_have_ended_it_is_still_the_one_to_be_looked_at(house: House) -> None:
    for key in await made(house, 2):
        await house.do(cancel_project, key, ANA)
    assert await active(house) == 2
    assert await house.look(list_open_projects, ANA) == []


async def test_who_has_none_has_none(house: House) -> None:
    await made(house, 2)
    await house.refuses(NoProjectYet, active_project, BETO)
    await house.do(welcome, BETO, "Beto", "en")
    await house.refuses(NoProjectYet, active_project, BETO)


async def test_lists_are_newest_first_and_closed_ones_go_on(house: House) -> None:
    keys = await made(house, 12)
    await house.do(close_project, keys[10], ANA)
    await house.do(cancel_project, keys[9], ANA)
    going_on = [project.project_number for project in await house.look(list_open_projects, ANA)]
    assert going_on == [12, 11, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    first, second = [await house.look(list_all_projects, ANA, page) for page in (1, 2)]
    assert [project.project_number for project in first.found] == list(range(12, 2, -1))
    assert ([project.project_number for project in second.found], first.more, second.more) == ([2, 1], True, False)
    await house.refuses(NotFound, list_all_projects, ANA, 0)
