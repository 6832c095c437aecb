"""Taking numbers for a buyer: reserved until a deadline, or sold at once; all of the numbers, or none."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from typing import NamedTuple

from db.blocks import choose_random, list_free_near
from db.buyers import Buyer
from db.counters import take_numbers, take_two
from db.events import note_event
from db.orders import Order, add_order, find_order
from db.projects import Project, lock_project
from db.raffles import Holding, claim_numbers, list_held
from db.sets import RaffleSet, list_sets
from db.users import lock_user
from db.work import Work
from rules.codes import receipt
from rules.deadlines import deadlines
from rules.keys import OrderKey, ProjectKey
from rules.misreadings import NumbersRepeated, NumbersUnreadable, TooManyNumbers
from rules.numbers import MOST_NUMBERS, AtRandom, Chosen, NumberRange, find_repeated
from rules.quotas import COUNTED_FROM, Quota
from rules.refusals import NoNumbersYet, NotEnoughFree, NumbersOutside, NumbersTaken, TakenAs
from rules.states import OrderState, PaymentMethod, RaffleState
from rules.terms import check_hold
from services.buyers import NumberedBuyer, TypedBuyer, find_or_add_buyer
from services.payments import payment_scope, receipts_for, record_payment
from services.projects import require_open
from services.quotas import require_room
from services.reminders import plan_reminders
from services.tickets import post_ticket

_NEARBY = 3

Parts = Sequence[tuple[RaffleSet, Sequence[int]]]
"""Numbers, sorted into their sets."""


class Taken(NamedTuple):
    """What a sale or reservation came to."""

    project: Project
    order: Order
    buyer: Buyer
    numbers: tuple[int, ...]
    ranges: tuple[NumberRange, ...]
    """Of their sets: they say how each number is shown."""


async def reserve(
    work: Work,
    project_key: ProjectKey,
    choice: Chosen | AtRandom,
    buyer: NumberedBuyer | TypedBuyer,
    by: int,
    hold: timedelta | None = None,
    locked: Project | None = None,
) -> Taken:
    """Until the told deadline, which is the project's unless a hold is given; the real release comes a grace later.

    Whoever has the project's lock hands it in as it was found then.
    """
    if hold is not None:
        check_hold(hold)
    project = await _locked(work, project_key, locked)
    return await _take(work, project, choice, buyer, by, hold=hold, method=None)


async def sell(
    work: Work,
    project_key: ProjectKey,
    choice: Chosen | AtRandom,
    buyer: NumberedBuyer | TypedBuyer,
    by: int,
    method: PaymentMethod = PaymentMethod.CASH,
    locked: Project | None = None,
) -> Taken:
    """Paid in full; each number gets its receipt."""
    project = await _locked(work, project_key, locked)
    return await _take(work, project, choice, buyer, by, hold=None, method=method)


async def _locked(work: Work, key: ProjectKey, locked: Project | None) -> Project:
    return locked if locked is not None and locked.key == key else await lock_project(work, key)


async def _take(
    work: Work,
    project: Project,
    choice: Chosen | AtRandom,
    meant: NumberedBuyer | TypedBuyer,
    by: int,
    *,
    hold: timedelta | None,
    method: PaymentMethod | None,
) -> Taken:
    require_open(project, work.now)
    sets = await list_sets(work, project.key)
    parts = await choose(work, project.key, sets, choice)
    await _require_room(work, project.key, parts)
    buyer = await find_or_add_buyer(work, project.user_id, meant, by, practice=project.practice)
    return await take(work, Taking(project, buyer, by, parts, sets, hold=hold, method=method))


async def _require_room(work: Work, project_key: ProjectKey, parts: Parts) -> None:
    count = sum(len(numbers) for _, numbers in parts)
    if count >= COUNTED_FROM:
        await lock_user(work, project_key.user_id)
        await require_room(work, project_key.user_id, Quota.NUMBERS, count)


class Taking(NamedTuple):
    """Who takes which numbers and how, when it is known that they may."""

    project: Project
    buyer: Buyer
    by: int
    parts: Parts
    offered: Sequence[RaffleSet]
    """Where others may be free, if some of these are not."""
    besides: frozenset[int] = frozenset()
    """These are not for them."""
    hold: timedelta | None = None
    method: PaymentMethod | None = None
    """None reserves."""
    holder_name: str | None = None


async def take(work: Work, taking: Taking) -> Taken:
    """With the project's lock."""
    project, buyer, by, parts, method = taking.project, taking.buyer, taking.by, taking.parts, taking.method
    total = sum(raffle_set.unit_price * len(numbers) for raffle_set, numbers in parts)
    order_number, payment_number = await _take_numbers(work, project, method)
    order = await _add_order(work, taking, order_number, total)
    holding = Holding(order.key, buyer.buyer_number, method and method.value)
    await claim(work, parts, holding, taking.offered, taking.besides)
    paid = None if method is None else await record_payment(work, order, total, method, by, payment_number)
    numbers = tuple(number for _, chosen in parts for number in chosen)
    kind = "order.reserved" if paid is None else "order.sold"
    if paid is not None:
        await post_ticket(work, order, buyer, by)
    after = order.facts | {"numbers": numbers} | (paid.facts if paid else {})
    note_event(work, kind, **order.key._asdict(), buyer_number=buyer.buyer_number, made_by=by, after=after)
    return Taken(project, order, buyer, numbers, tuple(raffle_set.numbers for raffle_set, _ in parts))


