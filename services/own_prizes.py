"""A prize as its winner sees it, with whatever organizer. To anybody else it is not there."""

from typing import NamedTuple

from db.orders import find_order
from db.prizes import list_prizes
from db.projects import Project, find_project
from db.sets import list_ranges
from db.winners import HeldBy, find_winner
from db.work import Work
from rules.keys import OrderKey, WinnerKey
from rules.numbers import NumberRange
from rules.refusals import NotFound
from rules.states import WinnerState
from services.organizers import find_organizer
from services.own_orders import find_own_order


class OwnPrize(NamedTuple):
    project: Project
    held: HeldBy
    prize: str
    code: str
    """Of the order, by which it is found without naming an organizer."""
    ranges: tuple[NumberRange, ...]
    organizer_name: str
    organizer_zone: str


async def find_own_prize(
    work: Work, telegram_id: int, code: str, draw_number: int, result_number: int, place_number: int
) -> WinnerKey:
    order: OrderKey = await find_own_order(work, telegram_id, code)
    held = await find_winner(work, WinnerKey(*order.project, draw_number, result_number, place_number))
    if held.winner.order != order:
        raise NotFound("winner", place_number)
    return held.winner.key


async def look_at_own_prize(work: Work, key: WinnerKey, telegram_id: int) -> OwnPrize:
    """Not of who only stands in line, nor of a figure that was corrected."""
    held = await find_winner(work, key)
    no_prize = held.winner.prize_number is None or held.winner.state == WinnerState.CORRECTED
    if no_prize or held.telegram_id != telegram_id:
        raise NotFound("winner", key.place_number)
    organizer = await find_organizer(work, key.user_id)
    names = {prize.prize_number: prize.name for prize in await list_prizes(work, key.project)}
    return OwnPrize(
        project=await find_project(work, key.project),
        held=held,
        prize=names[held.winner.prize_number or 0],
        code=(await find_order(work, held.winner.order)).code,
        ranges=await list_ranges(work, key.project),
        organizer_name=organizer.name,
        organizer_zone=organizer.zone,
    )
