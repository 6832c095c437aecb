"""The door to projects."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update

from db.tables import Projects
from db.work import Work, columns
from rules.keys import ProjectKey
from rules.refusals import NotFound


class Project(NamedTuple):
    user_id: int
    project_number: int
    name: str
    description: str | None
    state: str
    currency: str
    draw_at: datetime | None
    hold_minutes: int
    grace_minutes: int
    practice: bool
    draw_method: str | None = None
    hidden_at: datetime | None = None
    most_per_order: int | None = None
    most_per_buyer: int | None = None
    reminder_plan: str | None = None
    reminded_at: datetime | None = None
    closing: str | None = None
    closes_at: datetime | None = None
    cash_reminder_plan: str | None = None
    more_time_minutes: int | None = None
    slug: str | None = None
    locked_at: datetime | None = None
    alternates: int | None = None
    per_holder: bool | None = None
    claim_days: int | None = None
    lottery_name: str | None = None
    lottery_what: str | None = None
    lottery_url: str | None = None
    lottery_groups: int | None = None
    lottery_digits: int | None = None
    lottery_take: str | None = None
    lottery_unsold: str | None = None
    dark: bool | None = None

    @property
    def key(self) -> ProjectKey:
        return ProjectKey(self.user_id, self.project_number)

    @property
    def is_dark(self) -> bool:
        return bool(self.dark)

    @property
    def facts(self) -> dict[str, object]:
        """What the history tells of it each time; the newest telling is how it stands."""
        return {name: getattr(self, name) for name in _TOLD}


_TOLD = (
    *("state", "currency", "draw_at", "hold_minutes", "grace_minutes", "practice", "draw_method", "hidden_at"),
    *("most_per_order", "most_per_buyer", "reminder_plan", "closing", "cash_reminder_plan", "more_time_minutes"),
    *("locked_at", "alternates", "per_holder", "claim_days"),
    *("lottery_groups", "lottery_digits", "lottery_take", "lottery_unsold", "dark"),
)
# What its organizer does not see any more is not found either.
_FIND = select(*columns(Projects, Project)).where(
    Projects.user_id == bindparam("user_id"),
    Projects.project_number == bindparam("project_number"),
    Projects.hidden_at.is_(None),
)
_WITH_SLUG = select(*columns(Projects, Project)).where(Projects.slug == bindparam("slug"), Projects.hidden_at.is_(None))
_LOCK = _FIND.with_for_update(key_share=True)
_LOCK_IF_FREE = _FIND.with_for_update(key_share=True, skip_locked=True)
_LIST = (
    select(*columns(Projects, Project))
    .where(Projects.user_id == bindparam("user_id"), Projects.hidden_at.is_(None))
    .order_by(Projects.project_number.desc())
)
_LOCK_ALL = _LIST.order_by(None).order_by(Projects.project_number).with_for_update(key_share=True)
_RUNNING = _LIST.where(Projects.state.in_(["open", "closed"]))
_PRACTICE = _LIST.where(Projects.practice.is_(True)).limit(1)
_REAL_BEFORE = _LIST.where(
    Projects.project_number < bindparam("project_number"),
    Projects.practice.is_(False),
).limit(1)
_ADD = insert(Projects)
_CHANGE = update(Projects).where(Projects.user_id == bindparam("owner"), Projects.project_number == bindparam("number"))


async def find_project(work: Work, key: ProjectKey) -> Project:
    return _found(await find_project_if_any(work, key), key)


async def find_project_if_any(work: Work, key: ProjectKey) -> Project | None:
    return await work.row(Project, _FIND, key._asdict())


async def find_project_with_slug_if_any(work: Work, slug: str) -> Project | None:
    return await work.row(Project, _WITH_SLUG, {"slug": slug})


async def lock_project(work: Work, key: ProjectKey) -> Project:
    """First of all in whatever changes the project's numbers: those changes happen one after the other."""
    return _found(await lock_project_if_any(work, key), key)


async def lock_project_if_any(work: Work, key: ProjectKey) -> Project | None:
    return await work.row(Project, _LOCK, key._asdict())


async def lock_project_if_free(work: Work, key: ProjectKey) -> Project | None:
    """None as well while somebody else has its lock, which is not waited for."""
    return await work.row(Project, _LOCK_IF_FREE, key._asdict())


async def list_projects(work: Work, user_id: int, limit: int, skip: int = 0) -> list[Project]:
    """Newest first."""
    return await work.rows(Project, _LIST.limit(limit).offset(skip), {"user_id": user_id})


async def list_running(work: Work, user_id: int, limit: int) -> list[Project]:
    """Open or closed, newest first."""
    return await work.rows(Project, _RUNNING.limit(limit), {"user_id": user_id})


async def lock_every_project(work: Work, user_id: int) -> list[Project]:
    """In ascending order, for what changes orders of any of them."""
    return await work.rows(Project, _LOCK_ALL, {"user_id": user_id})


async def find_practice_if_any(work: Work, user_id: int) -> Project | None:
    return await work.row(Project, _PRACTICE, {"user_id": user_id})


async def find_real_before(work: Work, project: ProjectKey) -> Project | None:
    """The newest that was made before this one, and is none for practice."""
    return await work.row(Project, _REAL_BEFORE, project._asdict())


async def add_project(work: Work, project: Project) -> None:
    await work.execute(_ADD, {**project._asdict(), "created_at": work.now, "updated_at": work.now})


async def change_project(work: Work, project: Project) -> None:
    values = project._asdict()
    key = {"owner": values.pop("user_id"), "number": values.pop("project_number")}
    await work.execute(_CHANGE, {**values, **key, "updated_at": work.now})


def _found(project: Project | None, key: ProjectKey) -> Project:
    if project is None:
        raise NotFound("project", key.project_number)
    return project
