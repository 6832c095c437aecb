"""The door to orders: the numbers one buyer took in one go, with what they cost and what is paid."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import aliased

from db.tables import Buyers, Orders, Projects
from db.total_tables import OrderTotals
from db.work import Work, columns
from rules.codes import order_code
from rules.keys import BuyerKey, OrderKey, ProjectKey
from rules.numbers import MOST_COUNTED
from rules.refusals import NotFound

TOLD = ("state", "total", "paid", "told_deadline_at", "release_at", "pays_by", "more_time")


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
    holder_name: str | None = None
    check_code: str | None = None
    reminders_off_at: datetime | None = None
    pays_by: str | None = None
    more_time: str | None = None
    numbers: int = 0
    """How many it holds, or did until it ended."""

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


class Listed(NamedTuple):
    """An order in a list, with the names of its buyer and project as they are now."""

    order: Order
    buyer_name: str
    project_name: str
    currency: str


class Owing(NamedTuple):
    orders: int
    overdue: int
    """Of them those whose told deadline has passed; counted up to MOST_COUNTED and one."""
    amount: int


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
_WITH_CHECK_CODE = select(*columns(Orders, Order)).where(Orders.check_code == bindparam("check_code"))
_WITH_MONEY = (
    select(OrderTotals.state)
    .where(
        OrderTotals.user_id == bindparam("user_id"),
        OrderTotals.project_number == bindparam("project_number"),
        or_(and_(OrderTotals.state.in_(["reserved", "paid"]), OrderTotals.orders > 0), OrderTotals.paid > 0),
    )
    .limit(1)
)

_LIST = (
    select(*columns(Orders, Order), Buyers.name, Projects.name, Projects.currency)
    .join(Buyers, and_(Buyers.user_id == Orders.user_id, Buyers.buyer_number == Orders.buyer_number))
    .join(Projects, and_(Projects.user_id == Orders.user_id, Projects.project_number == Orders.project_number))
    .where(Orders.user_id == bindparam("user_id"))
)
_OF_PROJECT = (
    _LIST.where(Orders.project_number == bindparam("project_number"))
    .limit(bindparam("limit"))
    .offset(bindparam("skip"))
)
# Written out, for only then is the index of those that owe used.
_IS_RESERVED = text("orders.state = 'reserved'")
_OWING = _OF_PROJECT.where(_IS_RESERVED).order_by(Orders.told_deadline_at, Orders.order_number)
_WITH_STATE = _OF_PROJECT.where(Orders.state == bindparam("state")).order_by(Orders.order_number.desc())
# Asked for their keys alone first, or else SQLite looks through everybody's orders rather than use the index.
_its = aliased(Orders)
_its_project = aliased(Projects)
_KEYS_OF_BUYER = (
    select(_its.project_number, _its.order_number)
    .join(
        _its_project,
        and_(_its_project.user_id == _its.user_id, _its_project.project_number == _its.project_number),
    )
    .where(
        _its.user_id == bindparam("user_id"),
        _its.buyer_number == bindparam("buyer_number"),
        _its_project.hidden_at.is_(None),
    )
    .order_by(_its.project_number.desc(), _its.order_number.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("skip"))
    .subquery()
)
_OF_BUYER = _LIST.join(
    _KEYS_OF_BUYER,
    and_(
        _KEYS_OF_BUYER.c.project_number == Orders.project_number, _KEYS_OF_BUYER.c.order_number == Orders.order_number
    ),
).order_by(Orders.project_number.desc(), Orders.order_number.desc())
_NEWEST_NUMBER = select(func.max(Orders.order_number)).where(
    Orders.user_id == bindparam("user_id"), Orders.project_number == bindparam("project_number")
)
_newest = (
    select(Orders.buyer_number)
    .where(Orders.user_id == bindparam("user_id"))
    .order_by(Orders.project_number.desc(), Orders.order_number.desc())
    .limit(bindparam("limit"))
)
_NEWEST_HOLDERS = _newest.where(Orders.project_number == bindparam("project_number"))
_NEWEST_HOLDERS_ANYWHERE = _newest.join(
    Projects, and_(Projects.user_id == Orders.user_id, Projects.project_number == Orders.project_number)
).where(Projects.practice == bindparam("practice"))
_RESERVED = select(OrderTotals.orders, OrderTotals.total - OrderTotals.paid).where(
    OrderTotals.user_id == bindparam("user_id"),
    OrderTotals.project_number == bindparam("project_number"),
    OrderTotals.state == "reserved",
)
_overdue = (
    select(Orders.order_number)
    .where(
        Orders.user_id == bindparam("user_id"),
        Orders.project_number == bindparam("project_number"),
        Orders.told_deadline_at < bindparam("now", type_=Orders.told_deadline_at.type),
        _IS_RESERVED,
    )
    .limit(MOST_COUNTED + 1)
    .subquery()
)
_COUNT_OVERDUE = select(func.count()).select_from(_overdue)


async def find_order(work: Work, key: OrderKey) -> Order:
    found = await find_order_if_any(work, key)
    if found is None:
        raise NotFound("order", key.order_number)
    return found


async def find_order_if_any(work: Work, key: OrderKey) -> Order | None:
    return await work.row(Order, _FIND, key._asdict())


async def find_order_with_check_code_if_any(work: Work, check_code: str) -> Order | None:
    """Whoever knows the code holds the ticket, or was shown it, whatever organizer it comes from."""
    return await work.row(Order, _WITH_CHECK_CODE, {"check_code": check_code})


async def list_owing_orders(work: Work, project: ProjectKey, limit: int, skip: int) -> list[Listed]:
    """Whose deadline comes first."""
    return await _listed(work, _OWING, limit, skip, **project._asdict())


async def list_orders_in_state(work: Work, project: ProjectKey, state: str, limit: int, skip: int) -> list[Listed]:
    """Newest first."""
    return await _listed(work, _WITH_STATE, limit, skip, **project._asdict(), state=state)


async def list_buyers_orders(work: Work, buyer: BuyerKey, limit: int, skip: int) -> list[Listed]:
    """Of the newest project first, and there the newest; not of those that their organizer put out of sight."""
    return await _listed(work, _OF_BUYER, limit, skip, **buyer._asdict())


async def find_newest_number(work: Work, project: ProjectKey) -> int:
    """0 while there is no order."""
    return (await work.execute(_NEWEST_NUMBER, project._asdict())).scalar_one() or 0


async def list_newest_holders(work: Work, project: ProjectKey, limit: int) -> list[int]:
    """The buyers of the newest orders, each as often as they have one."""
    return list((await work.execute(_NEWEST_HOLDERS, {**project._asdict(), "limit": limit})).scalars())


async def list_newest_holders_anywhere(work: Work, user_id: int, practice: bool, limit: int) -> list[int]:
    """In the practice raffle, or in all others; the newest of these first."""
    values = {"user_id": user_id, "practice": practice, "limit": limit}
    return list((await work.execute(_NEWEST_HOLDERS_ANYWHERE, values)).scalars())


async def sum_owing(work: Work, project: ProjectKey) -> Owing:
    """From running totals."""
    orders, amount = (await work.execute(_RESERVED, project._asdict())).first() or (0, 0)
    overdue = (await work.execute(_COUNT_OVERDUE, {**project._asdict(), "now": work.now})).scalar_one()
    return Owing(orders, overdue, amount)


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


async def _listed(work: Work, orders: Select[Any], limit: int, skip: int, **values: object) -> list[Listed]:
    rows = await work.execute(orders, {**values, "limit": limit, "skip": skip})
    return [Listed(Order._make(row[:-3]), *row[-3:]) for row in rows]
