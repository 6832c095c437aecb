"""Locking a project for its draw: nothing about its numbers moves, and its list is published before chance is known.

A list of usual length is written and published by the unit that locks. A long one is written after it, while the
project is locked already, so that nobody else waits for the writer meanwhile: see docs/decisions/0012.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from db.counters import take_numbers
from db.draw_entries import add_part, count_sold, drop_parts, list_sold, pack, read_sold
from db.draws import Draw, add_draw, change_draw, find_chain_end, find_draw, list_draws
from db.events import note_event
from db.prizes import list_prizes
from db.projects import Project, change_project, lock_project
from db.users import find_user_if_any
from db.work import Work
from rules.codes import draw_id, receipt
from rules.draw.beacon import round_at
from rules.draw.entries import entries_of, entry_pieces
from rules.draw.texts import ZERO, commitment_text, digest, digest_of, rule_text, seal
from rules.keys import DrawKey, ProjectKey
from rules.locking import SOONEST, DrawnAlready, DrawOver, NothingToRedraw, NotReadyToDraw
from rules.lottery import rule_of
from rules.refusals import ProjectNotOpen
from rules.states import DrawState, ProjectState
from rules.words import REASON_LIMIT, clean_line
from services.draw_news import LOCKED, tell_organizer
from services.draw_settings import alternates_of, count_groups, lottery_of, per_holder_of
from services.errands import plan_for_project, with_closing
from services.projects import require_unlocked
from services.readiness import check_moment, is_by_beacon, is_by_lottery, is_sealed, lacks_of, usual_moment

AT_ONCE = 5_000
"""Lists no longer than that are written by the unit that locks."""
_SECRET_BYTES = 32


class Listed(NamedTuple):
    """A list as it is stored: in parts, each compressed."""

    entries_hash: str
    sold: int
    parts: tuple[bytes, ...]


async def lock_for_draw(
    work: Work,
    key: ProjectKey,
    by: int,
    draw_at: datetime | None = None,
    reason: str | None = None,
    *,
    at_once: int = AT_ONCE,
) -> Draw:
    """From now on every sale, release, payment and expiry of the project is refused. It can be sold no more after it.

    Once there is a result, only with a reason: that stands beside the first.
    """
    project = await lock_project(work, key)
    require_unlocked(project)
    redraw_of = await _redrawn(work, project, reason)
    sold = await count_sold(work, key)
    prizes = len(await list_prizes(work, key))
    lacks = lacks_of(project, sold, prizes)
    if lacks:
        raise NotReadyToDraw(key.project_number, lacks)
    due_at = usual_moment(project, work.now) if draw_at is None else check_moment(project, draw_at, work.now)
    draw = await _new_draw(work, project, prizes, due_at, by)
    draw = draw._replace(redraw_of=redraw_of, reason=None if reason is None else _cleaned(reason))
    await _lock(work, project, draw, by)
    await add_draw(work, draw)
    if sold > at_once:
        return draw
    listed = await make_list(work, draw.key)
    await store_parts(work, draw.key, listed.parts)
    return await commit_to(work, draw.key, listed)


async def make_list(work: Work, key: DrawKey) -> Listed:
    """Of a locked project: while it is, nothing of this changes. Long work is done beside the event loop."""
    draw = await find_draw(work, key)
    sold = [piece async for piece in list_sold(work, draw.project)]
    return await asyncio.to_thread(_listed, draw.public_id, sold, work.chance)


async def store_parts(work: Work, key: DrawKey, parts: Sequence[bytes], first: int = 1) -> None:
    """From the first on: what an earlier attempt left is dropped."""
    if first == 1:
        await drop_parts(work, key)
    for number, part in enumerate(parts, first):
        await add_part(work, key, number, part)


async def commit_to(work: Work, key: DrawKey, listed: Listed) -> Draw:
    """The stored list is published by its hash: numbered in public, linked to the commitment before. Once."""
    project = await lock_project(work, key.project)
    draw = await find_draw(work, key)
    if draw.state != DrawState.LOCKED or draw.commitment is not None:
        raise DrawOver(draw.draw_number, draw.state)
    draw = await _numbered(work, project, draw)
    draw = draw._replace(sold=listed.sold, entries_hash=listed.entries_hash, locked_at=work.now)
    if is_by_beacon(draw.method):
        draw = draw._replace(beacon_round=round_at(max(draw.due_at, work.now + SOONEST)))
    text = commitment_text(draw.said)
    told = None if project.practice else LOCKED
    draw = draw._replace(commitment=text, commitment_hash=digest(text), news=told)
    await change_draw(work, draw)
    await tell_organizer(work, LOCKED, draw)
    after = {"draw": draw.draw_number, "seq": draw.seq, "sold": draw.sold, "hash": draw.commitment_hash}
    note_event(work, "draw.committed", **draw.project._asdict(), made_by=draw.made_by, after=after)
    return draw


async def _redrawn(work: Work, project: Project, reason: str | None) -> int | None:
    """The draw that is to be repeated."""
    if project.state == ProjectState.CANCELLED:
        raise ProjectNotOpen(project.project_number, project.state)
    drawn = [one.draw_number for one in await list_draws(work, project.key) if one.state == DrawState.DRAWN]
    if drawn and reason is None:
        raise DrawnAlready(project.project_number, drawn[-1])
    if not drawn and reason is not None:
        raise NothingToRedraw(project.project_number)
    return drawn[-1] if drawn else None


async def _new_draw(work: Work, project: Project, prizes: int, due_at: datetime, by: int) -> Draw:
    (number,) = await take_numbers(work, project.user_id, f"project:{project.project_number}:draw")
    public_id, method = draw_id(work.chance), project.draw_method or ""
    secret = work.chance.randbytes(_SECRET_BYTES).hex() if is_sealed(method) else None
    return Draw(
        *project.key,
        number,
        state=DrawState.LOCKED.value,
        public_id=public_id,
        method=method,
        prizes=prizes,
        alternates=alternates_of(project),
        per_holder=per_holder_of(project),
        due_at=due_at,
        made_by=by,
        seed_commit=secret and seal(public_id, secret),
        secret=secret,
        lottery_rule=await _rule(work, project, due_at) if is_by_lottery(method) else None,
    )


async def _rule(work: Work, project: Project, due_at: datetime) -> str:
    """Its day is the one on the organizer's wall."""
    lottery, organizer = lottery_of(project), await find_user_if_any(work, project.user_id)
    if lottery is None:
        raise ValueError("without a lottery there is no rule")
    day = due_at.astimezone(ZoneInfo(organizer.zone if organizer else "UTC")).date()
    return rule_text(rule_of(lottery, day, await count_groups(work, project)))


