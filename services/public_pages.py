"""What anybody may see of a project whose address they have: nobody's name and nobody's phone."""

import re
from datetime import datetime
from typing import NamedTuple

from db.bars import find_barred_since
from db.draw_entries import list_parts
from db.draws import Draw, DrawResult, Post, list_draws, list_posts, list_results
from db.links import find_live_share_if_any
from db.prizes import list_prizes
from db.projects import Project, find_project_with_slug_if_any
from db.sets import RaffleSet, list_sets
from db.users import User
from db.work import Work
from rules.keys import DrawKey
from rules.lottery import Lottery
from rules.refusals import LinkNotUsable, NotFound
from rules.states import SetType
from services.draw_settings import lottery_of
from services.organizers import find_organizer
from services.projects import is_open
from services.public_boards import Board, look_at_board
from services.totals import Glance, glance_at

_SLUG = re.compile("[a-z0-9]{16}")


class PublicDraw(NamedTuple):
    """Without what is sealed until it is drawn."""

    key: DrawKey
    number: int
    state: str
    method: str
    due_at: datetime
    seq: int | None
    sold: int | None
    commitment: str | None
    commitment_hash: str | None
    beacon_round: int | None
    redraw_of: int | None
    reason: str | None
    void_reason: str | None
    drawn_at: datetime | None
    voided_at: datetime | None
    results: list[DrawResult]
    """The last one holds."""
    posts: list[Post]


class PublicPage(NamedTuple):
    project: Project
    organizer: User
    """Of whom only the name is shown, in their language and at their times."""
    sets: list[RaffleSet]
    prizes: tuple[str, ...]
    glance: Glance
    board: Board
    share_code: str | None
    """Of the link by which numbers are chosen, as long as any can be."""
    lottery: Lottery | None
    draws: list[PublicDraw]


async def open_page(work: Work, slug: str) -> PublicPage:
    """Absent, out of sight, or a practice raffle: nobody can tell which."""
    project = await find_public_project(work, slug)
    sets = await list_sets(work, project.key)
    return PublicPage(
        project=project,
        organizer=await find_organizer(work, project.user_id),
        sets=sets,
        prizes=tuple(prize.name for prize in await list_prizes(work, project.key)),
        glance=await glance_at(work, project.key),
        board=await look_at_board(work, sets),
        share_code=await _share_code(work, project, sets),
        lottery=lottery_of(project),
        draws=[await _shown(work, draw) for draw in await list_draws(work, project.key)],
    )


async def open_draw(work: Work, slug: str, draw_number: int) -> PublicDraw:
    """Of the project with that address."""
    project = await find_public_project(work, slug)
    for draw in await list_draws(work, project.key):
        if draw.draw_number == draw_number:
            return await _shown(work, draw)
    raise NotFound("draw", draw_number)


async def list_entries(work: Work, draw: PublicDraw) -> list[bytes]:
    """The list that was fixed, in parts: `db.draw_entries.unpack` reads them."""
    return await list_parts(work, draw.key)


async def find_public_project(work: Work, slug: str) -> Project:
    project = await find_project_with_slug_if_any(work, slug) if _SLUG.fullmatch(slug) else None
    if project is None or project.practice or await find_barred_since(work, project.user_id) is not None:
        raise LinkNotUsable
    return project


async def _share_code(work: Work, project: Project, sets: list[RaffleSet]) -> str | None:
    if not is_open(project, work.now) or not any(one.type == SetType.ONLINE for one in sets):
        return None
    link = await find_live_share_if_any(work, project.key)
    return link and link.code


async def _shown(work: Work, draw: Draw) -> PublicDraw:
    return PublicDraw(
        key=draw.key,
        number=draw.draw_number,
        state=draw.state,
        method=draw.method,
        due_at=draw.due_at,
        seq=draw.seq,
        sold=draw.sold,
        commitment=draw.commitment,
        commitment_hash=draw.commitment_hash,
        beacon_round=draw.beacon_round,
        redraw_of=draw.redraw_of,
        reason=draw.reason,
        void_reason=draw.void_reason,
        drawn_at=draw.drawn_at,
        voided_at=draw.voided_at,
        results=[one for one in await list_results(work, draw.key) if one.result is not None],
        posts=await list_posts(work, draw.key),
    )
