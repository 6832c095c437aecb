"""The door to payments: money recorded on an order, never changed afterwards, but undone when it was a mistake."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update

from db.tables import Payments
from db.work import Work, columns
from rules.keys import OrderKey


class Payment(NamedTuple):
    user_id: int
    project_number: int
    order_number: int
    payment_number: int
    amount: int
    method: str
    made_by: int
    undone_at: datetime | None = None

    @property
    def facts(self) -> dict[str, object]:
        return {"payment": self.payment_number, "amount": self.amount, "method": self.method}


_ADD = insert(Payments)
_LIST = (
    select(*columns(Payments, Payment))
    .where(
        Payments.user_id == bindparam("user_id"),
        Payments.project_number == bindparam("project_number"),
        Payments.order_number == bindparam("order_number"),
        Payments.undone_at.is_(None),
    )
    .order_by(Payments.payment_number)
)
_UNDO = update(Payments).where(
    Payments.user_id == bindparam("owner"),
    Payments.project_number == bindparam("project"),
    Payments.order_number == bindparam("held_by"),
    Payments.payment_number == bindparam("number"),
    Payments.undone_at.is_(None),
)


async def add_payment(work: Work, payment: Payment) -> None:
    await work.execute(_ADD, {**payment._asdict(), "created_at": work.now, "updated_at": work.now})


async def undo_payment(work: Work, order: OrderKey, payment_number: int) -> None:
    owner = {"owner": order.user_id, "project": order.project_number, "held_by": order.order_number}
    times = {"undone_at": work.now, "updated_at": work.now}
    if (await work.execute(_UNDO, {**owner, "number": payment_number, **times})).rowcount != 1:
        raise RuntimeError("only a payment that counts can be undone")


async def list_payments(work: Work, order: OrderKey) -> list[Payment]:
    """Those that count."""
    return await work.rows(Payment, _LIST, order._asdict())
