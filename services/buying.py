"""What a buyer takes by themselves: of what is sold online, within the limits, until the told deadline."""

from collections.abc import Sequence
from datetime import timedelta

from db.blocks import choose_random
from db.buyers import Buyer
from db.holdings import count_numbers, count_orders
from db.outbox import ANSWER, post_notice
from db.projects import Project, lock_project
from db.raffles import list_held
from db.sets import RaffleSet, list_sets
from db.waiting import Offered, list_offered
from db.work import Work
from rules.buying import (
    MOST_ORDERS_AN_HOUR,
    MOST_PER_ORDER,
    MOST_UNPAID,
    MoreThanPerBuyer,
    MoreThanPerOrder,
    NumbersKept,
    OrderedTooOften,
    TooManyUnpaid,
)
from rules.keys import ProjectKey
from rules.numbers import AtRandom, Chosen
from rules.refusals import NotEnoughFree
from rules.states import SetType
from rules.terms import minutes
from rules.words import NAME_LIMIT, clean_line
from services.projects import require_open
from services.sales import Parts, Taken, Taking, choose, take
from services.strangers import Person, find_or_add_person, require_not_barred, require_offered
from services.waiting import leave_lines

BOUGHT = "bought"
_HOUR = timedelta(hours=1)


async def buy(
    work: Work,
    project_key: ProjectKey,
    choice: Chosen | AtRandom,
    person: Person,
    holder_name: str | None = None,
) -> Taken:
    """All of the numbers, or none; the organizer hears of it once."""
    project = require_offered(await lock_project(work, project_key))
    await require_not_barred(work, project)
    require_open(project, work.now)
    count = choice.count if isinstance(choice, AtRandom) else len(choice.numbers)
    check_order_size(project, count)
    sets = await list_online_sets(work, project_key)
    buyer = await find_or_add_person(work, project_key.user_id, person)
    kept = [one for one in await list_offered(work, project_key) if one.buyer_number != buyer.buyer_number]
    parts = await _choose(work, project_key, sets, choice, kept)
    await _check_buyer(work, project, buyer, count)
    others = frozenset(one.raffle_number for one in kept)
    name = None if holder_name is None else clean_line(holder_name, "name", NAME_LIMIT)
    taking = Taking(project, buyer, person.telegram_id, parts, sets, others, holder_name=name)
    taken = await take(work, taking)
    await leave_lines(work, project_key, taken.numbers, buyer.buyer_number)
    await _tell_organizer(work, taken)
    return taken


async def list_online_sets(work: Work, project_key: ProjectKey) -> list[RaffleSet]:
    """What is on paper only the organizer records."""
    return [one for one in await list_sets(work, project_key) if one.type == SetType.ONLINE]


def check_order_size(project: Project, count: int) -> None:
    limit = project.most_per_order or MOST_PER_ORDER
    if count > limit:
        raise MoreThanPerOrder(count, limit)


async def count_left(work: Work, project: Project, buyer_number: int) -> int | None:
    """How many more numbers they may take; None when nobody said how many."""
    if project.most_per_buyer is None:
        return None
    return max(0, project.most_per_buyer - await count_numbers(work, project.key, buyer_number))


def require_not_kept(work: Work, numbers: Sequence[int], kept: Sequence[Offered], sets: Sequence[RaffleSet]) -> None:
    ours = [one for one in kept if one.raffle_number in numbers]
    if ours:
        ranges = tuple(one.numbers for one in sets)
        until = max(one.until for one in ours)
        raise NumbersKept(tuple(sorted(one.raffle_number for one in ours)), ranges, until, work.now)


async def _choose(
    work: Work, key: ProjectKey, sets: Sequence[RaffleSet], choice: Chosen | AtRandom, kept: Sequence[Offered]
) -> Parts:
    if isinstance(choice, Chosen):
        parts = await choose(work, key, sets, choice)
        require_not_kept(work, choice.numbers, kept, sets)
        return parts
    others = await _free_of(work, key, sets, kept)
    if not others:
        return await choose(work, key, sets, choice)
    by_set, free = await choose_random(work, sets, choice.count + len(others))
    if not by_set:
        raise NotEnoughFree(choice.count, free - len(others))
    possible = [number for numbers in by_set.values() for number in numbers if number not in others]
    return await choose(work, key, sets, Chosen(tuple(sorted(work.chance.sample(possible, choice.count)))))


async def _free_of(work: Work, key: ProjectKey, sets: Sequence[RaffleSet], kept: Sequence[Offered]) -> set[int]:
    """Those kept for others that chance could hit."""
    numbers = [one.raffle_number for one in kept if any(one.raffle_number in raffle_set for raffle_set in sets)]
    held = {one.raffle_number for one in await list_held(work, key, numbers)} if numbers else set()
    return set(numbers) - held


async def _check_buyer(work: Work, project: Project, buyer: Buyer, count: int) -> None:
    left = await count_left(work, project, buyer.buyer_number)
    if left is not None and count > left:
        raise MoreThanPerBuyer(count, left, project.most_per_buyer or 0)
    orders = await count_orders(work, project.key, buyer.buyer_number, work.now - _HOUR)
    if orders.unpaid >= MOST_UNPAID:
        raise TooManyUnpaid(MOST_UNPAID)
    if orders.since >= MOST_ORDERS_AN_HOUR:
        raise OrderedTooOften(MOST_ORDERS_AN_HOUR, minutes(_HOUR))


async def _tell_organizer(work: Work, taken: Taken) -> None:
    order = taken.order
    if order.made_by == order.user_id:
        return
    once = f"{BOUGHT}/{order.user_id}/{order.project_number}/{order.order_number}"
    keys = {**order.key._asdict(), "buyer_number": order.buyer_number}
    await post_notice(work, BOUGHT, order.user_id, keys, ANSWER, once)
