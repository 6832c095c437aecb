"""Waiting for a number that somebody holds: who came first is offered it first, and for a while nobody else gets it.

An offer is good while its time lasts and the number is free. The organizer may sell the number to anybody meanwhile:
then whoever was offered it stands in line as before. While the project is closed nobody is asked, and nobody loses
their place: when it is opened again, what became free is offered. With the project its lines end. Called off, those in
them are told with everybody else; drawn, nothing is said, for they were promised nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from db.buyers import find_buyer, find_on_telegram_if_any
from db.counters import take_numbers
from db.outbox import ANSWER, post_notice
from db.projects import Project, find_project_if_any, lock_project
from db.raffles import list_held, list_numbers_of
from db.sets import RaffleSet, list_sets
from db.users import find_user_if_any
from db.waiting import (
    Waiter,
    add_waiter,
    change_waiter,
    count_before,
    find_waiter_if_any,
    list_every_line,
    list_line,
    list_lines,
    list_overdue_offers,
    list_projects_with_due_offers,
    list_waited_for_anywhere,
    list_waited_for_by,
)
from db.work import Work
from rules.buying import MOST_WAITED_FOR, OFFERED_FOR, NumberIsFree, NumberIsYours, TooManyWaitedFor
from rules.keys import BuyerKey, OrderKey, ProjectKey, WaitingKey
from rules.numbers import NumberRange
from rules.refusals import NotFound, NumbersOutside
from rules.states import SetType, WaitingState
from services.organizers import ZONE_UNTIL_ASKED
from services.projects import is_open, is_running, require_open
from services.strangers import Person, find_or_add_person, require_offered

OFFERED = "offered"
_PROJECTS_AT_ONCE = 100


class InLine(NamedTuple):
    project: Project
    number: int
    ranges: tuple[NumberRange, ...]
    place: int
    """1 is the next."""
    offered_until: datetime | None
    """Theirs to take until then."""


class WaitedFor(NamedTuple):
    key: WaitingKey
    project: Project
    ranges: tuple[NumberRange, ...]
    organizer_zone: str
    offered_until: datetime | None


async def wait_for(work: Work, project_key: ProjectKey, number: int, person: Person) -> InLine:
    """Asked for twice they keep their place."""
    project = require_offered(await lock_project(work, project_key))
    require_open(project, work.now)
    sets = [one for one in await list_sets(work, project_key) if one.type == SetType.ONLINE]
    ranges = tuple(one.numbers for one in sets)
    if not any(number in one for one in sets):
        raise NumbersOutside((number,), ranges)
    buyer = await find_or_add_person(work, project_key.user_id, person)
    waited_for = await list_waited_for_by(work, project_key, buyer.buyer_number)
    known = next((one for one in waited_for if one.raffle_number == number), None)
    if known is None:
        await _require_somebody_elses(work, project_key, number, buyer.buyer_number, ranges)
        if len(waited_for) >= MOST_WAITED_FOR:
            raise TooManyWaitedFor(MOST_WAITED_FOR)
        known = await _add(work, project_key, number, buyer.buyer_number)
    return InLine(project, number, ranges, await count_before(work, known) + 1, known.offered_until)


async def stop_waiting(work: Work, project_key: ProjectKey, number: int, telegram_id: int) -> None:
    """If it was kept for them, the next is offered it."""
    await lock_project(work, project_key)
    buyer = await find_on_telegram_if_any(work, project_key.user_id, telegram_id)
    line = await list_line(work, project_key, number)
    theirs = next((one for one in line if buyer is not None and one.buyer_number == buyer.buyer_number), None)
    if theirs is None:
        raise NotFound("waiting", number)
    await change_waiter(work, theirs, WaitingState.GONE.value)
    if theirs.state == WaitingState.OFFERED:
        await _offer_if_free(work, project_key, [number])


async def find_offered(work: Work, key: WaitingKey) -> WaitedFor | None:
    """None when it is not kept for them any more: then nobody shall be told."""
    waiter = await find_waiter_if_any(work, key)
    project = await find_project_if_any(work, key.project)
    if waiter is None or project is None or not is_open(project, work.now):
        return None
    if waiter.offered_until is None or waiter.offered_until <= work.now:
        return None
    if await list_held(work, key.project, [key.raffle_number]):
        return None
    return await _waited_for(work, project, waiter)


async def list_waited_for(work: Work, telegram_id: int) -> list[WaitedFor]:
    """With all organizers, in what still goes on."""
    found = []
    for waiter in await list_waited_for_anywhere(work, telegram_id, _PROJECTS_AT_ONCE):
        project = await find_project_if_any(work, waiter.key.project)
        if project is not None and is_running(project):
            found.append(await _waited_for(work, project, waiter))
    return found


async def offer_freed(work: Work, project_key: ProjectKey, numbers: Sequence[int]) -> None:
    """Each to the first in its line; with the project's lock, by whatever frees them."""
    lines = await list_lines(work, project_key, numbers)
    if not lines:
        return
    project = await find_project_if_any(work, project_key)
    if project is None or not is_open(project, work.now):
        return
    for _, line in groupby(lines, attrgetter("raffle_number")):
        await _offer_first(work, list(line))


