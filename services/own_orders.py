"""What a buyer sees of an order of theirs, and does with it by themselves. To anybody else it is not there."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from db.anywhere import list_orders_with_code
from db.buyers import Buyer
from db.events import list_events_of_order, note_event
from db.holdings import count_orders
from db.orders import Order, change_order
from db.projects import Project, find_project, lock_project
from db.proofs import Proof, is_waiting_for_review, list_proofs
from db.raffles import Holding, list_held, list_numbers_of
from db.sets import RaffleSet, list_ranges, list_sets
from db.users import find_user_if_any
from db.waiting import list_offered
from db.work import Work
from rules.buying import MOST_PROOFS, MOST_UNPAID, MoreThanPerBuyer, ProofWaits, TooManyUnpaid
from rules.deadlines import deadlines
from rules.keys import OrderKey
from rules.numbers import NumberRange
from rules.refusals import ChangedSince, NotFound
from rules.states import OrderState, check_move
from services.buying import count_left, require_not_kept
from services.expiring import EXPIRED
from services.freed import parts_as_told
from services.organizers import ZONE_UNTIL_ASKED
from services.projects import require_open
from services.proofs import find_own
from services.releases import Released, release
from services.reminders import replan_reminders
from services.sales import Parts, Taken, claim
from services.waiting import leave_lines

TAKEN_BACK = "order.taken_back"
_LOOK_BACK = 10


class OwnOrder(NamedTuple):
    project: Project
    order: Order
    buyer: Buyer
    numbers: tuple[int, ...]
    ranges: tuple[NumberRange, ...]
    organizer_name: str
    organizer_zone: str
    how_to_pay: str | None
    """In the organizer's words."""
    proofs: list[Proof]
    proof_waits: bool
    proofs_left: int


async def find_own_order(work: Work, telegram_id: int, code: str) -> OrderKey:
    """By its code, with whatever organizer it is; a button names nobody's organizer."""
    found = await list_orders_with_code(work, telegram_id, code)
    if len(found) != 1:
        raise NotFound("order", code)
    return found[0]


async def look_at_own_order(work: Work, key: OrderKey, telegram_id: int) -> OwnOrder:
    project = await find_project(work, key.project)
    order, buyer = await find_own(work, key, telegram_id)
    organizer = await find_user_if_any(work, key.user_id)
    proofs = await list_proofs(work, key)
    return OwnOrder(
        project=project,
        order=order,
        buyer=buyer,
        numbers=tuple(raffle.raffle_number for raffle in await list_numbers_of(work, key)),
        ranges=await list_ranges(work, key.project),
        organizer_name=organizer.name if organizer else "",
        organizer_zone=organizer.zone if organizer else ZONE_UNTIL_ASKED,
        how_to_pay=organizer.payment_text if organizer else None,
        proofs=proofs,
        proof_waits=await is_waiting_for_review(work, key),
        proofs_left=MOST_PROOFS - len(proofs),
    )


async def release_by_buyer(work: Work, key: OrderKey, numbers: Sequence[int], telegram_id: int) -> Released:
    """Unpaid ones; not while the organizer has yet to look at a proof of their payment."""
    await lock_project(work, key.project)
    await find_own(work, key, telegram_id)
    if await is_waiting_for_review(work, key):
        raise ProofWaits(key.order_number)
    (released,) = await release(work, key.project, numbers, telegram_id, held_by=key.order_number)
    return released


async def take_back(work: Work, key: OrderKey, telegram_id: int) -> Taken:
    """An order that expired lives again, at its prices, while all of its numbers are free; with a new deadline."""
    project = await lock_project(work, key.project)
    order, buyer = await find_own(work, key, telegram_id)
    require_open(project, work.now)
    check_move("order", OrderState(order.state), OrderState.RESERVED)
    sets = await list_sets(work, key.project)
    parts = await _as_told(work, project, order, sets)
    numbers = tuple(sorted(number for _, inside in parts for number in inside))
    await _check_buyer(work, project, buyer, len(numbers))
    kept = [one for one in await list_offered(work, key.project) if one.buyer_number != buyer.buyer_number]
    held = {one.raffle_number for one in await list_held(work, key.project, numbers)}
    require_not_kept(work, numbers, [one for one in kept if one.raffle_number not in held], sets)
    others = frozenset(one.raffle_number for one in kept)
    await claim(work, parts, Holding(key, order.buyer_number, None), besides=others)
    hold, grace = timedelta(minutes=project.hold_minutes), timedelta(minutes=project.grace_minutes)
    told_at, release_at = deadlines(work.now, hold, grace)
    taken_back = order._replace(
        state=OrderState.RESERVED.value,
        told_deadline_at=told_at,
        release_at=release_at,
        reminders_off_at=None,
        more_time=None,
        numbers=len(numbers),
    )
    await change_order(work, taken_back)
    await replan_reminders(work, project, taken_back, telegram_id, work.now)
    await leave_lines(work, key.project, numbers, order.buyer_number)
    _note(work, order, taken_back, numbers, telegram_id)
    return Taken(project, taken_back, buyer, numbers, tuple(one.numbers for one in sets))


async def _as_told(work: Work, project: Project, order: Order, sets: Sequence[RaffleSet]) -> Parts:
    """When it expired."""
    events = await list_events_of_order(work, order.key, _LOOK_BACK)
    told = next((event.after for event in events if event.kind == EXPIRED), None)
    if told is None:
        raise ChangedSince(order.order_number)
    return parts_as_told(project, order, json.loads(told), sets)


async def _check_buyer(work: Work, project: Project, buyer: Buyer, count: int) -> None:
    left = await count_left(work, project, buyer.buyer_number)
    if left is not None and count > left:
        raise MoreThanPerBuyer(count, left, project.most_per_buyer or 0)
    if (await count_orders(work, project.key, buyer.buyer_number, work.now)).unpaid >= MOST_UNPAID:
        raise TooManyUnpaid(MOST_UNPAID)


def _note(work: Work, before: Order, after: Order, numbers: Sequence[int], by: int) -> None:
    note_event(
        work,
        TAKEN_BACK,
        **after.key._asdict(),
        buyer_number=after.buyer_number,
        made_by=by,
        before=before.facts,
        after={**after.facts, "numbers": numbers},
    )
