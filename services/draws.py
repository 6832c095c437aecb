"""Draws looked at, taken back with a reason, shown to whom they were published, and proved."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from db import due_draws
from db.draw_entries import count_holders, list_parts, unpack
from db.draws import Draw, DrawResult, Post, add_post, change_draw, find_draw, list_posts, list_results
from db.draws import list_draws as list_draws_of
from db.due_draws import DueDraw
from db.events import note_event
from db.prizes import list_prizes
from db.projects import Project, change_project, find_project, lock_project
from db.sets import list_ranges
from db.winners import HeldBy, list_winners
from db.work import Work
from rules.draw.beacon import Round
from rules.draw.proof import Figure, Proof, proof_json
from rules.keys import DrawKey, ProjectKey
from rules.locking import WAITS_FOR_BEACON, ChanceIsKnown, DrawOver, StillListing
from rules.numbers import NumberRange
from rules.refusals import NotFound
from rules.states import DrawState, WinnerState
from rules.words import NAME_LIMIT, REASON_LIMIT, clean_line
from services.draw_news import VOID, tell_organizer
from services.readiness import is_by_beacon

GENERATOR = "raffle bot"
BEACON_SILENT = "beacon-silent"
"""The reason when nobody gave one: the beacon was not heard for a week."""


class DrawView(NamedTuple):
    project: Project
    draw: Draw
    results: list[DrawResult]
    """The last one holds; those before it were of a figure that had been typed wrongly."""
    winners: list[HeldBy]
    """Of the last result: prizes first, then who steps in."""
    prizes: Mapping[int, str]
    posts: list[Post]
    ranges: tuple[NumberRange, ...]
    holders: int
    """Of the sold numbers."""

    @property
    def result(self) -> DrawResult | None:
        return self.results[-1] if self.results else None


async def list_draws(work: Work, project_key: ProjectKey) -> list[Draw]:
    """All of them, void ones too, the first one first."""
    await find_project(work, project_key)
    return await list_draws_of(work, project_key)


async def find_newest_draw(work: Work, project_key: ProjectKey) -> Draw:
    """The one that waits, or else the last."""
    draws = await list_draws(work, project_key)
    if not draws:
        raise NotFound("draw", 1)
    return draws[-1]


async def look_at_draw(work: Work, key: DrawKey) -> DrawView:
    winners = await list_winners(work, key)
    return DrawView(
        project=await find_project(work, key.project),
        draw=await find_draw(work, key),
        results=await list_results(work, key),
        winners=[one for one in winners if one.winner.state != WinnerState.CORRECTED],
        prizes={prize.prize_number: prize.name for prize in await list_prizes(work, key.project)},
        posts=await list_posts(work, key),
        ranges=await list_ranges(work, key.project),
        holders=await count_holders(work, key.project),
    )


async def void_draw(work: Work, key: DrawKey, reason: str, by: int) -> Draw:
    """It stays to be seen, with its number and its reason. Not once anybody could know its result by the beacon."""
    await lock_project(work, key.project)
    draw = await find_draw(work, key)
    if is_by_beacon(draw.method) and draw.due_at <= work.now:
        raise ChanceIsKnown(draw.draw_number)
    return await _void(work, draw, clean_line(reason, "reason", REASON_LIMIT), by)


async def void_unheard(work: Work, key: DrawKey) -> Draw | None:
    """When the beacon was not heard for a week; None as long as it may be. By the clock, in the organizer's name."""
    await lock_project(work, key.project)
    draw = await find_draw(work, key)
    heard = bool(await list_results(work, key))
    if heard or not is_by_beacon(draw.method) or draw.state != DrawState.LOCKED:
        return None
    if work.now < draw.due_at + WAITS_FOR_BEACON:
        return None
    return await _void(work, draw, BEACON_SILENT, draw.user_id)


async def note_published(
    work: Work, key: DrawKey, place: str, published_at: datetime, message: tuple[int, int] | None, url: str | None
) -> Post:
    """Where the commitment was posted, by chat and message or by its address, for whoever reads the proof."""
    await lock_project(work, key.project)
    draw = await find_draw(work, key)
    chat_id, message_id = message or (None, None)
    named = clean_line(place, "name", NAME_LIMIT)
    post = Post(*draw.key, 0, named, chat_id, message_id, url, published_at)
    if draw.state != DrawState.LOCKED:
        raise DrawOver(draw.draw_number, draw.state)
    await add_post(work, post)
    return post


async def list_due_draws(work: Work) -> list[DueDraw]:
    """Of everybody: whose moment has come, and whose source of chance is still to be brought."""
    return await due_draws.list_due(work)


async def proof_of(work: Work, key: DrawKey) -> str:
    """The file by which a stranger recomputes who won."""
    draw, results, posts = await find_draw(work, key), await list_results(work, key), await list_posts(work, key)
    if draw.state != DrawState.DRAWN:
        raise DrawOver(draw.draw_number, draw.state)
    if results[-1].result is None:
        raise StillListing(draw.draw_number)
    return await asyncio.to_thread(_proof, draw, results, posts, await list_parts(work, key))


async def _void(work: Work, draw: Draw, reason: str, by: int) -> Draw:
    if draw.state != DrawState.LOCKED:
        raise DrawOver(draw.draw_number, draw.state)
    if await list_results(work, draw.key):
        raise ChanceIsKnown(draw.draw_number)
    project = await find_project(work, draw.project)
    news = None if project.practice or draw.commitment is None else VOID
    void = draw._replace(state=DrawState.VOID.value, voided_at=work.now, void_reason=reason, news=news, told_order=0)
    await change_draw(work, void)
    unlocked = project._replace(locked_at=None)
    await change_project(work, unlocked)
    await tell_organizer(work, VOID, void)
    after = unlocked.facts | {"draw": draw.draw_number}
    note_event(work, "project.unlocked", **project.key._asdict(), made_by=by, before=project.facts, after=after)
    return void


def _proof(draw: Draw, results: Sequence[DrawResult], posts: Sequence[Post], parts: Sequence[bytes]) -> str:
    last = results[-1]
    proof = Proof(
        commitment=draw.commitment or "",
        entries="".join(unpack(parts)),
        result=last.result or "",
        seed=None if last.seed is None else bytes.fromhex(last.seed),
        secret=draw.secret,
        beacon=_round(draw, last),
        lottery=_figure(draw, results),
        published=[_posted(post) for post in posts],
        generator=GENERATOR,
    )
    return proof_json(proof)


def _round(draw: Draw, result: DrawResult) -> Round | None:
    if draw.beacon_round is None or result.signature is None or result.randomness is None:
        return None
    return Round(draw.beacon_round, bytes.fromhex(result.signature), bytes.fromhex(result.randomness))


def _figure(draw: Draw, results: Sequence[DrawResult]) -> Figure | None:
    """With the figures that stood there before, if it was corrected."""
    value = results[-1].value
    if draw.lottery_rule is None or value is None:
        return None
    corrected = [{"value": one.value, "reason": other.reason} for one, other in pairwise(results)]
    return Figure(draw.lottery_rule, value, {"corrections": corrected} if corrected else {})


def _posted(post: Post) -> dict[str, object]:
    shown = {"where": post.place, "url": post.url, "chat": post.chat_id, "message": post.message_id}
    dated: dict[str, object] = {"date": int(post.published_at.timestamp())}
    return {**{name: value for name, value in shown.items() if value is not None}, **dated}
