"""How things went and how they stand: what an organizer reads each day, a part for each raffle."""

from datetime import datetime
from typing import NamedTuple

from db.orders import Owing, sum_owing
from db.projects import Project, find_project_if_any, list_running
from db.summaries import sum_up
from db.work import Work
from rules.keys import ProjectKey
from services.checklists import list_projects_with_proofs

_MOST = 50
_NOBODY = Owing(0, 0, 0)


class Part(NamedTuple):
    project: Project
    sold: int
    """Numbers."""
    money: int
    expired: int
    """Reservations."""
    owing: Owing
    proofs: int
    """That wait."""

    @property
    def tells(self) -> bool:
        return bool(self.sold or self.money or self.expired or self.owing.orders or self.proofs)


async def find_summary(work: Work, user_id: int, since: datetime, until: datetime) -> list[Part]:
    """Of what is real, the newest first, where something happened within that time or is open now."""
    happened = await sum_up(work, user_id, since, until)
    running = {one.project_number: one for one in await list_running(work, user_id, _MOST) if not one.practice}
    proofs = {one.project_number: one.proofs for one in await list_projects_with_proofs(work, user_id)}
    parts = []
    for number in sorted({*running, *happened.sold, *happened.money, *happened.expired}, reverse=True):
        project = running.get(number) or await find_project_if_any(work, ProjectKey(user_id, number))
        if project is not None:
            owing = await sum_owing(work, project.key) if number in running else _NOBODY
            sold, money, expired = (sums.get(number, 0) for sums in happened)
            parts.append(Part(project, sold, money, expired, owing, proofs.get(number, 0)))
    return [part for part in parts if part.tells]
