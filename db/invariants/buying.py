"""Of what buyers do themselves, and of those who were erased."""

from sqlalchemy import and_, exists, or_, select

from db.buyer_tables import Links, Proofs, Waiting
from db.invariants.telling import Broken, told
from db.tables import Buyers, Orders
from db.work import Work

INVARIANTS = {
    "proof-waits": "A proof that waits to be looked at is of an order that is reserved.",
    "erased": "Of a buyer who was erased no picture, no name of a holder, no link and no place in a line is left.",
}

_ITS_ORDER = and_(
    Orders.user_id == Proofs.user_id,
    Orders.project_number == Proofs.project_number,
    Orders.order_number == Proofs.order_number,
)
_PROOFS = (
    select(Proofs.user_id, Proofs.project_number, Proofs.order_number, Proofs.proof_number)
    .join(Orders, _ITS_ORDER)
    .where(Proofs.state == "waiting", Orders.state != "reserved")
)
_THEIR_ORDERS = and_(Orders.user_id == Buyers.user_id, Orders.buyer_number == Buyers.buyer_number)
_LEFT = (
    exists().where(_THEIR_ORDERS, Orders.holder_name.is_not(None)),
    exists().where(_ITS_ORDER, _THEIR_ORDERS, Proofs.file_id.is_not(None)),
    exists().where(Links.user_id == Buyers.user_id, Links.buyer_number == Buyers.buyer_number, Links.state == "live"),
    exists().where(
        Waiting.user_id == Buyers.user_id,
        Waiting.buyer_number == Buyers.buyer_number,
        Waiting.state.in_(["waiting", "offered"]),
    ),
)
_ERASED = select(Buyers.user_id, Buyers.buyer_number).where(Buyers.erased_at.is_not(None), or_(*_LEFT))


async def broken(work: Work) -> Broken:
    for row in await work.execute(_PROOFS):
        yield "proof-waits", told("proofs", *row)
    for row in await work.execute(_ERASED):
        yield "erased", told("buyers", *row)
