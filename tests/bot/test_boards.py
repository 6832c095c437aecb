"""The board of a raffle: a picture on which every number is told apart by colour and by sign, page by page."""

import json
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image, ImageChops

from bot.application import HANDLERS
from bot.board_notices import board as board_notice
from bot.board_notices import draw
from bot.pictures.board import Board, draw_board
from bot.pictures.colours import Colour
from bot.pictures.panel import HEIGHT, LEFT, MARGIN, RIGHT, WIDTH
from bot.texts.say import say_in
from bot.wording import Call, Reader
from db.files import find_file_id, keep_file
from db.store import Store
from rules.keys import ProjectKey
from rules.refusals import NoNumbersYet
from services.boards import BOARD, look_at_page, post_board
from services.endings import cancel_project
from services.erasing import erase
from services.organizers import choose_language
from services.practice import start_practice
from services.projects import create_project, rename_project
from tests.bot.desk import JSON, Desk, desk_of, said, tapped
from tests.bot.hands import do, labels
from tests.bot.some_boards import FREE, LONG, RESERVED, SOLD, board
from tests.cast import ANA, House

pytestmark = pytest.mark.story

TRIP = ProjectKey(ANA, 1)
ANA_READS = Reader(ANA, "en", "UTC", say_in("en"))
TOLD_APART = 40
"""Of 255: so much lighter or darker is seen on any print."""

Place = tuple[int, int, int, int]


def opened(one: Board, *, dark: bool = False, language: str = "es") -> Image.Image:
    return Image.open(BytesIO(draw_board(say_in(language), one, dark=dark))).convert("RGB")


def place_of(number: int, size: int = 100) -> Place:
    found = ImageChops.difference(opened(board(size)), opened(board(size, {number: SOLD}))).getbbox()
    assert found is not None
    return found


def share_that_differs(one: Image.Image, other: Image.Image) -> float:
    """As printed in grey."""
    apart = ImageChops.difference(one.convert("L"), other.convert("L")).point(lambda value: 255 * (value > TOLD_APART))
    return apart.histogram()[255] / (one.width * one.height)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("project_number", range(1, 13))
def test_free_reserved_and_sold_are_told_apart_without_colour(project_number: int, *, dark: bool) -> None:
    for size, number in ((100, 55), (10_000, 5_055)):
        cell = place_of(number, size)
        seen = [
            opened(board(size, {number: state}, project_number=project_number), dark=dark).crop(cell)
            for state in (FREE, RESERVED, SOLD)
        ]
        for one, other in combinations(seen, 2):
            assert share_that_differs(one, other) > 0.1


def cells() -> Iterator[Place]:
    left, top, right, bottom = place_of(0)
    last_left, last_top, _, _ = place_of(99)
    for number in range(100):
        at, down = (last_left - left) * (number % 10) // 9, (last_top - top) * (number // 10) // 9
        yield left + at, top + down, right + at, bottom + down


@pytest.mark.parametrize("state", [FREE, RESERVED, SOLD])
def test_every_number_is_written_in_its_cell(state: str) -> None:
    whole = opened(board(100, dict.fromkeys(range(100), state)))
    assert len({whole.crop(cell).tobytes() for cell in cells()}) == 100


def test_every_one_of_ten_thousand_has_a_cell_of_its_own() -> None:
    numbers = (0, 1, 99, 100, 4_999, 5_000, 9_999)
    places = [place_of(number, 10_000) for number in numbers]
    assert len(set(places)) == len(numbers)
    for left, top, right, bottom in places:
        assert LEFT <= left < right <= RIGHT
        assert 5 <= right - left <= 9
        assert 4 <= bottom - top <= 9


def colours(picture: Image.Image, box: Place) -> set[Colour]:
    return {colour for _, colour in picture.crop(box).getcolors(maxcolors=WIDTH * HEIGHT) or []}  # type: ignore[misc]


@pytest.mark.parametrize("language", ["en", "es", "pt_BR"])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [1, 10, 25, 26, 100, 1_000, 1_001, 2_500, 10_000, 10_001, 1_000_000, 10_000_000])
def test_whatever_the_names_and_sizes_are_nothing_leaves_its_margins(size: int, language: str, *, dark: bool) -> None:
    states = {number: (FREE, RESERVED, SOLD)[number % 3] for number in range(min(size, 10_000))}
    names = {"project": LONG, "organizer": "W" * 80, "prizes": (LONG, LONG), "price": "$1.234.567 a $12.345.678"}
    drawn = opened(board(size, states, shown="9999900-9999999", practice=True, **names), dark=dark, language=language)
    assert drawn.size == (WIDTH, HEIGHT)
    for strip in (
        (MARGIN + 32, MARGIN + 40, LEFT - 4, HEIGHT - MARGIN - 40),
        (RIGHT + 4, MARGIN + 40, WIDTH - MARGIN - 32, HEIGHT - MARGIN - 40),
        (LEFT, HEIGHT - MARGIN - 20, RIGHT, HEIGHT - MARGIN),
    ):
        assert len(colours(drawn, strip)) <= 2


