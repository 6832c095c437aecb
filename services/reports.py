"""Reports that take long to add up: they are told by a letter, in a unit of their own that holds up nobody."""

from db.outbox import ANSWER, post_notice
from db.projects import find_project
from db.work import Work
from rules.keys import ProjectKey

REPORT = "report"


async def post_report(work: Work, key: ProjectKey, chat_id: int) -> None:
    """To the organizer, or to the group where they asked for it."""
    await find_project(work, key)
    once = f"{REPORT}/{chat_id}/{key.user_id}/{key.project_number}/{work.mark}"
    await post_notice(work, REPORT, chat_id, key, ANSWER, once)
