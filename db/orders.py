"""The door to orders: the numbers one buyer took in one go, with what they cost and what is paid."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.tables import Orders
from db.work import Work, columns
from rules.codes import order_code
from rules.keys import OrderKey, ProjectKey
from rules.refusals import NotFound

TOLD = ("state", "total", "paid", "told_deadline_at", "release_at")


class Order(NamedTuple):
    user_id: int
    project_number: int
    order_number: int
    buyer_number: int
    state: str
    code: str
    total: int
    paid: int
    made_by: int
    told_deadline_at: datetime | None
    release_at: datetime | None
    void_reason: str | None

    @property
    def key(self) -> OrderKey:
        return OrderKey(self.user_id, self.project_number, self.order_number)

    @property
    def facts(self) -> dict[str, object]:
        """What the history tells of it each time; the newest telling is how it stands."""
        return {name: getattr(self, name) for name in TOLD}

    @property
    def owed(self) -> int:
        return self.total - self.paid


_FIND = select(*columns(Orders, Order)).where(
    Orders.user_id == bindparam("user_id"),
    Orders.project_number == bindparam("project_number"),
    Orders.order_number == bindparam("order_number"),
)
_ADD = {
    "sqlite": sqlite_insert(Orders).on_conflict_do_nothing(index_elements=["user_id", "code"]).returning(Orders.code),
    "postgresql": postgres_insert(Orders)
    .on_conflict_do_nothing(index_elements=["user_id", "code"])
    .returning(Orders.code),
}
_CHANGE = update(Orders).where(
    Orders.user_id == bindparam("owner"),
    Orders.project_number == bindparam("project"),
    Orders.order_number == bindparam("number"),
)
_WITH_MONEY = (
    select(Orders.order_number)
    .where(
        Orders.user_id == bindparam("user_id"),
        Orders.project_number == bindparam("project_number"),
        or_(Orders.state.in_(["reserved", "paid"]), Orders.paid > 0),
    )
    .limit(1)
)


async def find_order(work: Work, key: OrderKey) -> Order:
    found = await work.row(Order, _FIND, key._asdict())
    if found is None:
        raise NotFound("order", key.order_number)
    return found


async def has_money(work: Work, project: ProjectKey) -> bool:
    """Owed, paid, or to be given back."""
    return (await work.execute(_WITH_MONEY, project._asdict())).first() is not None


async def add_order(work: Work, order: Order) -> Order:
    """With a code of its own: chance proposes until the organizer has none like it."""
    while True:
        coded = order._replace(code=order_code(work.chance, order.order_number))
        values = {**coded._asdict(), "created_at": work.now, "updated_at": work.now}
        if (await work.execute(_ADD[work.dialect], values)).first() is not None:
            return coded


async def change_order(work: Work, order: Order) -> None:
    """All but the reason of its voiding, which is written once."""
    values = order._asdict()
    values.pop("void_reason")
    key = {
        "owner": values.pop("user_id"),
        "project": values.pop("project_number"),
        "number": values.pop("order_number"),
    }
    await work.execute(_CHANGE, {**values, **key, "updated_at": work.now})


async def write_void_reason(work: Work, key: OrderKey, reason: str) -> None:
    owner = {"owner": key.user_id, "project": key.project_number, "number": key.order_number}
    await work.execute(_CHANGE, {**owner, "void_reason": reason, "updated_at": work.now})
