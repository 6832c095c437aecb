"""Handing an order on to somebody else; what proved holding its numbers before proves nothing any more."""

from db.events import note_event
from db.orders import Order, change_order, find_order
from db.projects import lock_project
from db.raffles import give_numbers, list_numbers_of
from db.work import Work
from rules.codes import receipt
from rules.keys import OrderKey
from rules.refusals import AlreadyHeldBy, MoveNotAllowed
from rules.states import OrderState
from services.buyers import NumberedBuyer, TypedBuyer, find_or_add_buyer, require_not_erased
from services.payments import receipts_for
from services.projects import require_running
from services.recalls import post_recall
from services.reminders import replan_reminders
from services.tickets import post_ticket

_LIVE = (OrderState.RESERVED, OrderState.PAID)


async def change_holder(work: Work, key: OrderKey, meant: NumberedBuyer | TypedBuyer, by: int) -> Order:
    """Sold numbers get new receipts, and the code of the old ticket is good for nothing."""
    project = await lock_project(work, key.project)
    order = await find_order(work, key)
    require_running(project)
    if order.state not in _LIVE:
        raise MoveNotAllowed("order", order.state, "handed on")
    buyer = require_not_erased(await find_or_add_buyer(work, key.user_id, meant, by, practice=project.practice))
    if buyer.buyer_number == order.buyer_number:
        raise AlreadyHeldBy(buyer.buyer_number)
    raffles = await list_numbers_of(work, key)
    receipts = receipts_for(work, [raffle.raffle_number for raffle in raffles], raffles[0].payment_method)
    await give_numbers(work, key, buyer.buyer_number, receipts)
    handed_on = order._replace(
        buyer_number=buyer.buyer_number,
        holder_name=None,
        check_code=order.check_code and receipt(work.chance),
        reminders_off_at=None,
        pays_by=None,
        more_time=None,
    )
    await change_order(work, handed_on)
    await post_recall(work, project, order, handed_on, by)
    await replan_reminders(work, project, handed_on, buyer.telegram_id)
    if order.state == OrderState.PAID:
        await post_ticket(work, handed_on, buyer, by)
    note_event(
        work,
        "order.handed_on",
        **key._asdict(),
        buyer_number=buyer.buyer_number,
        made_by=by,
        before=order.facts | {"buyer": order.buyer_number},
        after=handed_on.facts | {"buyer": buyer.buyer_number},
    )
    return handed_on
