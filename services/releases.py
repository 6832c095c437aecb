"""Numbers given back by a person: unpaid ones released, or a whole order voided with a reason."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from db.events import note_event
from db.orders import Order, change_order, find_order, write_void_reason
from db.projects import Project, lock_project
from db.proofs import settle_proofs
from db.raffles import Raffle, free_numbers, list_held, list_numbers_of
from db.sets import list_ranges, list_sets
from db.work import Work
from rules.keys import OrderKey, ProjectKey
from rules.misreadings import NumbersUnreadable, TooManyNumbers
from rules.numbers import MOST_NUMBERS
from rules.refusals import NumbersAlreadyPaid, NumbersNotHeld, PaidMoreThanRemains
from rules.states import OrderState, ProofState, RaffleState, check_move
from rules.words import REASON_LIMIT, clean_line
from services.freed import prices_told
from services.payments import complete, last_method
from services.projects import require_running
from services.recalls import post_recall
from services.waiting import offer_freed


class Released(NamedTuple):
    before: Order
    after: Order
    numbers: tuple[int, ...]
    """Those that are free now."""


async def release(
    work: Work, project_key: ProjectKey, numbers: Sequence[int], by: int, *, held_by: int | None = None
) -> list[Released]:
    """Unpaid numbers, of one order or several: all of them, or none. What an order still holds costs what it did.

    With an order's number, its own alone: what somebody else took meanwhile is refused.
    """
    project = await lock_project(work, project_key)
    require_running(project)
    by_order = await _by_order(work, project_key, numbers, held_by)
    return [
        await _release_of(work, project, OrderKey(*project_key, order_number), given_back, by)
        for order_number, given_back in sorted(by_order.items())
    ]


async def void(work: Work, key: OrderKey, reason: str, by: int) -> Released:
    """The order ends and its numbers are free; what was paid on it stays recorded, to be given back."""
    project = await lock_project(work, key.project)
    order = await find_order(work, key)
    require_running(project)
    check_move("order", OrderState(order.state), OrderState.CANCELLED)
    cleaned = clean_line(reason, "reason", REASON_LIMIT)
    numbers = [raffle.raffle_number for raffle in await list_numbers_of(work, key)]
    await free(work, key, numbers)
    await settle_proofs(work, key, ProofState.REJECTED.value)
    voided = order._replace(state=OrderState.CANCELLED.value, void_reason=cleaned)
    await change_order(work, voided)
    await write_void_reason(work, key, cleaned)
    await post_recall(work, project, order, voided, by)
    note_freed(work, "order.voided", order, voided, numbers, by)
    return Released(order, voided, tuple(numbers))


async def _by_order(
    work: Work, project_key: ProjectKey, numbers: Sequence[int], held_by: int | None
) -> dict[int, list[int]]:
    wanted = sorted(set(numbers))
    if not wanted:
        raise NumbersUnreadable("")
    if len(wanted) > MOST_NUMBERS:
        raise TooManyNumbers(len(wanted), MOST_NUMBERS)
    held = [
        raffle
        for raffle in await list_held(work, project_key, wanted)
        if held_by is None or raffle.order_number == held_by
    ]
    not_held = set(wanted) - {raffle.raffle_number for raffle in held}
    if not_held:
        raise NumbersNotHeld(tuple(sorted(not_held)), await list_ranges(work, project_key))
    paid = tuple(raffle.raffle_number for raffle in held if raffle.state == RaffleState.SOLD)
    if paid:
        raise NumbersAlreadyPaid(paid, await list_ranges(work, project_key))
    by_order: dict[int, list[int]] = defaultdict(list)
    for raffle in held:
        by_order[raffle.order_number].append(raffle.raffle_number)
    return by_order


async def _release_of(work: Work, project: Project, key: OrderKey, given_back: list[int], by: int) -> Released:
    order = await find_order(work, key)
    holdings = await list_numbers_of(work, key)
    kept = [raffle for raffle in holdings if raffle.raffle_number not in given_back]
    new_total = _price_of(kept)
    if order.paid > new_total:
        raise PaidMoreThanRemains(order.paid, new_total, project.currency)
    await free(work, key, given_back)
    after = await _reduced(work, order, kept, new_total, by)
    more = prices_told(project, holdings, given_back)
    if after.state != OrderState.RESERVED:
        settled = ProofState.ACCEPTED if after.state == OrderState.PAID else ProofState.REJECTED
        proofs = await settle_proofs(work, key, settled.value)
        more |= {"proofs": proofs} if proofs else {}
    await post_recall(work, project, order, after, by)
    note_freed(work, "order.released", order, after, given_back, by, more)
    return Released(order, after, tuple(given_back))


async def _reduced(work: Work, order: Order, kept: list[Raffle], new_total: int, by: int) -> Order:
    """Nothing left: it ends. Nothing left to pay: it is a sale."""
    if not kept:
        check_move("order", OrderState(order.state), OrderState.CANCELLED)
        ended = order._replace(state=OrderState.CANCELLED.value, total=0)
        await change_order(work, ended)
        return ended
    smaller = order._replace(total=new_total, numbers=len(kept))
    if smaller.owed == 0:
        numbers = [raffle.raffle_number for raffle in kept]
        return await complete(work, smaller, numbers, await last_method(work, order.key), by)
    await change_order(work, smaller)
    return smaller


async def free(work: Work, key: OrderKey, numbers: Sequence[int]) -> None:
    """Numbers that the order holds, whichever their sets; who waits for one of them hears of it."""
    for raffle_set in await list_sets(work, key.project):
        inside = [number for number in numbers if number in raffle_set]
        if inside:
            await free_numbers(work, raffle_set, key, inside)
    await offer_freed(work, key.project, numbers)


def _price_of(holdings: Sequence[Raffle]) -> int:
    return sum(raffle.unit_price or 0 for raffle in holdings)


def note_freed(
    work: Work,
    kind: str,
    before: Order,
    after: Order,
    numbers: Sequence[int],
    by: int,
    more: Mapping[str, object] = MappingProxyType({}),
) -> None:
    note_event(
        work,
        kind,
        **after.key._asdict(),
        buyer_number=after.buyer_number,
        made_by=by,
        before=before.facts,
        after={**after.facts, "freed": sorted(numbers), **more},
    )
