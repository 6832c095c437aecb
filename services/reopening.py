"""A closed project opened again: whoever waited for a number that became free meanwhile is asked now."""

from db.projects import Project
from db.work import Work
from rules.keys import ProjectKey
from rules.states import ProjectState
from services.projects import move_project
from services.waiting import offer_what_is_free


async def reopen_project(work: Work, key: ProjectKey, by: int) -> Project:
    project = await move_project(work, key, ProjectState.OPEN, by)
    await offer_what_is_free(work, key)
    return project
