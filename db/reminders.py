"""The door to reminders: planned with the order that they are about, dropped when nobody needs them any more."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, select, text, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import aliased

from db.buyer_tables import Proofs
from db.declaring import Base
from db.orders import Order
from db.reminder_tables import Reminders
from db.slices import add_many
from db.tables import Buyers, Orders, Users
from db.work import Work, columns
from rules.keys import BuyerKey, OrderKey, ProjectKey
from rules.refusals import NotFound
from rules.reminding import Planned


class Coming(NamedTuple):
    """A reminder that is planned, and whom it will go to."""

    due_at: datetime
    order_number: int
    code: str
    owed: int
    buyer_number: int
    buyer_name: str
    within_reach: bool
    wanted: bool
    told_deadline_at: datetime | None


class Stands(NamedTuple):
    order_number: int
    kind: str
    due_at: datetime
    state: str

    @property
    def planned(self) -> Planned:
        return Planned(self.kind, self.due_at)


_TABLE = Base.metadata.tables[Reminders.__tablename__]
_KEY = ["user_id", "project_number", "order_number", "kind", "due_at"]
# What was sent is never sent again; what was dropped may be needed after all.
_ADD = {
    "sqlite": sqlite_insert(Reminders).on_conflict_do_update(
        index_elements=_KEY,
        set_={"state": "planned", "updated_at": bindparam("now")},
        where=Reminders.state == "dropped",
    ),
    "postgresql": postgres_insert(Reminders).on_conflict_do_update(
        index_elements=_KEY,
        set_={"state": "planned", "updated_at": bindparam("now")},
        where=Reminders.state == "dropped",
    ),
}
_OF_PROJECT = (
    select(*columns(Reminders, Stands))
    .where(
        Reminders.user_id == bindparam("user_id"),
        Reminders.project_number == bindparam("project_number"),
        Reminders.state != "dropped",
    )
    .order_by(Reminders.due_at)
)
_OF_ORDER = _OF_PROJECT.where(Reminders.order_number == bindparam("order_number"))
_ITS = update(Reminders).where(
    Reminders.user_id == bindparam("owner"),
    Reminders.project_number == bindparam("project"),
    Reminders.order_number == bindparam("of_order"),
    Reminders.state == "planned",
)
_DROP_ALL = _ITS.values(state="dropped", updated_at=bindparam("now"))
_DROP = _DROP_ALL.where(Reminders.kind == bindparam("of_kind"), Reminders.due_at == bindparam("due"))
_its_order = and_(
    Orders.user_id == Reminders.user_id,
    Orders.project_number == Reminders.project_number,
    Orders.order_number == Reminders.order_number,
)
_its_buyer = and_(Buyers.user_id == Orders.user_id, Buyers.buyer_number == Orders.buyer_number)
_person = aliased(Users)
_is_within_reach = and_(Buyers.telegram_id.is_not(None), _person.unreachable_at.is_(None))
_PROOF_WAITS = exists().where(
    Proofs.user_id == Orders.user_id,
    Proofs.project_number == Orders.project_number,
    Proofs.order_number == Orders.order_number,
    Proofs.state == "waiting",
)
_COMING = (
    select(
        Reminders.due_at,
        Orders.order_number,
        Orders.code,
        Orders.total - Orders.paid,
        Buyers.buyer_number,
        Buyers.name,
        _is_within_reach,
        and_(Orders.reminders_off_at.is_(None), Buyers.reminders_off_at.is_(None)),
        Orders.told_deadline_at,
    )
    .join(Orders, _its_order)
    .join(Buyers, _its_buyer)
    .outerjoin(_person, _person.id == Buyers.telegram_id)
    .where(
        Reminders.user_id == bindparam("user_id"),
        Reminders.project_number == bindparam("project_number"),
        # Written out, for only then is the index of what is planned used.
        text("reminders.state = 'planned'"),
        Orders.state == "reserved",
    )
    .order_by(Reminders.due_at, Reminders.order_number)
    .limit(bindparam("limit"))
    .offset(bindparam("skip"))
)
_RESERVED = (
    select(
        *columns(Orders, Order),
        Orders.created_at,
        Buyers.telegram_id,
        _is_within_reach,
        and_(Orders.reminders_off_at.is_(None), Buyers.reminders_off_at.is_(None)),
        Buyers.reminded_at,
        _PROOF_WAITS,
    )
    .join(Buyers, _its_buyer)
    .outerjoin(_person, _person.id == Buyers.telegram_id)
    .where(
        Orders.user_id == bindparam("user_id"),
        Orders.project_number == bindparam("project_number"),
        Orders.state == "reserved",
    )
    .order_by(Orders.order_number)
)
_ORDERED_AT = select(Orders.created_at).where(
    Orders.user_id == bindparam("user_id"),
    Orders.project_number == bindparam("project_number"),
    Orders.order_number == bindparam("order_number"),
)
_REMINDED = update(Buyers).where(Buyers.user_id == bindparam("owner"), Buyers.buyer_number == bindparam("number"))


class Reserved(NamedTuple):
    order: Order
    ordered_at: datetime
    telegram_id: int | None
    within_reach: bool
    wanted: bool
    """By its buyer."""
    reminded_at: datetime | None
    proof_waits: bool

    @property
    def buyer(self) -> BuyerKey:
        return BuyerKey(self.order.user_id, self.order.buyer_number)


Which = Sequence[tuple[OrderKey, Planned]]


async def add_planned(work: Work, which: Which) -> None:
    """Each moment once for ever: one that was sent is not planned again."""
    now = {"state": "planned", "created_at": work.now, "updated_at": work.now, "now": work.now}
    if which:
        await work.execute(_ADD[work.dialect], [{**order._asdict(), **one._asdict(), **now} for order, one in which])


async def add_many_planned(work: Work, which: Which) -> None:
    """Of orders that are new: none of them was planned before."""
    now = {"state": "planned", "created_at": work.now, "updated_at": work.now}
    await add_many(work, _TABLE, [{**order._asdict(), **one._asdict(), **now} for order, one in which])


async def add_reminded(work: Work, which: Which) -> None:
    """Of what was planned nowhere: it goes at once."""
    now = {"state": "sent", "created_at": work.now, "updated_at": work.now, "now": work.now}
    if which:
        await work.execute(_ADD[work.dialect], [{**order._asdict(), **one._asdict(), **now} for order, one in which])


async def list_of_order(work: Work, order: OrderKey) -> list[Stands]:
    """Planned or sent, the first first."""
    return await work.rows(Stands, _OF_ORDER, order._asdict())


async def list_of_project(work: Work, project: ProjectKey) -> dict[int, list[Stands]]:
    """The same of all of its orders."""
    found: dict[int, list[Stands]] = defaultdict(list)
    for one in await work.rows(Stands, _OF_PROJECT, project._asdict()):
        found[one.order_number].append(one)
    return found


async def drop_planned(work: Work, which: Which) -> None:
    if which:
        await work.execute(_DROP, _named(work, which))


async def drop_all_planned(work: Work, order: OrderKey) -> None:
    """Nobody needs to be reminded of it any more."""
    await work.execute(_DROP_ALL, {**_of(order), "now": work.now})


async def note_reminded(work: Work, buyers: Collection[BuyerKey]) -> None:
    """After their locks, and before any of their reminders."""
    values = {"reminded_at": work.now, "updated_at": work.now}
    if buyers:
        await work.execute(
            _REMINDED, [{**values, "owner": one.user_id, "number": one.buyer_number} for one in sorted(buyers)]
        )


async def list_coming(work: Work, project: ProjectKey, limit: int, skip: int) -> list[Coming]:
    """What comes first, first; of orders that are still owed."""
    found = await work.rows(Coming, _COMING, {**project._asdict(), "limit": limit, "skip": skip})
    return [one._replace(within_reach=bool(one.within_reach), wanted=bool(one.wanted)) for one in found]


async def list_reserved(work: Work, project: ProjectKey) -> list[Reserved]:
    """All of the project's reservations, with what their reminders depend on."""
    rows = await work.execute(_RESERVED, project._asdict())
    fields = len(Order._fields)
    return [Reserved(Order._make(row[:fields]), *row[fields:]) for row in rows]


async def find_ordered_at(work: Work, order: OrderKey) -> datetime:
    at: datetime | None = (await work.execute(_ORDERED_AT, order._asdict())).scalar()
    if at is None:
        raise NotFound("order", order.order_number)
    return at


def _of(order: OrderKey) -> dict[str, int]:
    return {"owner": order.user_id, "project": order.project_number, "of_order": order.order_number}


def _named(work: Work, which: Which) -> list[dict[str, object]]:
    return [{**_of(order), "of_kind": one.kind, "due": one.due_at, "now": work.now} for order, one in which]
