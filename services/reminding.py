"""Reminding a buyer of what they owe, when the organizer says so; what it says is found when it leaves."""

from datetime import datetime, timedelta
from typing import NamedTuple

from db.buyers import find_buyer
from db.events import list_events_of_order, note_event
from db.orders import Order, find_order, find_order_if_any
from db.outbox import REMINDER, post_notice
from db.projects import find_project, lock_project
from db.raffles import list_numbers_of
from db.sets import list_ranges
from db.users import find_user_if_any
from db.work import Work
from rules.keys import BuyerKey, OrderKey
from rules.numbers import NumberRange
from rules.refusals import BuyerNotOnTelegram, OrderNotPayable, RemindedLately
from rules.states import OrderState
from rules.terms import minutes
from services.projects import require_running

REMINDING = "reminder"
REMINDED = "order.reminded"
"""In the history. It changes nothing of the order."""
AT_MOST_EVERY = timedelta(hours=1)
_LOOK_BACK = 50


class Reminder(NamedTuple):
    order: Order
    buyer_name: str
    numbers: tuple[int, ...]
    ranges: tuple[NumberRange, ...]
    """Of the project: how wide its numbers are shown."""
    project_name: str
    currency: str
    practice: bool
    how_to_pay: str | None
    """In the organizer's words."""


async def find_reminder(work: Work, key: OrderKey) -> Reminder | None:
    """None when nothing is owed any more: then nobody shall be reminded."""
    order = await find_order_if_any(work, key)
    if order is None or order.state != OrderState.RESERVED:
        return None
    project = await find_project(work, key.project)
    organizer = await find_user_if_any(work, key.user_id)
    return Reminder(
        order=order,
        buyer_name=(await find_buyer(work, BuyerKey(key.user_id, order.buyer_number))).name,
        numbers=tuple(raffle.raffle_number for raffle in await list_numbers_of(work, key)),
        ranges=await list_ranges(work, key.project),
        project_name=project.name,
        currency=project.currency,
        practice=project.practice,
        how_to_pay=organizer.payment_text if organizer else None,
    )


async def remind(work: Work, key: OrderKey, by: int) -> None:
    """By a letter to a buyer on Telegram; of one order at most once an hour."""
    project = await lock_project(work, key.project)
    order = await find_order(work, key)
    require_running(project)
    if order.state != OrderState.RESERVED:
        raise OrderNotPayable(order.order_number, order.state)
    buyer = await find_buyer(work, BuyerKey(key.user_id, order.buyer_number))
    if buyer.telegram_id is None:
        raise BuyerNotOnTelegram(buyer.buyer_number)
    last = await _last_reminded(work, key, buyer.buyer_number)
    if last is not None and last > work.now - AT_MOST_EVERY:
        raise RemindedLately(last, work.now, minutes(AT_MOST_EVERY))
    once = f"{REMINDING}/{key.user_id}/{key.project_number}/{key.order_number}/{work.mark}"
    keys = {**key._asdict(), "buyer_number": buyer.buyer_number}
    await post_notice(work, REMINDING, buyer.telegram_id, keys, REMINDER, once)
    note_event(
        work,
        REMINDED,
        **key._asdict(),
        buyer_number=order.buyer_number,
        made_by=by,
        before=order.facts,
        after=order.facts,
    )


async def _last_reminded(work: Work, key: OrderKey, buyer_number: int) -> datetime | None:
    """Whoever held it before is somebody else."""
    for event in await list_events_of_order(work, key, _LOOK_BACK):
        if event.kind == REMINDED and event.buyer_number == buyer_number:
            return event.created_at
    return None
