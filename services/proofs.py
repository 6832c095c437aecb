"""Proofs of payment: sent by the buyer of an order, looked at by its organizer, and decided once."""

from datetime import timedelta
from typing import NamedTuple

from db import proofs as door
from db.anywhere import count_proofs_since
from db.buyers import Buyer, find_buyer
from db.counters import take_numbers
from db.events import note_event
from db.orders import Order, find_order
from db.outbox import ANSWER, post_notice
from db.projects import Project, find_project, lock_project
from db.proofs import Proof, ProofRow, add_proof, decide_proof, find_proof, list_proofs, list_seen
from db.raffles import list_numbers_of
from db.sets import list_ranges
from db.work import Work
from rules.buying import (
    MOST_PROOFS,
    MOST_PROOFS_AN_HOUR,
    NothingToProve,
    ProofDecided,
    ProvedTooOften,
    TooManyProofs,
)
from rules.keys import BuyerKey, OrderKey, ProjectKey, ProofKey
from rules.numbers import NumberRange
from rules.refusals import NotFound
from rules.states import OrderState, PaymentMethod, ProofKind, ProofState
from rules.terms import minutes
from rules.words import REASON_LIMIT, clean_line
from services.errands import plan_asking_for_proofs
from services.pages import PAGE_SIZE, Page, page_of, skip_to
from services.payments import Paid, pay
from services.projects import require_running

PROOF, PROOF_REJECTED, PROOF_AGAIN = "proof", "proof-rejected", "proof-again"
PROOF_SENT, PROOF_DECIDED = "order.proof_sent", "order.proof_decided"
"""In the history. They change nothing of the order."""
_SEEN_SHOWN = 4
_HOUR = timedelta(hours=1)


class ProofView(NamedTuple):
    proof: Proof
    project: Project
    order: Order
    buyer: Buyer
    numbers: tuple[int, ...]
    ranges: tuple[NumberRange, ...]
    seen_in: tuple[OrderKey, ...]
    """The same picture was sent for these too, or for this order twice."""

    @property
    def seen_before(self) -> bool:
        return bool(self.seen_in)


async def send_proof(
    work: Work, order_key: OrderKey, telegram_id: int, kind: ProofKind, file_id: str, file_unique_id: str
) -> Proof:
    """Of the buyer's own order; while it waits, the order does not expire. The organizer hears of it once."""
    project = await lock_project(work, order_key.project)
    order, _ = await find_own(work, order_key, telegram_id)
    require_running(project)
    if order.state != OrderState.RESERVED:
        raise NothingToProve(order.order_number, order.state)
    sent = await list_proofs(work, order_key)
    if len(sent) >= MOST_PROOFS:
        raise TooManyProofs(MOST_PROOFS)
    same = [one for one in sent if one.state == ProofState.WAITING and one.file_unique_id == file_unique_id]
    if same:
        return same[0]
    if await count_proofs_since(work, telegram_id, work.now - _HOUR) >= MOST_PROOFS_AN_HOUR:
        raise ProvedTooOften(MOST_PROOFS_AN_HOUR, minutes(_HOUR))
    (number,) = await take_numbers(work, order.user_id, f"project:{order.project_number}:proof")
    state = ProofState.WAITING.value
    proof = Proof(*order_key, number, kind.value, state, file_id, file_unique_id, None, telegram_id)
    await add_proof(work, proof)
    _note(work, PROOF_SENT, order, proof, telegram_id)
    await post_notice(work, PROOF, order.user_id, proof.key, ANSWER, _once(PROOF, proof))
    if not project.practice:
        await plan_asking_for_proofs(work, order.user_id)
    return proof


async def find_own(work: Work, key: OrderKey, telegram_id: int) -> tuple[Order, Buyer]:
    """An order and its buyer, if it is they who ask; to anybody else it is not there."""
    order = await find_order(work, key)
    buyer = await find_buyer(work, BuyerKey(key.user_id, order.buyer_number))
    if buyer.telegram_id != telegram_id:
        raise NotFound("order", key.order_number)
    return order, buyer


