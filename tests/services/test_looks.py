"""Light or dark: of which projects, and what stays of it."""

from collections.abc import Awaitable, Callable

import pytest

from db.draws import Draw
from db.invariants import check
from db.projects import find_project
from rules.keys import ProjectKey
from rules.refusals import NotFound
from services.clones import clone_project
from services.endings import cancel_project
from services.looks import set_look
from services.projects import rename_project
from tests.cast import ANA, House
from tests.services.drawn import drawn, locked

Settle = Callable[[House], Awaitable[Draw]]


async def test_a_raffle_is_light_until_its_organizer_wants_it_dark(house: House) -> None:
    project = await house.open_project()
    assert not project.is_dark
    await house.do(set_look, project.key, True, ANA)
    await house.do(rename_project, project.key, "Autumn trip", ANA)
    assert (await house.look(find_project, project.key)).is_dark
    assert (await house.do(clone_project, project.key, ANA)).is_dark
    await house.do(set_look, project.key, False, ANA)
    assert not (await house.look(find_project, project.key)).is_dark
    assert [finding async for finding in check(house.store)] == []


@pytest.mark.parametrize("settle", [locked, drawn])
async def test_also_where_nothing_about_its_numbers_moves_any_more(house: House, settle: Settle) -> None:
    key = (await settle(house)).project
    await house.do(set_look, key, True, ANA)
    assert (await house.look(find_project, key)).is_dark
    assert [finding async for finding in check(house.store)] == []


async def test_also_when_it_was_called_off(house: House) -> None:
    project = await house.open_project()
    await house.do(cancel_project, project.key, ANA)
    await house.do(set_look, project.key, True, ANA)
    assert (await house.look(find_project, project.key)).is_dark


async def test_what_is_not_there_has_no_look(house: House) -> None:
    await house.open_project()
    await house.refuses(NotFound, set_look, ProjectKey(ANA, 9), True, ANA)
