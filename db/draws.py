"""The door to draws: what was fixed before, and what came of it."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, insert, select, update

from db.draw_tables import DrawResults, Draws, Published
from db.tables import Projects
from db.work import Work, columns
from rules.draw.beacon import CHAIN
from rules.draw.texts import Commitment, digest
from rules.keys import DrawKey, ProjectKey
from rules.refusals import NotFound


class Draw(NamedTuple):
    user_id: int
    project_number: int
    draw_number: int
    state: str
    public_id: str
    method: str
    prizes: int
    alternates: int
    per_holder: bool
    due_at: datetime
    made_by: int
    redraw_of: int | None = None
    reason: str | None = None
    seed_commit: str | None = None
    secret: str | None = None
    lottery_rule: str | None = None
    beacon_round: int | None = None
    chain: str | None = None
    seq: int | None = None
    previous_hash: str | None = None
    sold: int | None = None
    entries_hash: str | None = None
    commitment: str | None = None
    commitment_hash: str | None = None
    locked_at: datetime | None = None
    drawn_at: datetime | None = None
    voided_at: datetime | None = None
    void_reason: str | None = None
    news: str | None = None
    told_order: int = 0

    @property
    def key(self) -> DrawKey:
        return DrawKey(self.user_id, self.project_number, self.draw_number)

    @property
    def project(self) -> ProjectKey:
        return ProjectKey(self.user_id, self.project_number)

    @property
    def said(self) -> Commitment:
        """What is published of it."""
        return Commitment(
            draw=self.public_id,
            organizer=self.chain or "",
            seq=self.seq or 0,
            prev=self.previous_hash or "",
            entries=self.entries_hash or "",
            count=self.sold or 0,
            prizes=self.prizes,
            alternates=self.alternates,
            per_holder=self.per_holder,
            method=self.method,
            seed_commit=self.seed_commit,
            beacon_chain=None if self.beacon_round is None else CHAIN,
            beacon_round=self.beacon_round,
            lottery_rule=self.lottery_rule and digest(self.lottery_rule),
            locked_at=int(self.locked_at.timestamp()) if self.locked_at else 0,
        )


class DrawResult(NamedTuple):
    """Without a result while it is being computed."""

    user_id: int
    project_number: int
    draw_number: int
    result_number: int
    signature: str | None
    randomness: str | None
    value: str | None
    reason: str | None
    made_by: int
    seed: str | None = None
    result: str | None = None
    result_hash: str | None = None


class Post(NamedTuple):
    """Where a commitment was published."""

    user_id: int
    project_number: int
    draw_number: int
    post_number: int
    place: str
    chat_id: int | None
    message_id: int | None
    url: str | None
    published_at: datetime


class ChainEnd(NamedTuple):
    """The newest draw of an organizer that is numbered in public."""

    chain: str
    seq: int
    commitment_hash: str


_OF_PROJECT = (
    select(*columns(Draws, Draw))
    .where(Draws.user_id == bindparam("user_id"), Draws.project_number == bindparam("project_number"))
    .order_by(Draws.draw_number)
)
_FIND = _OF_PROJECT.where(Draws.draw_number == bindparam("draw_number"))
_LAST_DRAWN = (
    select(*columns(Draws, Draw))
    .join(Projects, and_(Projects.user_id == Draws.user_id, Projects.project_number == Draws.project_number))
    .where(Draws.user_id == bindparam("user_id"), Draws.state == "drawn", Projects.hidden_at.is_(None))
    .order_by(Draws.drawn_at.desc(), Draws.project_number.desc(), Draws.draw_number.desc())
    .limit(1)
)
_LOCKED = _OF_PROJECT.where(Draws.state == "locked")
_ADD = insert(Draws)
_CHANGE = update(Draws).where(
    Draws.user_id == bindparam("owner"),
    Draws.project_number == bindparam("project"),
    Draws.draw_number == bindparam("number"),
)
_its_project = (Projects.user_id == Draws.user_id) & (Projects.project_number == Draws.project_number)
_CHAIN_END = (
    select(Draws.chain, Draws.seq, Draws.commitment_hash)
    .join(Projects, _its_project)
    .where(Draws.user_id == bindparam("user_id"), Draws.seq.is_not(None))
    .order_by(Draws.seq.desc())
    .limit(1)
)
_CHAIN_END_OF_REAL = _CHAIN_END.where(Projects.practice.is_(False))
_CHAIN_END_OF_PROJECT = _CHAIN_END.where(Draws.project_number == bindparam("project_number"))
_RESULTS = (
    select(*columns(DrawResults, DrawResult))
    .where(
        DrawResults.user_id == bindparam("user_id"),
        DrawResults.project_number == bindparam("project_number"),
        DrawResults.draw_number == bindparam("draw_number"),
    )
    .order_by(DrawResults.result_number)
)
_ADD_RESULT = insert(DrawResults)
_WRITE_RESULT = update(DrawResults).where(
    DrawResults.user_id == bindparam("owner"),
    DrawResults.project_number == bindparam("project"),
    DrawResults.draw_number == bindparam("number"),
    DrawResults.result_number == bindparam("which"),
)
_POSTS = (
    select(*columns(Published, Post))
    .where(
        Published.user_id == bindparam("user_id"),
        Published.project_number == bindparam("project_number"),
        Published.draw_number == bindparam("draw_number"),
    )
    .order_by(Published.post_number)
)
_NEWEST_POST = select(func.coalesce(func.max(Published.post_number), 0)).where(
    Published.user_id == bindparam("user_id"),
    Published.project_number == bindparam("project_number"),
    Published.draw_number == bindparam("draw_number"),
)
_ADD_POST = insert(Published)


async def find_draw(work: Work, key: DrawKey) -> Draw:
    found = await work.row(Draw, _FIND, key._asdict())
    if found is None:
        raise NotFound("draw", key.draw_number)
    return found


async def find_locked_if_any(work: Work, project: ProjectKey) -> Draw | None:
    """The draw for which the project is locked."""
    return await work.row(Draw, _LOCKED, project._asdict())


async def find_last_drawn_if_any(work: Work, user_id: int) -> Draw | None:
    """Of all that an organizer has."""
    return await work.row(Draw, _LAST_DRAWN, {"user_id": user_id})


async def list_draws(work: Work, project: ProjectKey) -> list[Draw]:
    """The first one first, void ones too."""
    return await work.rows(Draw, _OF_PROJECT, project._asdict())


async def find_chain_end(work: Work, project: ProjectKey, practice: bool) -> ChainEnd | None:
    """With the lock of what counts the chain. A practice raffle's is its own, for it will be gone."""
    return await work.row(ChainEnd, _CHAIN_END_OF_PROJECT if practice else _CHAIN_END_OF_REAL, project._asdict())


