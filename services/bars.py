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
    """An organizer as an operator looks at them, with a raffle of theirs, and nobody who bought."""

    of: str
    """By which they are looked at: the address of that raffle, or their number where there is none."""
    glance: Glance | None
    organizer: User
    running: int
    """So many raffles of theirs are."""
    barred_since: datetime | None
    """From everything."""
    silent_since: datetime | None
    """From announcements."""
    quotas: Quotas


async def look_at_suspect(work: Work, of: str) -> Suspect:
    user_id, project = await _find(work, of)
    return Suspect(
        project.slug if project is not None and project.slug else str(user_id),
        None if project is None else await glance_at(work, project.key),
        await find_organizer(work, user_id),
        len(await list_running(work, user_id, _MOST)),
        await find_barred_since(work, user_id),
        await find_barred_since(work, user_id, BarKind.ANNOUNCEMENTS),
        await look_at_quotas(work, user_id),
    )


async def bar_organizer(work: Work, of: str, by: int, kind: BarKind = BarKind.EVERYTHING) -> Suspect:
    """Barred already they stay so."""
    user_id, _ = await _find(work, of)
    if await add_bar(work, user_id, kind, by):
        note_event(work, "bar.set", user_id=user_id, made_by=by, after={"kind": str(kind)})
    return await look_at_suspect(work, of)


async def unbar_organizer(work: Work, of: str, by: int, kind: BarKind = BarKind.EVERYTHING) -> Suspect:
    user_id, _ = await _find(work, of)
    if await drop_bar(work, user_id, kind):
        note_event(work, "bar.lifted", user_id=user_id, made_by=by, after={"kind": str(kind)})
    return await look_at_suspect(work, of)


async def set_level(work: Work, of: str, by: int, level: Level) -> Suspect:
    """How much they may do in a day, from now on."""
    user_id, _ = await _find(work, of)
    before = await find_level(work, user_id)
    if level is not before:
        await put_level(work, user_id, level, by)
        told, now_told = {"level": str(before)}, {"level": str(level)}
        note_event(work, "level.set", user_id=user_id, made_by=by, before=told, after=now_told)
    return await look_at_suspect(work, of)


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


async def _find(work: Work, of: str) -> tuple[int, Project | None]:
    """Whoever organizes the raffle with that address, or has that number; then with their newest."""
    project = await find_project_with_slug_if_any(work, of) if is_slug(of) else None
    if project is not None:
        return project.user_id, project
    if not (of.isascii() and of.isdigit()):
        raise NotFound("project", of)
    user = await find_organizer(work, int(of))
    return user.id, next((one for one in await list_projects(work, user.id, _MOST) if one.slug), None)
