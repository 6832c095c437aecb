"""Tickets: one letter for each sale to a buyer on Telegram, and what it says when it leaves."""

import json
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import text

from rules.keys import OrderKey
from rules.numbers import Chosen, NumberRange
from rules.refusals import BuyerNotOnTelegram, NotFound, OrderNotPaid
from rules.states import PaymentMethod
from services.holders import change_holder
from services.payments import pay
from services.prizes import add_prize_to
from services.projects import set_draw_date
from services.releases import release, void
from services.sales import sell
from services.tickets import find_ticket, send_again
from services.undo import undo
from tests.cast import ANA, LUIS, MARTA, SOFIA, House

CASH = PaymentMethod.CASH
LUIS_HIMSELF = 2001


class Post(NamedTuple):
    letter_key: str
    chat_id: int
    about: str
    key: OrderKey
    buyer_number: int


async def connect_luis(house: House) -> None:
    async with house.store.work() as work:
        await work.execute(text("UPDATE buyers SET telegram_id = :id WHERE name = 'Luis'"), {"id": LUIS_HIMSELF})
        work.keep()


async def letters(house: House) -> list[Post]:
    async with house.store.reading() as work:
        rows = await work.execute(
            text("SELECT letter_key, chat_id, method, payload FROM outbox WHERE kind = 'notice' ORDER BY letter_number")
        )
        return [_read(*row) for row in rows]


def _read(letter_key: str, chat_id: int, about: str, payload: str) -> Post:
    keys = json.loads(payload)
    buyer_number = keys.pop("buyer_number")
    return Post(letter_key, chat_id, about, OrderKey(**keys), buyer_number)


async def reserved_by_luis(house: House) -> OrderKey:
    """On Telegram, who has reserved 1, 2 and 3."""
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2, 3)).order
    await connect_luis(house)
    return order.key


async def test_a_sale_sends_its_buyer_a_ticket(house: House) -> None:
    key = await reserved_by_luis(house)
    sold = (await house.sell(key.project, 7)).order
    (post,) = await letters(house)
    assert (post.chat_id, post.about) == (LUIS_HIMSELF, "ticket")
    assert post.key == sold.key


async def test_the_last_payment_sends_it_and_the_parts_before_do_not(house: House) -> None:
    key = await reserved_by_luis(house)
    await house.do(pay, key, ANA, CASH, 700)
    assert await letters(house) == []
    await house.do(pay, key, ANA, CASH)
    assert [post.key for post in await letters(house)] == [key]


async def test_a_release_that_completes_its_order_sends_it(house: House) -> None:
    key = await reserved_by_luis(house)
    await house.do(pay, key, ANA, CASH, 1000)
    await house.do(release, key.project, [2], ANA)
    assert [post.key for post in await letters(house)] == [key]


async def test_who_did_it_themselves_or_is_not_on_telegram_gets_no_letter(house: House) -> None:
    key = await reserved_by_luis(house)
    await house.do(sell, key.project, Chosen((8,)), LUIS, LUIS_HIMSELF)
    await house.do(pay, key, LUIS_HIMSELF, CASH)
    await house.sell(key.project, 9, buyer=MARTA)
    assert await letters(house) == []


async def test_what_was_undone_and_paid_again_is_sent_again(house: House) -> None:
    key = await reserved_by_luis(house)
    for _ in range(2):
        await house.do(pay, key, ANA, CASH)
        await house.do(undo, ANA, (await house.told())[-1].after["mark"], ANA)
        assert await house.look(find_ticket, key) is None
    await house.do(pay, key, ANA, CASH)
    posts = await letters(house)
    assert len({post.letter_key for post in posts}) == len(posts) == 3


async def test_a_refused_sale_sends_nothing(house: House) -> None:
    key = await reserved_by_luis(house)
    async with house.store.work() as work:
        await sell(work, key.project, Chosen((8,)), LUIS, ANA)
    assert await letters(house) == []


async def test_a_new_holder_of_a_sale_gets_a_ticket_and_so_does_the_old_one_when_it_is_undone(house: House) -> None:
    key = await reserved_by_luis(house)
    handed_on = (await house.sell(key.project, 7, buyer=MARTA)).order
    await house.do(change_holder, handed_on.key, LUIS, SOFIA)
    assert [post.chat_id for post in await letters(house)] == [LUIS_HIMSELF]
    await house.do(change_holder, key, MARTA, SOFIA)
    sold = (await house.sell(key.project, 8)).order
    await house.do(change_holder, sold.key, MARTA, ANA)
    await house.do(undo, ANA, (await house.told())[-1].after["mark"], ANA)
    assert [post.key for post in await letters(house)] == [handed_on.key, sold.key, sold.key]


async def test_a_ticket_says_what_the_holder_needs_to_know(house: House) -> None:
    key = await reserved_by_luis(house)
    draw_at = house.clock.now + timedelta(days=30)
    await house.do(set_draw_date, key.project, draw_at, ANA)
    for prize in ("A bicycle", "A radio", "A book", "A pen"):
        await house.do(add_prize_to, key.project, prize, ANA)
    order = (await house.do(pay, key, ANA, CASH)).order
    ticket = await house.look(find_ticket, key)
    assert ticket is not None
    assert (ticket.order, ticket.code, ticket.total, ticket.currency) == (order, order.code, 1500, "USD")
    assert (ticket.holder_name, ticket.organizer_name, ticket.project_name) == ("Luis", "Ana", "Spring trip")
    assert (ticket.numbers, ticket.ranges) == ((1, 2, 3), (NumberRange(0, 99, 0),))
    assert (ticket.prizes, ticket.draw_at, ticket.practice) == (("A bicycle", "A radio", "A book"), draw_at, False)


async def test_what_is_not_paid_has_no_ticket(house: House) -> None:
    key = await reserved_by_luis(house)
    assert await house.look(find_ticket, key) is None
    await house.do(pay, key, ANA, CASH)
    await house.do(void, key, "By mistake", ANA)
    assert await house.look(find_ticket, key) is None
    for absent in (OrderKey(ANA, 1, 99), OrderKey(ANA, 9, 1), OrderKey(9, 1, 1)):
        assert await house.look(find_ticket, absent) is None


async def test_a_ticket_is_sent_again_when_it_is_asked_for_but_once_within_a_minute(house: House) -> None:
    key = await reserved_by_luis(house)
    await house.do(pay, key, ANA, CASH)
    for _ in range(2):
        house.clock.pass_(timedelta(minutes=1))
        await house.do(send_again, key)
        await house.do(send_again, key)
    posts = await letters(house)
    assert len({post.letter_key for post in posts}) == len(posts) == 3
    assert {post.chat_id for post in posts} == {LUIS_HIMSELF}


async def test_a_ticket_that_cannot_be_sent_again_is_refused(house: House) -> None:
    key = await reserved_by_luis(house)
    assert (await house.refuses(OrderNotPaid, send_again, key)).state == "reserved"
    martas = (await house.sell(key.project, 7, buyer=MARTA)).order
    assert (await house.refuses(BuyerNotOnTelegram, send_again, martas.key)).buyer_number == 2
    await house.refuses(NotFound, send_again, OrderKey(ANA, 1, 99))