async def add_draw(work: Work, draw: Draw) -> None:
    await work.execute(_ADD, {**draw._asdict(), "created_at": work.now, "updated_at": work.now})


async def change_draw(work: Work, draw: Draw) -> None:
    """With the project's lock. What is written once is not written over: the database sees to it."""
    values = draw._asdict()
    key = {"owner": values.pop("user_id"), "project": values.pop("project_number"), "number": values.pop("draw_number")}
    await work.execute(_CHANGE, {**values, **key, "updated_at": work.now})


async def list_results(work: Work, key: DrawKey) -> list[DrawResult]:
    """The last one holds."""
    return await work.rows(DrawResult, _RESULTS, key._asdict())


async def add_result(work: Work, result: DrawResult) -> None:
    await work.execute(_ADD_RESULT, {**result._asdict(), "created_at": work.now, "updated_at": work.now})


async def write_result(work: Work, result: DrawResult) -> None:
    values = {name: getattr(result, name) for name in ("seed", "result", "result_hash")}
    key = {"owner": result.user_id, "project": result.project_number, "number": result.draw_number}
    await work.execute(_WRITE_RESULT, {**values, **key, "which": result.result_number, "updated_at": work.now})


async def list_posts(work: Work, key: DrawKey) -> list[Post]:
    return await work.rows(Post, _POSTS, key._asdict())


async def add_post(work: Work, post: Post) -> None:
    """With the project's lock; numbered here."""
    key = {name: getattr(post, name) for name in DrawKey._fields}
    newest: int = (await work.execute(_NEWEST_POST, key)).scalar_one()
    numbered = post._replace(post_number=newest + 1)
    await work.execute(_ADD_POST, {**numbered._asdict(), "created_at": work.now, "updated_at": work.now})
