"""Calling a project off: its reservations end, what was paid is to be given back, and nothing of it is forgotten."""

from typing import NamedTuple

from db.endings import Refund, cancel_reservations, free_reserved, list_to_refund, sum_to_refund
from db.events import note_event
from db.projects import Project, change_project, find_project, lock_project
from db.proofs import reject_every_proof
from db.sets import list_sets
from db.waiting import end_every_line
from db.work import Work
from rules.keys import ProjectKey
from rules.states import ProjectState, check_move
from services.pages import PAGE_SIZE, Page, page_of, skip_to


class Cancelled(NamedTuple):
    project: Project
    ended: int
    """Reservations."""
    freed: int
    """Numbers."""
    to_refund: int


async def cancel_project(work: Work, key: ProjectKey, by: int) -> Cancelled:
    """One event tells of all the reservations that end with it, however many; what is paid stays as it is recorded."""
    project = await lock_project(work, key)
    check_move("project", ProjectState(project.state), ProjectState.CANCELLED)
    ended = await cancel_reservations(work, key)
    freed = sum([await free_reserved(work, raffle_set) for raffle_set in await list_sets(work, key)])
    await reject_every_proof(work, key)
    await end_every_line(work, key)
    cancelled = project._replace(state=ProjectState.CANCELLED.value)
    await change_project(work, cancelled)
    after = cancelled.facts | {"ended": ended, "freed": freed}
    note_event(work, "project.cancelled", **key._asdict(), made_by=by, before=project.facts, after=after)
    return Cancelled(cancelled, ended, freed, await sum_to_refund(work, key))


async def list_refunds(work: Work, key: ProjectKey, page: int = 1) -> Page[Refund]:
    await find_project(work, key)
    return page_of(await list_to_refund(work, key, PAGE_SIZE + 1, skip_to(page)), page)
