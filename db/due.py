"""The door to what is due, of everybody: for the clock, which knows only what time it is."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, select, text, tuple_

from db.buyer_tables import Proofs
from db.reminder_tables import Reminders
from db.tables import Buyers, Orders, Projects
from db.work import Work
from rules.keys import BuyerKey, OrderKey, ProjectKey


class DueBuyer(NamedTuple):
    user_id: int
    buyer_number: int
    telegram_id: int | None
    reminders_off_at: datetime | None
    reminded_at: datetime | None

    @property
    def key(self) -> BuyerKey:
        return BuyerKey(self.user_id, self.buyer_number)


class DueReminder(NamedTuple):
    """A reminder with how the world stands for it."""

    user_id: int
    project_number: int
    order_number: int
    kind: str
    due_at: datetime
    buyer_number: int
    order_state: str
    ordered_at: datetime
    told_deadline_at: datetime | None
    reminders_off_at: datetime | None
    project_state: str
    hidden_at: datetime | None
    practice: bool
    reminder_plan: str | None
    proof_waits: bool

    @property
    def order(self) -> OrderKey:
        return OrderKey(self.user_id, self.project_number, self.order_number)

    @property
    def buyer(self) -> BuyerKey:
        return BuyerKey(self.user_id, self.buyer_number)


# Written out, for only then are the indexes of what waits for its time used.
_IS_RESERVED = text("orders.state = 'reserved'")
_IS_PLANNED = text("reminders.state = 'planned'")
_its_project = and_(Projects.user_id == Orders.user_id, Projects.project_number == Orders.project_number)
_PROOF_WAITS = exists().where(
    Proofs.user_id == Orders.user_id,
    Proofs.project_number == Orders.project_number,
    Proofs.order_number == Orders.order_number,
    Proofs.state == "waiting",
)
_DUE_ORDERS = (
    select(Orders.user_id, Orders.project_number, Orders.order_number)
    .join(Projects, _its_project)
    .where(
        _IS_RESERVED,
        Orders.release_at <= bindparam("now"),
        Projects.state.in_(["open", "closed"]),
        Projects.hidden_at.is_(None),
        ~_PROOF_WAITS,
    )
)
_FIRST_DUE_ORDERS = _DUE_ORDERS.order_by(Orders.release_at).limit(bindparam("most"))
_LOCK_PROJECTS = (
    select(Projects.user_id, Projects.project_number)
    .where(tuple_(Projects.user_id, Projects.project_number).in_(bindparam("keys", expanding=True)))
    .order_by(Projects.user_id, Projects.project_number)
    .with_for_update(key_share=True, skip_locked=True)
)
_IS_DUE = Reminders.due_at <= bindparam("now")
_its_order = and_(
    Orders.user_id == Reminders.user_id,
    Orders.project_number == Reminders.project_number,
    Orders.order_number == Reminders.order_number,
)
_ANY_DUE = select(Reminders.user_id).where(_IS_PLANNED, _IS_DUE).limit(1)
_first = (
    select(Reminders.user_id, Reminders.project_number, Reminders.order_number)
    .where(_IS_PLANNED, _IS_DUE)
    .order_by(Reminders.due_at)
    .limit(bindparam("most"))
    .subquery()
)
_DUE_BUYERS = select(Orders.user_id, Orders.buyer_number).join(
    _first,
    and_(
        Orders.user_id == _first.c.user_id,
        Orders.project_number == _first.c.project_number,
        Orders.order_number == _first.c.order_number,
    ),
)
_LOCK_BUYERS = (
    select(Buyers.user_id, Buyers.buyer_number, Buyers.telegram_id, Buyers.reminders_off_at, Buyers.reminded_at)
    .where(tuple_(Buyers.user_id, Buyers.buyer_number).in_(_DUE_BUYERS))
    .order_by(Buyers.user_id, Buyers.buyer_number)
    .with_for_update(of=Buyers, key_share=True, skip_locked=True)
)
_REMINDERS = (
    select(
        Reminders.user_id,
        Reminders.project_number,
        Reminders.order_number,
        Reminders.kind,
        Reminders.due_at,
        Orders.buyer_number,
        Orders.state,
        Orders.created_at,
        Orders.told_deadline_at,
        Orders.reminders_off_at,
        Projects.state,
        Projects.hidden_at,
        Projects.practice,
        Projects.reminder_plan,
        _PROOF_WAITS,
    )
    .select_from(Reminders)
    .join(Orders, _its_order)
    .join(Projects, _its_project)
    .where(_IS_PLANNED, Reminders.due_at <= bindparam("until"))
    .order_by(Reminders.due_at)
    .limit(bindparam("most"))
    .with_for_update(of=Reminders, skip_locked=True)
)


async def is_order_due(work: Work) -> bool:
    return bool(await work.rows(OrderKey, _FIRST_DUE_ORDERS, {"now": work.now, "most": 1}))


async def claim_due_orders(work: Work, most: int) -> list[OrderKey]:
    """Reservations whose time is over, with the locks of their projects; what somebody works on now comes later."""
    first = await work.rows(OrderKey, _FIRST_DUE_ORDERS, {"now": work.now, "most": most})
    projects = sorted({key.project for key in first})
    if not projects:
        return []
    locked = set(await work.rows(ProjectKey, _LOCK_PROJECTS, {"keys": projects}))
    # Looked at once more, for until the locks were ours somebody may have been at work.
    still = await work.rows(OrderKey, _FIRST_DUE_ORDERS, {"now": work.now, "most": most})
    return sorted(key for key in still if key.project in locked)


async def is_reminder_due(work: Work) -> bool:
    return (await work.execute(_ANY_DUE, {"now": work.now})).first() is not None


async def claim_due_buyers(work: Work, most: int) -> list[DueBuyer]:
    """With their locks: those of whose reminders some are due; whom another process has in hand it keeps."""
    return await work.rows(DueBuyer, _LOCK_BUYERS, {"now": work.now, "most": most})


async def claim_reminders(work: Work, buyers: Collection[BuyerKey], until: datetime, most: int) -> list[DueReminder]:
    """The first that are planned until then, as far as they are for these buyers, whose locks are ours."""
    found = await work.rows(DueReminder, _REMINDERS, {"until": until, "most": most}) if buyers else []
    return [one._replace(proof_waits=bool(one.proof_waits)) for one in found if one.buyer in buyers]