async def choose(work: Work, project_key: ProjectKey, sets: Sequence[RaffleSet], choice: Chosen | AtRandom) -> Parts:
    """Of these sets alone; at random of what is free."""
    if not sets:
        raise NoNumbersYet(project_key.project_number)
    if isinstance(choice, AtRandom):
        chosen, free = await choose_random(work, sets, _checked_count(choice.count))
        if not chosen:
            raise NotEnoughFree(choice.count, free)
        return [(raffle_set, chosen[raffle_set.set_number]) for raffle_set in sets if raffle_set.set_number in chosen]
    return _sorted_into(sets, choice.numbers)


def _checked_count(count: int) -> int:
    if count < 1:
        raise NumbersUnreadable(str(count))
    if count > MOST_NUMBERS:
        raise TooManyNumbers(count, MOST_NUMBERS)
    return count


def _sorted_into(sets: Sequence[RaffleSet], numbers: Sequence[int]) -> Parts:
    _checked_count(len(numbers))
    if repeated := find_repeated(numbers):
        raise NumbersRepeated(repeated)
    parts = [(raffle_set, [number for number in numbers if number in raffle_set]) for raffle_set in sets]
    inside = {number for _, chosen in parts for number in chosen}
    if len(inside) < len(numbers):
        outside = tuple(number for number in numbers if number not in inside)
        raise NumbersOutside(outside, tuple(raffle_set.numbers for raffle_set in sets))
    return [(raffle_set, chosen) for raffle_set, chosen in parts if chosen]


async def _take_numbers(work: Work, project: Project, method: PaymentMethod | None) -> tuple[int, int | None]:
    """For the order, and for its payment if there is one."""
    scope = f"project:{project.project_number}:order"
    if method is not None:
        return await take_two(work, project.user_id, scope, payment_scope(project.project_number))
    (number,) = await take_numbers(work, project.user_id, scope)
    return number, None


async def _add_order(work: Work, taking: Taking, number: int, total: int) -> Order:
    project, method = taking.project, taking.method
    told_at = release_at = None
    if method is None:
        held = taking.hold or timedelta(minutes=project.hold_minutes)
        told_at, release_at = deadlines(work.now, held, timedelta(minutes=project.grace_minutes))
    order = Order(
        user_id=project.user_id,
        project_number=project.project_number,
        order_number=number,
        buyer_number=taking.buyer.buyer_number,
        state=(OrderState.RESERVED if method is None else OrderState.PAID).value,
        code="",
        total=total,
        paid=0 if method is None else total,
        made_by=taking.by,
        told_deadline_at=told_at,
        release_at=release_at,
        void_reason=None,
        holder_name=taking.holder_name,
        check_code=None if method is None else receipt(work.chance),
        numbers=sum(len(numbers) for _, numbers in taking.parts),
    )
    added = await add_order(work, order)
    await plan_reminders(work, project, added, taking.buyer.telegram_id)
    return added


async def claim(
    work: Work,
    parts: Parts,
    holding: Holding,
    offered: Sequence[RaffleSet] = (),
    besides: frozenset[int] = frozenset(),
) -> None:
    """All of the numbers; or a refusal that names those that somebody else holds, and others offered nearby."""
    taken: list[int] = []
    for raffle_set, numbers in parts:
        missed = await claim_numbers(work, raffle_set, holding, receipts_for(work, numbers, holding.payment_method))
        taken += missed
    if taken:
        wanted = {number for _, numbers in parts for number in numbers}
        project = holding.order.project
        sets = offered or await list_sets(work, project)
        nearby = await free_near(work, sets, taken[0], wanted | besides)
        first = await _taken_as(work, project, sorted(taken)[:_NEARBY])
        ranges = tuple(raffle_set.numbers for raffle_set in sets)
        raise NumbersTaken(tuple(sorted(taken)), nearby, ranges, first, work.now)


async def free_near(work: Work, sets: Sequence[RaffleSet], number: int, besides: AbstractSet[int]) -> tuple[int, ...]:
    """In the nearest set that has any."""
    nearby: list[int] = []
    for raffle_set in sorted(sets, key=lambda one: _distance(one, number)):
        nearby = nearby or await list_free_near(work, raffle_set, number, _NEARBY, besides=besides)
    return tuple(nearby)


async def _taken_as(work: Work, project: ProjectKey, numbers: Sequence[int]) -> tuple[TakenAs, ...]:
    seen: list[TakenAs] = []
    for held in await list_held(work, project, numbers):
        told_at = (await find_order(work, OrderKey(*project, held.order_number))).told_deadline_at
        is_ahead = held.state == RaffleState.RESERVED and told_at is not None and told_at > work.now
        seen.append(TakenAs(held.raffle_number, held.state, told_at if is_ahead else None))
    return tuple(seen)


def _distance(raffle_set: RaffleSet, number: int) -> int:
    return max(raffle_set.init - number, number - raffle_set.final, 0)
