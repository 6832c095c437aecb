"""Of what is known of people: sealed, and found by what it says."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Select, Text, and_, inspect, or_, select, type_coerce

from db.buyer_tables import Links, Proofs
from db.buyers import Buyer, stored_buyer
from db.declaring import Base
from db.draw_tables import Draws, Winners
from db.invariants.telling import Broken, told
from db.sealing import UNREADABLE
from db.tables import Buyers, Orders
from db.work import Work, columns

INVARIANTS = {
    "sealed": "Phones, e-mails, notes, reasons, secrets, the codes of links and prizes are never on disk as written.",
    "name-findable": "A buyer's name is compared as it is written.",
    "phone-findable": "A buyer is found by the phone that is sealed (as far as it can be read here).",
}

_SEALED = {
    Buyers: ("phone", "phone_e164", "email", "notes"),
    Orders: ("void_reason",),
    Links: ("code",),
    Proofs: ("reason",),
    Draws: ("secret",),
    Winners: ("claim_code",),
}
_KNOWN = select(*columns(Buyers, Buyer), Buyers.name_key, Buyers.phone_print, Buyers.phone_tail_print)


async def broken(work: Work) -> Broken:
    for table, names in _SEALED.items():
        for row in await work.execute(_bare(table, names)):
            yield "sealed", told(table.__tablename__, *row)
    async for chunk in work.chunks(_KNOWN):
        for row in chunk:
            buyer = Buyer._make(row[:-3])
            for invariant in _wrong_with(work, buyer, row):
                yield invariant, told("buyers", *buyer.key)


@cache
def _bare(table: type[Base], names: tuple[str, ...]) -> Select[Any]:
    """The same statement at each look, so that it is made into SQL once."""
    raw = [type_coerce(getattr(table, name), Text) for name in names]
    bare = or_(*(and_(column.is_not(None), column.not_like("s1.%")) for column in raw))
    return select(*inspect(table).primary_key).where(bare)


def _wrong_with(work: Work, buyer: Buyer, row: Any) -> Iterator[str]:
    stored = stored_buyer(work, buyer)
    if stored["name_key"] != row.name_key:
        yield "name-findable"
    readable = UNREADABLE not in (buyer.phone, buyer.phone_e164)
    prints = (row.phone_print, row.phone_tail_print)
    if readable and (stored["phone_print"], stored["phone_tail_print"]) != prints:
        yield "phone-findable"
