"""Calling a project off: its reservations end, what was paid is to be given back, and nothing of it is forgotten."""

from typing import NamedTuple

from db.endings import (
    Freed,
    Refund,
    cancel_reservations,
    free_reserved,
    list_concerned,
    list_reserved_numbers,
    list_to_refund,
    sum_to_refund,
)
from db.events import note_event
from db.projects import Project, change_project, find_project, lock_project
from db.proofs import reject_every_proof
from db.sets import list_sets
from db.waiting import end_every_line
from db.work import Work
from rules.keys import ProjectKey
from rules.states import ProjectState, check_move
from services.called_off import NUMBERS_TOLD, Told, post_called_off
from services.errands import plan_for_project, with_closing
from services.pages import PAGE_SIZE, Page, page_of, skip_to
from services.projects import require_unlocked


class Cancelled(NamedTuple):
    project: Project
    ended: int
    """Reservations."""
    freed: int
    """Numbers."""
    to_refund: int
    told: Told = Told(0, 0)


async def cancel_project(work: Work, key: ProjectKey, by: int) -> Cancelled:
    """One event tells of all the reservations that end with it, however many; what is paid stays as it is recorded.

    Each buyer is told, and whoever waits for a number.
    """
    project = await lock_project(work, key)
    require_unlocked(project)
    check_move("project", ProjectState(project.state), ProjectState.CANCELLED)
    concerned, sets = await list_concerned(work, key), await list_sets(work, key)
    reserved = _together([await list_reserved_numbers(work, one, NUMBERS_TOLD) for one in sets])
    ended = await cancel_reservations(work, key)
    freed = sum([await free_reserved(work, one) for one in sets])
    await reject_every_proof(work, key)
    await end_every_line(work, key)
    cancelled = with_closing(project._replace(state=ProjectState.CANCELLED.value), work.now)
    await change_project(work, cancelled)
    await plan_for_project(work, cancelled)
    after = cancelled.facts | {"ended": ended, "freed": freed}
    note_event(work, "project.cancelled", **key._asdict(), made_by=by, before=project.facts, after=after)
    told = await post_called_off(work, cancelled, concerned, reserved)
    return Cancelled(cancelled, ended, freed, await sum_to_refund(work, key), told)


async def list_refunds(work: Work, key: ProjectKey, page: int = 1) -> Page[Refund]:
    await find_project(work, key)
    return page_of(await list_to_refund(work, key, PAGE_SIZE + 1, skip_to(page)), page)


def _together(of_sets: list[dict[int, Freed]]) -> dict[int, Freed]:
    """What each buyer reserved, in whatever sets."""
    found: dict[int, Freed] = {}
    for buyer, more in (item for of_set in of_sets for item in of_set.items()):
        size, numbers = found.get(buyer, Freed(0, ()))
        found[buyer] = Freed(size + more.size, (*numbers, *more.numbers)[:NUMBERS_TOLD])
    return found
