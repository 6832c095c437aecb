"""The door to proofs: pictures that show a payment, each looked at by the organizer and decided once."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, insert, select, text, update

from db.buyer_tables import Proofs
from db.tables import Buyers, Orders
from db.work import Work, columns
from rules.keys import OrderKey, ProjectKey, ProofKey
from rules.refusals import NotFound


class Proof(NamedTuple):
    user_id: int
    project_number: int
    order_number: int
    proof_number: int
    kind: str
    state: str
    file_id: str | None
    file_unique_id: str | None
    reason: str | None
    made_by: int

    @property
    def key(self) -> ProofKey:
        return ProofKey(self.user_id, self.project_number, self.order_number, self.proof_number)


class ProofRow(NamedTuple):
    """One that waits, with its order and whose that is."""

    order_number: int
    proof_number: int
    code: str
    buyer_number: int
    buyer_name: str
    owed: int
    sent_at: datetime


_ALL = select(*columns(Proofs, Proof)).where(
    Proofs.user_id == bindparam("user_id"), Proofs.project_number == bindparam("project_number")
)
_OF_ORDER = _ALL.where(Proofs.order_number == bindparam("order_number")).order_by(Proofs.proof_number)
_FIND = _OF_ORDER.where(Proofs.proof_number == bindparam("proof_number"))
# Written out, for only then is the index of those that wait used.
_IS_WAITING = text("proofs.state = 'waiting'")
_WAITS = (
    select(Proofs.proof_number)
    .where(
        Proofs.user_id == bindparam("user_id"),
        Proofs.project_number == bindparam("project_number"),
        Proofs.order_number == bindparam("order_number"),
        Proofs.state == "waiting",
    )
    .limit(1)
)
_WAITING = (
    select(
        Proofs.order_number,
        Proofs.proof_number,
        Orders.code,
        Orders.buyer_number,
        Buyers.name,
        Orders.total - Orders.paid,
        Proofs.created_at,
    )
    .join(
        Orders,
        and_(
            Orders.user_id == Proofs.user_id,
            Orders.project_number == Proofs.project_number,
            Orders.order_number == Proofs.order_number,
        ),
    )
    .join(Buyers, and_(Buyers.user_id == Orders.user_id, Buyers.buyer_number == Orders.buyer_number))
    .where(Proofs.user_id == bindparam("user_id"), Proofs.project_number == bindparam("project_number"), _IS_WAITING)
    .order_by(Proofs.proof_number)
)
_COUNT_WAITING = select(func.count()).where(
    Proofs.user_id == bindparam("user_id"), Proofs.project_number == bindparam("project_number"), _IS_WAITING
)
_SEEN = (
    select(Proofs.user_id, Proofs.project_number, Proofs.order_number, Proofs.proof_number)
    .where(Proofs.user_id == bindparam("user_id"), Proofs.file_unique_id == bindparam("file_unique_id"))
    .order_by(Proofs.project_number, Proofs.proof_number)
    .limit(bindparam("limit"))
)
_ADD = insert(Proofs)
_DECIDE = update(Proofs).where(
    Proofs.user_id == bindparam("owner"),
    Proofs.project_number == bindparam("project"),
    Proofs.order_number == bindparam("held_by"),
    Proofs.proof_number == bindparam("number"),
    Proofs.state == bindparam("before"),
)
_SETTLE = (
    update(Proofs)
    .where(
        Proofs.user_id == bindparam("owner"),
        Proofs.project_number == bindparam("project"),
        Proofs.order_number == bindparam("held_by"),
        Proofs.state == "waiting",
    )
    .returning(Proofs.proof_number)
)
_REJECT_ALL = update(Proofs).where(
    Proofs.user_id == bindparam("owner"), Proofs.project_number == bindparam("project"), _IS_WAITING
)


async def find_proof(work: Work, key: ProofKey) -> Proof:
    found = await work.row(Proof, _FIND, key._asdict())
    if found is None:
        raise NotFound("proof", key.proof_number)
    return found


async def list_proofs(work: Work, order: OrderKey) -> list[Proof]:
    """The oldest first."""
    return await work.rows(Proof, _OF_ORDER, order._asdict())


async def is_waiting_for_review(work: Work, order: OrderKey) -> bool:
    """Then it does not expire, and nobody reminds of it."""
    return (await work.execute(_WAITS, order._asdict())).first() is not None


async def list_waiting(work: Work, project: ProjectKey, limit: int, skip: int) -> list[ProofRow]:
    """Which waits longest comes first."""
    return await work.rows(ProofRow, _WAITING.limit(limit).offset(skip), project._asdict())


async def count_waiting(work: Work, project: ProjectKey) -> int:
    return int((await work.execute(_COUNT_WAITING, project._asdict())).scalar_one())


async def list_seen(work: Work, user_id: int, file_unique_id: str, limit: int) -> list[ProofKey]:
    """Wherever the same picture was sent to this organizer."""
    values = {"user_id": user_id, "file_unique_id": file_unique_id, "limit": limit}
    return await work.rows(ProofKey, _SEEN, values)


async def add_proof(work: Work, proof: Proof) -> None:
    await work.execute(_ADD, {**proof._asdict(), "created_at": work.now, "updated_at": work.now})


async def decide_proof(work: Work, proof: Proof, state: str, reason: str | None = None) -> bool:
    """From what it was, unless somebody was faster."""
    values = {**_of(proof.key.order), "number": proof.proof_number, "before": proof.state}
    changes = {"state": state, "reason": reason, "updated_at": work.now}
    return (await work.execute(_DECIDE, {**values, **changes})).rowcount == 1


async def settle_proofs(work: Work, order: OrderKey, state: str) -> list[int]:
    """All that wait, whose order was paid or ended in some other way; and which they are."""
    settled = await work.execute(_SETTLE, {**_of(order), "state": state, "updated_at": work.now})
    return sorted(settled.scalars())


async def reopen_proofs(work: Work, order: OrderKey, numbers: Sequence[int], before: str) -> None:
    """Nobody has looked at them, after all."""
    values = {**_of(order), "before": before, "state": "waiting", "reason": None, "updated_at": work.now}
    for number in numbers:
        await work.execute(_DECIDE, {**values, "number": number})


async def reject_every_proof(work: Work, project: ProjectKey) -> None:
    """Of a project that is called off."""
    values = {"owner": project.user_id, "project": project.project_number}
    await work.execute(_REJECT_ALL, {**values, "state": "rejected", "updated_at": work.now})


def _of(order: OrderKey) -> dict[str, int]:
    return {"owner": order.user_id, "project": order.project_number, "held_by": order.order_number}
