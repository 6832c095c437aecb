"""Whether a project can be locked for its draw: what it lacks, what is open, and what its organizer should know."""

from datetime import datetime
from typing import NamedTuple

from db.draw_entries import count_holders, count_sold
from db.prizes import list_prizes
from db.projects import Project
from db.work import Work
from rules.keys import ProjectKey
from rules.locking import PRACTICE_LEAD, SOONEST, USUAL_LEAD, DrawTooSoon, Lack
from rules.lottery import MOST_GROUPS, Chances, has_enough
from rules.states import DrawMethod
from services.checklists import Checklist, look_at_checklist
from services.draw_settings import alternates_of, look_at_chances, lottery_of, per_holder_of

_BY_LOTTERY = (DrawMethod.LOTTERY, DrawMethod.LOTTERY_SEALED, DrawMethod.NUMBER)
_BY_BEACON = (DrawMethod.BEACON, DrawMethod.BEACON_SEALED)
_SEALED = (DrawMethod.SEALED, DrawMethod.BEACON_SEALED, DrawMethod.LOTTERY_SEALED)


class Readiness(NamedTuple):
    open: Checklist
    """What may still be settled, and need not be."""
    lacks: tuple[Lack, ...]
    """Without these it cannot be locked."""
    sold: int
    holders: int
    """Of what is sold."""
    prizes: int
    alternates: int
    per_holder: bool
    due_at: datetime
    """When it would be drawn if it were locked now."""
    chances: Chances | None
    """Of the numbers, where one wins by itself."""

    @property
    def is_possible(self) -> bool:
        return not self.lacks


async def look_at_readiness(work: Work, key: ProjectKey) -> Readiness:
    """The checklist before the lock."""
    open_ = await look_at_checklist(work, key)
    project = open_.project
    sold, prizes = await count_sold(work, key), len(await list_prizes(work, key))
    return Readiness(
        open=open_,
        lacks=lacks_of(project, sold, prizes),
        sold=sold,
        holders=await count_holders(work, key),
        prizes=prizes,
        alternates=alternates_of(project),
        per_holder=per_holder_of(project),
        due_at=usual_moment(project, work.now),
        chances=await look_at_chances(work, key),
    )


def lacks_of(project: Project, sold: int, prizes: int) -> tuple[Lack, ...]:
    lottery = lottery_of(project)
    by_lottery = is_by_lottery(project.draw_method)
    by_chance = by_lottery and project.draw_method != DrawMethod.NUMBER
    found = {
        Lack.PRIZES: not prizes,
        Lack.SOLD: not sold,
        Lack.METHOD: project.draw_method is None,
        Lack.LOTTERY: by_lottery and (lottery is None or (lottery.take is None) == (not by_chance)),
        Lack.FIGURES: by_chance and lottery is not None and not has_enough(lottery.groups, lottery.digits, sold or 1),
        Lack.GROUPS: project.draw_method == DrawMethod.NUMBER and prizes > MOST_GROUPS,
    }
    return tuple(lack for lack, is_lacking in found.items() if is_lacking)


def usual_moment(project: Project, now: datetime) -> datetime:
    """The announced one if it is still to come; else soon, but late enough for the list to be read before."""
    soonest = soonest_moment(project, now)
    if project.draw_at is not None and project.draw_at >= soonest:
        return project.draw_at
    return soonest if project.practice else now + USUAL_LEAD


def check_moment(project: Project, draw_at: datetime, now: datetime) -> datetime:
    soonest = soonest_moment(project, now)
    if draw_at < soonest:
        raise DrawTooSoon(soonest, now)
    return draw_at


def soonest_moment(project: Project, now: datetime) -> datetime:
    return now + (PRACTICE_LEAD if project.practice and project.draw_method == DrawMethod.SEALED else SOONEST)


def is_by_lottery(method: str | None) -> bool:
    return method in _BY_LOTTERY


def is_by_beacon(method: str | None) -> bool:
    return method in _BY_BEACON


def is_sealed(method: str | None) -> bool:
    return method in _SEALED
