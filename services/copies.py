"""Copies that a person asks for, and that leave as letters: their own data, and a ticket to hand on."""

from db.orders import find_order
from db.outbox import ANSWER, BEHIND, post_notice
from db.work import Work
from rules.keys import OrderKey
from rules.refusals import OrderNotPaid
from rules.states import OrderState

MY_DATA = "my-data"
TICKET_COPY = "ticket-copy"


async def send_my_data(work: Work, telegram_id: int) -> None:
    """Asked for twice within a minute it goes once."""
    once = f"{MY_DATA}/{telegram_id}/{work.now:%Y-%m-%dT%H:%M}"
    await post_notice(work, MY_DATA, telegram_id, {"telegram_id": telegram_id}, ANSWER, once)


async def send_copy(work: Work, key: OrderKey, by: int) -> None:
    """Of a ticket, to its organizer."""
    order = await find_order(work, key)
    if order.state != OrderState.PAID:
        raise OrderNotPaid(order.order_number, order.state)
    once = f"{TICKET_COPY}/{key.user_id}/{key.project_number}/{key.order_number}/{work.mark}"
    await post_notice(work, TICKET_COPY, by, key, BEHIND, once)
