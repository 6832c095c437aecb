"""Money recorded on an order, whole or in parts: the part that completes it sells its numbers."""

import asyncio
from datetime import timedelta

from db.orders import find_order
from db.payments import list_payments
from db.raffles import list_numbers_of
from rules.keys import OrderKey, ProjectKey
from rules.misreadings import AmountNotPositive
from rules.refusals import AmountAboveOwed, NotFound, NumbersNotHeld, OrderNotPayable
from rules.states import PaymentMethod
from services.payments import Paid, last_method, pay, pay_for_number
from services.releases import release, void
from services.totals import stand_of
from tests.cast import ANA, MARTA, SOFIA, House

CASH, CARD, TRANSFER = PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.TRANSFER


async def test_a_whole_payment_sells_the_numbers_with_receipts(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 7, 8)).order
    paid = await house.do(pay, order.key, SOFIA, TRANSFER)
    assert (paid.order.state, paid.order.paid, paid.order.owed, paid.numbers) == ("paid", 1000, 0, (7, 8))
    assert (paid.payment.payment_number, paid.payment.amount, paid.payment.made_by) == (1, 1000, SOFIA)
    assert await house.look(find_order, order.key) == paid.order
    raffles = await house.look(list_numbers_of, order.key)
    assert {(raffle.state, raffle.payment_method) for raffle in raffles} == {("sold", "transfer")}
    assert len({raffle.receipt for raffle in raffles} - {None}) == 2


async def test_parts_leave_the_numbers_reserved_until_the_last_one_sells_them(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 7, 8)).order
    for amount, method, owed in ((300, CASH, 700), (699, CARD, 1)):
        part = await house.do(pay, order.key, ANA, method, amount)
        assert (part.order.state, part.order.owed, part.payment.amount) == ("reserved", owed, amount)
        for raffle in await house.look(list_numbers_of, order.key):
            assert (raffle.state, raffle.payment_method, raffle.receipt) == ("reserved", None, None)
    last = await house.do(pay, order.key, ANA, TRANSFER)
    assert (last.order.state, last.payment.amount, last.payment.payment_number) == ("paid", 1, 3)
    assert {raffle.payment_method for raffle in await house.look(list_numbers_of, order.key)} == {"transfer"}
    payments = await house.look(list_payments, order.key)
    assert [(payment.amount, payment.method) for payment in payments] == [(300, "cash"), (699, "card"), (1, "transfer")]
    assert await house.look(last_method, order.key) == TRANSFER


async def test_each_payment_is_told(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 7, 8)).order
    await house.do(pay, order.key, SOFIA, CASH, 300)
    await house.do(pay, order.key, ANA, CARD)
    part, whole = (await house.told())[-2:]
    assert (part.kind, part.made_by) == ("order.paid_in_part", SOFIA)
    assert (part.before["paid"], part.after["paid"], part.after["amount"], part.after["method"]) == (
        0,
        300,
        300,
        "cash",
    )
    assert (whole.kind, whole.made_by) == ("order.paid", ANA)
    assert (whole.before["state"], whole.after["state"], whole.after["payment"]) == ("reserved", "paid", 2)


async def test_a_number_stands_for_its_whole_order(house: House) -> None:
    project = await house.open_project()
    await house.reserve(project.key, 1, buyer=MARTA)
    order = (await house.reserve(project.key, 7, 8)).order
    part = await house.do(pay_for_number, project.key, 8, ANA, CASH, 250)
    assert (part.order.key, part.order.paid, part.numbers) == (order.key, 250, (7, 8))
    whole = await house.do(pay_for_number, project.key, 7, ANA, CASH)
    assert (whole.order.state, whole.payment.amount) == ("paid", 750)


async def test_what_was_reserved_earlier_is_paid_at_the_moment_of_the_payment(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 7)).order
    house.clock.pass_(timedelta(hours=50))
    assert (await house.do(pay, order.key, ANA, CASH)).order.state == "paid"


async def test_amounts_that_cannot_be_taken_are_refused(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 7, 8)).order
    await house.do(pay, order.key, ANA, CASH, 400)
    for amount in (0, -1):
        await house.refuses(AmountNotPositive, pay, order.key, ANA, CASH, amount)
        await house.refuses(AmountNotPositive, pay_for_number, project.key, 7, ANA, CASH, amount)
    refused = await house.refuses(AmountAboveOwed, pay, order.key, ANA, CASH, 601)
    assert (refused.amount, refused.owed, refused.currency) == (601, 600, "USD")
    await house.refuses(AmountAboveOwed, pay_for_number, project.key, 7, ANA, CASH, 601)


async def test_only_a_live_reservation_is_paid(house: House) -> None:
    project = await house.open_project()
    sold = (await house.sell(project.key, 1)).order
    released = (await house.reserve(project.key, 2)).order
    await house.do(release, project.key, [2], ANA)
    voided = (await house.reserve(project.key, 3)).order
    await house.do(void, voided.key, "By mistake", ANA)
    for order, state in ((sold, "paid"), (released, "cancelled"), (voided, "cancelled")):
        refused = await house.refuses(OrderNotPayable, pay, order.key, ANA, CASH)
        assert (refused.order_number, refused.state) == (order.order_number, state)
    await house.refuses(OrderNotPayable, pay_for_number, project.key, 1, ANA, CASH)


async def test_a_number_that_nobody_holds_has_nothing_to_pay(house: House) -> None:
    project = await house.open_project()
    await house.reserve(project.key, 1, 2)
    await house.do(release, project.key, [2], ANA)
    for number in (2, 50, 100, 10**6):
        refused = await house.refuses(NumbersNotHeld, pay_for_number, project.key, number, ANA, CASH)
        assert refused.numbers == (number,)


async def test_what_is_not_there_is_not_found(house: House) -> None:
    await house.open_project()
    order = await house.refuses(NotFound, pay, OrderKey(ANA, 1, 1), ANA, CASH)
    assert (order.noun, order.number) == ("order", 1)
    project = await house.refuses(NotFound, pay_for_number, ProjectKey(ANA, 2), 1, ANA, CASH)
    assert (project.noun, project.number) == ("project", 2)


async def test_of_many_whole_payments_at_once_one_is_recorded(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 7)).order
    results = await asyncio.gather(
        *(house.do(pay, order.key, ANA, CASH) for _ in range(8)),
        return_exceptions=True,
    )
    assert sum(isinstance(result, Paid) for result in results) == 1
    assert sum(isinstance(result, OrderNotPayable) for result in results) == 7
    assert (await house.look(stand_of, project.key)).money_in == 500


async def test_parts_recorded_at_once_are_all_counted(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 7)).order
    await asyncio.gather(*(house.do(pay, order.key, ANA, CASH, 50) for _ in range(10)))
    assert (await house.look(find_order, order.key)).state == "paid"
    payments = await house.look(list_payments, order.key)
    assert [payment.payment_number for payment in payments] == list(range(1, 11))