async def offer_what_is_free(work: Work, project_key: ProjectKey) -> None:
    """Of all that is waited for; with the project's lock. What was offered before it closed is theirs to take anew."""
    await _offer_if_free(work, project_key, [one.raffle_number for one in await list_every_line(work, project_key)])


async def list_due_offers(work: Work) -> list[ProjectKey]:
    """Projects in which an offer's time is over."""
    return await list_projects_with_due_offers(work, _PROJECTS_AT_ONCE)


async def pass_on(work: Work, project_key: ProjectKey) -> int:
    """What was offered and not taken in time goes to the next in line; how many were. Harmless when there is nothing.

    Who was offered a number that is somebody else's again, or of a project that was closed meanwhile, did not let it
    pass, and keeps their place.
    """
    project = await lock_project(work, project_key)
    is_closed = is_running(project) and not is_open(project, work.now)
    overdue = await list_overdue_offers(work, project_key)
    held = {one.raffle_number: one for one in await list_held(work, project_key, [w.raffle_number for w in overdue])}
    for waiter in overdue:
        holder = held.get(waiter.raffle_number)
        state = WaitingState.WAITING if is_closed else WaitingState.GONE
        if holder is not None:
            is_theirs = await _holds(work, OrderKey(*project_key, holder.order_number), waiter.buyer_number)
            state = WaitingState.DONE if is_theirs else WaitingState.WAITING
        await change_waiter(work, waiter, state.value)
    await _offer_if_free(work, project_key, [waiter.raffle_number for waiter in overdue])
    return len(overdue)


async def leave_lines(work: Work, project_key: ProjectKey, numbers: Sequence[int], buyer_number: int) -> None:
    """They have what they waited for."""
    for waiter in await list_lines(work, project_key, numbers):
        if waiter.buyer_number == buyer_number:
            await change_waiter(work, waiter, WaitingState.DONE.value)


async def _require_somebody_elses(
    work: Work, project: ProjectKey, number: int, buyer_number: int, ranges: tuple[NumberRange, ...]
) -> None:
    held = await list_held(work, project, [number])
    if held and await _holds(work, OrderKey(*project, held[0].order_number), buyer_number):
        raise NumberIsYours(number, ranges)
    is_kept = any(one.offered_until and one.offered_until > work.now for one in await list_line(work, project, number))
    if not held and not is_kept:
        raise NumberIsFree(number, ranges)


async def _holds(work: Work, order: OrderKey, buyer_number: int) -> bool:
    return any(raffle.buyer_number == buyer_number for raffle in await list_numbers_of(work, order))


async def _add(work: Work, project: ProjectKey, number: int, buyer_number: int) -> Waiter:
    (place,) = await take_numbers(work, project.user_id, f"project:{project.project_number}:waiting")
    waiter = Waiter(*project, number, place, buyer_number, WaitingState.WAITING.value, None)
    await add_waiter(work, waiter)
    return waiter


async def _offer_if_free(work: Work, project: ProjectKey, numbers: Sequence[int]) -> None:
    held = {one.raffle_number for one in await list_held(work, project, numbers)}
    await offer_freed(work, project, [number for number in numbers if number not in held])


async def _offer_first(work: Work, line: Sequence[Waiter]) -> None:
    """Whoever stands there as offered was offered it before somebody else got it, and it is theirs to take anew."""
    first, *others = line
    for other in others:
        if other.state == WaitingState.OFFERED:
            await change_waiter(work, other, WaitingState.WAITING.value)
    until = work.now + OFFERED_FOR
    await change_waiter(work, first, WaitingState.OFFERED.value, until)
    buyer = await find_buyer(work, BuyerKey(first.user_id, first.buyer_number))
    if buyer.telegram_id is not None:
        once = "/".join((OFFERED, *map(str, first.key), f"{until:%Y%m%d%H%M%S%f}"))
        keys = {**first.key._asdict(), "buyer_number": first.buyer_number}
        await post_notice(work, OFFERED, buyer.telegram_id, keys, ANSWER, once)


async def _waited_for(work: Work, project: Project, waiter: Waiter) -> WaitedFor:
    sets: list[RaffleSet] = await list_sets(work, project.key)
    is_kept = waiter.offered_until is not None and waiter.offered_until > work.now
    until = waiter.offered_until if is_kept else None
    organizer = await find_user_if_any(work, project.user_id)
    zone = organizer.zone if organizer else ZONE_UNTIL_ASKED
    return WaitedFor(waiter.key, project, tuple(one.numbers for one in sets), zone, until)