# As a letter


@pytest.fixture
async def desk(store: Store, house: House) -> AsyncIterator[Desk]:
    """Ana's raffle has 250 numbers, of which some are sold and some reserved."""
    async with desk_of(store, house.clock, HANDLERS) as desk:
        await do(desk, "/language en")
        await house.open_project(ANA, 0, 249)
        await house.sell(TRIP, 7, 12, 130)
        await house.reserve(TRIP, 20)
        yield desk


async def asked_for(desk: Desk) -> list[dict[str, object]]:
    return [keys for _, about, keys in await desk.notices() if about == BOARD]


async def shown(house: House, page: int = 1, key: ProjectKey = TRIP, **more: int) -> Call:
    calls = await house.look(board_notice, {**key._asdict(), "page": page, **more}, ANA_READS)
    assert calls is not None
    (call,) = calls
    return call


def buttons(call: Call, row: int = 0) -> list[tuple[str, str]]:
    rows = json.loads(call.parameters["reply_markup"])["inline_keyboard"]
    return [(one["text"], one["callback_data"]) for one in rows[row]]


def size_of(call: Call) -> tuple[int, int]:
    assert call.drawing is not None
    return Image.open(BytesIO(call.drawing.draw())).size


def file_key(call: Call) -> str:
    assert call.drawing is not None
    assert call.drawing.file_key is not None
    return call.drawing.file_key


@pytest.mark.parametrize("command", ["/board", "/tablero", "/quadro"])
async def test_the_command_answers_with_the_picture(desk: Desk, command: str) -> None:
    await desk.take(said(ANA, command))
    assert await asked_for(desk) == [{**TRIP._asdict(), "page": 1}]


async def test_so_do_the_buttons_at_home_and_under_the_raffle(desk: Desk) -> None:
    await do(desk, "/start")
    assert (await labels(desk))["🖼 Board"] == "1:board:1"
    await do(desk, "@Board", "@More", "@About this raffle", "@Board")
    assert await asked_for(desk) == [{**TRIP._asdict(), "page": 1}] * 2


async def test_with_several_raffles_it_is_asked_which_one(desk: Desk, house: House) -> None:
    await house.open_project(ANA)
    await house.open_project(ANA)
    await house.do(rename_project, ProjectKey(ANA, 2), "Autumn trip", ANA)
    await house.do(cancel_project, ProjectKey(ANA, 3), ANA)
    await do(desk, "/board")
    assert set((await labels(desk)).values()) == {"1:board:1", "1:board:2"}


async def test_a_hundred_are_on_a_page_and_the_others_a_tap_away(desk: Desk, house: House) -> None:
    first, second, last = [await shown(house, page) for page in (1, 2, 3)]
    assert first.method == "sendPhoto"
    assert first.parameters["caption"].endswith("Numbers 0-99")
    assert buttons(first) == [("100-199 ›", "1:board:1.2")]
    assert buttons(second) == [("‹ 0-99", "1:board:1.1"), ("200-249 ›", "1:board:1.3")]
    assert buttons(last) == [("‹ 100-199", "1:board:1.2")]
    assert len({file_key(one) for one in (first, second, last)}) == 3
    await desk.take(tapped(ANA, "1:board:1.2"))
    assert (await asked_for(desk))[-1]["page"] == 2


async def test_the_same_page_comes_in_other_shapes(desk: Desk, house: House) -> None:
    usual, square, story = [await shown(house, 2, shape=shape) for shape in range(3)]
    assert buttons(usual, 1) == [("⬜ Square", "1:board:1.2.1"), ("📱 For stories", "1:board:1.2.2")]
    assert buttons(square, 1) == [("▭ Usual shape", "1:board:1.2"), ("📱 For stories", "1:board:1.2.2")]
    assert buttons(story) == [("‹ 0-99", "1:board:1.1.2"), ("200-249 ›", "1:board:1.3.2")]
    assert [size_of(one) for one in (usual, square, story)] == [(1024, 1280), (1080, 1080), (1080, 1920)]
    assert len({file_key(one) for one in (usual, square, story)}) == 3
    await desk.take(tapped(ANA, "1:board:1.2.1"))
    assert (await asked_for(desk))[-1] == {**TRIP._asdict(), "page": 2, "shape": 1}


async def test_for_stories_it_comes_as_a_file_that_nobody_makes_smaller(house: House, desk: Desk) -> None:
    call = await shown(house, shape=2)
    assert (call.method, call.drawing and call.drawing.field) == ("sendDocument", "document")


def tapped_under_photo(carried: str, message_id: int = 77) -> JSON:
    update = tapped(ANA, carried)
    sizes = [{"file_id": "f", "file_unique_id": "u", "width": 90, "height": 90}]
    message = {**update["callback_query"]["message"], "message_id": message_id, "photo": sizes}
    del message["text"]
    return {**update, "callback_query": {**update["callback_query"], "message": message}}


