"""The look of a raffle: light or dark, changed under its board, and remembered for all of its pictures."""

import json
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image

from bot.actions import Action
from bot.application import HANDLERS
from bot.board_notices import board as board_notice
from bot.buttons import data
from bot.card_notices import card as card_notice
from bot.pictures.colours import look_of
from bot.report_notices import chart as chart_notice
from bot.texts.say import say_in
from bot.ticket_notices import ticket_copy as ticket_notice
from bot.wording import Call, Reader
from db.projects import find_project
from db.store import Store
from rules.keys import ProjectKey
from services.boards import BOARD
from services.cards import Occasion
from services.shares import share_link
from tests.bot.desk import Desk, desk_of, tapped
from tests.bot.hands import do, sees
from tests.bot.test_public_page import client_of, page_of
from tests.cast import ANA, BETO, House

pytestmark = pytest.mark.story

TRIP = ProjectKey(ANA, 1)
ANA_READS = Reader(ANA, "en", "UTC", say_in("en"), "raffles_bot")
DARK, LIGHT = data(Action.LOOK, "1.1.0.1"), data(Action.LOOK, "1.1.0.0")


@pytest.fixture
async def desk(store: Store, house: House) -> AsyncIterator[Desk]:
    """Luis bought a number of Ana's raffle."""
    async with desk_of(store, house.clock, HANDLERS) as desk:
        await do(desk, "/language en")
        await house.open_project(ANA, 0, 249)
        await house.sell(TRIP, 7)
        yield desk


async def is_dark(house: House, key: ProjectKey = TRIP) -> bool:
    return (await house.look(find_project, key)).is_dark


async def boards(desk: Desk) -> list[dict[str, object]]:
    return [keys for _, about, keys in await desk.notices() if about == BOARD]


async def board(house: House, **keys: int) -> Call:
    (call,) = await house.look(board_notice, {**TRIP._asdict(), "page": 1, **keys}, ANA_READS) or []
    return call


async def pictures(house: House) -> dict[str, Call]:
    code = await house.do(share_link, TRIP, ANA)
    card = {"telegram_id": ANA, "code": code, "occasion": Occasion.TO_FORWARD.value}
    told = {
        "chart": await house.look(chart_notice, {**TRIP._asdict(), "measure": "money"}, ANA_READS),
        "card": await house.look(card_notice, card, ANA_READS),
        "ticket": await house.look(ticket_notice, {**TRIP._asdict(), "order_number": 1}, ANA_READS),
    }
    shapes = {f"board {shape}": await board(house, shape=shape) for shape in range(3)}
    return shapes | {name: calls[0] for name, calls in told.items() if calls}


def corner(picture: bytes) -> object:
    with Image.open(BytesIO(picture)) as opened:
        return opened.convert("RGB").getpixel((2, 2))


def to_other_look(call: Call) -> tuple[str, str]:
    button = json.loads(call.parameters["reply_markup"])["inline_keyboard"][-1][0]
    return button["text"], button["callback_data"]


async def test_the_other_look_is_a_tap_away(desk: Desk, house: House) -> None:
    assert to_other_look(await board(house)) == ("🌙 Dark", DARK)
    await desk.take(tapped(ANA, DARK))
    assert [one.parameters.get("text") for one in desk.fleeting][
        -1
    ] == "The pictures of this raffle are dark from now on."
    assert await is_dark(house)
    assert to_other_look(await board(house)) == ("☀️ Light", LIGHT)
    await desk.take(tapped(ANA, LIGHT))
    assert not await is_dark(house)
    assert await boards(desk) == [{**TRIP._asdict(), "page": 1}] * 2


async def test_the_same_page_comes_in_the_same_shape(desk: Desk, house: House) -> None:
    _, other = to_other_look(await board(house, page=2, shape=2))
    await desk.take(tapped(ANA, other))
    assert await boards(desk) == [{**TRIP._asdict(), "page": 2, "shape": 2}]


async def test_every_picture_of_the_raffle_follows(desk: Desk, house: House) -> None:
    seen = {}
    for tap, dark in ((LIGHT, False), (DARK, True)):
        await desk.take(tapped(ANA, tap))
        shown = await pictures(house)
        drawn = {name: call.drawing for name, call in shown.items() if call.drawing is not None}
        assert set(drawn) == {"board 0", "board 1", "board 2", "chart", "card", "ticket"}
        assert {corner(one.draw()) for one in drawn.values()} == {look_of(1, dark=dark).page}
        seen[dark] = {one.file_key for one in drawn.values()}
        async with client_of(house) as site:
            card = await site.get(f"{await page_of(house, TRIP)}/card.png")
        assert corner(card.content) == look_of(1, dark=dark).page
        seen[dark].add(card.headers["etag"])
    assert len(seen[False] | seen[True]) == 14


async def test_pressed_twice_it_is_changed_once_and_the_history_says_so(desk: Desk, house: House) -> None:
    await desk.take(tapped(ANA, DARK), tapped(ANA, DARK))
    await do(desk, "/history")
    assert (await sees(desk)).count("Changed: light or dark pictures") == 1


@pytest.mark.parametrize("value", ["1.1.3.1", "1.1.0.2", "1.1.0", "1.1", "1", "", "1.1.0.1.0", "1.1.0.-1"])
async def test_a_look_or_shape_that_there_is_not_is_of_an_old_button(desk: Desk, house: House, value: str) -> None:
    await desk.take(tapped(ANA, data(Action.LOOK, value)))
    assert (await is_dark(house), await boards(desk)) == (False, [])


async def test_nobody_changes_the_look_of_another(desk: Desk, house: House) -> None:
    await desk.take(tapped(BETO, DARK))
    assert not await is_dark(house)
    await house.open_project(BETO)
    await desk.take(tapped(BETO, DARK))
    assert (await is_dark(house), await is_dark(house, ProjectKey(BETO, 1))) == (False, True)
