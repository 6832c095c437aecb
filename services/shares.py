"""Share links: by one of them anybody sees what a project offers, and may buy; nobody guesses one."""

from typing import NamedTuple

from db.bars import find_barred_since
from db.counters import take_numbers
from db.events import note_event
from db.links import (
    Link,
    add_link,
    end_link,
    find_link_if_any,
    find_live_share_if_any,
    list_live_shares,
)
from db.orders import find_order_with_check_code_if_any
from db.prizes import list_prizes
from db.projects import Project, find_project_if_any, list_running, lock_project
from db.sets import RaffleSet
from db.users import find_user_if_any
from db.work import Work
from rules.codes import is_receipt, receipt
from rules.keys import ProjectKey
from rules.numbers import NumberRange
from rules.refusals import LinkNotUsable, NotFound
from rules.words import fold
from services.buying import list_online_sets
from services.links import LIVE, REVOKED
from services.projects import is_open
from services.strangers import require_offered
from services.totals import stand_among

SHARE, TICKET_CHECK = "share", "ticket"
_MOST_SHARED = 50


class Offer(NamedTuple):
    """What a stranger may see: nobody's name but the organizer's, and only what is sold online."""

    project: Project
    sets: list[RaffleSet]
    prizes: tuple[str, ...]
    organizer_name: str
    free: int
    reserved: int

    @property
    def sold(self) -> int:
        return sum(one.size for one in self.sets) - self.free - self.reserved

    @property
    def ranges(self) -> tuple[NumberRange, ...]:
        return tuple(one.numbers for one in self.sets)

    @property
    def prices(self) -> tuple[int, int] | None:
        """The lowest and the highest."""
        prices = [one.unit_price for one in self.sets]
        return (min(prices), max(prices)) if prices else None


class Shared(NamedTuple):
    code: str
    offer: Offer


async def share_link(work: Work, project_key: ProjectKey, by: int) -> str:
    """The code of the project's link, as a start payload: the one that there is, or a new one."""
    project = require_offered(await lock_project(work, project_key))
    known = await find_live_share_if_any(work, project_key)
    if known is not None:
        return known.code
    (number,) = await take_numbers(work, project.user_id, "link")
    link = Link(project.user_id, number, SHARE, LIVE, receipt(work.chance), project.project_number, None)
    await add_link(work, link)
    note_event(work, "link.made", **project_key._asdict(), made_by=by, after=link.facts)
    return link.code


async def revoke_share(work: Work, project_key: ProjectKey, by: int) -> None:
    """Who opens it from now on sees nothing; the next one is another."""
    await lock_project(work, project_key)
    link = await find_live_share_if_any(work, project_key)
    if link is None or not await end_link(work, link, REVOKED):
        raise NotFound("link", project_key.project_number)
    after = link._replace(state=REVOKED).facts
    note_event(work, "link.revoked", **project_key._asdict(), made_by=by, before=link.facts, after=after)


async def open_share(work: Work, code: str) -> Offer:
    """Absent, taken back, or of a project that is not for strangers: nobody can tell which."""
    link = await find_link_if_any(work, code) if is_receipt(code) else None
    if link is None or (link.kind, link.state) != (SHARE, LIVE) or link.project_number is None:
        raise LinkNotUsable
    project = await find_project_if_any(work, ProjectKey(link.user_id, link.project_number))
    if project is None or project.practice or await find_barred_since(work, link.user_id) is not None:
        raise LinkNotUsable
    return await _offer(work, project)


async def share_open_projects(work: Work, user_id: int, part: str = "") -> list[Shared]:
    """The organizer's own, the newest first; those whose name holds the part.

    One without a link gets it here, not when it is posted: what is posted leads somewhere at once, and which one was
    chosen nobody need tell us.
    """
    running = [one for one in await list_running(work, user_id, _MOST_SHARED) if not one.practice]
    found = [one for one in running if is_open(one, work.now) and fold(part) in fold(one.name)]
    codes = {link.project_number: link.code for link in await list_live_shares(work, user_id, _MOST_SHARED)}
    # In the order in which projects are locked by whoever locks several.
    for project in reversed(found):
        if project.project_number not in codes:
            codes[project.project_number] = await share_link(work, project.key, user_id)
    return [Shared(codes[project.project_number], await _offer(work, project)) for project in found]


async def link_kind(work: Work, code: str) -> str | None:
    """`claim`, `share`, or `ticket` for the code on a ticket; None when it is none of them."""
    if not is_receipt(code):
        return None
    link = await find_link_if_any(work, code)
    if link is not None:
        return link.kind
    return TICKET_CHECK if await find_order_with_check_code_if_any(work, code) is not None else None


async def _offer(work: Work, project: Project) -> Offer:
    sets = await list_online_sets(work, project.key)
    stands = await stand_among(work, project.key, sets)
    organizer = await find_user_if_any(work, project.user_id)
    return Offer(
        project=project,
        sets=sets,
        prizes=tuple(prize.name for prize in await list_prizes(work, project.key)),
        organizer_name=organizer.name if organizer else "",
        free=sum(one.free for one in stands),
        reserved=sum(one.reserved for one in stands),
    )
