"""Rows in bulk, as if everything had been sold long ago."""

from sqlalchemy import TextClause, bindparam, text

from bench.places import ORGANIZER, PRICE
from db.types import UtcTime
from db.work import Work

EACH = 5
"""Numbers in an order."""
MANY = "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < :most)"
_OF = "user_id, project_number, order_number"
_DATED = "created_at, updated_at"
_ITS_ORDER = f"((n + {EACH - 1}) / {EACH})"


def dated(statement: str, *moments: str) -> TextClause:
    return text(statement).bindparams(*(bindparam(name, type_=UtcTime()) for name in ("now", *moments)))


_BUYERS = dated(
    f"INSERT INTO buyers (user_id, buyer_number, name, name_key, practice, {_DATED}) {MANY}"
    " SELECT :owner, n, 'Buyer ' || n, 'buyer' || n, :practice, :now, :now FROM many"
)
_ORDERS = dated(
    f"INSERT INTO orders ({_OF}, buyer_number, state, code, total, paid, made_by, {_DATED}) {MANY}"
    f" SELECT :owner, 1, n, n % :buyers + 1, 'paid', 'C' || n, {PRICE * EACH}, {PRICE * EACH}, :owner, :now, :now"
    " FROM many"
)
_RAFFLES = dated(
    "INSERT INTO raffles (user_id, project_number, raffle_number, set_number, order_number, buyer_number, state,"
    f" payment_method, unit_price, receipt, {_DATED}) {MANY}"
    f" SELECT :owner, 1, n, 1, {_ITS_ORDER}, {_ITS_ORDER} % :buyers + 1, 'sold', 'cash', {PRICE},"
    " substr('aaaaaaaaaaaaaaaaaaaaaaaaaa', 1, 26 - length('' || n)) || n, :now, :now FROM many"
)
_PAYMENTS = dated(
    f"INSERT INTO payments ({_OF}, payment_number, amount, method, made_by, {_DATED}) {MANY}"
    f" SELECT :owner, 1, n, n, {PRICE * EACH}, 'cash', :owner, :now, :now FROM many"
)


async def sell_out(work: Work, sold: int, buyers: int, *, practice: bool = False) -> None:
    """The numbers from 1 of the first raffle; their history and what is shown of free numbers know nothing of it."""
    own = {"owner": ORGANIZER, "now": work.now}
    await work.execute(_BUYERS, {**own, "practice": practice, "most": buyers})
    await work.execute(_ORDERS, {**own, "buyers": buyers, "most": sold // EACH})
    await work.execute(_RAFFLES, {**own, "buyers": buyers, "most": sold})
    await work.execute(_PAYMENTS, {**own, "most": sold // EACH})
