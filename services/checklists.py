"""What is open before a draw: proofs to look at, reservations that are owed, buyers without a name, unsold numbers."""

from typing import NamedTuple

from db.checklists import Nameless, WaitingProofs, list_nameless, list_waiting_by_project
from db.projects import Project
from db.work import Work
from rules.keys import ProjectKey
from rules.states import ProjectState
from services.totals import glance_at


class Checklist(NamedTuple):
    project: Project
    proofs: int
    unpaid: int
    """Reservations, besides those whose proof waits."""
    nameless: list[Nameless]
    unsold: int
    """Numbers that nobody holds."""

    @property
    def is_done(self) -> bool:
        return not (self.proofs or self.unpaid or self.nameless or self.unsold)


async def look_at_checklist(work: Work, key: ProjectKey) -> Checklist:
    glance = await glance_at(work, key)
    waiting = await list_waiting_by_project(work, key.user_id)
    ours = next((one for one in waiting if one.project_number == key.project_number), None)
    return Checklist(
        project=glance.project,
        proofs=ours.proofs if ours else 0,
        unpaid=glance.owing - (ours.orders if ours else 0),
        nameless=await list_nameless(work, key),
        unsold=glance.size - glance.sold - glance.reserved,
    )


async def list_projects_with_proofs(work: Work, user_id: int) -> list[WaitingProofs]:
    """That run, are real, and where a proof waits to be looked at."""
    running = (ProjectState.OPEN, ProjectState.CLOSED)
    return [one for one in await list_waiting_by_project(work, user_id) if one.project_state in running]