@pytest.mark.parametrize("carried", ["1:board:1.2", "1:board:1.2.1", "1:look:1.2.0.1"])
async def test_another_page_shape_or_look_takes_the_place_of_the_picture(
    desk: Desk, house: House, carried: str
) -> None:
    await desk.take(tapped_under_photo(carried))
    (keys,) = await asked_for(desk)
    assert (keys["page"], keys["instead_of"]) == (2, 77)
    call = await shown(house, 2, instead_of=77)
    assert (call.method, call.parameters["message_id"]) == ("editMessageMedia", "77")
    assert json.loads(call.parameters["media"])["caption"].endswith("Numbers 100-199")
    assert buttons(call) == [("‹ 0-99", "1:board:1.1"), ("200-249 ›", "1:board:1.3")]


async def test_asked_for_under_another_picture_or_for_stories_it_comes_by_itself(desk: Desk, house: House) -> None:
    await desk.take(tapped_under_photo("1:board:1"), tapped(ANA, "1:board:1.2"))
    assert ["instead_of" in keys for keys in await asked_for(desk)] == [False, False]
    assert (await shown(house, 2, shape=2, instead_of=77)).method == "sendDocument"


@pytest.mark.parametrize("value", ["1.1.3", "1.1.99", "1.1.1.1"])
async def test_a_shape_that_there_is_not_is_of_an_old_button(desk: Desk, value: str) -> None:
    await desk.take(tapped(ANA, f"1:board:{value}"))
    assert await asked_for(desk) == []


async def test_a_page_that_is_gone_is_the_last_one(desk: Desk, house: House) -> None:
    assert file_key(await shown(house, 2**40)) == file_key(await shown(house, 3))


async def test_the_page_tells_every_number_as_it_is(desk: Desk, house: House) -> None:
    page = await house.look(look_at_page, TRIP, 1)
    states = {row.first + at: state for row in page.rows for at, state in enumerate(row.states)}
    assert {number: state for number, state in states.items() if state != FREE} == {7: SOLD, 12: SOLD, 20: RESERVED}
    assert list(states) == list(range(100))
    assert (page.sold, page.reserved, page.free) == (3, 1, 246)


async def test_sets_follow_one_another_each_from_a_row_of_its_own(desk: Desk, house: House) -> None:
    await house.add_set(TRIP, 500, 504)
    page = await house.look(look_at_page, TRIP, 3)
    assert [(row.first, row.last) for row in page.rows][-2:] == [(240, 249), (500, 504)]


@pytest.mark.parametrize(
    ("size", "pages", "rows", "step"),
    [(1_000, 10, 10, 1), (1_001, 1, 21, 1), (10_000, 1, 100, 1), (10_001, 1, 6, 200), (1_000_000, 1, 10, 10_000)],
)
async def test_the_larger_the_raffle_the_denser_the_board(
    house: House, size: int, pages: int, rows: int, step: int
) -> None:
    key = (await house.open_project(ANA, 0, size - 1)).key
    await house.sell(key, 0, 3)
    page = await house.look(look_at_page, key, 1)
    assert (len(page.shown), len(page.rows), page.form.step) == (pages, rows, step)
    if step > 1:
        assert page.rows[0].free[0] == step - 2
        assert sum(sum(row.free) for row in page.rows) == size - 2 == page.free


async def test_a_picture_is_known_until_anything_on_it_changes(desk: Desk, house: House) -> None:
    first = file_key(await shown(house))
    house.clock.pass_(timedelta(hours=1))
    assert file_key(await shown(house)) == first
    await house.sell(TRIP, 50)
    sold = file_key(await shown(house))
    await house.do(rename_project, TRIP, "Autumn trip", ANA)
    renamed = file_key(await shown(house))
    await house.do(choose_language, ANA, "es")
    assert len({first, sold, renamed, file_key(await shown(house))}) == 4


async def test_a_practice_raffle_says_so(desk: Desk, house: House) -> None:
    practice = (await house.do(start_practice, ANA, "Practice", "A bicycle", ["Uno", "Dos", "Tres"])).key
    assert "nobody here is real" in (await shown(house, key=practice)).parameters["caption"]


async def test_in_a_group_it_answers_whoever_asked(desk: Desk, house: House) -> None:
    call = await shown(house, answers=17)
    assert json.loads(call.parameters["reply_parameters"])["message_id"] == 17


async def test_without_a_number_there_is_no_board(house: House) -> None:
    await house.open_project()
    empty = (await house.do(create_project, ANA, "Empty")).key
    assert await house.refuses(NoNumbersYet, post_board, empty, 1, ANA)


async def test_with_its_organizer_s_name_the_picture_goes_too(house: House) -> None:
    theirs = (await house.open_project(3001)).key
    page = await house.look(look_at_page, theirs, 1)
    key = draw(say_in("en"), page).file_key
    assert key is not None
    await house.do(keep_file, key, "file")
    await house.do(erase, 3001, lambda _: "Nobody")
    assert await house.look(find_file_id, key) is None
