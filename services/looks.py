"""How the pictures of a project look: light, or dark."""

from db.events import note_event
from db.projects import change_project, lock_project
from db.work import Work
from rules.keys import ProjectKey


async def set_look(work: Work, key: ProjectKey, dark: bool, by: int) -> None:
    """All of them, from now on; those of what is locked or over too."""
    project = await lock_project(work, key)
    if project.is_dark == dark:
        return
    changed = project._replace(dark=dark)
    await change_project(work, changed)
    after = changed.facts | {"fields": ["dark"]}
    note_event(work, "project.changed", **key._asdict(), made_by=by, before=project.facts, after=after)
