"""A buyer was told that numbers are theirs, and that holds no longer, or again: they hear of each once."""

import json
from collections.abc import Sequence
from enum import StrEnum
from itertools import takewhile
from typing import Any, NamedTuple

from db.buyers import Buyer, find_buyer
from db.events import Event, list_events_of_order
from db.orders import Order, find_order
from db.outbox import ANSWER, Keys, hold_back_letters, list_letter_states, post_notice
from db.projects import Project, find_project
from db.raffles import list_numbers_of
from db.reminders import list_of_order
from db.sets import list_ranges
from db.work import Work
from rules.keys import BuyerKey, OrderKey
from rules.numbers import NumberRange
from rules.states import OrderState, ReminderState
from services.buyers import as_now
from services.organizers import find_organizer
from services.reminding import REMINDED, REMINDING
from services.tickets import TICKET

RECALL, COUNTS_AGAIN = "recall", "counts-again"
_LOOK_BACK = 50
_LEFT = frozenset({"sending", "sent"})
"""Letters that are read, or perhaps read."""
_LIVE = (OrderState.RESERVED, OrderState.PAID)
_HANDED_ON = "order.handed_on"


class How(StrEnum):
    """What was theirs was lost."""

    VOIDED = "voided"
    UNDONE = "undone"
    RELEASED = "released"
    HANDED_ON = "handed-on"
    UNPAID = "unpaid"
    """It is not paid any more, and reserved still."""


class Recall(NamedTuple):
    how: How
    of_ticket: bool
    """What they were told of: a ticket, or a reservation."""
    project: Project
    order: Order
    """As it stands now."""
    buyer: Buyer
    numbers: tuple[int, ...]
    """Those that count no longer as they did."""
    kept: tuple[int, ...]
    ranges: tuple[NumberRange, ...]
    paid: int
    """What was noted as paid, before."""
    organizer_name: str


class CountsAgain(NamedTuple):
    project: Project
    order: Order
    buyer: Buyer
    numbers: tuple[int, ...]
    ranges: tuple[NumberRange, ...]
    organizer_name: str


async def post_recall(work: Work, project: Project, before: Order, after: Order, by: int) -> None:
    """To whoever held it before, unless it is they who did it; a ticket that has not left yet stays here instead.

    Of practice, and of what they never heard of, nobody hears.
    """
    buyer = await find_buyer(work, BuyerKey(before.user_id, before.buyer_number))
    if project.practice or buyer.telegram_id in (None, by) or not _loses(before, after):
        return
    events = await list_events_of_order(work, before.key, _LOOK_BACK)
    of_ticket = before.state == OrderState.PAID and await _hold_back_tickets(work, before, buyer, events)
    if of_ticket or (not _is_unpaid(before, after) and await _knows_of_it(work, before, buyer, events)):
        keys = {**before.key._asdict(), "buyer_number": buyer.buyer_number, "ticket": int(of_ticket)}
        await _post(work, RECALL, before.key, buyer, keys)


async def post_counts_again(work: Work, project: Project, order: Order, undone: str, by: int) -> None:
    """To whoever was told that it did not; of what is paid they get their ticket."""
    buyer = await find_buyer(work, BuyerKey(order.user_id, order.buyer_number))
    if project.practice or buyer.telegram_id in (None, by):
        return
    states = await hold_back_letters(work, [_once(RECALL, order.key, undone)], buyer.telegram_id)
    if states & _LEFT and order.state == OrderState.RESERVED:
        await _post(work, COUNTS_AGAIN, order.key, buyer, {**order.key._asdict(), "buyer_number": buyer.buyer_number})


async def find_recall(
    work: Work, key: OrderKey, buyer_number: int, mark: str, *, of_ticket: bool = True
) -> Recall | None:
    """None when it counts again as it did, and of what has gone on since."""
    events = await list_events_of_order(work, key, _LOOK_BACK)
    ours = [event for event in events if json.loads(event.after).get("mark") == mark]
    if not ours:
        return None
    before, after = json.loads(ours[-1].before), json.loads(ours[0].after)
    how = _how(ours[0].kind, after)
    order = await find_order(work, key)
    buyer = await as_now(work, await find_buyer(work, BuyerKey(key.user_id, buyer_number)))
    held = tuple(raffle.raffle_number for raffle in await list_numbers_of(work, key))
    numbers = held if how in (How.HANDED_ON, How.UNPAID) else tuple(after["freed"])
    if not _is_wanted(how, after["state"], order, buyer, set(numbers) - set(held)):
        return None
    return Recall(
        how=how,
        of_ticket=of_ticket,
        project=await find_project(work, key.project),
        order=order,
        buyer=buyer,
        numbers=numbers,
        kept=held if how == How.RELEASED and order.buyer_number == buyer.buyer_number else (),
        ranges=await list_ranges(work, key.project),
        paid=before["paid"],
        organizer_name=(await find_organizer(work, key.user_id)).name,
    )


