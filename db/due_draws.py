"""The door to what is due of draws, of everybody: for the clock, which knows only what time it is."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, select, text, tuple_

from db.draw_tables import DrawResults, Draws, Winners
from db.tables import Buyers, Orders, Projects
from db.work import Work
from rules.keys import BuyerKey, DrawKey, OrderKey, ProjectKey, WinnerKey


class DueDraw(NamedTuple):
    user_id: int
    project_number: int
    draw_number: int
    method: str
    due_at: datetime
    beacon_round: int | None

    @property
    def key(self) -> DrawKey:
        return DrawKey(self.user_id, self.project_number, self.draw_number)


class Awaited(NamedTuple):
    """A draw that is published and not drawn yet."""

    user_id: int
    project_number: int
    draw_number: int
    due_at: datetime
    locked_at: datetime

    @property
    def key(self) -> DrawKey:
        return DrawKey(self.user_id, self.project_number, self.draw_number)


class Unfinished(NamedTuple):
    """A draw whose list is still to be written, or whose source is known and whose winners are not."""

    user_id: int
    project_number: int
    draw_number: int
    is_listed: bool

    @property
    def key(self) -> DrawKey:
        return DrawKey(self.user_id, self.project_number, self.draw_number)


class Telling(NamedTuple):
    """What the buyers of a draw are being told, and how far that has come."""

    user_id: int
    project_number: int
    draw_number: int
    news: str
    told_order: int

    @property
    def key(self) -> DrawKey:
        return DrawKey(self.user_id, self.project_number, self.draw_number)


class ToTell(NamedTuple):
    order: OrderKey
    buyer: BuyerKey
    telegram_id: int | None


# Written out, for only then are the indexes of what waits used.
_IS_LOCKED = text("draws.state = 'locked'")
_IS_UNDECIDED = text("draw_results.result IS NULL")
_WAITS = text("winners.state = 'waiting'")
_KEY = (Draws.user_id, Draws.project_number, Draws.draw_number)
_its_results = and_(
    DrawResults.user_id == Draws.user_id,
    DrawResults.project_number == Draws.project_number,
    DrawResults.draw_number == Draws.draw_number,
)
_HAS_SOURCE = exists().where(_its_results)
_DUE = (
    select(*_KEY, Draws.method, Draws.due_at, Draws.beacon_round)
    .join(Projects, and_(Projects.user_id == Draws.user_id, Projects.project_number == Draws.project_number))
    .where(_IS_LOCKED, Draws.due_at <= bindparam("now"), Draws.commitment.is_not(None), ~_HAS_SOURCE)
    .where(~(Projects.practice & (Draws.method == "sealed")))
    .order_by(Draws.due_at)
)
_AWAITED = (
    select(*_KEY, Draws.due_at, Draws.locked_at)
    .where(_IS_LOCKED, Draws.due_at <= bindparam("until"), Draws.commitment.is_not(None), Draws.locked_at.is_not(None))
    .order_by(*_KEY)
)
_UNLISTED = select(*_KEY).where(_IS_LOCKED, Draws.commitment.is_(None)).order_by(*_KEY)
_UNDECIDED = (
    select(DrawResults.user_id, DrawResults.project_number, DrawResults.draw_number)
    .where(_IS_UNDECIDED)
    .order_by(DrawResults.user_id, DrawResults.project_number, DrawResults.draw_number)
)
_PLACE = (Winners.user_id, Winners.project_number, Winners.draw_number, Winners.result_number, Winners.place_number)
_UNCLAIMED = (
    select(*_PLACE)
    .where(_WAITS, Winners.claim_until <= bindparam("now"))
    .order_by(Winners.claim_until)
    .limit(bindparam("most"))
)
_LOCK_PROJECTS = (
    select(Projects.user_id, Projects.project_number)
    .where(tuple_(Projects.user_id, Projects.project_number).in_(bindparam("keys", expanding=True)))
    .order_by(Projects.user_id, Projects.project_number)
    .with_for_update(key_share=True, skip_locked=True)
)
_IS_TELLING = text("draws.news IS NOT NULL")
_ANY_NEWS = select(Draws.user_id).where(_IS_TELLING).limit(1)
_TELLING = (
    select(*_KEY, Draws.news, Draws.told_order)
    .where(_IS_TELLING)
    .order_by(*_KEY)
    .limit(1)
    .with_for_update(key_share=True, skip_locked=True)
)
_TO_TELL = (
    select(Orders.order_number, Orders.buyer_number, Buyers.telegram_id)
    .join(Buyers, and_(Buyers.user_id == Orders.user_id, Buyers.buyer_number == Orders.buyer_number))
    .where(
        Orders.user_id == bindparam("user_id"),
        Orders.project_number == bindparam("project_number"),
        Orders.order_number > bindparam("after"),
        Orders.state == "paid",
    )
    .order_by(Orders.order_number)
    .limit(bindparam("most"))
)


async def list_due(work: Work) -> list[DueDraw]:
    """Those whose moment has come and whose source of chance nobody has brought yet.

    What is sealed for practice waits for whoever practises.
    """
    return await work.rows(DueDraw, _DUE, {"now": work.now})


async def list_awaited(work: Work, until: datetime) -> list[Awaited]:
    """Those whose moment comes until then, or has come."""
    return await work.rows(Awaited, _AWAITED, {"until": until})


async def list_unfinished(work: Work) -> list[Unfinished]:
    """Those whose list is to be written come first."""
    found = []
    for statement, is_listed in ((_UNLISTED, False), (_UNDECIDED, True)):
        found += [Unfinished(row[0], row[1], row[2], is_listed) for row in await work.execute(statement)]
    return found


async def is_unclaimed(work: Work) -> bool:
    return bool(await work.rows(WinnerKey, _UNCLAIMED, {"now": work.now, "most": 1}))


async def claim_unclaimed(work: Work, most: int) -> list[WinnerKey]:
    """Prizes whose time is over, with the locks of their projects; what somebody works on now comes later."""
    first = await work.rows(WinnerKey, _UNCLAIMED, {"now": work.now, "most": most})
    projects = sorted({key.project for key in first})
    if not projects:
        return []
    locked = set(await work.rows(ProjectKey, _LOCK_PROJECTS, {"keys": projects}))
    # Looked at once more, for until the locks were ours somebody may have been at work.
    still = await work.rows(WinnerKey, _UNCLAIMED, {"now": work.now, "most": most})
    return sorted(key for key in still if key.project in locked)


async def is_news(work: Work) -> bool:
    return (await work.execute(_ANY_NEWS)).first() is not None


async def claim_news(work: Work) -> Telling | None:
    """With its lock, and no other after it."""
    return await work.row(Telling, _TELLING)


async def list_to_tell(work: Work, telling: Telling, most: int) -> list[ToTell]:
    """The next orders whose buyers are to be told, those without Telegram too."""
    key = telling.key
    values = {"user_id": key.user_id, "project_number": key.project_number, "after": telling.told_order}
    rows = await work.execute(_TO_TELL, {**values, "most": most})
    return [ToTell(OrderKey(*key.project, row[0]), BuyerKey(key.user_id, row[1]), row[2]) for row in rows]
