"""Numbers given back: unpaid ones released, whole orders voided with a reason; nothing that was paid is forgotten."""

import asyncio

from db.orders import find_order
from db.payments import list_payments
from db.raffles import list_held, list_numbers_of
from db.sets import change_set, list_sets
from rules.keys import OrderKey, ProjectKey
from rules.misreadings import NumbersUnreadable, TextMissing, TextTooLong, TooManyNumbers
from rules.refusals import MoveNotAllowed, NotFound, NumbersAlreadyPaid, NumbersNotHeld, PaidMoreThanRemains
from rules.states import PaymentMethod
from services.payments import pay
from services.releases import release, void
from services.totals import stand_of
from tests.cast import ANA, MARTA, SOFIA, House

CASH, CARD = PaymentMethod.CASH, PaymentMethod.CARD


async def test_a_part_given_back_lowers_the_total_and_frees_the_numbers(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2, 3)).order
    (released,) = await house.do(release, project.key, [3, 1], SOFIA)
    assert (released.before, set(released.numbers)) == (order, {1, 3})
    assert (released.after.state, released.after.total, released.after.owed) == ("reserved", 500, 500)
    assert (released.after.told_deadline_at, released.after.code) == (order.told_deadline_at, order.code)
    assert await house.look(find_order, order.key) == released.after
    assert [held.raffle_number for held in await house.look(list_held, project.key, [1, 2, 3])] == [2]
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.before["total"], told.after["total"]) == ("order.released", SOFIA, 1500, 500)
    assert told.after["freed"] == [1, 3]
    assert (await house.sell(project.key, 1, 3, buyer=MARTA)).order.state == "paid"


async def test_an_order_that_gives_everything_back_ends(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2)).order
    (released,) = await house.do(release, project.key, [1, 2], ANA)
    assert (released.after.state, released.after.paid) == ("cancelled", 0)
    assert await house.look(list_numbers_of, order.key) == []
    stand = await house.look(stand_of, project.key)
    assert (stand.free, stand.owed, stand.to_refund) == (100, 0, 0)


async def test_what_is_given_back_counts_at_the_price_at_which_it_was_taken(house: House) -> None:
    project = await house.open_project(price=500)
    await house.add_set(project.key, 200, 299, price=125)
    await house.reserve(project.key, 1, 200, 201)
    for raffle_set in await house.look(list_sets, project.key):
        await house.do(change_set, raffle_set._replace(unit_price=9000))
    (released,) = await house.do(release, project.key, [1, 200], ANA)
    assert released.after.total == 125


async def test_less_than_was_paid_cannot_remain(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2, 3)).order
    await house.do(pay, order.key, ANA, CASH, 501)
    refused = await house.refuses(PaidMoreThanRemains, release, project.key, [2, 3], ANA)
    assert (refused.paid, refused.new_total, refused.currency) == (501, 500, "USD")
    everything = await house.refuses(PaidMoreThanRemains, release, project.key, [1, 2, 3], ANA)
    assert everything.new_total == 0
    (released,) = await house.do(release, project.key, [3], ANA)
    assert (released.after.state, released.after.owed) == ("reserved", 499)


async def test_an_order_is_a_sale_when_what_remains_is_paid_exactly(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2, 3)).order
    await house.do(pay, order.key, ANA, CASH, 600)
    await house.do(pay, order.key, ANA, CARD, 400)
    (released,) = await house.do(release, project.key, [2], ANA)
    assert (released.after.state, released.after.total, released.after.paid) == ("paid", 1000, 1000)
    raffles = await house.look(list_numbers_of, order.key)
    assert [(raffle.raffle_number, raffle.state, raffle.payment_method) for raffle in raffles] == [
        (1, "sold", "card"),
        (3, "sold", "card"),
    ]
    assert len({raffle.receipt for raffle in raffles} - {None}) == 2
    told = (await house.told())[-1]
    assert (told.before["state"], told.after["state"]) == ("reserved", "paid")


async def test_numbers_of_several_orders_are_given_back_together(house: House) -> None:
    project = await house.open_project()
    await house.reserve(project.key, 1, 2)
    await house.reserve(project.key, 3, 4, buyer=MARTA)
    first, second = await house.do(release, project.key, [4, 2, 3, 2], ANA)
    assert (first.numbers, first.after.total) == ((2,), 500)
    assert (second.numbers, second.after.state) == ((3, 4), "cancelled")
    assert [told.kind for told in (await house.told())[-2:]] == ["order.released"] * 2


