"""A reservation whose time is over: its numbers are free again, and its buyer may take them back while they are."""

from db.orders import change_order, find_order
from db.projects import lock_project
from db.proofs import is_waiting_for_review
from db.raffles import list_numbers_of
from db.work import Work
from rules.buying import NotDueYet, ProofWaits
from rules.keys import OrderKey
from rules.states import OrderState, check_move
from services.freed import prices_told
from services.projects import require_running
from services.releases import Released, free, note_freed

EXPIRED = "order.expired"


async def expire(work: Work, key: OrderKey) -> Released:
    """Once its release time came, and while no proof of it waits to be looked at. In the organizer's name."""
    project = await lock_project(work, key.project)
    order = await find_order(work, key)
    require_running(project)
    check_move("order", OrderState(order.state), OrderState.EXPIRED)
    if order.release_at is None or order.release_at > work.now:
        raise NotDueYet(order.order_number)
    if await is_waiting_for_review(work, key):
        raise ProofWaits(order.order_number)
    holdings = await list_numbers_of(work, key)
    numbers = [raffle.raffle_number for raffle in holdings]
    await free(work, key, numbers)
    expired = order._replace(state=OrderState.EXPIRED.value)
    await change_order(work, expired)
    note_freed(work, EXPIRED, order, expired, numbers, key.user_id, prices_told(project, holdings, numbers))
    return Released(order, expired, tuple(numbers))
