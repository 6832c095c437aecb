"""More time to pay: a buyer takes some by themselves once, and otherwise asks their organizer, who answers once."""

from datetime import timedelta
from typing import NamedTuple

from db.buyers import find_buyer
from db.events import note_event
from db.orders import Order, change_order, find_order
from db.outbox import ANSWER, post_notice
from db.projects import Project, lock_project
from db.proofs import is_waiting_for_review
from db.work import Work
from rules.buying import ProofWaits
from rules.keys import BuyerKey, OrderKey
from rules.more_time import (
    USUAL,
    MoreTime,
    MoreTimeAnswered,
    MoreTimeAsked,
    MoreTimeRefused,
    more_time_kept,
    own_extension,
)
from rules.refusals import NotAsShown, OrderNotPayable
from rules.states import OrderState
from services.orders import extend, post_time_answered
from services.projects import require_running
from services.proofs import find_own

TIME_ASKED = "time-asked"
"""What the organizer is told."""
ASKED, REFUSED = "order.time_asked", "order.time_refused"
"""In the history."""


class Wished(NamedTuple):
    order: Order
    is_taken: bool
    """Or else the organizer was asked."""


async def wish_more_time(work: Work, key: OrderKey, telegram_id: int, seen: int) -> Wished:
    """Of the buyer's own order, with the deadline that they saw: so a second tap takes no more.

    By themselves once, and neither beyond the draw nor the end of sales; or else the organizer hears of it.
    """
    project = await lock_project(work, key.project)
    order, _ = await find_own(work, key, telegram_id)
    require_running(project)
    if order.state != OrderState.RESERVED or order.told_deadline_at is None:
        raise OrderNotPayable(order.order_number, order.state)
    if int(order.told_deadline_at.timestamp()) != seen:
        raise NotAsShown(order.order_number)
    if await is_waiting_for_review(work, key):
        raise ProofWaits(order.order_number)
    span = _by_themselves(work, project, order)
    if span is not None:
        return Wished(await extend(work, key, span, telegram_id, MoreTime.TAKEN), is_taken=True)
    return Wished(await _ask(work, order, telegram_id), is_taken=False)


async def grant_more_time(work: Work, key: OrderKey, by: int) -> Order:
    """What the buyer asked for; answered once."""
    project = await lock_project(work, key.project)
    await _require_asked(work, key)
    return await extend(work, key, asked_for(project), by)


async def refuse_more_time(work: Work, key: OrderKey, by: int) -> Order:
    require_running(await lock_project(work, key.project))
    order = await _require_asked(work, key)
    refused = order._replace(more_time=MoreTime.REFUSED.value)
    await change_order(work, refused)
    _note(work, REFUSED, order, refused, by)
    buyer = await find_buyer(work, BuyerKey(key.user_id, order.buyer_number))
    if buyer.telegram_id is not None:
        await post_time_answered(work, refused, buyer.telegram_id)
    return refused


def asked_for(project: Project) -> timedelta:
    """So much as buyers may take by themselves, or the usual where they may not."""
    if project.practice:
        return timedelta(minutes=project.hold_minutes)
    return more_time_kept(project.more_time_minutes) or USUAL


def _by_themselves(work: Work, project: Project, order: Order) -> timedelta | None:
    span = asked_for(project) if project.practice else more_time_kept(project.more_time_minutes)
    if order.more_time is not None or not span or order.told_deadline_at is None:
        return None
    from_ = max(work.now, order.told_deadline_at)
    return own_extension(from_, span, (project.draw_at, project.closes_at), short=project.practice)


async def _ask(work: Work, order: Order, by: int) -> Order:
    if order.more_time == MoreTime.ASKED:
        raise MoreTimeAsked(order.order_number)
    if order.more_time == MoreTime.REFUSED:
        raise MoreTimeRefused(order.order_number)
    asked = order._replace(more_time=MoreTime.ASKED.value)
    await change_order(work, asked)
    _note(work, ASKED, order, asked, by)
    once = f"{TIME_ASKED}/{order.user_id}/{order.project_number}/{order.order_number}/{work.mark}"
    keys = {**order.key._asdict(), "buyer_number": order.buyer_number}
    await post_notice(work, TIME_ASKED, order.user_id, keys, ANSWER, once)
    return asked


async def _require_asked(work: Work, key: OrderKey) -> Order:
    order = await find_order(work, key)
    if order.state != OrderState.RESERVED:
        raise OrderNotPayable(order.order_number, order.state)
    if order.more_time != MoreTime.ASKED:
        raise MoreTimeAnswered(order.order_number, order.more_time)
    return order


def _note(work: Work, kind: str, before: Order, after: Order, by: int) -> None:
    note_event(
        work,
        kind,
        **after.key._asdict(),
        buyer_number=after.buyer_number,
        made_by=by,
        before=before.facts,
        after=after.facts,
    )
