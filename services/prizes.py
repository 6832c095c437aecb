"""Naming what is won."""

from db.counters import take_numbers
from db.events import note_event
from db.prizes import Prize, add_prize
from db.projects import lock_project
from db.work import Work
from rules.keys import ProjectKey
from rules.words import NAME_LIMIT, clean_line
from services.projects import require_running


async def add_prize_to(work: Work, project_key: ProjectKey, name: str, by: int) -> Prize:
    """The next prize of the project."""
    require_running(await lock_project(work, project_key))
    cleaned = clean_line(name, "prize", NAME_LIMIT)
    (number,) = await take_numbers(work, project_key.user_id, f"project:{project_key.project_number}:prize")
    prize = Prize(*project_key, number, cleaned)
    await add_prize(work, prize)
    note_event(work, "prize.added", **project_key._asdict(), made_by=by, after={"prize": number})
    return prize
