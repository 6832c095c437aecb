"""Recording money on an order, whole or in parts; the part that completes it sells its numbers."""

from collections.abc import Sequence
from typing import NamedTuple

from db.buyers import find_buyer
from db.counters import take_numbers
from db.events import note_event
from db.orders import Order, change_order, find_order
from db.payments import Payment, add_payment, list_payments
from db.projects import lock_project
from db.proofs import settle_proofs
from db.raffles import list_held, list_numbers_of, sell_numbers
from db.reminders import drop_all_planned
from db.sets import list_ranges
from db.work import Work
from rules.codes import receipt, receipts
from rules.keys import BuyerKey, OrderKey, ProjectKey
from rules.misreadings import AmountNotPositive
from rules.refusals import AmountAboveOwed, NumbersNotHeld, OrderNotPayable
from rules.states import OrderState, PaymentMethod, ProofState, check_move
from services.projects import require_running
from services.tickets import post_ticket


class Paid(NamedTuple):
    order: Order
    payment: Payment
    numbers: tuple[int, ...]
    """All that the order holds."""


async def pay_for_number(
    work: Work, project_key: ProjectKey, number: int, by: int, method: PaymentMethod, amount: int | None = None
) -> Paid:
    """Pays the order that holds the number: all that is owed, or a part."""
    await lock_project(work, project_key)
    held = await list_held(work, project_key, [number])
    if not held:
        raise NumbersNotHeld((number,), await list_ranges(work, project_key))
    return await pay(work, OrderKey(*project_key, held[0].order_number), by, method, amount)


async def pay(work: Work, key: OrderKey, by: int, method: PaymentMethod, amount: int | None = None) -> Paid:
    project = await lock_project(work, key.project)
    order = await find_order(work, key)
    require_running(project)
    if order.state != OrderState.RESERVED:
        raise OrderNotPayable(order.order_number, order.state)
    paid_now = order.owed if amount is None else amount
    if paid_now <= 0:
        raise AmountNotPositive(str(amount))
    if paid_now > order.owed:
        raise AmountAboveOwed(paid_now, order.owed, project.currency)
    payment = await record_payment(work, order, paid_now, method, by)
    changed = order._replace(paid=order.paid + paid_now)
    numbers = [raffle.raffle_number for raffle in await list_numbers_of(work, key)]
    proofs: list[int] = []
    if changed.owed == 0:
        changed = await complete(work, changed, numbers, method, by)
        proofs = await settle_proofs(work, key, ProofState.ACCEPTED.value)
    else:
        await change_order(work, changed)
    _note(work, order, changed, payment, proofs, by)
    return Paid(changed, payment, tuple(numbers))


async def complete(work: Work, order: Order, numbers: Sequence[int], method: PaymentMethod, by: int) -> Order:
    """A reservation with nothing left to pay becomes a sale: its numbers are sold, each with a receipt."""
    check_move("order", OrderState(order.state), OrderState.PAID)
    sold = order._replace(state=OrderState.PAID.value, check_code=order.check_code or receipt(work.chance))
    await change_order(work, sold)
    await drop_all_planned(work, order.key)
    await sell_numbers(work, order.key, method.value, receipts_for(work, numbers, method.value))
    buyer = await find_buyer(work, BuyerKey(order.user_id, order.buyer_number))
    await post_ticket(work, sold, buyer, by)
    return sold


async def last_method(work: Work, order: OrderKey) -> PaymentMethod:
    return PaymentMethod((await list_payments(work, order))[-1].method)


def receipts_for(work: Work, numbers: Sequence[int], method: str | None) -> dict[int, str | None]:
    """A new one for each number that is sold; what is not paid has none."""
    drawn = [None] * len(numbers) if method is None else receipts(work.chance, len(numbers))
    return dict(zip(numbers, drawn, strict=True))


async def record_payment(
    work: Work, order: Order, amount: int, method: PaymentMethod, by: int, number: int | None = None
) -> Payment:
    """Under the next number, unless one was taken for it already."""
    if number is None:
        (number,) = await take_numbers(work, order.user_id, payment_scope(order.project_number))
    payment = Payment(*order.key, number, amount, method.value, by)
    await add_payment(work, payment)
    return payment


def payment_scope(project_number: int) -> str:
    return f"project:{project_number}:payment"


def _note(work: Work, before: Order, after: Order, payment: Payment, proofs: Sequence[int], by: int) -> None:
    """With the proofs that this settles: undone, they wait again."""
    note_event(
        work,
        "order.paid" if after.state == OrderState.PAID else "order.paid_in_part",
        **after.key._asdict(),
        buyer_number=after.buyer_number,
        made_by=by,
        before=before.facts,
        after=after.facts | payment.facts | ({"proofs": proofs} if proofs else {}),
    )
