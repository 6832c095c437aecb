"""Who brings a board into a group or channel, and who turns its pages."""

import json
from collections.abc import AsyncIterator
from itertools import count

import pytest

from bot.actions import Action
from bot.application import HANDLERS
from bot.buttons import data
from db.live_boards import find_live_board_if_any
from db.projects import Project
from db.store import Store
from rules.keys import LiveBoardKey
from rules.states import LiveBoardState
from services.boards import BOARD
from services.live_boards import LIVE_BOARD, Right, note_arrival, settle_asked
from services.practice import start_practice
from tests.bot.desk import JSON, Desk, desk_of, said, tapped
from tests.cast import ANA, BETO, Clock, House

pytestmark = pytest.mark.story

GROUP, CHANNEL = -1001, -1002
_numbers = count(500_000)


@pytest.fixture
async def desk(store: Store, clock: Clock) -> AsyncIterator[Desk]:
    async with desk_of(store, clock, HANDLERS) as desk:
        await desk.take(said(ANA, "/language en"), said(BETO, "/language en"))
        yield desk


@pytest.fixture
async def trip(desk: Desk, house: House) -> Project:
    return await house.open_project()


def in_group(update: JSON, chat: int = GROUP) -> JSON:
    place = {"id": chat, "type": "supergroup", "title": "Class of 26"}
    message = update.get("message") or update["callback_query"]["message"]
    message["chat"] = place
    return update


def shared(person: int, request: int, chat: int = CHANNEL) -> JSON:
    update = said(person, "x")
    del update["message"]["text"]
    update["message"]["chat_shared"] = {"request_id": request, "chat_id": chat, "title": "News", "username": "news"}
    return update


def removed(person: int, chat: int, status: str = "left") -> JSON:
    number, bot = next(_numbers), {"id": 1, "is_bot": True, "first_name": "Raffles"}
    place, who = {"id": chat, "type": "supergroup", "title": "x"}, said(person, "x")["message"]["from"]
    was, now = ({"user": bot, "status": one, **({"until_date": 0} if one == "kicked" else {})}
                for one in ("member", status))  # fmt: skip
    told = {"chat": place, "from": who, "date": 1772465400, "old_chat_member": was, "new_chat_member": now}
    return {"update_id": number, "my_chat_member": told}


async def stand(house: House, project: Project, message_id: int, chat: int = GROUP) -> None:
    """As though it had arrived."""
    key = LiveBoardKey(*project.key, chat)
    await house.do(settle_asked, key, Right.LEADS)
    board = await house.look(find_live_board_if_any, key)
    assert board is not None
    await house.do(note_arrival, key, board.letter or "", message_id, "shown")


async def states(house: House, project: Project) -> dict[int, str]:
    boards = [await house.look(find_live_board_if_any, LiveBoardKey(*project.key, chat)) for chat in (GROUP, CHANNEL)]
    return {board.chat_id: board.state for board in boards if board is not None}


async def test_board_in_a_group_asks_for_one_there(desk: Desk, house: House, trip: Project) -> None:
    await desk.take(in_group(said(ANA, "/board")))
    assert await states(house, trip) == {GROUP: LiveBoardState.ASKED}
    await desk.take(said(ANA, "/board"))
    assert [about for _, about, _ in await desk.notices()] == [BOARD]


async def test_of_several_raffles_the_one_that_is_tapped(desk: Desk, house: House, trip: Project) -> None:
    """By whoever was asked, and by nobody else."""
    second = await house.open_project()
    tap = in_group(tapped(ANA, data(Action.POST_BOARD, "1")))
    await desk.take(tap)
    assert await states(house, trip) == {}
    tap = in_group(tapped(ANA, data(Action.POST_BOARD, "1")))
    tap["callback_query"]["message"]["reply_to_message"] = in_group(said(ANA, "/board"))["message"]
    await desk.take(tap)
    assert await states(house, trip) == {GROUP: LiveBoardState.ASKED}
    assert await states(house, second) == {}


async def test_a_practice_raffle_shows_its_board_once(desk: Desk, house: House) -> None:
    await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    await desk.take(in_group(said(ANA, "/board")))
    assert [about for _, about, _ in await desk.notices()] == [BOARD]


async def test_nobody_brings_the_board_of_another(desk: Desk, house: House, trip: Project) -> None:
    await desk.take(in_group(said(BETO, "/board")), shared(BETO, 1), tapped(BETO, data(Action.POST_BOARD, "1")))
    await desk.take(tapped(BETO, data(Action.IN_CHANNEL, "1")))
    assert await states(house, trip) == {}


