"""A board in a group or channel as people there see it: right again soon after every change, also after a kill."""

import asyncio
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from bot.board_notices import draw
from bot.texts.say import say_in
from db.work import Work
from rules.keys import ProjectKey
from rules.numbers import Chosen, NumberRange
from services.boards import look_at_page
from services.buyers import TypedBuyer
from services.live_boards import list_live_boards
from services.sales import sell
from services.sets import add_set_to
from tests.cast import House
from tests.end_to_end.buyers import reserve
from tests.people import BotUnderTest, Person, Seen, Telegram

pytestmark = pytest.mark.story

SOON = 20.0
SALES = 200


@pytest.fixture
async def luis(telegram: Telegram) -> Person:
    return await telegram.person("Luis", language_code="en")


@pytest.fixture
async def group(telegram: Telegram, ana: Person, luis: Person, trip: ProjectKey) -> int:
    """Ana leads it, and the bot may pin."""
    group = await ana.found("supergroup", "Class of 26", luis)
    await ana.bring(telegram.bot["id"], group, status="administrator")
    return group


async def posted(person: Person, group: int) -> Seen:
    return await person.sees(lambda seen: seen.photo is not None, chat=group, within=SOON)


async def now(person: Person, group: int) -> Seen:
    """The newest board there."""
    return [seen for seen in await person.messages(chat=group) if seen.photo is not None][-1]


async def test_a_board_in_a_group_is_pinned_bought_from_and_kept_up_to_date(
    house: House, ana: Person, luis: Person, trip: ProjectKey, group: int
) -> None:
    await ana.say("/board", chat=group)
    board = await posted(luis, group)
    assert "100 free" in board.text
    pinned = await luis.sees(lambda seen: "pinned_message" in seen.raw, chat=group)
    assert pinned.raw["pinned_message"]["message_id"] == board.id
    await luis.open(board.rows[0][0]["url"])
    await luis.sees("100 free")
    await reserve(house, trip, luis, 7, 12)
    edited = await luis.sees("98 free\n⏳ 2 reserved", chat=group, within=SOON)
    assert edited.id == board.id
    assert "Luis" not in edited.text


async def test_anybody_turns_its_pages(house: House, ana: Person, luis: Person, trip: ProjectKey, group: int) -> None:
    await house.do(add_set_to, trip, NumberRange(100, 299, 3), 500, ana.id)
    await ana.say("/board", chat=group)
    board = await posted(luis, group)
    assert "Numbers 00-99" in board.text
    # As soon as the bot knows that it arrived: before that a tap would be on a board that is not known yet.
    await luis.sees(lambda seen: "pinned_message" in seen.raw, chat=group)
    await luis.tap("100-199 ›", chat=group)
    turned = await luis.sees("Numbers 100-199", chat=group)
    assert (turned.id, turned.labels[1:]) == (board.id, ["‹ 00-99", "200-299 ›"])
    await ana.tap("200-299 ›", chat=group)
    await ana.sees("Numbers 200-299", chat=group)


async def test_what_was_sold_while_the_bot_was_dead_is_shown_when_it_lives(
    bot: BotUnderTest, house: House, ana: Person, luis: Person, trip: ProjectKey, group: int
) -> None:
    await ana.say("/board", chat=group)
    await posted(luis, group)
    await bot.kill()
    await house.sell(trip, 1, 2, 3)
    await bot.start()
    await luis.sees("97 free\n⏳ 0 reserved · ✅ 3 sold", chat=group, within=SOON)
    await house.sell(trip, 4)
    await asyncio.sleep(1)
    await bot.kill()
    await bot.start()
    await luis.sees("96 free\n⏳ 0 reserved · ✅ 4 sold", chat=group, within=SOON)


async def test_a_board_that_is_deleted_or_whose_bot_is_removed_is_forgotten(
    telegram: Telegram, house: House, ana: Person, luis: Person, trip: ProjectKey, group: int
) -> None:
    await ana.say("/board", chat=group)
    board = await posted(luis, group)
    await ana.delete(board)
    own = len(await ana.messages())
    await house.sell(trip, 1)
    other = await ana.found("group", "Parents", luis)
    await ana.say("/board", chat=other)
    await posted(luis, other)
    await ana.dismiss(telegram.bot["id"], other)

    async def forgotten() -> None:
        while await house.look(list_live_boards, trip):
            await asyncio.sleep(0.2)

    await asyncio.wait_for(forgotten(), SOON)
    assert len(await ana.messages()) == own


async def test_a_channel_chosen_in_private_gets_a_board(
    house: House, ana: Person, luis: Person, trip: ProjectKey
) -> None:
    channel = await ana.found("channel", "News", luis, bot=False)
    await ana.say("/share")
    await ana.sees("Link to")
    await ana.tap("📌 Live board")
    await ana.sees("keeps itself up to date")
    await ana.tap("📣 In a channel")
    await ana.sees("choose one of your channels")
    await ana.press("📣 Choose a channel", shared=channel)
    await ana.sees("In a moment the board stands in News.")
    await posted(luis, channel)
    await luis.sees(lambda seen: "pinned_message" in seen.raw, chat=channel)
    await house.sell(trip, 1)
    await luis.sees("99 free", chat=channel, within=SOON)
    offered = await ana.ask_inline("spring", chat=await ana.talk_to(luis))
    (result,) = offered["results"]
    assert result["type"] == "photo"
    assert result["description"] == "99 free · $5.00"
    assert result["photo_file_id"] == (await now(luis, channel)).photo


async def test_many_sales_in_a_moment_are_few_edits_and_the_last_picture_is_the_truth(
    telegram: Telegram, house: House, ana: Person, luis: Person, trip: ProjectKey, group: int
) -> None:
    await house.do(add_set_to, trip, NumberRange(100, 299, 3), 500, ana.id)
    await ana.say("/board", chat=group)
    await posted(luis, group)
    for first in range(0, SALES, 20):
        await house.do(_sell_each, trip, first, first + 20)
        await asyncio.sleep(0.5)
    await luis.sees(f"100 free\n⏳ 0 reserved · ✅ {SALES} sold", chat=group, within=SOON)
    edits = [call for call in await telegram.calls("editMessageMedia") if call["error"] is None]
    assert 1 <= len(edits) <= 6
    page = await house.look(look_at_page, trip, 1)
    content = await ana.load((await now(ana, group)).photo or "")
    shown, true = (Image.open(BytesIO(one)).convert("RGB") for one in (content, draw(say_in("en"), page).draw()))
    assert ImageChops.difference(shown, true).getbbox() is None


async def _sell_each(work: Work, trip: ProjectKey, first: int, last: int) -> None:
    for number in range(first, last):
        await sell(work, trip, Chosen((number,)), TypedBuyer("Marta"), trip.user_id)