async def _lock(work: Work, project: Project, draw: Draw, by: int) -> None:
    """Sales end with it; they begin again only when the draw was void and its organizer opens them."""
    locked = project._replace(locked_at=work.now)
    if project.state == ProjectState.OPEN:
        locked = with_closing(locked._replace(state=ProjectState.CLOSED.value), work.now)
    await change_project(work, locked)
    await plan_for_project(work, locked)
    after = locked.facts | {"draw": draw.draw_number, "due_at": draw.due_at, "redraw_of": draw.redraw_of}
    note_event(work, "project.locked", **project.key._asdict(), made_by=by, before=project.facts, after=after)


async def _numbered(work: Work, project: Project, draw: Draw) -> Draw:
    """After the counter, which holds back whoever locks another project of the organizer's just now."""
    if not project.practice:
        await take_numbers(work, project.user_id, "draw")
    before = await find_chain_end(work, project.key, practice=project.practice)
    if before is None:
        return draw._replace(chain=draw_id(work.chance), seq=1, previous_hash=ZERO)
    return draw._replace(chain=before.chain, seq=before.seq + 1, previous_hash=before.commitment_hash)


def _listed(public_id: str, sold: Sequence[str], chance: Random) -> Listed:
    """Of whoever was erased after an earlier draw no receipt is left: nobody can ever show one for that tag."""
    holdings = ((number, buyer, known or receipt(chance)) for number, buyer, known in read_sold(sold))
    entries = entries_of(public_id, holdings)
    pieces = list(entry_pieces(public_id, entries))
    return Listed(digest_of(pieces), len(entries), tuple(pack(pieces)))


def _cleaned(reason: str) -> str:
    return clean_line(reason, "reason", REASON_LIMIT)
