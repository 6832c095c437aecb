"""Asking for a board in a chat: for whom it is refused, and what is kept of it."""

import pytest

from db.live_boards import find_live_board_if_any
from rules.keys import LiveBoardKey, ProjectKey
from rules.refusals import NoNumbersYet, NotFound
from rules.states import LiveBoardState
from services.live_boards import Place, Right, ask_for_board, list_live_boards, settle_asked
from services.practice import start_practice
from services.projects import create_project
from tests.cast import ANA, BETO, House

CLASS = Place(-100, "Class of 26", None, is_channel=False)


async def test_a_raffle_without_numbers_has_no_board(house: House) -> None:
    await house.open_project()
    empty = await house.do(create_project, ANA, "Empty")
    await house.refuses(NoNumbersYet, ask_for_board, empty.key, CLASS, ANA)


async def test_a_practice_raffle_is_nobody_elses(house: House) -> None:
    await house.open_project()
    practice = await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    await house.refuses(NotFound, ask_for_board, practice.key, CLASS, ANA)


async def test_nobody_posts_or_lists_what_is_not_there(house: House) -> None:
    await house.open_project()
    await house.refuses(NotFound, ask_for_board, ProjectKey(BETO, 1), CLASS, BETO)
    await house.refuses(NotFound, list_live_boards, ProjectKey(BETO, 1))


@pytest.mark.parametrize(
    ("title", "kept"), [("Class\u202e of\n26", "Class of 26"), ("x" * 200, "x" * 80), ("\u200b", "…"), ("", "…")]
)
async def test_the_title_of_a_chat_is_never_trusted(house: House, title: str, kept: str) -> None:
    project = await house.open_project()
    await house.do(ask_for_board, project.key, CLASS._replace(title=title), ANA)
    board = await house.look(find_live_board_if_any, LiveBoardKey(*project.key, -100))
    assert board is not None
    assert board.place == kept


async def test_asked_twice_it_is_one_board(house: House) -> None:
    project = await house.open_project()
    for _ in range(2):
        await house.do(ask_for_board, project.key, CLASS, ANA)
    assert await house.look(list_live_boards, project.key) == []
    for _ in range(2):
        await house.do(settle_asked, LiveBoardKey(*project.key, -100), Right.NONE)
    (board,) = await house.look(list_live_boards, project.key)
    assert (board.state, board.pinned, board.message_id) == (LiveBoardState.STANDING, False, None)


async def test_what_is_asked_of_a_chat_that_was_left_is_nothing(house: House) -> None:
    project = await house.open_project()
    await house.do(settle_asked, LiveBoardKey(*project.key, -100), Right.LEADS)
    assert await house.look(list_live_boards, project.key) == []
