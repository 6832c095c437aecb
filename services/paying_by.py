"""How a buyer means to pay: who pays in cash may be reminded by a plan of their own."""

from db.buyers import find_buyer
from db.events import note_event
from db.orders import Order, change_order, find_order
from db.projects import lock_project
from db.work import Work
from rules.keys import BuyerKey, OrderKey
from rules.refusals import OrderNotPayable
from rules.states import OrderState, PaymentMethod
from services.projects import require_running
from services.proofs import find_own
from services.reminders import replan_reminders

WILL_PAY = "order.will_pay"
"""In the history."""


async def choose_to_pay_by(work: Work, key: OrderKey, telegram_id: int, method: PaymentMethod | None) -> Order:
    """Said by the buyer of their own order; None takes it back."""
    await lock_project(work, key.project)
    await find_own(work, key, telegram_id)
    return await note_paying_by(work, key, telegram_id, method)


async def note_paying_by(work: Work, key: OrderKey, by: int, method: PaymentMethod | None) -> Order:
    project = await lock_project(work, key.project)
    order = await find_order(work, key)
    require_running(project)
    if order.state != OrderState.RESERVED:
        raise OrderNotPayable(order.order_number, order.state)
    changed = order._replace(pays_by=method and method.value)
    if changed == order:
        return order
    await change_order(work, changed)
    buyer = await find_buyer(work, BuyerKey(key.user_id, order.buyer_number))
    await replan_reminders(work, project, changed, buyer.telegram_id)
    note_event(
        work,
        WILL_PAY,
        **key._asdict(),
        buyer_number=order.buyer_number,
        made_by=by,
        before=order.facts,
        after=changed.facts,
    )
    return changed
