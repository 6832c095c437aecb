"""The notices that organizers get by themselves; each is worded as the world is when it leaves."""

from datetime import datetime

from bot.reminder_notices import at_night
from bot.screens import errands as screens
from bot.wording import Call, Keys, Reader, message
from db.work import Work
from rules.keys import ProjectKey
from rules.states import ProjectState
from services.checklists import list_projects_with_proofs, look_at_checklist
from services.organizers import find_organizer
from services.projects import is_running
from services.summaries import find_summary
from services.totals import glance_at


async def sales_closed(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """Unless they were opened again."""
    seen = await glance_at(work, _project(keys))
    if seen.project.state != ProjectState.CLOSED:
        return None
    call = message(*screens.sales_closed(reader.say, seen, work.now))
    return [at_night(call, await find_organizer(work, keys["user_id"]), work.now)]


async def missing(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """As long as that draw is ahead and something is missing."""
    draw_at = datetime.fromisoformat(keys["draw_at"])
    found = await look_at_checklist(work, _project(keys))
    project = found.project
    is_stale = project.draw_at != draw_at or draw_at <= work.now or project.locked_at or not is_running(project)
    if is_stale or found.is_done:
        return None
    return [message(*screens.missing(reader.say, found, draw_at, work.now))]


async def proofs_wait(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    waiting = await list_projects_with_proofs(work, keys["user_id"])
    return [message(*screens.proofs_wait(reader.say, waiting))] if waiting else None


async def summary(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """Not for whoever does not want it any more."""
    if (await find_organizer(work, keys["user_id"])).summary_off_at is not None:
        return None
    since, until = (datetime.fromisoformat(keys[name]) for name in ("since", "until"))
    parts = await find_summary(work, keys["user_id"], since, until)
    return [message(*screens.summary(reader.say, parts, since, until, work.now))] if parts else None


def _project(keys: Keys) -> ProjectKey:
    return ProjectKey(keys["user_id"], keys["project_number"])
