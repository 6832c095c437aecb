"""Reports: what was taken, paid and is owed, as a whole, by set and by method; of all days, or of some."""

from enum import StrEnum
from typing import NamedTuple

from db.outbox import ANSWER, post_notice
from db.projects import find_project
from db.totals import MethodTotal, NumberTotal, list_ranked, sum_paid_by_method, sum_taken
from db.work import Work
from rules.keys import ProjectKey
from services.comparisons import has_one_before
from services.periods import Days, moments_of, orders_made, quarters_of, zone_of
from services.rankings import SLICE, add_up
from services.totals import Glance, SetStand, glance_at, stand_of_sets

REPORT = "report"


class View(StrEnum):
    WHOLE = "w"
    SETS = "s"
    METHODS = "m"
    BUYERS = "b"
    SELLERS = "v"
    DAYS = "d"
    COMPARED = "c"


_ADDED_UP = (View.SETS, View.BUYERS, View.SELLERS)
"""Of some days alone these are not among the running totals."""


class Asked(NamedTuple):
    view: View = View.WHOLE
    days: Days = Days()
    page: int = 1


class Whole(NamedTuple):
    glance: Glance
    taken: NumberTotal
    """In some days, of what is still held; of all days the glance tells it."""
    paid: int
    """In some days, on orders that live."""
    several_sets: bool
    several_sellers: bool
    one_before: bool


async def post_report(work: Work, key: ProjectKey, asked: Asked, chat_id: int) -> None:
    """To the organizer, or to the group where they asked for it: what takes long is added up in a unit of its own."""
    await find_project(work, key)
    once = f"{REPORT}/{chat_id}/{key.user_id}/{key.project_number}/{work.mark}"
    keys = {**key._asdict(), "view": asked.view.value, **asked.days.told, "page": asked.page}
    await post_notice(work, REPORT, chat_id, keys, ANSWER, once)


async def is_quickly_told(work: Work, key: ProjectKey, asked: Asked) -> bool:
    """Whether a unit that writes, for which others wait, may as well find it out."""
    await find_project(work, key)
    if asked.days.are_all or asked.view not in _ADDED_UP:
        return True
    return len(await orders_made(work, key, *moments_of(asked.days, await zone_of(work, key.user_id)))) <= SLICE


async def report_whole(work: Work, key: ProjectKey, days: Days) -> Whole:
    glance, taken, paid = await glance_at(work, key), NumberTotal(0, 0, 0, 0, 0), 0
    if not days.are_all:
        quarters = quarters_of(days, await zone_of(work, key.user_id))
        taken = await sum_taken(work, key, quarters)
        paid = sum(one.amount for one in await sum_paid_by_method(work, key, quarters))
    return Whole(
        glance=glance,
        taken=taken,
        paid=paid,
        several_sets=len(await stand_of_sets(work, key)) > 1,
        several_sellers=len(await list_ranked(work, key, "seller", 2)) > 1,
        one_before=await has_one_before(work, key),
    )


async def report_methods(work: Work, key: ProjectKey, days: Days) -> list[MethodTotal]:
    """What brought most comes first."""
    await find_project(work, key)
    found = await sum_paid_by_method(work, key, quarters_of(days, await zone_of(work, key.user_id)))
    return sorted(found, key=lambda one: (-one.amount, one.method))


async def report_sets(work: Work, key: ProjectKey, days: Days) -> list[SetStand]:
    """Of some days: what was taken in them. What is free is so now."""
    await find_project(work, key)
    stands = await stand_of_sets(work, key)
    if days.are_all:
        return stands
    made = {one.member: one for one in await add_up(work, key, "set", days)}
    return [_only(one, made.get(one.raffle_set.set_number)) for one in stands]


def _only(stand: SetStand, made: NumberTotal | None) -> SetStand:
    if made is None:
        return stand._replace(sold=0, reserved=0, sold_price=0)
    return stand._replace(sold=made.sold, reserved=made.reserved, sold_price=made.sold_price)
