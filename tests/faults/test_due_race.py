"""What is due at the same moment as somebody acts: one of the two happens, and nothing is both free and somebody's."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy import text

from bot.clock import remind_all_due
from db.due import claim_due_orders
from db.invariants import check
from db.orders import find_order
from rules.keys import OrderKey
from rules.numbers import Chosen
from rules.refusals import Refusal
from rules.states import PaymentMethod, ProofKind
from services.buying import buy
from services.due_reminders import remind_due
from services.expiries import expire_due
from services.holders import change_holder
from services.orders import extend
from services.payments import pay
from services.proofs import send_proof
from services.strangers import Person
from services.totals import stand_of
from tests.cast import ANA, MARTA, House

LUIS = Person(2001, "Luis")
CASH = PaymentMethod.CASH
HOUR = timedelta(hours=1)
OVER = 60 * HOUR


async def tried(deed: Awaitable[object]) -> Refusal | None:
    try:
        await deed
    except Refusal as refusal:
        return refusal
    return None


def paying(house: House, order: OrderKey) -> Awaitable[object]:
    return house.do(pay, order, ANA, CASH)


def proving(house: House, order: OrderKey) -> Awaitable[object]:
    return house.do(send_proof, order, LUIS.telegram_id, ProofKind.PHOTO, "file", f"unique {order.order_number}")


def extending(house: House, order: OrderKey) -> Awaitable[object]:
    return house.do(extend, order, 24 * HOUR, ANA)


ACTS: tuple[Callable[[House, OrderKey], Awaitable[object]], ...] = (paying, proving, extending)
AFTER = ("paid", "reserved", "reserved")


async def orders_of_luis(house: House, count: int) -> list[OrderKey]:
    """One in each project."""
    made = []
    for _ in range(count):
        project = await house.open_project()
        made.append((await house.do(buy, project.key, Chosen((7,)), LUIS)).order.key)
    return made


async def test_time_is_over_or_somebody_acts(house: House, sized: Callable[[int, int], int]) -> None:
    acted = 0
    for turn in range(sized(5, 100)):
        orders = await orders_of_luis(house, 20)
        house.clock.pass_(OVER)
        deeds = [ACTS[place % 3](house, order) for place, order in enumerate(orders)]
        sweeps = [tried(house.do(expire_due, 4)) for _ in range(5)]
        first, last = (sweeps, deeds) if turn % 2 else (deeds, sweeps)
        outcomes = await asyncio.gather(*(tried(one) for one in first), *(tried(one) for one in last))
        refusals = outcomes[len(sweeps) :] if first is sweeps else outcomes[: len(deeds)]
        for place, (order, refusal) in enumerate(zip(orders, refusals, strict=True)):
            stands = (await house.look(find_order, order)).state
            stand = await house.look(stand_of, order.project)
            acted += refusal is None
            assert stands == (AFTER[place % 3] if refusal is None else "expired")
            assert (stand.free == 100) == (stands == "expired")
            assert stand.money_in == (500 if stands == "paid" else 0)
        while await house.do(expire_due):
            pass
    assert acted > 0
    assert [finding async for finding in check(house.store)] == []


async def test_looking_first_and_ending_without_looking_again_loses_a_paid_order(house: House) -> None:
    """The control: whoever lists what is due in one unit and ends it in another, without a lock or a second look."""
    (order,) = await orders_of_luis(house, 1)
    house.clock.pass_(OVER)
    async with house.store.work() as work:
        due = await claim_due_orders(work, 10)
    await house.do(pay, order, ANA, CASH)
    assert due == [order]
    async with house.store.work() as work:
        await work.execute(text("UPDATE orders SET state = 'expired' WHERE state <> 'expired'"))
        work.keep()
    assert {finding.invariant async for finding in check(house.store)} >= {"order-as-told"}


async def test_a_reminder_goes_once_whatever_happens_beside_it(house: House, sized: Callable[[int, int], int]) -> None:
    """Nothing waits for another in a circle, either."""
    for _ in range(sized(5, 100)):
        orders = await orders_of_luis(house, 4)
        house.clock.pass_(24 * HOUR)
        deeds = [
            house.do(remind_due, 2),
            house.do(extend, orders[0], 30 * HOUR, ANA),
            house.do(pay, orders[1], ANA, CASH),
            house.do(change_holder, orders[2], MARTA, ANA),
            house.do(remind_due, 2),
            house.do(pay, orders[3], ANA, CASH, 100),
        ]
        await asyncio.wait_for(asyncio.gather(*deeds), 30)
        await remind_all_due(house.store)
    rows = (await house.everything())["reminders"]
    keys = [row[:5] for row in rows if row[5] == "sent"]
    assert len(keys) == len(set(keys)) > 0
    assert [finding async for finding in check(house.store)] == []
