"""Of buyers who turned out to be one."""

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from db.buyer_tables import Links, Waiting
from db.invariants.telling import Broken, told
from db.tables import Buyers, Orders
from db.work import Work

INVARIANTS = {
    "merged-into": "A merged buyer became one who is there, of the same organizer, and not merged in turn.",
    "merged-holds-nothing": "A merged buyer holds no order and no link any more, and waits for nothing.",
}


_kept = aliased(Buyers)
_its_kept = and_(_kept.user_id == Buyers.user_id, _kept.buyer_number == Buyers.merged_into)
_merged = select(Buyers.user_id, Buyers.buyer_number).where(Buyers.merged_into.is_not(None))
_ASTRAY = _merged.outerjoin(_kept, _its_kept).where(or_(_kept.buyer_number.is_(None), _kept.merged_into.is_not(None)))
_held = [
    exists().where(table.user_id == Buyers.user_id, table.buyer_number == Buyers.buyer_number)
    for table in (Orders, Links, Waiting)
]
_HOLDING = _merged.where(or_(*_held))


async def broken(work: Work) -> Broken:
    for row in await work.execute(_ASTRAY):
        yield "merged-into", told("buyers", *row)
    for row in await work.execute(_HOLDING):
        yield "merged-holds-nothing", told("buyers", *row)
