"""Organizers whom an operator bars: they organize nothing and nobody new finds them; what buyers hold stays theirs."""

from datetime import datetime
from typing import NamedTuple

from db.bars import Barred, add_bar, drop_bar, find_barred_since, list_barred
from db.events import note_event
from db.outbox import ANSWER, post_notice
from db.projects import Project, find_project_with_slug_if_any, list_projects, list_running
from db.quotas import find_level, put_level
from db.users import User
from db.work import Work
from rules.bars import BarKind
from rules.codes import is_slug
from rules.quotas import Level
from rules.refusals import LinkNotUsable, NotFound
from services.organizers import find_organizer
from services.pages import PAGE_SIZE, Page, page_of, skip_to
from services.public_pages import find_public_project
from services.quotas import Quotas, look_at_quotas
from services.shares import open_share
from services.totals import Glance, glance_at

ABUSE = "abuse"
_MOST = 100


class Suspect(NamedTuple):
    """A raffle and whoever organizes it, as an operator looks at them: nobody who bought."""

    glance: Glance
    organizer: User
    running: int
    """So many raffles of theirs are."""
    barred_since: datetime | None
    """From everything."""
    silent_since: datetime | None
    """From announcements."""
    quotas: Quotas

    @property
    def project(self) -> Project:
        return self.glance.project


async def look_at_suspect(work: Work, slug: str) -> Suspect:
    project = await _find(work, slug)
    return Suspect(
        await glance_at(work, project.key),
        await find_organizer(work, project.user_id),
        len(await list_running(work, project.user_id, _MOST)),
        await find_barred_since(work, project.user_id),
        await find_barred_since(work, project.user_id, BarKind.ANNOUNCEMENTS),
        await look_at_quotas(work, project.user_id),
    )


async def bar_organizer(work: Work, slug: str, by: int, kind: BarKind = BarKind.EVERYTHING) -> Suspect:
    """Of the project with that address. Barred already they stay so."""
    project = await _find(work, slug)
    if await add_bar(work, project.user_id, kind, by):
        note_event(work, "bar.set", user_id=project.user_id, made_by=by, after={"kind": str(kind)})
    return await look_at_suspect(work, slug)


async def unbar_organizer(work: Work, slug: str, by: int, kind: BarKind = BarKind.EVERYTHING) -> Suspect:
    project = await _find(work, slug)
    if await drop_bar(work, project.user_id, kind):
        note_event(work, "bar.lifted", user_id=project.user_id, made_by=by, after={"kind": str(kind)})
    return await look_at_suspect(work, slug)


async def set_level(work: Work, slug: str, by: int, level: Level) -> Suspect:
    """How much the organizer of that project may do in a day, from now on."""
    user_id = (await _find(work, slug)).user_id
    before = await find_level(work, user_id)
    if level is not before:
        await put_level(work, user_id, level, by)
        told, now_told = {"level": str(before)}, {"level": str(level)}
        note_event(work, "level.set", user_id=user_id, made_by=by, before=told, after=now_told)
    return await look_at_suspect(work, slug)


async def find_slug_of(work: Work, user_id: int) -> str:
    """Of the newest raffle of an organizer, by which they are looked at."""
    slug = next((one.slug for one in await list_projects(work, user_id, _MOST) if one.slug), None)
    if slug is None:
        raise NotFound("user", user_id)
    return slug


async def look_at_barred(work: Work, page: int = 1) -> Page[Barred]:
    return page_of(await list_barred(work, PAGE_SIZE + 1, skip_to(page)), page)


async def find_reported(work: Work, word: str) -> Project:
    """By the code of its link, or as its public page names it: whoever reports it has seen one of them."""
    return await find_public_project(work, word) if is_slug(word) else (await open_share(work, word)).project


async def report_abuse(work: Work, operators: tuple[int, ...], word: str) -> None:
    """Each operator hears once a day of a raffle, however many report it; not who did."""
    project = await find_reported(work, word)
    if project.slug is None:
        raise LinkNotUsable
    for operator in operators:
        once = f"{ABUSE}/{project.user_id}/{project.project_number}/{work.now:%Y%m%d}/{operator}"
        await post_notice(work, ABUSE, operator, {"slug": project.slug}, ANSWER, once)


async def _find(work: Work, slug: str) -> Project:
    project = await find_project_with_slug_if_any(work, slug) if is_slug(slug) else None
    if project is None:
        raise NotFound("project", slug)
    return project
