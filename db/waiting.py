"""The door to the lines in which buyers wait for numbers that somebody else holds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, insert, select, text, update

from db.arrays import EACH_NUMBER, array_parameters, numbers_value
from db.buyer_tables import Waiting
from db.tables import Buyers
from db.work import Work, columns
from rules.keys import BuyerKey, ProjectKey, WaitingKey


class Waiter(NamedTuple):
    user_id: int
    project_number: int
    raffle_number: int
    waiting_number: int
    buyer_number: int
    state: str
    offered_until: datetime | None

    @property
    def key(self) -> WaitingKey:
        return WaitingKey(self.user_id, self.project_number, self.raffle_number, self.waiting_number)


class Offered(NamedTuple):
    """A number that is kept for whoever waited for it."""

    raffle_number: int
    buyer_number: int
    until: datetime


_LIVE = Waiting.state.in_(["waiting", "offered"])
_ALL = select(*columns(Waiting, Waiter)).where(
    Waiting.user_id == bindparam("user_id"), Waiting.project_number == bindparam("project_number")
)
_OF_NUMBER = _ALL.where(Waiting.raffle_number == bindparam("raffle_number"))
_FIND = _OF_NUMBER.where(Waiting.waiting_number == bindparam("waiting_number"))
_LINE = _OF_NUMBER.where(_LIVE).order_by(Waiting.waiting_number)
_EVERY_LINE = _ALL.where(_LIVE).order_by(Waiting.raffle_number, Waiting.waiting_number)
_LINES = {
    dialect: text(
        "SELECT user_id, project_number, raffle_number, waiting_number, buyer_number, state, offered_until FROM waiting"
        " WHERE user_id = :user_id AND project_number = :project_number AND state IN ('waiting', 'offered')"
        f" AND raffle_number IN (SELECT number FROM {each}) ORDER BY raffle_number, waiting_number"
    )
    .bindparams(array_parameters(dialect)["numbers"])
    .columns(*columns(Waiting, Waiter))
    for dialect, each in EACH_NUMBER.items()
}
# Written out, for only then are the indexes of those that wait or are offered used; and SQLite would not by itself.
_IS_OFFERED, _WAITS = text("waiting.state = 'offered'"), text("waiting.state IN ('waiting', 'offered')")
_BY_OFFER, _BY_BUYER = "INDEXED BY uq_waiting_offered", "INDEXED BY uq_waiting_buyer"
_OFFERED = (
    select(Waiting.raffle_number, Waiting.buyer_number, Waiting.offered_until)
    .where(
        Waiting.user_id == bindparam("user_id"),
        Waiting.project_number == bindparam("project_number"),
        _IS_OFFERED,
        Waiting.offered_until > bindparam("now"),
    )
    .with_hint(Waiting, _BY_OFFER, "sqlite")
)
_OVERDUE = (
    _ALL.where(_IS_OFFERED, Waiting.offered_until <= bindparam("now"))
    .with_hint(Waiting, _BY_OFFER, "sqlite")
    .order_by(Waiting.raffle_number)
)
_DUE_PROJECTS = (
    select(Waiting.user_id, Waiting.project_number)
    .where(_IS_OFFERED, Waiting.offered_until <= bindparam("now"))
    .distinct()
    .order_by(Waiting.user_id, Waiting.project_number)
    .limit(bindparam("limit"))
)
_OF_BUYER = (
    _ALL.where(Waiting.buyer_number == bindparam("buyer_number"), _WAITS)
    .with_hint(Waiting, _BY_BUYER, "sqlite")
    .order_by(Waiting.raffle_number)
)
_ANYWHERE = (
    select(*columns(Waiting, Waiter))
    .join(Buyers, and_(Buyers.user_id == Waiting.user_id, Buyers.buyer_number == Waiting.buyer_number))
    .where(Buyers.telegram_id == bindparam("telegram_id"), _WAITS)
    .with_hint(Waiting, _BY_BUYER, "sqlite")
    .order_by(Waiting.user_id, Waiting.project_number, Waiting.raffle_number)
    .limit(bindparam("limit"))
)
_COUNT_BEFORE = select(func.count()).where(
    Waiting.user_id == bindparam("user_id"),
    Waiting.project_number == bindparam("project_number"),
    Waiting.raffle_number == bindparam("raffle_number"),
    Waiting.waiting_number < bindparam("waiting_number"),
    _LIVE,
)
_ADD = insert(Waiting)
_CHANGE = update(Waiting).where(
    Waiting.user_id == bindparam("owner"),
    Waiting.project_number == bindparam("project"),
    Waiting.raffle_number == bindparam("number"),
    Waiting.waiting_number == bindparam("place"),
)
_END_ALL = update(Waiting).where(
    Waiting.user_id == bindparam("owner"), Waiting.project_number == bindparam("project"), _LIVE
)
_END_OF_BUYER = update(Waiting).where(
    Waiting.user_id == bindparam("owner"), Waiting.buyer_number == bindparam("buyer"), _LIVE
)


async def find_waiter_if_any(work: Work, key: WaitingKey) -> Waiter | None:
    return await work.row(Waiter, _FIND, key._asdict())


async def list_line(work: Work, project: ProjectKey, number: int) -> list[Waiter]:
    """Who waits for the number or is offered it; who came first, first."""
    return await work.rows(Waiter, _LINE, {**project._asdict(), "raffle_number": number})


async def list_lines(work: Work, project: ProjectKey, numbers: Sequence[int]) -> list[Waiter]:
    """Of several numbers, one line after the other."""
    values = {**project._asdict(), **numbers_value(work.dialect, numbers)}
    return await work.rows(Waiter, _LINES[work.dialect], values)


async def list_every_line(work: Work, project: ProjectKey) -> list[Waiter]:
    return await work.rows(Waiter, _EVERY_LINE, project._asdict())


async def list_offered(work: Work, project: ProjectKey) -> list[Offered]:
    """The numbers of the project that are kept for somebody just now."""
    return await work.rows(Offered, _OFFERED, {**project._asdict(), "now": work.now})


async def list_overdue_offers(work: Work, project: ProjectKey) -> list[Waiter]:
    return await work.rows(Waiter, _OVERDUE, {**project._asdict(), "now": work.now})


async def list_projects_with_due_offers(work: Work, limit: int) -> list[ProjectKey]:
    """Of everybody: for the clock."""
    return await work.rows(ProjectKey, _DUE_PROJECTS, {"now": work.now, "limit": limit})


async def list_waited_for_by(work: Work, project: ProjectKey, buyer_number: int) -> list[Waiter]:
    return await work.rows(Waiter, _OF_BUYER, {**project._asdict(), "buyer_number": buyer_number})


async def list_waited_for_anywhere(work: Work, telegram_id: int, limit: int) -> list[Waiter]:
    """By one person, with all organizers."""
    return await work.rows(Waiter, _ANYWHERE, {"telegram_id": telegram_id, "limit": limit})


async def count_before(work: Work, waiter: Waiter) -> int:
    values = waiter.key._asdict()
    return int((await work.execute(_COUNT_BEFORE, values)).scalar_one())


async def add_waiter(work: Work, waiter: Waiter) -> None:
    await work.execute(_ADD, {**waiter._asdict(), "created_at": work.now, "updated_at": work.now})


async def change_waiter(work: Work, waiter: Waiter, state: str, offered_until: datetime | None = None) -> Waiter:
    key = {
        "owner": waiter.user_id,
        "project": waiter.project_number,
        "number": waiter.raffle_number,
        "place": waiter.waiting_number,
    }
    changes: dict[str, Any] = {"state": state, "offered_until": offered_until, "updated_at": work.now}
    await work.execute(_CHANGE, {**key, **changes})
    return waiter._replace(state=state, offered_until=offered_until)


async def end_every_line(work: Work, project: ProjectKey) -> None:
    """Of a project in which nothing becomes free any more."""
    values = {"owner": project.user_id, "project": project.project_number}
    await work.execute(_END_ALL, {**values, **_gone(work)})


async def end_waiting_of(work: Work, buyer: BuyerKey) -> None:
    await work.execute(_END_OF_BUYER, {"owner": buyer.user_id, "buyer": buyer.buyer_number, **_gone(work)})


def _gone(work: Work) -> dict[str, Any]:
    return {"state": "gone", "offered_until": None, "updated_at": work.now}
