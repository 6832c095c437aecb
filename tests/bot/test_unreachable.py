"""Whom Telegram brings nothing any more: marked, spoken of to their organizer once, and welcome back."""

from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select

from bot.application import HANDLERS
from bot.wording import Call, Keys, Reader, message
from db.buyers import change_buyer, find_buyer
from db.machinery_tables import Outbox
from db.store import Store
from db.users import find_user_if_any
from db.work import Work
from rules.keys import BuyerKey
from rules.phones import read_phone
from services.buyers import TypedBuyer
from services.organizers import welcome
from services.reach import be_in_touch, lose_touch
from tests.bot.desk import desk_of, said
from tests.bot.post import Post
from tests.cast import BETO, Clock, House
from tests.people import Person, Telegram

LUIS = TypedBuyer("Luis <3", read_phone("+57 300 123 4567", None))


@pytest.fixture
async def luis(telegram: Telegram) -> Person:
    luis = await telegram.person("Luis")
    await luis.say("/start")
    return luis


@pytest.fixture
async def key(house: House, ana: Person, luis: Person) -> BuyerKey:
    """Luis as Ana's buyer, each with a Telegram."""
    await ana.say("/start")
    await house.do(welcome, luis.id, "Luis", "es")
    project = await house.open_project(ana.id)
    return await linked((await house.sell(project.key, 7, buyer=LUIS)).buyer.key, luis.id, house)


async def linked(key: BuyerKey, telegram_id: int, house: House) -> BuyerKey:
    buyer = await house.look(find_buyer, key)
    await house.do(change_buyer, buyer, buyer._replace(telegram_id=telegram_id))
    return key


async def unreachable_at(house: House, user_id: int) -> datetime | None:
    user = await house.look(find_user_if_any, user_id)
    assert user is not None
    return user.unreachable_at


async def heard(person: Person) -> list[str]:
    return [message.text for message in await person.messages() if message.sender != person.id]


async def count_notices(work: Work) -> int:
    return len((await work.execute(select(Outbox.letter_number).where(Outbox.method == "unreachable"))).all())


async def one_word(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    return [message("Ticket")]


async def test_who_blocked_the_bot_is_marked_since_the_first_time(
    post: Post, luis: Person, key: BuyerKey, house: House
) -> None:
    await luis.block_bot()
    for _ in range(2):
        await post.post((luis.id, "lost"))
        async with post.again().open():
            await post.settled()
        house.clock.pass_(timedelta(hours=1))
    assert await unreachable_at(house, luis.id) == house.clock.now - timedelta(hours=2)


async def test_the_organizer_of_a_buyer_hears_of_it_once_with_name_and_phone(
    post: Post, ana: Person, luis: Person, key: BuyerKey, house: House
) -> None:
    post.wordings["ticket"] = one_word
    await luis.block_bot()
    for _ in range(3):
        await post.notify(luis.id, "ticket", key._asdict())
    async with post.open():
        await post.settled()
    (told,) = await heard(ana)
    assert "Luis <3 (#1) ya no recibe mis mensajes" in told
    assert "+57 300 123 4567" in told


async def test_after_coming_back_and_leaving_again_it_is_told_again(house: House, key: BuyerKey, luis: Person) -> None:
    await house.do(lose_touch, luis.id, key)
    house.clock.pass_(timedelta(days=1))
    await house.do(lose_touch, luis.id, key)
    assert await house.look(count_notices) == 1
    await house.do(be_in_touch, luis.id)
    assert await unreachable_at(house, luis.id) is None
    await house.do(lose_touch, luis.id, key)
    assert await house.look(count_notices) == 2


async def test_by_the_time_it_would_be_told_a_buyer_who_is_back_is_not_spoken_of(
    post: Post, house: House, key: BuyerKey, ana: Person, luis: Person
) -> None:
    await house.do(lose_touch, luis.id, key)
    await house.do(be_in_touch, luis.id)
    async with post.open():
        assert await post.settled() == ["dropped"]
    assert await heard(ana) == []


async def test_of_a_seller_or_an_organizer_who_is_gone_no_buyers_are_told(
    house: House, key: BuyerKey, ana: Person
) -> None:
    await house.do(welcome, BETO, "Beto", "en")
    await house.do(lose_touch, BETO, key)
    await house.do(lose_touch, ana.id, key)
    await house.do(lose_touch, 4711, BuyerKey(ana.id, 99))
    await house.do(lose_touch, -100, None)
    assert await house.look(count_notices) == 0
    assert await unreachable_at(house, BETO) == await unreachable_at(house, ana.id) == house.clock.now


def changed(status: str, chat: dict[str, object] | None = None) -> dict[str, object]:
    """Of the bot, as Beto's client tells it."""
    beto = {"id": BETO, "is_bot": False, "first_name": "Beto"}
    member = {"user": {"id": 1, "is_bot": True, "first_name": "Raffles"}, "status": status, "until_date": 0}
    change = {"chat": chat or {"id": BETO, "type": "private"}, "from": beto, "date": 1772465400}
    return {"update_id": next(_numbers), "my_chat_member": change | dict.fromkeys(_SIDES, member)}


_SIDES = ("old_chat_member", "new_chat_member")
_numbers = count(2**40)


async def test_who_stops_the_bot_is_marked_and_whoever_lets_it_in_again_is_not_and_neither_is_answered(
    store: Store, clock: Clock, house: House
) -> None:
    async with desk_of(store, clock, HANDLERS) as desk:
        await desk.take(changed("kicked"))
        left_at = clock.now
        clock.pass_(timedelta(hours=1))
        await desk.take(changed("kicked"))
        assert await unreachable_at(house, BETO) == left_at
        await desk.take(changed("member"))
        assert await unreachable_at(house, BETO) is None
        assert (await desk.letters(), desk.fleeting) == ([], [])


async def test_whoever_writes_can_be_written_to(store: Store, clock: Clock, house: House) -> None:
    async with desk_of(store, clock, HANDLERS) as desk:
        await desk.take(said(BETO, "/help"))
        await house.do(lose_touch, BETO)
        await desk.take(said(BETO, "/help"))
        assert await unreachable_at(house, BETO) is None


async def test_a_group_that_threw_the_bot_out_says_nothing_of_who_did_it(
    store: Store, clock: Clock, house: House
) -> None:
    async with desk_of(store, clock, HANDLERS) as desk:
        await desk.take(changed("kicked", {"id": -100, "type": "group", "title": "Class of 26"}))
        assert await unreachable_at(house, BETO) is None