async def test_everybody_turns_the_pages_and_nobody_elsewhere(desk: Desk, house: House, trip: Project) -> None:
    await desk.take(in_group(said(ANA, "/board")))
    await stand(house, trip, 77)
    turn = in_group(tapped(BETO, data(Action.TURN_BOARD, "2")))
    turn["callback_query"]["message"]["message_id"] = 77
    await desk.take(turn)
    board = await house.look(find_live_board_if_any, LiveBoardKey(*trip.key, GROUP))
    assert board is not None
    assert board.page == 2
    for chat, message in ((GROUP, 76), (CHANNEL, 77), (BETO, 77)):
        turn = in_group(tapped(BETO, data(Action.TURN_BOARD, "3")), chat)
        turn["callback_query"]["message"]["message_id"] = message
        await desk.take(turn)
    assert await house.look(find_live_board_if_any, LiveBoardKey(*trip.key, GROUP)) == board
    toasts = [one.parameters.get("text") for one in desk.fleeting if one.method == "answerCallbackQuery"]
    assert toasts[-3:] == ["⬇️ A newer board of this raffle stands further down."] * 3


async def test_a_channel_is_chosen_in_private(desk: Desk, house: House, trip: Project) -> None:
    await desk.take(said(ANA, "/share"), tapped(ANA, data(Action.POST_BOARD, "1")))
    assert "/board there" in (await desk.texts(ANA))[-1]
    await desk.take(tapped(ANA, data(Action.IN_CHANNEL, "1")))
    keyboard = json.loads((await desk.letters())[-1]["reply_markup"])["keyboard"]
    wanted = keyboard[0][0]["request_chat"]
    assert (wanted["request_id"], wanted["chat_is_channel"]) == (1, True)
    assert wanted["user_administrator_rights"]["can_post_messages"]
    assert wanted["bot_administrator_rights"]["can_post_messages"]
    await desk.take(shared(ANA, 1))
    assert await states(house, trip) == {CHANNEL: LiveBoardState.ASKED}
    assert (await desk.texts(ANA))[-1] == "In a moment the board stands in News."
    await house.do(settle_asked, LiveBoardKey(*trip.key, CHANNEL), Right.NONE)
    assert await states(house, trip) == {}
    await desk.take(shared(ANA, 4711), shared(ANA, 2**31))
    assert await states(house, trip) == {}


async def test_where_it_stands_is_said(desk: Desk, house: House, trip: Project) -> None:
    await desk.take(in_group(said(ANA, "/board")))
    await stand(house, trip, 77)
    await desk.take(tapped(ANA, data(Action.POST_BOARD, "1")))
    assert "It stands in Class of 26." in (await desk.texts(ANA))[-1]
    assert "In a channel" in (await desk.letters())[-1]["reply_markup"]


@pytest.mark.parametrize("status", ["left", "kicked"])
async def test_a_bot_that_is_removed_forgets_and_says_nothing(
    desk: Desk, house: House, trip: Project, status: str
) -> None:
    await desk.take(in_group(said(ANA, "/board")))
    await stand(house, trip, 77)
    letters = await desk.letters()
    await desk.take(removed(BETO, CHANNEL, status))
    assert await states(house, trip) == {GROUP: LiveBoardState.STANDING}
    await desk.take(removed(BETO, GROUP, status))
    assert await states(house, trip) == {}
    assert await desk.letters() == letters


async def test_a_group_that_moves_says_so(desk: Desk, house: House, trip: Project) -> None:
    await desk.take(in_group(said(ANA, "/board")))
    await stand(house, trip, 77)
    for update, chat, name, other in (
        (said(BETO, "x"), GROUP, "migrate_to_chat_id", CHANNEL),
        (said(BETO, "x"), CHANNEL, "migrate_from_chat_id", GROUP),
    ):
        del update["message"]["text"]
        update["message"][name] = other
        await desk.take(in_group(update, chat))
    assert await states(house, trip) == {CHANNEL: LiveBoardState.STANDING}
    posted = [chat for chat, about, _ in await desk.notices() if about == LIVE_BOARD]
    assert posted == [GROUP, CHANNEL]


async def test_an_empty_raffle_has_no_board(desk: Desk, house: House) -> None:
    await desk.take(said(ANA, "/new Autumn"), in_group(said(ANA, "/board")))
    assert not [about for _, about, _ in await desk.notices() if about == LIVE_BOARD]
    assert (await desk.letters())[-1]["chat_id"] == str(GROUP)
