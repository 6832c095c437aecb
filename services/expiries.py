"""Reservations end by themselves when their time is over; their buyers are told at once, organizers now and then."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from db.buyers import find_buyer
from db.due import claim_due_orders
from db.events import find_newest_before, list_events_of_order, list_later_of_kind
from db.orders import Order, find_order_if_any
from db.outbox import ANSWER, BULK, Keys, post_notice
from db.projects import find_project, find_project_if_any
from db.sets import list_ranges
from db.work import Work
from rules.deadlines import after_quiet
from rules.keys import BuyerKey, OrderKey
from rules.numbers import NumberRange
from rules.states import OrderState
from services.expiring import EXPIRED, expire
from services.organizers import find_organizer
from services.readers import hours_of
from services.releases import Released

EXPIRY, EXPIRIES = "expired", "expiries"
"""What the buyer is told of one, and the organizer of all since the last time."""
AT_ONCE = 100
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_MOST_TOLD = 500
_LOOK_BACK = 50


class Ended(NamedTuple):
    """An order that expired and was not taken back."""

    order: Order
    buyer_name: str
    telegram_id: int | None
    project_name: str
    practice: bool
    numbers: tuple[int, ...]
    """That it held."""
    ranges: tuple[NumberRange, ...]


async def expire_due(work: Work, most: int = AT_ONCE) -> int:
    """How many have ended. What is paid, shown to be paid or in somebody's hands just now is left alone."""
    ended = [await expire(work, key) for key in await claim_due_orders(work, most)]
    for one in ended:
        await _tell_buyer(work, one.after)
    await _tell_organizers(work, ended)
    return len(ended)


async def find_ended(work: Work, key: OrderKey) -> Ended | None:
    """None when it lives again."""
    order = await find_order_if_any(work, key)
    if order is None or order.state != OrderState.EXPIRED:
        return None
    events = await list_events_of_order(work, key, _LOOK_BACK)
    freed: list[int] = next((json.loads(event.after)["freed"] for event in events if event.kind == EXPIRED), [])
    project = await find_project(work, key.project)
    buyer = await find_buyer(work, BuyerKey(key.user_id, order.buyer_number))
    ranges = await list_ranges(work, key.project)
    return Ended(order, buyer.name, buyer.telegram_id, project.name, project.practice, tuple(freed), ranges)


async def list_ended(work: Work, user_id: int, since: datetime, practice: bool = False) -> list[Ended]:
    """What has ended by itself from then on, oldest first: of practice, or of what is real."""
    than = await find_newest_before(work, user_id, since)
    events = await list_later_of_kind(work, user_id, EXPIRED, than, _MOST_TOLD)
    keys = dict.fromkeys(OrderKey(user_id, one.project_number or 0, one.order_number or 0) for one in events)
    found = [await find_ended(work, key) for key in keys if await find_project_if_any(work, key.project)]
    return [one for one in found if one is not None and one.practice == practice]


async def _tell_buyer(work: Work, order: Order) -> None:
    buyer = await find_buyer(work, BuyerKey(order.user_id, order.buyer_number))
    if buyer.telegram_id is None:
        return
    once = f"{EXPIRY}/{order.user_id}/{order.project_number}/{order.order_number}/{order.release_at:%Y%m%d%H%M%S%f}"
    keys = {**order.key._asdict(), "buyer_number": buyer.buyer_number}
    await post_notice(work, EXPIRY, buyer.telegram_id, keys, ANSWER, once)


async def _tell_organizers(work: Work, ended: Sequence[Released]) -> None:
    """With the next full hour, and not at night; in practice within a minute. The first to end opens the letter."""
    for project_key in sorted({one.after.key.project for one in ended}):
        practice = (await find_project(work, project_key)).practice
        organizer = await find_organizer(work, project_key.user_id)
        due_at = _next(work.now, _MINUTE) if practice else after_quiet(_next(work.now, _HOUR), *hours_of(organizer))
        once = f"{EXPIRIES}/{organizer.id}/{int(practice)}/{due_at:%Y%m%d%H%M}"
        keys: Keys = {"user_id": organizer.id, "since": work.now.isoformat(), "practice": int(practice)}
        await post_notice(work, EXPIRIES, organizer.id, keys, BULK, once, due_at)


def _next(now: datetime, span: timedelta) -> datetime:
    """Full hour or minute."""
    return now + span - (now - datetime.min.replace(tzinfo=now.tzinfo)) % span
