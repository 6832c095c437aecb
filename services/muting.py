"""Whether a buyer wants to be reminded: of one project, or of anything at all."""

from db.anywhere import mute_everywhere
from db.buyers import find_buyer
from db.muting import mute_orders, unmute_orders_anywhere
from db.orders import find_order
from db.projects import lock_project
from db.work import Work
from rules.keys import BuyerKey, OrderKey
from services.proofs import find_own


async def stop_reminders(work: Work, telegram_id: int, order_key: OrderKey | None = None) -> None:
    """Of all that they took in the order's project; without one, of anything that they have with anybody by now."""
    if order_key is None:
        await mute_everywhere(work, telegram_id, work.now)
        return
    await lock_project(work, order_key.project)
    order, _ = await find_own(work, order_key, telegram_id)
    await mute_orders(work, order_key.project, order.buyer_number)


async def allow_reminders(work: Work, telegram_id: int) -> None:
    """All of them again."""
    await mute_everywhere(work, telegram_id, None)
    await unmute_orders_anywhere(work, telegram_id)


async def is_muted(work: Work, key: OrderKey) -> bool:
    order = await find_order(work, key)
    buyer = await find_buyer(work, BuyerKey(order.user_id, order.buyer_number))
    return order.reminders_off_at is not None or buyer.reminders_off_at is not None
