"""Where a live board stands everybody hears of the draw: its commitment, which is noted, and what came of it."""

import json
from datetime import timedelta

import pytest

from db.draws import Draw
from db.live_boards import LiveBoard
from db.projects import Project
from rules.draw.verifying import verify
from rules.states import DrawMethod
from services.draws import look_at_draw, proof_of, void_draw
from services.locking import lock_for_draw
from services.noted_posts import address_of
from services.organizers import choose_language
from tests.bot.post import Post
from tests.bot.test_live_boards import Floor
from tests.cast import ANA, House
from tests.people import Person, Telegram
from tests.services.drawn import DUE, MINUTE, bring, ready

pytestmark = pytest.mark.story


@pytest.fixture
async def floor(house: House, post: Post, telegram: Telegram, ana: Person) -> Floor:
    """A board stands in a group with Luis's and Marta's numbers."""
    await ana.say("/start")
    project: Project = await ready(house, prizes=2, user_id=ana.id)
    await house.do(choose_language, ana.id, "en")
    chat = await ana.found("supergroup", "Class of 26")
    floor = Floor(house, post, telegram, ana, chat, project.key)
    await floor.place()
    return floor


async def locked(floor: Floor) -> Draw:
    draw = await floor.house.do(lock_for_draw, floor.trip, floor.ana.id, DUE)
    await floor.look()
    await floor.look(2)
    return draw


async def texts(floor: Floor) -> list[str]:
    return [one.text for one in await floor.stands() if one.photo is None and one.text]


async def test_a_commitment_is_posted_and_noted_where_it_stands(floor: Floor, house: House) -> None:
    draw = await locked(floor)
    view = await house.look(look_at_draw, draw.key)
    (told,) = await texts(floor)
    assert "5 numbers" in told
    assert "round 1,000" in told
    assert (view.draw.commitment_hash or "?") in told
    (post,) = view.posts
    (message,) = [one for one in await floor.stands() if one.photo is None and one.text]
    assert (post.place, post.chat_id, post.message_id) == ("Class of 26", floor.chat, message.id)
    assert post.url == f"https://t.me/c/{str(floor.chat)[4:]}/{message.id}"
    await floor.look(60)
    assert len((await house.look(look_at_draw, draw.key)).posts) == 1


async def test_the_proof_says_where_it_was_published(floor: Floor, house: House) -> None:
    draw = await locked(floor)
    house.clock.now = DUE + MINUTE
    await bring(house, draw)
    proof = await house.look(proof_of, draw.key)
    (published,) = json.loads(proof)["published"]
    assert published["where"] == "Class of 26"
    assert published["chat"] == floor.chat
    assert verify(proof).commitment_hash in (await texts(floor))[0]


async def test_the_result_is_told_without_a_name(floor: Floor, house: House) -> None:
    draw = await locked(floor)
    house.clock.now = DUE + MINUTE
    await bring(house, draw)
    await floor.look()
    await floor.look(15)
    told = (await texts(floor))[-1]
    assert "Prize 1" in told
    assert "Prize 2" in told
    assert not any(name in told for name in ("Luis", "Marta"))
    (board,) = await floor.boards()
    assert "This raffle is over" in board.text
    assert "5 sold" in board.text


async def test_what_is_taken_back_is_told_too(floor: Floor, house: House) -> None:
    draw = await locked(floor)
    await house.do(void_draw, draw.key, "Wrong prizes", floor.ana.id)
    await floor.look()
    assert "Wrong prizes" in (await texts(floor))[-1]
    assert len(await texts(floor)) == 2


async def test_what_arrives_when_the_draw_is_over_is_not_noted(floor: Floor, house: House) -> None:
    draw = await house.do(lock_for_draw, floor.trip, floor.ana.id, DUE)
    courier = floor.post.again()
    async with courier.open():
        await courier.settled(moving=0.5)
    house.clock.now = DUE + MINUTE
    await bring(house, draw)
    await floor.due.look(house.store)
    assert (await house.look(look_at_draw, draw.key)).posts == []
    board = await floor.board()
    assert board is not None
    assert board.unnoted_draw is None


async def test_a_commitment_that_never_arrives_is_not_noted(floor: Floor, house: House) -> None:
    wrong = "Bad Request: not enough rights to send text messages to the chat"
    await floor.telegram.fault("error", "sendMessage", code=400, description=wrong, chat=floor.chat)
    draw = await locked(floor)
    assert (await house.look(look_at_draw, draw.key)).posts == []
    board = await floor.board()
    assert board is not None
    assert board.unnoted_draw is None


async def test_without_a_board_nobody_else_hears(house: House, post: Post, telegram: Telegram, ana: Person) -> None:
    await ana.say("/start")
    project = await ready(house, method=DrawMethod.SEALED, user_id=ana.id)
    group = await ana.found("group", "Class")
    await house.do(lock_for_draw, project.key, ana.id, house.clock.now + timedelta(hours=1))
    async with post.open():
        await post.settled(moving=0.5)
    assert [one for one in await ana.messages(chat=group) if one.text] == []


@pytest.mark.parametrize(
    ("chat", "username", "address"),
    [
        (-1001234567890, None, "https://t.me/c/1234567890/7"),
        (-100123, "club", "https://t.me/club/7"),
        (-42, None, None),
    ],
)
def test_a_message_has_an_address_where_it_can_be_opened(chat: int, username: str | None, address: str | None) -> None:
    board = LiveBoard(ANA, 1, chat, "standing", "Class", username, in_channel=False, due_at=DUE)
    assert address_of(board, 7) == address
