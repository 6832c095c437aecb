"""Naming what is won; once somebody took a number, what was named stays, and more may be added."""

from db import prizes as door
from db.counters import take_numbers
from db.events import note_event
from db.prizes import Prize
from db.projects import find_project, lock_project
from db.work import Work
from rules.keys import ProjectKey
from rules.words import NAME_LIMIT, clean_line
from services.projects import require_running, require_unpromised


async def list_prizes(work: Work, project_key: ProjectKey) -> list[Prize]:
    await find_project(work, project_key)
    return await door.list_prizes(work, project_key)


async def add_prize_to(work: Work, project_key: ProjectKey, name: str, by: int) -> Prize:
    """The next prize of the project."""
    require_running(await lock_project(work, project_key))
    cleaned = clean_line(name, "prize", NAME_LIMIT)
    (number,) = await take_numbers(work, project_key.user_id, f"project:{project_key.project_number}:prize")
    prize = Prize(*project_key, number, cleaned)
    await door.add_prize(work, prize)
    _note(work, "prize.added", prize, by)
    return prize


async def rename_prize(work: Work, project_key: ProjectKey, prize_number: int, name: str, by: int) -> Prize:
    prize = await _lock(work, project_key, prize_number)
    renamed = prize._replace(name=clean_line(name, "prize", NAME_LIMIT))
    if renamed == prize:
        return prize
    await require_unpromised(work, project_key, "prize")
    await door.change_prize(work, renamed)
    _note(work, "prize.renamed", renamed, by)
    return renamed


async def remove_prize(work: Work, project_key: ProjectKey, prize_number: int, by: int) -> Prize:
    prize = await _lock(work, project_key, prize_number)
    await require_unpromised(work, project_key, "prize")
    await door.remove_prize(work, prize)
    _note(work, "prize.removed", prize, by)
    return prize


async def _lock(work: Work, project_key: ProjectKey, prize_number: int) -> Prize:
    project = await lock_project(work, project_key)
    prize = await door.find_prize(work, project_key, prize_number)
    require_running(project)
    return prize


def _note(work: Work, kind: str, prize: Prize, by: int) -> None:
    key = ProjectKey(prize.user_id, prize.project_number)
    note_event(work, kind, **key._asdict(), made_by=by, after={"prize": prize.prize_number})
