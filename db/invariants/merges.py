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


async def broken(work: Work) -> Broken:
    kept = aliased(Buyers)
    its_kept = and_(kept.user_id == Buyers.user_id, kept.buyer_number == Buyers.merged_into)
    merged = select(Buyers.user_id, Buyers.buyer_number).where(Buyers.merged_into.is_not(None))
    astray = merged.outerjoin(kept, its_kept).where(or_(kept.buyer_number.is_(None), kept.merged_into.is_not(None)))
    for row in await work.execute(astray):
        yield "merged-into", told("buyers", *row)
    held = [
        exists().where(table.user_id == Buyers.user_id, table.buyer_number == Buyers.buyer_number)
        for table in (Orders, Links, Waiting)
    ]
    for row in await work.execute(merged.where(or_(*held))):
        yield "merged-holds-nothing", told("buyers", *row)
