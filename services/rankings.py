"""Who took most of a project: its buyers, and who sold to them; of all days, or of some."""

import asyncio
from collections.abc import Iterable
from typing import NamedTuple

from db.buyers import find_on_telegram_if_any, list_buyers_numbered
from db.projects import Project, find_project
from db.totals import ALWAYS, NumberTotal, list_ranked, sum_made, sum_taken
from db.users import find_user_if_any
from db.work import Work
from rules.keys import ProjectKey
from services.pages import PAGE_SIZE, Page, page_of, skip_to
from services.periods import Days, moments_of, orders_made, zone_of

SLICE = 500
"""So many orders are added up within a few milliseconds."""
_SELLERS = 20
"""So many are told of by name."""


class Ranked(NamedTuple):
    place: int
    name: str
    total: NumberTotal


class Sellers(NamedTuple):
    project: Project
    own: NumberTotal
    """What the organizer recorded."""
    others: list[Ranked]
    rest: NumberTotal
    """What buyers took by themselves."""


async def report_buyers(work: Work, key: ProjectKey, days: Days, page: int) -> Page[Ranked]:
    """Who bought most comes first."""
    await find_project(work, key)
    skip = skip_to(page)
    if days.are_all:
        found = await list_ranked(work, key, "buyer", PAGE_SIZE + 1, skip)
    else:
        found = _by_rank(await add_up(work, key, "buyer", days))[skip : skip + PAGE_SIZE + 1]
    buyers = await list_buyers_numbered(work, key.user_id, [one.member for one in found])
    names = {one.buyer_number: one.name for one in buyers}
    ranked = [Ranked(place, names.get(one.member, ""), one) for place, one in enumerate(found, skip + 1)]
    return page_of(ranked, page)


async def report_sellers(work: Work, key: ProjectKey, days: Days) -> Sellers:
    project = await find_project(work, key)
    if days.are_all:
        every = await sum_taken(work, key, ALWAYS)
        ranked = await list_ranked(work, key, "seller", _SELLERS)
    else:
        made = await add_up(work, key, "seller", days)
        every, ranked = _sum(made), _by_rank(made)[:_SELLERS]
    own = next((one for one in ranked if one.member == key.user_id), NumberTotal(key.user_id, 0, 0, 0, 0))
    named = [(await _name_of_seller(work, key, one.member), one) for one in ranked if one is not own]
    others = [Ranked(place, name, one) for place, (name, one) in enumerate((both for both in named if both[0]), 2)]
    return Sellers(project, own, others, _less(every, [own, *(one.total for one in others)]))


async def add_up(work: Work, key: ProjectKey, kind: str, days: Days) -> list[NumberTotal]:
    """Of what was taken in some days, in slices, between which the event loop sees to everybody else."""
    since, until = moments_of(days, await zone_of(work, key.user_id))
    orders = await orders_made(work, key, since, until)
    sums: dict[int, NumberTotal] = {}
    for first in range(orders.start, orders.stop, SLICE):
        last = min(first + SLICE, orders.stop)
        for one in await sum_made(work, key, kind, range(first, last), since, until):
            sums[one.member] = _sum([one, sums[one.member]]) if one.member in sums else one
        await asyncio.sleep(0)
    return [sums[member] for member in sorted(sums)]


async def _name_of_seller(work: Work, key: ProjectKey, person: int) -> str:
    """Who buys by themselves is no seller."""
    if await find_on_telegram_if_any(work, key.user_id, person) is not None:
        return ""
    user = await find_user_if_any(work, person)
    return user.name if user is not None else f"#{person}"


def _by_rank(totals: Iterable[NumberTotal]) -> list[NumberTotal]:
    return sorted(totals, key=lambda one: (-one.sold, -one.member))


def _sum(totals: Iterable[NumberTotal]) -> NumberTotal:
    """Under the member of the first."""
    parts = [*totals] or [NumberTotal(0, 0, 0, 0, 0)]
    return NumberTotal(parts[0].member, *(sum(column) for column in list(zip(*parts, strict=True))[1:]))


def _less(whole: NumberTotal, parts: Iterable[NumberTotal]) -> NumberTotal:
    less = _sum(parts)
    return NumberTotal(0, *(one - other for one, other in zip(whole[1:], less[1:], strict=True)))
