"""The door through which all goes by which a person is known: in what they bought, organized, said and were sent."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Text,
    and_,
    bindparam,
    case,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import aliased

from db.backdrops import remove_every_backdrop
from db.buyer_tables import Links, Proofs
from db.buyers import Buyer
from db.machinery_tables import Dialogs, Inbox, Outbox
from db.tables import Buyers, Orders, Projects
from db.work import Work, columns
from rules.keys import BuyerKey, OrderKey
from rules.words import fold

NOTHING = "{}"
"""What stays of the body of an update or a letter."""


class SoldOrder(NamedTuple):
    key: OrderKey
    project_state: str


_OF_BUYER = and_(Orders.user_id == bindparam("owner"), Orders.buyer_number == bindparam("buyer"))
_MERGED = select(*columns(Buyers, Buyer)).where(
    Buyers.user_id == bindparam("owner"), Buyers.merged_into == bindparam("buyer")
)
_SOLD = (
    select(Orders.user_id, Orders.project_number, Orders.order_number, Projects.state)
    .join(Projects, and_(Projects.user_id == Orders.user_id, Projects.project_number == Orders.project_number))
    .where(_OF_BUYER, Orders.state == "paid")
)
_ORDERS = update(Orders).where(_OF_BUYER).values(holder_name=None, void_reason=None, updated_at=bindparam("now"))
_its = aliased(Orders)
_ITS_ORDERS = select(_its.project_number, _its.order_number).where(
    _its.user_id == bindparam("owner"), _its.buyer_number == bindparam("buyer")
)
_WITHOUT_FILE: dict[str, Any] = {
    "file_id": None,
    "file_unique_id": None,
    "reason": None,
    "state": case((Proofs.state == "waiting", "rejected"), else_=Proofs.state),
    "updated_at": bindparam("now"),
}
_PROOFS = (
    update(Proofs)
    .where(Proofs.user_id == bindparam("owner"), tuple_(Proofs.project_number, Proofs.order_number).in_(_ITS_ORDERS))
    .values(_WITHOUT_FILE)
)
_END_LINKS = update(Links).where(Links.user_id == bindparam("owner"), Links.state == "live")
_CLAIMS = _END_LINKS.where(Links.buyer_number == bindparam("buyer"))


async def list_merged_into(work: Work, buyer: BuyerKey) -> list[Buyer]:
    return await work.rows(Buyer, _MERGED, {"owner": buyer.user_id, "buyer": buyer.buyer_number})


async def list_sold_orders(work: Work, buyer: BuyerKey) -> list[SoldOrder]:
    rows = await work.execute(_SOLD, {"owner": buyer.user_id, "buyer": buyer.buyer_number})
    return [SoldOrder(OrderKey(*row[:3]), row[3]) for row in rows]


async def erase_from_orders(work: Work, buyer: BuyerKey) -> None:
    """The words about people, and the proofs; what was bought and paid stays. No link connects them again."""
    values = {"owner": buyer.user_id, "buyer": buyer.buyer_number, "now": work.now}
    await work.execute(_ORDERS, values)
    await work.execute(_PROOFS, values)
    ended = {"owner": buyer.user_id, "buyer": buyer.buyer_number, "state": "revoked", "updated_at": work.now}
    await work.execute(_CLAIMS, ended)


# Whoever never came here themselves is known by what the organizer wrote alone.
_WRITTEN_DOWN = and_(Buyers.user_id == bindparam("owner"), Buyers.practice.is_(False))
_CONTACTS = (
    update(Buyers)
    .where(_WRITTEN_DOWN)
    .values(
        dict.fromkeys(("phone", "phone_e164", "phone_print", "phone_tail_print", "email", "notes"))
        | {"updated_at": bindparam("now")}
    )
)


def _numbered(words: str) -> ColumnElement[str]:
    return bindparam(words, type_=Text) + cast(Buyers.buyer_number, Text)


_NAMES = (
    update(Buyers)
    .where(_WRITTEN_DOWN, Buyers.telegram_id.is_(None), Buyers.erased_at.is_(None))
    .values(name=_numbered("called"), name_key=_numbered("called_key"), erased_at=bindparam("now"))
)
_EVERY_REASON = (
    update(Orders)
    .where(Orders.user_id == bindparam("owner"), Orders.void_reason.is_not(None))
    .values(void_reason=None, updated_at=bindparam("now"))
)
_EVERY_HOLDER = (
    update(Orders)
    .where(
        Orders.user_id == bindparam("owner"),
        Orders.holder_name.is_not(None),
        Orders.buyer_number.in_(
            select(Buyers.buyer_number).where(Buyers.user_id == bindparam("owner"), Buyers.erased_at.is_not(None))
        ),
    )
    .values(holder_name=None, updated_at=bindparam("now"))
)
_EVERY_PROOF = update(Proofs).where(Proofs.user_id == bindparam("owner")).values(_WITHOUT_FILE)
_EVERY_DESCRIPTION = (
    update(Projects)
    .where(Projects.user_id == bindparam("owner"), Projects.description.is_not(None))
    .values(description=None, updated_at=bindparam("now"))
)


async def erase_what_was_written(work: Work, user_id: int, called: str) -> int:
    """By an organizer about others: contact data of all, and the names of those who never came here themselves."""
    values = {"owner": user_id, "now": work.now}
    await work.execute(_CONTACTS, values)
    await remove_every_backdrop(work, user_id)
    named = await work.execute(_NAMES, {**values, "called": f"{called} ", "called_key": fold(called)})
    for statement in (_EVERY_REASON, _EVERY_HOLDER, _EVERY_PROOF, _EVERY_DESCRIPTION):
        await work.execute(statement, values)
    await work.execute(_END_LINKS, {"owner": user_id, "state": "revoked", "updated_at": work.now})
    return named.rowcount


_DIALOGS = delete(Dialogs).where(Dialogs.user_id == bindparam("person"))
_LETTERS = delete(Outbox).where(Outbox.chat_id == bindparam("person"))
# Groups have negative numbers, and nobody knows which of them read the name.
_LETTERS_ABOUT = (
    update(Outbox)
    .where(
        Outbox.state.in_(["sent", "dropped"]),
        or_(Outbox.chat_id.in_(bindparam("chats", expanding=True)), Outbox.chat_id < 0),
        Outbox.payload != NOTHING,
    )
    .values(payload=NOTHING)
)
_head = aliased(Inbox)
_THIS_UPDATE = (
    select(func.min(_head.inbox_number))
    .where(_head.lane == bindparam("person"), _head.state == literal("waiting"))
    .scalar_subquery()
)
_UPDATES = (
    update(Inbox)
    .where(
        Inbox.payload != NOTHING,
        or_(
            and_(Inbox.lane.in_(bindparam("lanes", expanding=True)), Inbox.state != "waiting"),
            Inbox.inbox_number == _THIS_UPDATE,
        ),
    )
    .values(payload=NOTHING)
)


async def erase_what_was_said(work: Work, telegram_id: int, organizers: Sequence[int]) -> None:
    """By them and to them, the update by which they ask for it too; and what went to and fro with their organizers.

    What has still to be worked off or to leave for somebody else stays until then.
    """
    work.leave_no_trace()
    await work.execute(_DIALOGS, {"person": telegram_id})
    await work.execute(_LETTERS, {"person": telegram_id})
    lanes = sorted({telegram_id, *organizers})
    await work.execute(_LETTERS_ABOUT, {"chats": lanes})
    await work.execute(_UPDATES, {"person": telegram_id, "lanes": lanes})
