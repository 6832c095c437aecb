"""The door to what is due, of everybody: for the clock, which knows only what time it is."""

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import (
    Boolean,
    Integer,
    and_,
    bindparam,
    exists,
    literal_column,
    or_,
    select,
    text,
    tuple_,
    type_coerce,
    update,
)

from db.arrays import EACH_TWO, twos_value
from db.buyer_tables import Proofs
from db.reminder_tables import Reminders
from db.tables import Buyers, Orders, Projects
from db.work import Work
from rules.keys import BuyerKey, OrderKey, ProjectKey


class ReminderKey(NamedTuple):
    user_id: int
    project_number: int
    order_number: int
    kind: str
    due_at: datetime

    @property
    def order(self) -> OrderKey:
        return OrderKey(*self[:3])


class DueReminder(NamedTuple):
    """A reminder with how the world stands for it."""

    user_id: int
    project_number: int
    order_number: int
    kind: str
    due_at: datetime
    buyer_number: int
    told_deadline_at: datetime | None
    is_wanted: bool
    """It is owed, its raffle goes on, no proof waits, and its buyer has not stopped them."""
    practice: bool
    reminder_plan: str | None
    cash_reminder_plan: str | None
    pays_by: str | None
    telegram_id: int | None
    reminded_at: datetime | None
    """When its buyer last was."""

    @property
    def key(self) -> ReminderKey:
        return ReminderKey(*self[:5])

    @property
    def order(self) -> OrderKey:
        return OrderKey(*self[:3])

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
        Projects.locked_at.is_(None),
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
_its_order = and_(
    Orders.user_id == Reminders.user_id,
    Orders.project_number == Reminders.project_number,
    Orders.order_number == Reminders.order_number,
)
_A_DUE_ORDER = _DUE_ORDERS.order_by(Orders.release_at).limit(literal_column("1", Integer))
_KEY = [getattr(Reminders, name) for name in ReminderKey._fields]
_its_buyer = and_(Buyers.user_id == Orders.user_id, Buyers.buyer_number == Orders.buyer_number)
_is_due = and_(_IS_PLANNED, Reminders.due_at <= bindparam("now"))
# The order leads to the index, whatever the planner thinks that a moment it does not know may leave out.
_A_DUE_REMINDER = select(Reminders.due_at).where(_is_due).order_by(Reminders.due_at).limit(literal_column("1", Integer))
_IS_WANTED = and_(
    Orders.state == "reserved",
    Orders.reminders_off_at.is_(None),
    Buyers.reminders_off_at.is_(None),
    Projects.state.in_(["open", "closed"]),
    Projects.hidden_at.is_(None),
    Projects.locked_at.is_(None),
    ~_PROOF_WAITS,
)
_WITH_THE_WORLD = select(
    *_KEY,
    Orders.buyer_number,
    Orders.told_deadline_at,
    type_coerce(_IS_WANTED, Boolean).label("is_wanted"),
    Projects.practice,
    Projects.reminder_plan,
    Projects.cash_reminder_plan,
    Orders.pays_by,
    Buyers.telegram_id,
    Buyers.reminded_at,
)
_DUE = (
    _WITH_THE_WORLD.select_from(Reminders)
    .join(Orders, _its_order)
    .join(Buyers, _its_buyer)
    .join(Projects, _its_project)
    .where(_is_due)
    .order_by(Reminders.due_at)
    .limit(bindparam("most"))
)
_locked = _DUE.with_for_update(of=[Reminders, Buyers], key_share=True, skip_locked=True).cte("due")
_CLAIM = (
    update(Reminders)
    .where(*(column == _locked.c[column.name] for column in _KEY))
    .values(state="sent", updated_at=bindparam("at"))
    .returning(*_locked.c)
)
# On SQLite nobody else writes meanwhile; a whole order makes both statements mean the same rows.
_in_order = (Reminders.due_at, *_KEY[:4])
_FIRST_DUE = _DUE.order_by(None).order_by(*_in_order)
_MARK_FIRST_DUE = (
    update(Reminders)
    .where(tuple_(*_KEY).in_(select(*_KEY).where(_is_due).order_by(*_in_order).limit(bindparam("most"))))
    .values(state="sent", updated_at=bindparam("at"))
)
_SETTLE = (
    update(Reminders)
    .where(*(column == bindparam(f"of_{name}") for name, column in zip(ReminderKey._fields, _KEY, strict=True)))
    .values(state=bindparam("settled"), updated_at=bindparam("at"))
)
_SOON = {
    dialect: _WITH_THE_WORLD.select_from(each)
    .join(Orders, and_(Orders.user_id == each.c.first, Orders.buyer_number == each.c.second))
    .join(Buyers, _its_buyer)
    .join(Projects, _its_project)
    .join(Reminders, _its_order)
    .with_hint(Orders, "INDEXED BY ix_orders_user_id_buyer_number", "sqlite")
    .where(
        Orders.state == "reserved",
        or_(Projects.practice, Orders.created_at <= bindparam("ordered_by")),
        Reminders.state == "planned",
        Reminders.due_at > bindparam("now"),
        Reminders.due_at <= bindparam("until"),
    )
    .with_for_update(of=Reminders, skip_locked=True)
    for dialect, each in EACH_TWO.items()
}


async def is_order_due(work: Work) -> bool:
    return (await work.execute(_A_DUE_ORDER, {"now": work.now})).first() is not None


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
    return (await work.execute(_A_DUE_REMINDER, {"now": work.now})).first() is not None


async def claim_due_reminders(work: Work, most: int) -> list[DueReminder]:
    """The first of them, with the locks of their buyers: as far as anybody else can see they are sent.

    What another process has in hand, and those of whom it has, are left to it.
    """
    values = {"now": work.now, "at": work.now, "most": most}
    if work.dialect == "postgresql":
        return sorted(await work.rows(DueReminder, _CLAIM, values), key=attrgetter("due_at"))
    found = await work.rows(DueReminder, _FIRST_DUE, values)
    await work.execute(_MARK_FIRST_DUE, values)
    return found


async def settle_reminders(work: Work, which: Iterable[ReminderKey], state: str) -> None:
    """Otherwise than they were claimed."""
    rows = [
        {**{f"of_{name}": value for name, value in one._asdict().items()}, "settled": state, "at": work.now}
        for one in which
    ]
    if rows:
        await work.execute(_SETTLE, rows)


async def list_due_soon(
    work: Work, buyers: Iterable[BuyerKey], until: datetime, ordered_by: datetime
) -> list[DueReminder]:
    """Those of these buyers that are not due yet, with their locks; not of what they ordered just now."""
    pairs = twos_value(work.dialect, sorted(buyers))
    values = {**pairs, "now": work.now, "until": until, "ordered_by": ordered_by}
    return sorted(await work.rows(DueReminder, _SOON[work.dialect], values), key=attrgetter("due_at"))
