"""An announcement: what an organizer writes to the buyers of a raffle, looked at before and worded for each of them.

Its words stand in its own row alone; letters name it by its key.
"""

from typing import NamedTuple

from db.announcements import Announcement, add_announcement, find_announcement, list_announced_since
from db.audiences import ALL, Meant, count_meant, find_code_if_meant
from db.bars import find_barred_since
from db.events import note_event
from db.outbox import find_newest_letter
from db.projects import Project, find_project
from db.quotas import find_level
from db.tasks import find_task
from db.work import Work
from rules.announcements import Audience, NobodyToWriteTo, read_announcement, require_quota
from rules.bars import BarKind, BarredFromWriting
from rules.keys import ProjectKey, TaskKey
from rules.quotas import DAY
from rules.states import ProjectState
from rules.tasks import TaskState
from services.organizers import find_organizer

BEGUN = "announcement.begun"


class Audiences(NamedTuple):
    """Whom one may write to, and how many they are; counted up to MOST_COUNTED and one."""

    project: Project
    organizer_name: str
    meant: dict[Audience, Meant]


class Addressed(NamedTuple):
    """An announcement as one buyer gets it."""

    project: Project
    organizer_name: str
    text: str
    file_id: str | None
    code: str
    """Of an order of theirs."""


async def look_at_audiences(work: Work, key: ProjectKey) -> Audiences:
    """Winners once there are some."""
    project = await find_project(work, key)
    organizer = await find_organizer(work, key.user_id)
    drawn = project.state == ProjectState.DRAWN
    wanted = [audience for audience in Audience if drawn or audience is not Audience.WINNERS]
    return Audiences(project, organizer.name, {one: await count_meant(work, key, one) for one in wanted})


async def require_may_announce(work: Work, user_id: int, people: int = 0) -> None:
    if await _is_barred(work, user_id):
        raise BarredFromWriting
    earlier, level = await list_announced_since(work, user_id, work.now - DAY), await find_level(work, user_id)
    require_quota(earlier, people, work.now, level)


async def begin_announcement(
    work: Work, task: TaskKey, project_number: int, audience: Audience, text: str, file_id: str | None
) -> Announcement:
    """With the task that sends it, begun in the same unit; to people that are made up nothing is sent."""
    key = ProjectKey(task.user_id, project_number)
    project = await find_project(work, key)
    words, meant = read_announcement(text), await count_meant(work, key, audience, ALL)
    if project.practice or not meant.within_reach:
        raise NobodyToWriteTo
    # There is one task at a time: no two announcements pass the quota together.
    await require_may_announce(work, key.user_id, meant.within_reach)
    newest = await find_newest_letter(work)
    begun = Announcement(*task, project_number, audience, words, file_id, *meant[:2], behind_letter=newest)
    await add_announcement(work, begun)
    told = {"audience": str(audience), "people": meant.within_reach}
    note_event(work, BEGUN, **key._asdict(), made_by=key.user_id, after=told)
    return begun


async def find_addressed(work: Work, key: TaskKey, telegram_id: int) -> Addressed | None:
    """None when it was stopped or its organizer barred, or when they are not meant any more or want none."""
    announcement, task = await find_announcement(work, key), await find_task(work, key)
    if announcement.text is None or task.state == TaskState.CANCELLED:
        return None
    if await _is_barred(work, key.user_id):
        return None
    project = await find_project(work, announcement.project)
    code = await find_code_if_meant(work, project.key, Audience(announcement.audience), telegram_id)
    if code is None:
        return None
    organizer = await find_organizer(work, key.user_id)
    return Addressed(project, organizer.name, announcement.text, announcement.file_id, code)


async def _is_barred(work: Work, user_id: int) -> bool:
    """From this, or from everything."""
    return any([await find_barred_since(work, user_id, kind) is not None for kind in BarKind])
