"""Reminding buyers of what they owe, when the organizer says so; what it says is found when it leaves."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from db.buyers import find_buyer, lock_buyer
from db.events import list_events_of_order, note_event
from db.orders import Order, find_order, find_order_if_any
from db.outbox import REMINDER, Keys, post_notice
from db.projects import find_project, lock_project
from db.proofs import is_waiting_for_review
from db.raffles import list_numbers_of
from db.reminders import note_reminded
from db.sets import list_ranges
from db.users import find_user_if_any
from db.work import Work
from rules.buying import ProofWaits, RemindersOff
from rules.keys import BuyerKey, OrderKey
from rules.numbers import NumberRange
from rules.refusals import BuyerNotOnTelegram, OrderNotPayable, RemindedLately
from rules.reminding import AT_MOST_EVERY
from rules.states import OrderState
from rules.terms import minutes
from services.projects import is_running, require_running

REMINDING, REMINDING_OF_SEVERAL = "reminder", "reminders"
"""What a buyer is told of one order or of several."""
REMINDED = "order.reminded"
"""In the history. It changes nothing of the order."""
_LOOK_BACK = 50


class Reminder(NamedTuple):
    order: Order
    buyer_name: str
    telegram_id: int | None
    phone_e164: str | None
    numbers: tuple[int, ...]
    ranges: tuple[NumberRange, ...]
    """Of the project: how wide its numbers are shown."""
    project_name: str
    currency: str
    practice: bool
    how_to_pay: str | None
    """In the organizer's words."""
    organizer_name: str


async def find_reminder(work: Work, key: OrderKey) -> Reminder | None:
    """None when nothing is owed any more: then nobody shall be reminded."""
    order = await find_order_if_any(work, key)
    if order is None or order.state != OrderState.RESERVED:
        return None
    project = await find_project(work, key.project)
    organizer = await find_user_if_any(work, key.user_id)
    buyer = await find_buyer(work, BuyerKey(key.user_id, order.buyer_number))
    return Reminder(
        order=order,
        buyer_name=buyer.name,
        telegram_id=buyer.telegram_id,
        phone_e164=buyer.phone_e164,
        numbers=tuple(raffle.raffle_number for raffle in await list_numbers_of(work, key)),
        ranges=await list_ranges(work, key.project),
        project_name=project.name,
        currency=project.currency,
        practice=project.practice,
        how_to_pay=organizer.payment_text if organizer else None,
        organizer_name=organizer.name if organizer else "",
    )


async def find_wanted_reminder(work: Work, key: OrderKey) -> Reminder | None:
    """None as well when a proof waits to be looked at, the buyer wants none, or the raffle goes on no more."""
    found = await find_reminder(work, key)
    if found is None or found.order.reminders_off_at is not None or await is_waiting_for_review(work, key):
        return None
    buyer = await find_buyer(work, BuyerKey(key.user_id, found.order.buyer_number))
    project = await find_project(work, key.project)
    if buyer.reminders_off_at is not None or not is_running(project) or project.locked_at is not None:
        return None
    return found


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
    if await is_waiting_for_review(work, key):
        raise ProofWaits(order.order_number)
    if buyer.reminders_off_at is not None or order.reminders_off_at is not None:
        raise RemindersOff(buyer.buyer_number)
    last = await _last_reminded(work, key, buyer.buyer_number)
    if last is not None and last > work.now - AT_MOST_EVERY:
        raise RemindedLately(last, work.now, minutes(AT_MOST_EVERY))
    await lock_buyer(work, buyer.key)
    await post_reminder(work, buyer.key, buyer.telegram_id, [key], work.mark)
    await note_reminded(work, [buyer.key])
    note_reminder(work, order, by)


async def post_reminder(
    work: Work, buyer: BuyerKey, telegram_id: int, orders: Sequence[OrderKey], occasion: str
) -> None:
    """One message, however many orders; it names the buyer, so that their organizer hears when they are not reached."""
    once = f"{REMINDING}/{buyer.user_id}/{buyer.buyer_number}/{occasion}"
    if len(orders) == 1:
        keys: Keys = {**orders[0]._asdict(), "buyer_number": buyer.buyer_number}
        await post_notice(work, REMINDING, telegram_id, keys, REMINDER, once)
        return
    keys = {"user_id": buyer.user_id, "orders": _written(orders), "buyer_number": buyer.buyer_number}
    await post_notice(work, REMINDING_OF_SEVERAL, telegram_id, keys, REMINDER, once)


def read_orders(user_id: int, written: str) -> list[OrderKey]:
    """As a letter names them."""
    pairs = (part.split(".") for part in written.split())
    return [OrderKey(user_id, int(project), int(order)) for project, order in pairs]


def note_reminder(work: Work, order: Order, by: int) -> None:
    note_event(
        work,
        REMINDED,
        **order.key._asdict(),
        buyer_number=order.buyer_number,
        made_by=by,
        before=order.facts,
        after=order.facts,
    )


def _written(orders: Sequence[OrderKey]) -> str:
    return " ".join(f"{key.project_number}.{key.order_number}" for key in orders)


async def _last_reminded(work: Work, key: OrderKey, buyer_number: int) -> datetime | None:
    """Whoever held it before is somebody else."""
    for event in await list_events_of_order(work, key, _LOOK_BACK):
        if event.kind == REMINDED and event.buyer_number == buyer_number:
            return event.created_at
    return None
