"""Tickets: what a buyer receives for a sale. A letter names the order; what it says is found when it leaves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from db.buyers import Buyer, find_buyer
from db.orders import Order, find_order, find_order_if_any
from db.outbox import ANSWER, BULK, notice, post_letters, post_notice
from db.prizes import list_prizes
from db.projects import find_project
from db.raffles import list_numbers_of
from db.sets import list_ranges
from db.users import find_user_if_any
from db.work import Work
from rules.keys import BuyerKey, OrderKey
from rules.numbers import NumberRange
from rules.refusals import BuyerNotOnTelegram, OrderNotPaid
from rules.states import OrderState

TICKET = "ticket"
PRIZES_SHOWN = 3


class Ticket(NamedTuple):
    order: Order
    holder_name: str
    numbers: tuple[int, ...]
    ranges: tuple[NumberRange, ...]
    """Of the project: how wide its numbers are shown."""
    project_name: str
    currency: str
    draw_at: datetime | None
    practice: bool
    prizes: tuple[str, ...]
    """The first ones."""
    organizer_name: str
    dark: bool
    """How its picture is drawn."""

    @property
    def code(self) -> str:
        return self.order.code

    @property
    def total(self) -> int:
        return self.order.total


async def find_ticket(work: Work, key: OrderKey) -> Ticket | None:
    """None when the order is not paid, or not any more: then nobody shall get one."""
    order = await find_order_if_any(work, key)
    if order is None or order.state != OrderState.PAID:
        return None
    project = await find_project(work, key.project)
    organizer = await find_user_if_any(work, key.user_id)
    return Ticket(
        order=order,
        holder_name=order.holder_name or (await find_buyer(work, BuyerKey(key.user_id, order.buyer_number))).name,
        numbers=tuple(raffle.raffle_number for raffle in await list_numbers_of(work, key)),
        ranges=await list_ranges(work, key.project),
        project_name=project.name,
        currency=project.currency,
        draw_at=project.draw_at,
        practice=project.practice,
        prizes=tuple(prize.name for prize in (await list_prizes(work, key.project))[:PRIZES_SHOWN]),
        organizer_name=organizer.name if organizer else "",
        dark=project.is_dark,
    )


async def post_ticket(work: Work, order: Order, buyer: Buyer, by: int) -> None:
    """To a buyer on Telegram, unless it is they who did it: then they see it where they did. Once for each sale."""
    if buyer.telegram_id not in (None, by):
        await _post(work, order, buyer.telegram_id, work.mark)


async def post_tickets(work: Work, orders: Sequence[Order], on_telegram: Mapping[int, int], by: int) -> None:
    """Of many sales at once, behind whatever else is said to anybody."""
    letters = []
    for order in orders:
        chat_id = on_telegram.get(order.buyer_number)
        if chat_id not in (None, by):
            keys = {**order.key._asdict(), "buyer_number": order.buyer_number}
            letters.append(notice(TICKET, chat_id or 0, keys, BULK, _letter_key(order, work.mark)))
    if letters:
        await post_letters(work, letters)


async def send_again(work: Work, key: OrderKey) -> None:
    """Asked for twice within a minute it goes once."""
    order = await find_order(work, key)
    if order.state != OrderState.PAID:
        raise OrderNotPaid(order.order_number, order.state)
    buyer = await find_buyer(work, BuyerKey(key.user_id, order.buyer_number))
    if buyer.telegram_id is None:
        raise BuyerNotOnTelegram(buyer.buyer_number)
    await _post(work, order, buyer.telegram_id, f"again/{buyer.buyer_number}/{work.now:%Y-%m-%dT%H:%M}")


async def _post(work: Work, order: Order, chat_id: int, occasion: str) -> None:
    """It names the buyer, so that their organizer hears of it when they cannot be reached."""
    keys = {**order.key._asdict(), "buyer_number": order.buyer_number}
    await post_notice(work, TICKET, chat_id, keys, ANSWER, _letter_key(order, occasion))


def _letter_key(order: Order, occasion: str) -> str:
    return f"{TICKET}/{order.user_id}/{order.project_number}/{order.order_number}/{occasion}"
