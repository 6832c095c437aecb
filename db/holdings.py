"""The door to what buyers hold: of one buyer by project, of one project by buyer."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, and_, bindparam, cast, func, literal_column, select
from sqlalchemy.orm import aliased

from db.tables import Buyers, Orders, Projects, Raffles
from db.totals import find_number_total
from db.work import Work
from rules.keys import BuyerKey, ProjectKey


class Holdings(NamedTuple):
    """Of one buyer in one project; orders that live."""

    project_number: int
    project_name: str
    project_state: str
    currency: str
    orders: int
    total: int
    paid: int


class TopBuyer(NamedTuple):
    buyer_number: int
    buyer_name: str
    orders: int
    total: int
    paid: int


class Held(NamedTuple):
    """How many numbers one buyer has in one project, and the first of them."""

    size: int
    numbers: tuple[int, ...]


class OrderCount(NamedTuple):
    """Of one buyer in one project."""

    unpaid: int
    since: int


_count = func.count().label("orders")
_total = cast(func.sum(Orders.total), BigInteger).label("in_all")
_paid = cast(func.sum(Orders.paid), BigInteger).label("paid_in_all")
_LIVE = Orders.state.in_(["reserved", "paid"])
_ITS_PROJECT = and_(Projects.user_id == Orders.user_id, Projects.project_number == Orders.project_number)
_told = (Projects.project_number, Projects.name, Projects.state, Projects.currency)
_OF_BUYER = (
    select(*_told, _count, _total, _paid)
    .select_from(Orders)
    .join(Projects, _ITS_PROJECT)
    .where(Orders.user_id == bindparam("user_id"), Orders.buyer_number == bindparam("buyer_number"), _LIVE)
    .with_hint(Orders, "INDEXED BY ix_orders_user_id_buyer_number", "sqlite")
    .group_by(*_told)
    .order_by(Projects.project_number.desc())
)
# As the column alone it would be grouped by the index of buyers, jumping about among all orders of the organizer.
_buyer = (Orders.buyer_number + literal_column("0")).label("holder")
_of_project = (
    select(_buyer, _count, _total, _paid)
    .where(Orders.user_id == bindparam("user_id"), Orders.project_number == bindparam("project_number"), _LIVE)
    .group_by(_buyer)
    .order_by(_paid.desc(), _total.desc(), _buyer)
    .limit(bindparam("limit"))
    .subquery()
)
_TOP = (
    select(Buyers.buyer_number, Buyers.name, _of_project.c.orders, _of_project.c.in_all, _of_project.c.paid_in_all)
    .join(_of_project, Buyers.buyer_number == _of_project.c.holder)
    .where(Buyers.user_id == bindparam("user_id"))
    .order_by(_of_project.c.paid_in_all.desc(), _of_project.c.in_all.desc(), Buyers.buyer_number)
)

_its_order = aliased(Orders)
_of_buyer_there = and_(
    _its_order.user_id == bindparam("user_id"),
    _its_order.buyer_number == bindparam("buyer_number"),
    _its_order.project_number == bindparam("project_number"),
)
_are_theirs = and_(
    Raffles.user_id == bindparam("user_id"),
    Raffles.project_number == bindparam("project_number"),
    # That it is held is said by this: said by itself too, SQLite would look through the project's numbers.
    Raffles.order_number.in_(
        select(_its_order.order_number)
        .where(_of_buyer_there, _its_order.state.in_(["reserved", "paid"]))
        .with_hint(_its_order, "INDEXED BY ix_orders_user_id_buyer_number", "sqlite")
    ),
)
_NUMBERS = (
    select(Raffles.raffle_number)
    .where(_are_theirs)
    .with_hint(Raffles, "INDEXED BY ix_raffles_order", "sqlite")
    .order_by(Raffles.raffle_number)
    .limit(bindparam("limit"))
)
_SUM_PAID = (
    select(func.coalesce(cast(func.sum(_its_order.paid), BigInteger), 0))
    .where(_of_buyer_there)
    .with_hint(_its_order, "INDEXED BY ix_orders_user_id_buyer_number", "sqlite")
)
_COUNT_ORDERS = (
    select(
        func.count().filter(_its_order.state == "reserved"),
        func.count().filter(_its_order.created_at > bindparam("since")),
    )
    .where(_of_buyer_there)
    .with_hint(_its_order, "INDEXED BY ix_orders_user_id_buyer_number", "sqlite")
)


async def count_numbers(work: Work, project: ProjectKey, buyer_number: int) -> int:
    """That the buyer holds there, paid or not."""
    total = await find_number_total(work, project, "buyer", buyer_number)
    return total.sold + total.reserved


async def list_numbers_held(work: Work, project: ProjectKey, buyer_number: int, limit: int) -> Held:
    values = {**project._asdict(), "buyer_number": buyer_number}
    numbers = (await work.execute(_NUMBERS, {**values, "limit": limit})).scalars()
    return Held(await count_numbers(work, project, buyer_number), tuple(numbers))


async def sum_paid(work: Work, project: ProjectKey, buyer_number: int) -> int:
    """On whatever orders of theirs, those that ended too."""
    values = {**project._asdict(), "buyer_number": buyer_number}
    return int((await work.execute(_SUM_PAID, values)).scalar_one())


async def count_orders(work: Work, project: ProjectKey, buyer_number: int, since: datetime) -> OrderCount:
    values = {**project._asdict(), "buyer_number": buyer_number, "since": since}
    return OrderCount._make((await work.execute(_COUNT_ORDERS, values)).one())


async def sum_by_project(work: Work, buyer: BuyerKey, limit: int, skip: int) -> list[Holdings]:
    """The newest project first."""
    return await work.rows(Holdings, _OF_BUYER.limit(limit).offset(skip), buyer._asdict())


async def sum_by_buyer(work: Work, project: ProjectKey, limit: int) -> list[TopBuyer]:
    """Who paid most comes first."""
    return await work.rows(TopBuyer, _TOP, {**project._asdict(), "limit": limit})
