"""The door to payments: money recorded on an order, never changed afterwards."""

from typing import NamedTuple

from sqlalchemy import bindparam, insert, select

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
    )
    .order_by(Payments.payment_number)
)


async def add_payment(work: Work, payment: Payment) -> None:
    await work.execute(_ADD, {**payment._asdict(), "created_at": work.now, "updated_at": work.now})


async def list_payments(work: Work, order: OrderKey) -> list[Payment]:
    return await work.rows(Payment, _LIST, order._asdict())
