"""Boards in groups and channels: posted once, edited seldom, right in the end, and forgotten where they are gone."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from bot.boards_due import BoardsDue
from bot.pictures.colours import look_of
from db.live_board_tables import LiveBoards
from db.live_boards import LiveBoard, find_live_board_if_any
from db.machinery_tables import Outbox
from db.work import columns
from rules.keys import LiveBoardKey, ProjectKey
from rules.states import LiveBoardState
from services.boards import look_at_page
from services.buyers import TypedBuyer
from services.endings import cancel_project
from services.erasing import erase
from services.live_boards import TOGETHER, Place, Right, ask_for_board, list_live_boards, turn_board
from services.looks import set_look
from services.organizers import choose_language
from services.projects import close_project, rename_project
from services.releases import release
from services.shares import revoke_share
from tests.bot.post import Post
from tests.cast import House
from tests.people import Person, Seen, Telegram
from tests.people.seen import JSON

pytestmark = pytest.mark.story

FIVE = TOGETHER.total_seconds()


class Floor:
    """A group with Ana, her raffle, the clock that looks at boards, and the courier."""

    def __init__(self, house: House, post: Post, telegram: Telegram, ana: Person, chat: int, trip: ProjectKey) -> None:
        self.house, self.post, self.telegram, self.ana = house, post, telegram, ana
        self.chat, self.trip = chat, trip
        self.right: Right | None = Right.LEADS
        self.asked: list[tuple[int, int]] = []
        self.due = BoardsDue(self.find_right)

    async def find_right(self, chat_id: int, user_id: int) -> Right | None:
        self.asked.append((chat_id, user_id))
        return self.right

    async def place(self, *, is_channel: bool = False, title: str = "Class of 26") -> None:
        place = Place(self.chat, title, None, is_channel)
        await self.house.do(ask_for_board, self.trip, place, self.ana.id)
        await self.look()

    async def look(self, seconds: float = 0.0) -> None:
        """What the clock and the courier do by then."""
        self.house.clock.pass_(timedelta(seconds=seconds))
        await self.due.look(self.house.store)
        courier = self.post.again()
        async with courier.open():
            await courier.settled(moving=0.5)

    async def board(self) -> LiveBoard | None:
        return await self.house.look(find_live_board_if_any, LiveBoardKey(*self.trip, self.chat))

    async def stands(self, chat: int | None = None) -> list[Seen]:
        """The messages of the bot there."""
        said = await self.ana.messages(chat=chat or self.chat)
        return [one for one in said if one.sender == self.telegram.bot["id"] or one.sender == (chat or self.chat)]

    async def boards(self, chat: int | None = None) -> list[Seen]:
        return [one for one in await self.stands(chat) if one.photo is not None]

    async def edits(self) -> list[JSON]:
        return [call for call in await self.telegram.calls("editMessageMedia") if call["error"] is None]

    async def free(self) -> str:
        """As the only board says."""
        (board,) = await self.boards()
        return " · ".join(board.text.splitlines()[1:3])


@pytest.fixture
async def floor(house: House, post: Post, telegram: Telegram, ana: Person) -> Floor:
    await ana.say("/start")
    project = await house.open_project(ana.id)
    await house.do(choose_language, ana.id, "en")
    chat = await ana.found("supergroup", "Class of 26")
    await ana.bring(telegram.bot["id"], chat, status="administrator")
    return Floor(house, post, telegram, ana, chat, project.key)


async def test_one_board_is_posted_and_pinned_for_who_leads(floor: Floor, house: House) -> None:
    await house.sell(floor.trip, 7)
    await floor.place()
    (board,) = await floor.boards()
    assert floor.asked == [(floor.chat, floor.ana.id)]
    assert " · ".join(board.text.splitlines()[1:3]) == "▫️ 99 free · ⏳ 0 reserved · ✅ 1 sold"
    assert board.labels == ["🎟 Choose numbers"]
    assert "?start=" in board.rows[0][0]["url"]
    assert (await floor.ana.view(chat=floor.chat))["pinned_message"]["message_id"] == board.id
    await floor.look(60)
    assert len(await floor.boards()) == 1
    assert await floor.edits() == []


async def test_who_does_not_lead_a_group_has_it_unpinned(floor: Floor) -> None:
    floor.right = Right.NONE
    await floor.place()
    assert len(await floor.boards()) == 1
    assert (await floor.ana.view(chat=floor.chat))["pinned_message"] is None


async def test_whether_one_leads_is_asked_again_while_telegram_is_away(floor: Floor) -> None:
    floor.right = None
    await floor.place()
    await floor.look()
    assert len(floor.asked) == 1
    assert await floor.boards() == []
    floor.right = Right.LEADS
    await floor.look(10)
    assert len(await floor.boards()) == 1


async def test_a_bot_that_may_not_pin_says_nothing_of_it(floor: Floor) -> None:
    await floor.telegram.fault(
        "error", "pinChatMessage", code=400, description="Bad Request: not enough rights to manage pinned messages"
    )
    await floor.place()
    assert len(await floor.boards()) == 1
    assert len(await floor.stands()) == 1
    assert (await floor.post.states())[-1] == "dropped"


async def test_a_board_follows_sales_reservations_releases_and_a_new_name(floor: Floor, house: House) -> None:
    await floor.place()
    (posted,) = await floor.boards()
    await house.sell(floor.trip, 1, 2)
    await floor.look(2)
    await floor.look(FIVE)
    assert await floor.free() == "▫️ 98 free · ⏳ 0 reserved · ✅ 2 sold"
    taken = await house.reserve(floor.trip, 3, 4, 5, buyer=TypedBuyer("Zenaida"))
    await floor.look(FIVE)
    assert await floor.free() == "▫️ 95 free · ⏳ 3 reserved · ✅ 2 sold"
    await house.do(release, floor.trip, [4], floor.ana.id, held_by=taken.order.order_number)
    await house.do(rename_project, floor.trip, "Autumn trip", floor.ana.id)
    await floor.look(FIVE)
    (board,) = await floor.boards()
    assert board.id == posted.id
    assert "Autumn trip" in board.text
    assert "96 free\n⏳ 2 reserved" in board.text
    assert "Zenaida" not in json.dumps(board.raw)
    assert board.photo != posted.photo


async def test_many_sales_in_a_moment_are_one_edit(floor: Floor, house: House) -> None:
    await floor.place()
    await floor.look(FIVE)
    for number in range(30):
        await house.sell(floor.trip, number)
    await floor.look()
    assert len(await floor.edits()) == 1
    for number in range(30, 40):
        await house.sell(floor.trip, number)
        await floor.look(0.1)
    assert len(await floor.edits()) == 1
    await floor.look(FIVE)
    assert len(await floor.edits()) == 2
    assert await floor.free() == "▫️ 60 free · ⏳ 0 reserved · ✅ 40 sold"


async def test_a_sale_writes_nothing_about_boards(floor: Floor, house: House) -> None:
    await floor.place()
    async with house.store.reading() as work:
        before = (await work.execute(select(LiveBoards))).all()
    await house.sell(floor.trip, 1)
    async with house.store.reading() as work:
        assert (await work.execute(select(LiveBoards))).all() == before


async def test_a_board_follows_the_look_of_its_raffle(floor: Floor, house: House) -> None:
    await floor.place()
    (before,) = await floor.boards()
    for dark in (True, False):
        await house.do(set_look, floor.trip, dark, floor.ana.id)
        await floor.look(FIVE)
        (board,) = await floor.boards()
        assert board.photo is not None
        with Image.open(BytesIO(await floor.ana.load(board.photo))) as picture:
            assert picture.convert("RGB").getpixel((2, 2)) == look_of(1, dark=dark).page
    assert len(await floor.edits()) == 2
    assert board.photo == before.photo


async def test_what_does_not_show_is_not_edited(floor: Floor, house: House) -> None:
    await floor.place()
    await house.sell(floor.trip, 1)
    await house.do(revoke_share, floor.trip, floor.ana.id)
    await floor.look(FIVE)
    assert len(await floor.edits()) == 1
    (board,) = await floor.boards()
    assert board.labels == []
    seen = await floor.board()
    taken = await house.reserve(floor.trip, 2)
    await house.do(release, floor.trip, [2], floor.ana.id, held_by=taken.order.order_number)
    await floor.look(FIVE)
    now = await floor.board()
    assert seen is not None
    assert now is not None
    assert now.seen_event > seen.seen_event
    assert len(await floor.edits()) == 1


async def test_a_picture_that_telegram_has_is_not_drawn_again(floor: Floor, house: House) -> None:
    await floor.place()
    await house.sell(floor.trip, 1)
    await floor.look(FIVE)
    floor.chat = await floor.ana.found("group", "Parents")
    await floor.place(title="Parents")
    (first,) = await floor.edits()
    (second,) = [call for call in await floor.telegram.calls("sendPhoto") if call["params"]["chat_id"] == floor.chat]
    assert "attach://photo" in str(first["params"]["media"])
    assert isinstance(second["params"]["photo"], str)
    assert "attach" not in second["params"]["photo"]
    await house.sell(floor.trip, 2)
    await floor.look(FIVE)
    drawn = ["attach://" in str(call["params"]["media"]) for call in (await floor.edits())[1:]]
    assert sorted(drawn) in ([False, True], [True, True])
    assert {one.text for one in await floor.boards()} == {(await floor.boards())[0].text}


async def test_of_several_pages_everybody_turns_the_one_that_is_shown(
    floor: Floor, house: House, telegram: Telegram
) -> None:
    await house.add_set(floor.trip, 100, 399)
    await floor.place()
    (board,) = await floor.boards()
    assert board.labels[1:] == ["100-199 ›"]
    assert await house.do(turn_board, floor.chat, board.id, 3)
    await floor.look()
    (board,) = await floor.boards()
    assert board.labels[1:] == ["‹ 100-199", "300-399 ›"]
    assert "Numbers 200-299" in board.text
    await house.sell(floor.trip, 201)
    await floor.look(FIVE)
    (board,) = await floor.boards()
    assert "Numbers 200-299" in board.text
    assert "399 free" in board.text
    assert not await house.do(turn_board, floor.chat, board.id + 100, 1)
    assert await house.do(turn_board, floor.chat, board.id, 2**40)
    await floor.look()
    assert "Numbers 300-399" in (await floor.boards())[0].text


async def test_turns_that_wait_become_one_edit(floor: Floor, house: House) -> None:
    await house.add_set(floor.trip, 100, 399)
    await floor.place()
    (board,) = await floor.boards()
    for page in (2, 3, 4, 1, 2, 3):
        await house.do(turn_board, floor.chat, board.id, page)
    await floor.look()
    assert len(await floor.edits()) == 1
    assert "Numbers 200-299" in (await floor.boards())[0].text


Ending = Callable[[House, ProjectKey, int], Awaitable[object]]


async def _cancelled(house: House, key: ProjectKey, by: int) -> object:
    return await house.do(cancel_project, key, by)


async def _closed(house: House, key: ProjectKey, by: int) -> object:
    return await house.do(close_project, key, by)


@pytest.mark.parametrize(
    ("ending", "state"), [(_cancelled, LiveBoardState.RESTING), (_closed, LiveBoardState.STANDING)]
)
async def test_what_is_over_is_shown_once_more_and_sold_no_more(
    floor: Floor, house: House, ending: Ending, state: str
) -> None:
    await floor.place()
    await ending(house, floor.trip, floor.ana.id)
    await floor.look(FIVE)
    (board,) = await floor.boards()
    assert board.labels == []
    left = await floor.board()
    assert left is not None
    assert left.state == state
    await floor.look(FIVE)
    assert len(await floor.edits()) == 1


async def test_posted_again_the_one_before_rests(floor: Floor, house: House) -> None:
    await floor.place()
    (before,) = await floor.boards()
    await floor.place()
    first, second = await floor.boards()
    assert first.id == before.id
    assert "newer board" in first.text
    assert first.labels == []
    assert (await floor.ana.view(chat=floor.chat))["pinned_message"]["message_id"] == second.id
    await house.sell(floor.trip, 5)
    await floor.look(FIVE)
    first, second = await floor.boards()
    assert "newer board" in first.text
    assert "99 free" in second.text
    assert len(await house.look(list_live_boards, floor.trip)) == 1
    assert not await house.do(turn_board, floor.chat, before.id, 2)


async def test_a_board_that_was_deleted_is_forgotten_without_a_word(floor: Floor, house: House) -> None:
    await floor.place()
    (board,) = await floor.boards()
    await floor.ana.delete(board)
    said, own = await floor.stands(), len(await floor.ana.messages())
    await house.sell(floor.trip, 5)
    await floor.look(FIVE)
    assert await floor.board() is None
    assert await floor.stands() == said
    assert len(await floor.ana.messages()) == own


async def test_a_bot_that_was_removed_forgets_its_boards_there(floor: Floor, house: House) -> None:
    await floor.place()
    await floor.ana.dismiss(floor.telegram.bot["id"], floor.chat)
    await house.sell(floor.trip, 5)
    await floor.look(FIVE)
    assert await floor.board() is None
    await floor.look(FIVE)
    assert len(await floor.ana.messages()) == 1


async def test_a_group_is_followed_where_it_moves(floor: Floor, house: House) -> None:
    floor.chat = await floor.ana.found("group", "Parents")
    await floor.place(title="Parents")
    new = await floor.ana.upgrade(floor.chat)
    await house.sell(floor.trip, 5)
    await floor.look(FIVE)
    await floor.look(FIVE)
    (board,) = await floor.boards(new)
    assert "99 free" in board.text
    assert [one.chat_id for one in await house.look(list_live_boards, floor.trip)] == [new]
    await house.sell(floor.trip, 6)
    await floor.look(FIVE)
    assert "98 free" in (await floor.boards(new))[0].text


async def test_telegrams_pause_is_kept_and_the_last_state_is_shown(floor: Floor, house: House) -> None:
    await floor.place()
    await floor.telegram.fault("flood", "editMessageMedia", retry_after=3, times=1)
    await house.sell(floor.trip, 5)
    await floor.look(FIVE)
    await house.sell(floor.trip, 6)
    await floor.look(FIVE)
    assert await floor.free() == "▫️ 98 free · ⏳ 0 reserved · ✅ 2 sold"


async def test_an_edit_that_telegram_refuses_is_tried_much_later(floor: Floor, house: House) -> None:
    await floor.place()
    await floor.telegram.fault("error", "editMessageMedia", code=400, description="Bad Request: strange", times=1)
    await house.sell(floor.trip, 5)
    await floor.look(FIVE)
    assert await floor.free() == "▫️ 100 free · ⏳ 0 reserved · ✅ 0 sold"
    await floor.look(60)
    assert len(await floor.edits()) == 0
    await floor.look(3600)
    assert await floor.free() == "▫️ 99 free · ⏳ 0 reserved · ✅ 1 sold"


async def test_in_a_channel_only_who_leads_may_post(floor: Floor, house: House) -> None:
    floor.chat = await floor.ana.found("channel", "News")
    floor.right = Right.NONE
    await floor.place(is_channel=True, title="News")
    assert await floor.board() is None
    assert await floor.boards() == []
    assert "into the channel" in (await floor.ana.messages())[-1].text
    floor.right = Right.LEADS
    await floor.place(is_channel=True, title="News")
    assert len(await floor.boards()) == 1
    floor.right = Right.NONE
    await floor.place(is_channel=True, title="News")
    await house.sell(floor.trip, 5)
    await floor.look(FIVE)
    assert await floor.free() == "▫️ 99 free · ⏳ 0 reserved · ✅ 1 sold"


async def test_what_cannot_be_posted_is_told_to_its_organizer(floor: Floor) -> None:
    wrong = "Bad Request: not enough rights to send photos to the chat"
    await floor.telegram.fault("error", "sendPhoto", code=400, description=wrong)
    await floor.place()
    assert await floor.board() is None
    assert await floor.stands() == []
    assert "Let me send pictures there" in (await floor.ana.messages())[-1].text


async def test_whoever_is_erased_is_erased_from_boards_too(floor: Floor, house: House) -> None:
    await floor.place()
    (named,) = await floor.boards()
    await house.do(erase, floor.ana.id, lambda language: "Somebody")
    left = await floor.board()
    assert left is not None
    assert left.place == ""
    await floor.look(FIVE)
    (board,) = await floor.boards()
    assert board.photo != named.photo
    assert "called off" in board.text


async def edit_letters(house: House) -> list[str]:
    async with house.store.reading() as work:
        rows = await work.execute(select(Outbox.state).where(Outbox.method == "live-board").order_by("letter_number"))
        return [state for (state,) in rows]


async def test_a_process_that_ends_between_change_and_edit_is_caught_up_with(floor: Floor, house: House) -> None:
    """After the sale; after the look; and when the letter had left, but nobody knew."""
    await floor.place()
    await house.sell(floor.trip, 1)
    house.clock.pass_(TOGETHER)
    await floor.due.look(house.store)
    assert (await edit_letters(house))[-1] == "waiting"
    await house.sell(floor.trip, 2)
    house.clock.pass_(TOGETHER)
    await floor.due.look(house.store)
    assert (await edit_letters(house)).count("waiting") == 1
    await floor.telegram.fault("drop_after", "editMessageMedia", times=1)
    await floor.look()
    assert await floor.free() == "▫️ 98 free · ⏳ 0 reserved · ✅ 2 sold"


async def test_boards_that_are_up_to_date_cost_no_write(floor: Floor, house: House) -> None:
    await floor.place()
    await floor.look(FIVE)
    before = floor.post.store.units
    for _ in range(5):
        await floor.due.look(floor.post.store)
    assert floor.post.store.units == before


async def test_what_is_shown_is_what_is_sold(floor: Floor, house: House) -> None:
    """While people buy and the clock looks at the same time."""
    await floor.place()

    async def buy() -> None:
        for number in range(20):
            await house.sell(floor.trip, number)

    async def watch() -> None:
        for _ in range(10):
            await floor.look(1)

    await asyncio.gather(buy(), watch())
    await floor.look(FIVE)
    page = await house.look(look_at_page, floor.trip, 1)
    assert page.sold == 20
    assert await floor.free() == "▫️ 80 free · ⏳ 0 reserved · ✅ 20 sold"


async def rows(house: House) -> list[LiveBoard]:
    async with house.store.reading() as work:
        return await work.rows(LiveBoard, select(*columns(LiveBoards, LiveBoard)))
