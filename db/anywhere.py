"""The one door across organizers: what a single person is and holds with any of them, found by their own account."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, select, update

from db.buyer_tables import Proofs
from db.buyers import Buyer
from db.orders import Order
from db.tables import Buyers, Orders, Projects, Users
from db.work import Work, columns
from rules.keys import OrderKey


class HeldOrder(NamedTuple):
    """An order in a person's list, with what tells it from those with other organizers."""

    order: Order
    project_name: str
    currency: str
    project_state: str
    draw_at: datetime | None
    organizer_name: str
    organizer_zone: str


_THEIRS = Buyers.telegram_id == bindparam("telegram_id")
_BUYERS = select(*columns(Buyers, Buyer)).where(_THEIRS).order_by(Buyers.user_id)
_ITS_ORDERS = and_(Orders.user_id == Buyers.user_id, Orders.buyer_number == Buyers.buyer_number)
_ITS_PROJECT = and_(Projects.user_id == Orders.user_id, Projects.project_number == Orders.project_number)
_told = (Projects.name, Projects.currency, Projects.state, Projects.draw_at, Users.name, Users.zone)
_ORDERS = (
    select(*columns(Orders, Order), *_told)
    .select_from(Buyers)
    .join(Orders, _ITS_ORDERS)
    .join(Projects, _ITS_PROJECT)
    .join(Users, Users.id == Orders.user_id)
    .with_hint(Buyers, "INDEXED BY ix_buyers_telegram_id", "sqlite")
    .with_hint(Orders, "INDEXED BY ix_orders_user_id_buyer_number", "sqlite")
    .where(_THEIRS, Projects.hidden_at.is_(None))
    .order_by(Orders.created_at.desc(), Orders.user_id, Orders.project_number.desc(), Orders.order_number.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("skip"))
)
_WITH_CODE = (
    select(Orders.user_id, Orders.project_number, Orders.order_number)
    .select_from(Buyers)
    .join(Orders, _ITS_ORDERS)
    .join(Projects, _ITS_PROJECT)
    .with_hint(Buyers, "INDEXED BY ix_buyers_telegram_id", "sqlite")
    .with_hint(Orders, "INDEXED BY ix_orders_user_id_buyer_number", "sqlite")
    .where(_THEIRS, Orders.code == bindparam("code"), Projects.hidden_at.is_(None))
    .limit(2)
)
_LOCK = select(Buyers.user_id).where(_THEIRS).order_by(Buyers.user_id).with_for_update(key_share=True)
_COUNT_PROOFS = (
    select(func.count())
    .select_from(Buyers)
    .join(Orders, _ITS_ORDERS)
    .join(
        Proofs,
        and_(
            Proofs.user_id == Orders.user_id,
            Proofs.project_number == Orders.project_number,
            Proofs.order_number == Orders.order_number,
        ),
    )
    .with_hint(Buyers, "INDEXED BY ix_buyers_telegram_id", "sqlite")
    .with_hint(Orders, "INDEXED BY ix_orders_user_id_buyer_number", "sqlite")
    .where(_THEIRS, Proofs.made_by == bindparam("telegram_id"), Proofs.created_at > bindparam("since"))
)
_OWED = (
    select(Orders.user_id, Orders.project_number, Orders.order_number)
    .select_from(Buyers)
    .join(Orders, _ITS_ORDERS)
    .join(Projects, _ITS_PROJECT)
    .with_hint(Buyers, "INDEXED BY ix_buyers_telegram_id", "sqlite")
    .with_hint(Orders, "INDEXED BY ix_orders_user_id_buyer_number", "sqlite")
    .where(_THEIRS, Orders.state == "reserved", Projects.hidden_at.is_(None))
    .limit(bindparam("limit"))
)
_MUTE = update(Buyers).where(Buyers.telegram_id == bindparam("person"))


async def list_buyers_anywhere(work: Work, telegram_id: int) -> list[Buyer]:
    """Who they are to each organizer."""
    return await work.rows(Buyer, _BUYERS, {"telegram_id": telegram_id})


async def list_orders_anywhere(work: Work, telegram_id: int, limit: int, skip: int = 0) -> list[HeldOrder]:
    """Newest first."""
    values = {"telegram_id": telegram_id, "limit": limit, "skip": skip}
    fields = len(Order._fields)
    rows = await work.execute(_ORDERS, values)
    return [HeldOrder(Order._make(row[:fields]), *row[fields:]) for row in rows]


async def list_orders_with_code(work: Work, telegram_id: int, code: str) -> list[OrderKey]:
    """Of theirs: one at most, but for a chance in a million."""
    return await work.rows(OrderKey, _WITH_CODE, {"telegram_id": telegram_id, "code": code})


async def count_proofs_since(work: Work, telegram_id: int, since: datetime) -> int:
    """That they sent for orders of theirs. Locks them as whoever they are with any organizer, which comes after the
    lock of a project: two proofs at once are counted one after the other."""
    await work.execute(_LOCK, {"telegram_id": telegram_id})
    return int((await work.execute(_COUNT_PROOFS, {"telegram_id": telegram_id, "since": since})).scalar_one())


async def list_owed_anywhere(work: Work, telegram_id: int, limit: int) -> list[OrderKey]:
    """Of theirs, what is reserved."""
    return await work.rows(OrderKey, _OWED, {"telegram_id": telegram_id, "limit": limit})


async def mute_everywhere(work: Work, telegram_id: int, since: datetime | None) -> int:
    """With how many organizers they are not reminded any more, or are again."""
    values = {"person": telegram_id, "reminders_off_at": since, "updated_at": work.now}
    return (await work.execute(_MUTE, values)).rowcount
