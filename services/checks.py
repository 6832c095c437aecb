"""Whether a ticket is good: anybody may ask who has its code, and learns nobody's name or phone."""

from datetime import datetime
from typing import NamedTuple

from db.buyers import find_buyer
from db.orders import find_order_with_check_code_if_any
from db.projects import find_project_if_any
from db.raffles import list_numbers_of
from db.sets import list_ranges
from db.users import find_user_if_any
from db.work import Work
from rules.codes import is_receipt
from rules.keys import BuyerKey
from rules.numbers import NumberRange
from rules.refusals import LinkNotUsable
from rules.states import OrderState, ProjectState
from rules.words import initials
from services.organizers import ZONE_UNTIL_ASKED


class Checked(NamedTuple):
    is_valid: bool
    """Paid, and its project not called off."""
    code: str
    """Of the order, as people say it."""
    numbers: tuple[int, ...]
    ranges: tuple[NumberRange, ...]
    project_name: str
    project_state: str
    organizer_name: str
    organizer_zone: str
    holder_initials: str
    draw_at: datetime | None


async def check_ticket(work: Work, check_code: str) -> Checked:
    """A ticket that was good once is told as good no more; of any other code nothing is told."""
    order = await find_order_with_check_code_if_any(work, check_code) if is_receipt(check_code) else None
    project = None if order is None else await find_project_if_any(work, order.key.project)
    if order is None or project is None:
        raise LinkNotUsable
    organizer = await find_user_if_any(work, order.user_id)
    buyer = await find_buyer(work, BuyerKey(order.user_id, order.buyer_number))
    return Checked(
        is_valid=order.state == OrderState.PAID and project.state != ProjectState.CANCELLED,
        code=order.code,
        numbers=tuple(raffle.raffle_number for raffle in await list_numbers_of(work, order.key)),
        ranges=await list_ranges(work, project.key),
        project_name=project.name,
        project_state=project.state,
        organizer_name=organizer.name if organizer else "",
        organizer_zone=organizer.zone if organizer else ZONE_UNTIL_ASKED,
        holder_initials=initials(order.holder_name or buyer.name),
        draw_at=project.draw_at,
    )
