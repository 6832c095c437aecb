"""What an organizer sees at first sight: the raffle they work on, beside it the others, and each of them whole."""

from typing import NamedTuple

from db.prizes import Prize, list_prizes
from db.projects import Project, find_project, list_projects, list_running
from db.sets import RaffleSet, list_sets
from db.work import Work
from rules.keys import ProjectKey
from rules.states import ProjectState
from services.organizers import find_organizer
from services.totals import Glance, glance_at

PAGE = 8
_OTHERS = 5
_LOOKED_THROUGH = 200
"""Nobody works on so many at a time."""


class Overview(NamedTuple):
    current: Glance | None
    """The one that was last made or chosen, or the only one that runs."""
    others: list[Project]
    """Some of those that run too, newest first."""
    more: bool
    """There are others still, that run or have ended."""


class ProjectPage(NamedTuple):
    projects: list[Project]
    number: int
    more: bool
    active: int | None


class Sheet(NamedTuple):
    glance: Glance
    sets: list[RaffleSet]
    prizes: list[Prize]


async def look_around(work: Work, user_id: int) -> Overview:
    running = await list_running(work, user_id, _LOOKED_THROUGH)
    current = await _current(work, user_id, running)
    others = [project for project in running if project != current]
    ended = len(running) < len(await list_projects(work, user_id, len(running) + 1))
    more = ended or len(others) > _OTHERS
    return Overview(await glance_at(work, current.key) if current else None, others[:_OTHERS], more)


async def list_all_projects(work: Work, user_id: int, page: int) -> ProjectPage:
    """In every state, newest first; a page that is none is the first."""
    number = page if 1 <= page <= _LOOKED_THROUGH else 1
    found = await list_projects(work, user_id, PAGE + 1, (number - 1) * PAGE)
    active = (await find_organizer(work, user_id)).active_project
    return ProjectPage(found[:PAGE], number, len(found) > PAGE, active)


async def look_at_project(work: Work, key: ProjectKey) -> Sheet:
    await find_project(work, key)
    return Sheet(await glance_at(work, key), await list_sets(work, key), await list_prizes(work, key))


async def _current(work: Work, user_id: int, running: list[Project]) -> Project | None:
    active = (await find_organizer(work, user_id)).active_project
    chosen = [project for project in running if project.project_number == active]
    possible = chosen or [project for project in running if project.state == ProjectState.OPEN] or running
    return possible[0] if len(possible) == 1 else None
