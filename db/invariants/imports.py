"""Of lists that are taken in: how they stand, and that nothing of them is kept longer than they are looked at."""

from sqlalchemy import and_, func, select

from db.import_tables import ImportParts, Imports
from db.invariants.telling import Broken, told
from db.tables import Orders
from db.work import Work

INVARIANTS = {
    "list-kept": "Of a list that was taken in or put away nothing is kept.",
    "list-orders": "Every order that a list was taken in as is there.",
}

_KEPT = (
    select(ImportParts.user_id, ImportParts.project_number, ImportParts.import_number)
    .join(
        Imports,
        and_(
            Imports.user_id == ImportParts.user_id,
            Imports.project_number == ImportParts.project_number,
            Imports.import_number == ImportParts.import_number,
        ),
    )
    .where(Imports.state.in_(["taken", "undone", "cancelled"]))
    .distinct()
)
_orders = (
    select(func.count())
    .where(
        Orders.user_id == Imports.user_id,
        Orders.project_number == Imports.project_number,
        Orders.order_number.between(Imports.first_order, Imports.last_order),
    )
    .scalar_subquery()
)
_WITHOUT = select(Imports.user_id, Imports.project_number, Imports.import_number).where(
    Imports.first_order.is_not(None), _orders != Imports.last_order - Imports.first_order + 1
)


async def broken(work: Work) -> Broken:
    for invariant, rows in (("list-kept", _KEPT), ("list-orders", _WITHOUT)):
        for row in await work.execute(rows):
            yield invariant, told("imports", *row)