async def find_counting_again(work: Work, key: OrderKey, buyer_number: int) -> CountsAgain | None:
    """None when it does not, or is paid meanwhile."""
    order = await find_order(work, key)
    buyer = await as_now(work, await find_buyer(work, BuyerKey(key.user_id, buyer_number)))
    if order.state != OrderState.RESERVED or order.buyer_number != buyer.buyer_number:
        return None
    return CountsAgain(
        project=await find_project(work, key.project),
        order=order,
        buyer=buyer,
        numbers=tuple(raffle.raffle_number for raffle in await list_numbers_of(work, key)),
        ranges=await list_ranges(work, key.project),
        organizer_name=(await find_organizer(work, key.user_id)).name,
    )


def _how(kind: str, after: dict[str, Any]) -> How:
    if kind == "order.voided":
        return How.VOIDED
    if _HANDED_ON in (kind, after.get("of")):
        return How.HANDED_ON
    if kind == "order.released":
        return How.RELEASED
    return How.UNDONE if after["state"] == OrderState.CANCELLED else How.UNPAID


def _is_wanted(how: How, state_then: str, order: Order, buyer: Buyer, lost: set[int]) -> bool:
    is_theirs = order.buyer_number == buyer.buyer_number
    match how:
        case How.HANDED_ON:
            return not is_theirs and order.state in _LIVE
        case How.UNPAID:
            return is_theirs and order.state == OrderState.RESERVED
        case How.RELEASED if state_then != OrderState.CANCELLED:
            return is_theirs and bool(lost)
        case _:
            return order.state == OrderState.CANCELLED


def _loses(before: Order, after: Order) -> bool:
    """The buyer of before: all of it, some of its numbers, or that they are paid."""
    is_kept = after.state in _LIVE and after.buyer_number == before.buyer_number and after.total >= before.total
    return before.state in _LIVE and not (is_kept and not _is_unpaid(before, after))


def _is_unpaid(before: Order, after: Order) -> bool:
    """And reserved still."""
    is_theirs = after.buyer_number == before.buyer_number
    return is_theirs and (before.state, after.state) == (OrderState.PAID, OrderState.RESERVED)


async def _hold_back_tickets(work: Work, order: Order, buyer: Buyer, events: Sequence[Event]) -> bool:
    """Whether they have one; letters that are forgotten were read."""
    marks = [json.loads(event.after).get("mark", "") for event in events]
    keys = [_once(TICKET, order.key, mark) for mark in marks]
    states = await hold_back_letters(work, keys, buyer.telegram_id or 0)
    return not states or bool(states & _LEFT)


async def _knows_of_it(work: Work, order: Order, buyer: Buyer, events: Sequence[Event]) -> bool:
    """They made it or did something with it, or were reminded of it since it is theirs."""
    if order.made_by == buyer.telegram_id or any(event.made_by == buyer.telegram_id for event in events):
        return True
    theirs = list(takewhile(lambda event: not _hands_on(event), events))
    reminded = [json.loads(event.after)["mark"] for event in theirs if event.kind == REMINDED]
    once = [f"{REMINDING}/{order.user_id}/{buyer.buyer_number}/{mark}" for mark in reminded]
    states = await list_letter_states(work, once, buyer.telegram_id or 0)
    if reminded and (not states or states & _LEFT):
        return True
    since = next((event.created_at for event in events if _hands_on(event)), None)
    sent = [one for one in await list_of_order(work, order.key) if one.state == ReminderState.SENT]
    return any(since is None or one.due_at >= since for one in sent)


def _hands_on(event: Event) -> bool:
    return _HANDED_ON in (event.kind, json.loads(event.after).get("of"))


async def _post(work: Work, about: str, key: OrderKey, buyer: Buyer, keys: dict[str, int]) -> None:
    named: Keys = {**keys, "mark": work.mark}
    await post_notice(work, about, buyer.telegram_id or 0, named, ANSWER, _once(about, key, work.mark))


def _once(about: str, key: OrderKey, mark: str) -> str:
    return f"{about}/{key.user_id}/{key.project_number}/{key.order_number}/{mark}"
