"""What was done to an order, done backwards: each kind of event with the deed that takes it back."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from db.orders import Order
from db.payments import undo_payment
from db.projects import Project
from db.proofs import reopen_proofs
from db.raffles import Holding, give_numbers, list_numbers_of, unsell_numbers
from db.sets import list_sets
from db.work import Work
from rules.codes import receipt
from rules.deadlines import deadlines
from rules.keys import BuyerKey
from rules.refusals import ChangedSince
from rules.states import OrderState, ProofState, check_undo_move
from services.buyers import lock_as_now
from services.errands import plan_asking_for_proofs
from services.freed import parts_as_told
from services.payments import receipts_for
from services.releases import free
from services.sales import claim
from services.tickets import post_ticket

Facts = Mapping[str, Any]


class Deed(NamedTuple):
    """What an event tells of what was done."""

    before: Facts
    after: Facts


class Reversed(NamedTuple):
    order: Order
    numbers: tuple[int, ...]
    """That it was about."""
    facts: Facts
    """What the history tells of it beside how the order stands."""


async def _give_up(work: Work, project: Project, order: Order, deed: Deed, by: int) -> Reversed:
    """A sale or reservation: its numbers are free, and nothing was paid."""
    numbers = await _numbers_of(work, order)
    await free(work, order.key, numbers)
    facts = await _undo_payment(work, order, deed)
    left = order.paid - deed.after.get("amount", 0)
    return Reversed(_moved(order, OrderState.CANCELLED)._replace(paid=left), numbers, {**facts, "freed": numbers})


async def _unpay(work: Work, project: Project, order: Order, deed: Deed, by: int) -> Reversed:
    facts = await _undo_payment(work, order, deed)
    owing = await _owing_again(work, project, order, deed)
    return Reversed(owing._replace(paid=order.paid - deed.after["amount"]), await _numbers_of(work, order), facts)


async def _take_again(work: Work, project: Project, order: Order, deed: Deed, by: int) -> Reversed:
    """A release: the numbers are taken again at the prices at which they were held, if they are still free."""
    parts = parts_as_told(project, order, deed.after, await list_sets(work, project.key))
    taken = tuple(deed.after["freed"])
    kept = order.numbers if order.state in (OrderState.RESERVED, OrderState.PAID) else 0
    owing = await _owing_again(work, project, order, deed)
    owing = owing._replace(total=deed.before["total"], numbers=kept + len(taken))
    await claim(work, parts, Holding(order.key, order.buyer_number, None))
    return Reversed(owing, taken, {"numbers": taken})


async def _hand_back(work: Work, project: Project, order: Order, deed: Deed, by: int) -> Reversed:
    """Sold numbers get new receipts. Whoever was merged meanwhile is the one that they turned out to be."""
    buyer = await lock_as_now(work, BuyerKey(order.user_id, deed.before["buyer"]))
    if buyer.buyer_number == order.buyer_number:
        raise ChangedSince(order.order_number)
    raffles = await list_numbers_of(work, order.key)
    numbers = tuple(raffle.raffle_number for raffle in raffles)
    await give_numbers(work, order.key, buyer.buyer_number, receipts_for(work, numbers, raffles[0].payment_method))
    check_code = order.check_code and receipt(work.chance)
    handed_back = order._replace(buyer_number=buyer.buyer_number, holder_name=None, check_code=check_code)
    if order.state == OrderState.PAID:
        await post_ticket(work, handed_back, buyer, by)
    return Reversed(handed_back, numbers, {"buyer": buyer.buyer_number})


async def _shorten(work: Work, project: Project, order: Order, deed: Deed, by: int) -> Reversed:
    """More time: the deadlines are those of before, even if they have passed meanwhile."""
    told_at, release_at = (datetime.fromisoformat(deed.before[name]) for name in ("told_deadline_at", "release_at"))
    more_time = deed.before.get("more_time")
    shortened = order._replace(told_deadline_at=told_at, release_at=release_at, more_time=more_time)
    return Reversed(shortened, await _numbers_of(work, order), {})


REVERSALS: Mapping[str, Callable[[Work, Project, Order, Deed, int], Awaitable[Reversed]]] = {
    "order.sold": _give_up,
    "order.reserved": _give_up,
    "order.paid": _unpay,
    "order.paid_in_part": _unpay,
    "order.released": _take_again,
    "order.handed_on": _hand_back,
    "order.extended": _shorten,
}


async def _undo_payment(work: Work, order: Order, deed: Deed) -> Facts:
    if "payment" not in deed.after:
        return {}
    await undo_payment(work, order.key, deed.after["payment"])
    return {"undone_payment": deed.after["payment"]}


async def _owing_again(work: Work, project: Project, order: Order, deed: Deed) -> Order:
    """What was completed or ended is reserved again, until its deadline, or if that has passed for a hold from now."""
    before = OrderState(deed.before["state"])
    if order.state == before:
        return order
    owing = _moved(order, before)
    await unsell_numbers(work, order.key)
    was = ProofState.ACCEPTED if order.state == OrderState.PAID else ProofState.REJECTED
    proofs = deed.after.get("proofs", ())
    await reopen_proofs(work, order.key, proofs, was.value)
    if proofs and not project.practice:
        await plan_asking_for_proofs(work, order.user_id)
    if order.told_deadline_at is None or order.told_deadline_at <= work.now:
        hold, grace = timedelta(minutes=project.hold_minutes), timedelta(minutes=project.grace_minutes)
        told_at, release_at = deadlines(work.now, hold, grace)
        owing = owing._replace(told_deadline_at=told_at, release_at=release_at)
    return owing


def _moved(order: Order, state: OrderState) -> Order:
    check_undo_move("order", OrderState(order.state), state)
    return order._replace(state=state.value)


async def _numbers_of(work: Work, order: Order) -> tuple[int, ...]:
    return tuple(raffle.raffle_number for raffle in await list_numbers_of(work, order.key))
