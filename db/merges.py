"""The door through which all that one buyer holds goes over to another."""

from sqlalchemy import bindparam, select, tuple_, update
from sqlalchemy.orm import aliased

from db.buyer_tables import Links, Waiting
from db.tables import Buyers, Orders, Raffles
from db.work import Work
from rules.keys import BuyerKey

_its = aliased(Orders)
_ITS_ORDERS = (
    select(_its.project_number, _its.order_number)
    .where(_its.user_id == bindparam("owner"), _its.buyer_number == bindparam("gone"))
    .with_hint(_its, "INDEXED BY ix_orders_user_id_buyer_number", "sqlite")
)
_NUMBERS = update(Raffles).where(
    Raffles.user_id == bindparam("owner"),
    Raffles.order_number.is_not(None),
    tuple_(Raffles.project_number, Raffles.order_number).in_(_ITS_ORDERS),
)
_ORDERS = update(Orders).where(
    Orders.user_id == bindparam("owner"), tuple_(Orders.project_number, Orders.order_number).in_(_ITS_ORDERS)
)
_LINKS = update(Links).where(Links.user_id == bindparam("owner"), Links.buyer_number == bindparam("gone"))
_MERGED_BEFORE = update(Buyers).where(Buyers.user_id == bindparam("owner"), Buyers.merged_into == bindparam("gone"))

_LIVE = Waiting.state.in_(["waiting", "offered"])
_theirs = aliased(Waiting)
_WAITS_ALREADY = (
    select(_theirs.waiting_number)
    .where(
        _theirs.user_id == Waiting.user_id,
        _theirs.project_number == Waiting.project_number,
        _theirs.raffle_number == Waiting.raffle_number,
        _theirs.buyer_number == bindparam("keep"),
        _theirs.state.in_(["waiting", "offered"]),
    )
    .exists()
)
_WAITED_FOR = update(Waiting).where(Waiting.user_id == bindparam("owner"), Waiting.buyer_number == bindparam("gone"))
_WAITED_FOR_TWICE = _WAITED_FOR.where(_LIVE, _WAITS_ALREADY)


async def move_holdings(work: Work, keep: BuyerKey, gone: BuyerKey) -> int:
    """How many orders; with the locks of all projects in which there may be any. Who was merged before follows."""
    values = {"owner": gone.user_id, "gone": gone.buyer_number, "updated_at": work.now}
    held_by = {**values, "buyer_number": keep.buyer_number}
    await work.execute(_NUMBERS, held_by)
    moved = (await work.execute(_ORDERS, held_by)).rowcount
    await work.execute(_LINKS, held_by)
    await work.execute(_WAITED_FOR_TWICE, {**values, "keep": keep.buyer_number, "state": "gone", "offered_until": None})
    await work.execute(_WAITED_FOR, held_by)
    await work.execute(_MERGED_BEFORE, {**values, "merged_into": keep.buyer_number})
    return moved
