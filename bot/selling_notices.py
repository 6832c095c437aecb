"""The notices to an organizer about what buyers do by themselves."""

from bot.screens import buying, more_time
from bot.wording import Call, Keys, Reader, message
from db.work import Work
from rules.keys import OrderKey
from rules.more_time import MoreTime
from rules.states import OrderState
from services.orders import find_order_view
from services.strangers import find_twin


async def bought(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """Not any more when the numbers were given back meanwhile."""
    view = await find_order_view(work, OrderKey(keys["user_id"], keys["project_number"], keys["order_number"]))
    if view.order.state not in (OrderState.RESERVED, OrderState.PAID):
        return None
    return [message(*buying.bought(reader.say, view, await find_twin(work, view.buyer), work.now))]


async def time_asked(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """While it is not answered."""
    view = await find_order_view(work, OrderKey(keys["user_id"], keys["project_number"], keys["order_number"]))
    if view.order.state != OrderState.RESERVED or view.order.more_time != MoreTime.ASKED:
        return None
    return [message(*more_time.asked(reader.say, view, work.now))]