async def test_one_that_cannot_be_given_back_keeps_all_the_others(house: House) -> None:
    project = await house.open_project()
    await house.reserve(project.key, 1, 2)
    part_paid = (await house.reserve(project.key, 3, 4, buyer=MARTA)).order
    await house.do(pay, part_paid.key, ANA, CASH, 600)
    await house.sell(project.key, 5)
    await house.refuses(PaidMoreThanRemains, release, project.key, [1, 3], ANA)
    paid = await house.refuses(NumbersAlreadyPaid, release, project.key, [1, 5], ANA)
    assert (paid.numbers, paid.ranges) == ((5,), ((0, 99, 0),))
    free = await house.refuses(NumbersNotHeld, release, project.key, [1, 70, 9, 100], ANA)
    assert (free.numbers, free.ranges) == ((9, 70, 100), ((0, 99, 0),))
    await house.refuses(NumbersUnreadable, release, project.key, [], ANA)
    await house.refuses(TooManyNumbers, release, project.key, range(1001), ANA)
    await house.refuses(NotFound, release, ProjectKey(ANA, 2), [1], ANA)


async def test_a_number_is_given_back_once(house: House) -> None:
    project = await house.open_project()
    await house.reserve(project.key, 1, 2)
    results = await asyncio.gather(
        *(house.do(release, project.key, [1], ANA) for _ in range(5)), return_exceptions=True
    )
    assert sum(isinstance(result, NumbersNotHeld) for result in results) == 4
    assert (await house.look(stand_of, project.key)).free == 99


async def test_a_voided_sale_frees_its_numbers_and_its_money_is_to_be_given_back(house: House) -> None:
    project = await house.open_project()
    order = (await house.sell(project.key, 1, 2)).order
    voided = await house.do(void, order.key, "  Typed   twice ", SOFIA)
    assert (voided.before, voided.numbers) == (order, (1, 2))
    assert (voided.after.state, voided.after.paid, voided.after.void_reason) == ("cancelled", 1000, "Typed twice")
    assert await house.look(find_order, order.key) == voided.after
    assert [payment.amount for payment in await house.look(list_payments, order.key)] == [1000]
    stand = await house.look(stand_of, project.key)
    assert (stand.free, stand.money_in, stand.to_refund) == (100, 0, 1000)
    told = (await house.told())[-1]
    assert (told.kind, told.made_by) == ("order.voided", SOFIA)
    assert (told.before["state"], told.after["state"], told.after["freed"]) == ("paid", "cancelled", [1, 2])


async def test_a_voided_reservation_keeps_the_parts_that_were_paid(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2)).order
    await house.do(pay, order.key, ANA, CASH, 300)
    await house.do(void, order.key, "Changed their mind", ANA)
    stand = await house.look(stand_of, project.key)
    assert (stand.free, stand.owed, stand.money_in, stand.to_refund) == (100, 0, 0, 300)


async def test_a_sale_after_a_void_proves_itself_with_new_receipts(house: House) -> None:
    project = await house.open_project()
    first = (await house.sell(project.key, 1)).order
    (old,) = await house.look(list_numbers_of, first.key)
    await house.do(void, first.key, "By mistake", ANA)
    second = (await house.sell(project.key, 1, buyer=MARTA)).order
    (new,) = await house.look(list_numbers_of, second.key)
    assert old.receipt
    assert new.receipt
    assert old.receipt != new.receipt
    assert first.code != second.code


async def test_a_freed_number_shows_nothing_of_who_held_it(house: House) -> None:
    project = await house.open_project()
    order = (await house.sell(project.key, 1)).order
    await house.do(void, order.key, "By mistake", ANA)
    (row,) = (await house.everything())["raffles"]
    assert row[:4] == (ANA, 1, 1, 1)
    assert row[4:10] == (None, None, "available", None, None, None)


async def test_a_void_needs_a_reason(house: House) -> None:
    project = await house.open_project()
    order = (await house.sell(project.key, 1)).order
    assert (await house.refuses(TextMissing, void, order.key, " \n", ANA)).field == "reason"
    assert (await house.refuses(TextTooLong, void, order.key, "a" * 301, ANA)).field == "reason"


async def test_an_order_ends_once(house: House) -> None:
    project = await house.open_project()
    order = (await house.sell(project.key, 1)).order
    await house.do(void, order.key, "By mistake", ANA)
    refused = await house.refuses(MoveNotAllowed, void, order.key, "Again", ANA)
    assert (refused.noun, refused.state, refused.wanted) == ("order", "cancelled", "cancelled")
    await house.refuses(NotFound, void, OrderKey(ANA, 1, 2), "Again", ANA)
    await house.refuses(NotFound, void, OrderKey(ANA, 2, 1), "Again", ANA)


async def test_with_an_order_named_only_its_own_numbers_are_given_back(house: House) -> None:
    project = await house.open_project()
    own = (await house.reserve(project.key, 1, 2)).order
    await house.reserve(project.key, 3, buyer=MARTA)
    refusal = await house.refuses(NumbersNotHeld, release, project.key, [1, 3], ANA, held_by=own.order_number)
    assert refusal.numbers == (3,)
    (released,) = await house.do(release, project.key, [1], ANA, held_by=own.order_number)
    assert (released.after.key, released.numbers) == (own.key, (1,))
