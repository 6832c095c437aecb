"""The door to digests: the reminders that an organizer was asked to pass on themselves, and those that they have."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, select, tuple_, update

from db.due import ReminderKey
from db.reminder_tables import Reminders
from db.tables import Orders
from db.work import Work
from rules.keys import OrderKey


class Handed(NamedTuple):
    """An order of which a buyer is to be reminded by their organizer."""

    user_id: int
    project_number: int
    order_number: int
    buyer_number: int
    passed_on_at: datetime | None

    @property
    def key(self) -> OrderKey:
        return OrderKey(*self[:3])


_PUT = update(Reminders).where(*(getattr(Reminders, name) == bindparam(f"of_{name}") for name in ReminderKey._fields))
_OF_DIGEST = and_(Reminders.user_id == bindparam("owner"), Reminders.digest == bindparam("mark"))
_HANDED = (
    select(Orders.user_id, Orders.project_number, Orders.order_number, Orders.buyer_number, Reminders.passed_on_at)
    .join(
        Orders,
        and_(
            Orders.user_id == Reminders.user_id,
            Orders.project_number == Reminders.project_number,
            Orders.order_number == Reminders.order_number,
        ),
    )
    .where(_OF_DIGEST)
    .order_by(Orders.buyer_number, Orders.told_deadline_at, Orders.project_number, Orders.order_number)
)
_THEIRS = select(Orders.user_id, Orders.project_number, Orders.order_number).where(
    Orders.user_id == bindparam("owner"), Orders.buyer_number == bindparam("buyer")
)
_TICK_OFF = (
    update(Reminders)
    .where(
        _OF_DIGEST,
        Reminders.passed_on_at.is_(None),
        tuple_(Reminders.user_id, Reminders.project_number, Reminders.order_number).in_(_THEIRS),
    )
    .values(passed_on_at=bindparam("now"), updated_at=bindparam("now"))
)


async def put_into_digest(work: Work, which: Iterable[ReminderKey], mark: str) -> None:
    rows = [
        {**{f"of_{name}": value for name, value in one._asdict().items()}, "digest": mark, "updated_at": work.now}
        for one in which
    ]
    if rows:
        await work.execute(_PUT, rows)


async def list_handed(work: Work, user_id: int, mark: str) -> list[Handed]:
    """One buyer after the other, and of each whose deadline comes first, first."""
    return await work.rows(Handed, _HANDED, {"owner": user_id, "mark": mark})


async def tick_off_buyer(work: Work, user_id: int, mark: str, buyer_number: int) -> None:
    """Once: what was ticked off stays so."""
    await work.execute(_TICK_OFF, {"owner": user_id, "mark": mark, "buyer": buyer_number, "now": work.now})