async def find_proof_view(work: Work, key: ProofKey) -> ProofView:
    proof = await find_proof(work, key)
    order = await find_order(work, key.order)
    return ProofView(
        proof=proof,
        project=await find_project(work, key.order.project),
        order=order,
        buyer=await find_buyer(work, BuyerKey(key.user_id, order.buyer_number)),
        numbers=tuple(raffle.raffle_number for raffle in await list_numbers_of(work, key.order)),
        ranges=await list_ranges(work, key.order.project),
        seen_in=await _seen_in(work, proof),
    )


async def accept_proof(work: Work, key: ProofKey, by: int) -> Paid:
    """The rest is paid by transfer, the numbers are sold and the ticket goes out; every proof of the order is settled.

    Pressed twice, or by two, it is done once.
    """
    await _lock_waiting(work, key)
    return await pay(work, key.order, by, PaymentMethod.TRANSFER)


async def reject_proof(work: Work, key: ProofKey, reason: str, by: int) -> Proof:
    """The buyer is told why; from then on the order may expire."""
    return await _decide(work, key, ProofState.REJECTED, clean_line(reason, "reason", REASON_LIMIT), by)


async def ask_again(work: Work, key: ProofKey, by: int) -> Proof:
    """For one that can be read, or of the right payment."""
    return await _decide(work, key, ProofState.AGAIN, None, by)


async def find_waiting_proof(work: Work, order_key: OrderKey) -> ProofKey | None:
    """The newest of the order's that nobody has looked at."""
    waiting = [one.key for one in await list_proofs(work, order_key) if one.state == ProofState.WAITING]
    return waiting[-1] if waiting else None


async def list_waiting_proofs(work: Work, project_key: ProjectKey, page: int = 1) -> Page[ProofRow]:
    """Which waits longest comes first."""
    await find_project(work, project_key)
    return page_of(await door.list_waiting(work, project_key, PAGE_SIZE + 1, skip_to(page)), page)


async def count_waiting_proofs(work: Work, project_key: ProjectKey) -> int:
    await find_project(work, project_key)
    return await door.count_waiting(work, project_key)


async def _decide(work: Work, key: ProofKey, state: ProofState, reason: str | None, by: int) -> Proof:
    proof = await _lock_waiting(work, key)
    decided = proof._replace(state=state.value, reason=reason)
    if not await decide_proof(work, proof, decided.state, reason):
        raise ProofDecided(proof.proof_number, decided.state)
    order = await find_order(work, key.order)
    _note(work, PROOF_DECIDED, order, decided, by)
    buyer = await find_buyer(work, BuyerKey(key.user_id, order.buyer_number))
    if buyer.telegram_id is not None:
        about = PROOF_REJECTED if state == ProofState.REJECTED else PROOF_AGAIN
        # By the time it leaves the order may hold none of them any more.
        numbers = ",".join(str(raffle.raffle_number) for raffle in await list_numbers_of(work, key.order))
        keys = {**key._asdict(), "buyer_number": buyer.buyer_number, "numbers": numbers}
        await post_notice(work, about, buyer.telegram_id, keys, ANSWER, _once(about, proof))
    return decided


async def _lock_waiting(work: Work, key: ProofKey) -> Proof:
    require_running(await lock_project(work, key.order.project))
    proof = await find_proof(work, key)
    if proof.state != ProofState.WAITING:
        raise ProofDecided(proof.proof_number, proof.state)
    return proof


async def _seen_in(work: Work, proof: Proof) -> tuple[OrderKey, ...]:
    if proof.file_unique_id is None:
        return ()
    seen = await list_seen(work, proof.user_id, proof.file_unique_id, _SEEN_SHOWN)
    return tuple(dict.fromkeys(key.order for key in seen if key != proof.key))


def _once(about: str, proof: Proof) -> str:
    return "/".join((about, *map(str, proof.key)))


def _note(work: Work, kind: str, order: Order, proof: Proof, by: int) -> None:
    note_event(
        work,
        kind,
        **order.key._asdict(),
        buyer_number=order.buyer_number,
        made_by=by,
        before=order.facts,
        after={**order.facts, "proof": proof.proof_number, "proof_state": proof.state},
    )
