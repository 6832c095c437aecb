"""Taking numbers: reserved or sold, chosen or at random, all of them or none."""

import asyncio
import re
from datetime import timedelta

import pytest

from db.orders import find_order
from db.payments import list_payments
from db.raffles import list_numbers_of
from rules.keys import ProjectKey
from rules.misreadings import HoldOutOfBounds, NumbersRepeated, NumbersUnreadable, TextMissing, TooManyNumbers
from rules.numbers import AtRandom, Chosen
from rules.refusals import (
    BuyerAmbiguous,
    NoNumbersYet,
    NotEnoughFree,
    NotFound,
    NumbersOutside,
    NumbersTaken,
    ProjectNotOpen,
)
from rules.states import PaymentMethod
from services.buyers import NumberedBuyer, TypedBuyer, add_new_buyer
from services.projects import close_project, create_project
from services.sales import Taken, reserve, sell
from services.totals import stand_of
from tests.cast import ANA, LUIS, MARTA, SOFIA, House

RECEIPT = re.compile("[a-z2-7]{26}")


async def test_a_reservation_takes_the_numbers_until_its_deadlines(house: House) -> None:
    project = await house.open_project()
    taken = await house.reserve(project.key, 7, 12)
    assert taken.numbers == (7, 12)
    assert (taken.order.state, taken.order.total, taken.order.paid) == ("reserved", 1000, 0)
    assert taken.order.told_deadline_at == house.clock.now + timedelta(hours=48)
    assert taken.order.release_at == house.clock.now + timedelta(hours=60)
    assert await house.look(find_order, taken.order.key) == taken.order


async def test_a_reserved_number_has_no_method_and_no_receipt_yet(house: House) -> None:
    project = await house.open_project()
    taken = await house.reserve(project.key, 7, 12)
    for raffle in await house.look(list_numbers_of, taken.order.key):
        assert (raffle.state, raffle.unit_price, raffle.buyer_number) == ("reserved", 500, 1)
        assert (raffle.payment_method, raffle.receipt) == (None, None)


async def test_a_hold_of_ones_own_comes_before_the_project_s(house: House) -> None:
    project = await house.open_project()
    taken = await house.reserve(project.key, 7, hold=timedelta(minutes=30))
    assert taken.order.told_deadline_at == house.clock.now + timedelta(minutes=30)
    assert taken.order.release_at == house.clock.now + timedelta(hours=12, minutes=30)
    for hold in (timedelta(minutes=4), timedelta(days=91), timedelta(0)):
        await house.refuses(HoldOutOfBounds, reserve, project.key, Chosen((8,)), LUIS, ANA, hold)


async def test_a_sale_is_paid_in_full(house: House) -> None:
    project = await house.open_project()
    taken = await house.sell(project.key, 7, 12, method=PaymentMethod.CARD)
    assert (taken.order.state, taken.order.total, taken.order.paid) == ("paid", 1000, 1000)
    assert (taken.order.told_deadline_at, taken.order.release_at) == (None, None)
    stand = await house.look(stand_of, project.key)
    assert (stand.sold, stand.reserved, stand.free, stand.money_in) == (2, 0, 98, 1000)
    (payment,) = await house.look(list_payments, taken.order.key)
    assert (payment.payment_number, payment.amount, payment.method, payment.made_by) == (1, 1000, "card", ANA)


async def test_each_sold_number_has_the_method_and_a_receipt_of_its_own(house: House) -> None:
    project = await house.open_project()
    taken = await house.sell(project.key, *range(20), method=PaymentMethod.TRANSFER)
    raffles = await house.look(list_numbers_of, taken.order.key)
    assert {(raffle.state, raffle.payment_method) for raffle in raffles} == {("sold", "transfer")}
    assert all(raffle.receipt and RECEIPT.fullmatch(raffle.receipt) for raffle in raffles)
    assert len({raffle.receipt for raffle in raffles}) == 20


async def test_one_order_may_take_from_several_sets_at_their_prices(house: House) -> None:
    project = await house.open_project(price=500)
    await house.add_set(project.key, 200, 299, price=125)
    taken = await house.reserve(project.key, 200, 7, 299)
    assert set(taken.numbers) == {7, 200, 299}
    assert taken.order.total == 750
    raffles = await house.look(list_numbers_of, taken.order.key)
    assert [(raffle.raffle_number, raffle.set_number, raffle.unit_price) for raffle in raffles] == [
        (7, 1, 500),
        (200, 2, 125),
        (299, 2, 125),
    ]


async def test_orders_count_from_1_in_each_project_and_have_codes_of_their_own(house: House) -> None:
    project = await house.open_project()
    other = await house.do(create_project, ANA, "Another")
    await house.add_set(other.key, 0, 99)
    orders = [(await house.reserve(project.key, number)).order for number in range(30)]
    orders.append((await house.reserve(other.key, 1)).order)
    assert [order.order_number for order in orders] == [*range(1, 31), 1]
    assert len({order.code for order in orders}) == 31


async def test_an_order_tells_who_took_what_for_whom(house: House) -> None:
    project = await house.open_project()
    await house.do(reserve, project.key, Chosen((1, 2)), LUIS, SOFIA)
    sold = await house.do(sell, project.key, Chosen((3,)), LUIS, SOFIA, PaymentMethod.CARD)
    reserved_told, sold_told = (await house.told())[-2:]
    assert sold.order.made_by == SOFIA
    assert (reserved_told.kind, reserved_told.made_by, reserved_told.before) == ("order.reserved", SOFIA, {})
    assert {"state": "reserved", "total": 1000, "numbers": [1, 2]}.items() <= reserved_told.after.items()
    assert (sold_told.kind, sold_told.made_by) == ("order.sold", SOFIA)
    assert {"state": "paid", "total": 500, "numbers": [3], "method": "card"}.items() <= sold_told.after.items()


async def test_a_taken_number_is_named_with_the_free_ones_nearby_and_nothing_is_written(house: House) -> None:
    project = await house.open_project()
    await house.reserve(project.key, 7)
    refused = await house.refuses(NumbersTaken, sell, project.key, Chosen((6, 7, 12)), MARTA, ANA)
    assert (refused.taken, refused.free_nearby) == ((7,), (5, 8, 9))


async def test_of_a_taken_number_it_is_told_how_it_stands_and_until_when(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 7, hold=timedelta(hours=2))).order
    await house.sell(project.key, 8, 9)
    refused = await house.refuses(NumbersTaken, sell, project.key, Chosen((7, 8)), MARTA, ANA)
    assert refused.first == ((7, "reserved", order.told_deadline_at), (8, "sold", None))
    assert (refused.ranges, refused.now) == (((0, 99, 0),), house.clock.now)
    house.clock.pass_(timedelta(hours=2))
    late = await house.refuses(NumbersTaken, sell, project.key, Chosen((7,)), MARTA, ANA)
    assert late.first == ((7, "reserved", None),), "its told deadline is over, its grace is not"


async def test_of_many_taken_numbers_the_first_few_are_told(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, *range(10))
    refused = await house.refuses(NumbersTaken, sell, project.key, Chosen((5, 4, 3, 2)), MARTA, ANA)
    assert [one.number for one in refused.first] == [2, 3, 4]


async def test_all_taken_numbers_are_named_whichever_their_set(house: House) -> None:
    project = await house.open_project(final=9)
    await house.add_set(project.key, 20, 29)
    await house.sell(project.key, 3, 25)
    refused = await house.refuses(NumbersTaken, reserve, project.key, Chosen((25, 21, 3, 4)), MARTA, ANA)
    assert refused.taken == (3, 25)


async def test_random_numbers_are_free_ones(house: House) -> None:
    project = await house.open_project(final=9)
    await house.sell(project.key, 0, 2, 4, 6)
    taken = await house.do(reserve, project.key, AtRandom(6), MARTA, ANA)
    assert set(taken.numbers) == {1, 3, 5, 7, 8, 9}
    refused = await house.refuses(NotEnoughFree, sell, project.key, AtRandom(1), MARTA, ANA)
    assert (refused.wanted, refused.free) == (1, 0)


async def test_random_numbers_come_from_all_the_sets_at_their_prices(house: House) -> None:
    project = await house.open_project(final=4, price=500)
    await house.add_set(project.key, 100, 104, price=300)
    await house.reserve(project.key, 2, 103)
    taken = await house.do(sell, project.key, AtRandom(8), MARTA, ANA)
    assert set(taken.numbers) == {0, 1, 3, 4, 100, 101, 102, 104}
    assert taken.order.total == 4 * 500 + 4 * 300


async def test_refusals_of_a_sale_write_nothing(house: House) -> None:
    project = await house.open_project()
    empty = await house.do(create_project, ANA, "No numbers yet")
    closed = await house.do(create_project, ANA, "Closed")
    await house.add_set(closed.key, 1, 10)
    await house.do(close_project, closed.key, ANA)
    for phone in range(2):
        await house.do(add_new_buyer, ANA, "Marta", None, phone)
    one = Chosen((1,))
    for key, numbers, buyer, refusal in (
        (project.key, Chosen((100, 5, 200)), LUIS, NumbersOutside),
        (project.key, Chosen((-1,)), LUIS, NumbersOutside),
        (project.key, Chosen((5, 5)), LUIS, NumbersRepeated),
        (project.key, Chosen(()), LUIS, NumbersUnreadable),
        (project.key, Chosen(tuple(range(1001))), LUIS, TooManyNumbers),
        (project.key, AtRandom(0), LUIS, NumbersUnreadable),
        (project.key, AtRandom(1001), LUIS, TooManyNumbers),
        (project.key, AtRandom(101), LUIS, NotEnoughFree),
        (project.key, one, NumberedBuyer(9), NotFound),
        (project.key, one, MARTA, BuyerAmbiguous),
        (project.key, one, TypedBuyer(" "), TextMissing),
        (ProjectKey(ANA, 9), one, LUIS, NotFound),
        (empty.key, one, LUIS, NoNumbersYet),
        (empty.key, AtRandom(1), LUIS, NoNumbersYet),
        (closed.key, one, LUIS, ProjectNotOpen),
    ):
        for take in (reserve, sell):
            await house.refuses(refusal, take, key, numbers, buyer, ANA)


async def test_numbers_outside_are_named_with_the_ranges_there_are(house: House) -> None:
    project = await house.open_project()
    await house.add_set(project.key, 200, 299)
    refused = await house.refuses(NumbersOutside, sell, project.key, Chosen((100, 5, 300)), LUIS, ANA)
    assert (refused.numbers, refused.ranges) == ((100, 300), ((0, 99, 0), (200, 299, 0)))


async def test_of_many_who_want_one_number_at_once_one_gets_it(house: House) -> None:
    project = await house.open_project()
    results = await asyncio.gather(
        *(house.reserve(project.key, 6 - n % 2, 7, 8 + n, buyer=TypedBuyer(f"Buyer {n}")) for n in range(12)),
        return_exceptions=True,
    )
    (winner,) = [result for result in results if isinstance(result, Taken)]
    assert sum(isinstance(result, NumbersTaken) for result in results) == 11
    assert (await house.look(stand_of, project.key)).reserved == len(winner.numbers) == 3
    assert (await house.sell(project.key, 99)).order.order_number == 2


async def test_nothing_is_written_unless_the_unit_is_kept(house: House) -> None:
    project = await house.open_project()
    before = await house.everything()
    async with house.store.work() as work:
        await sell(work, project.key, Chosen((1,)), LUIS, ANA)
    assert await house.everything() == before
    with pytest.raises(RuntimeError):
        await stand_of(work, project.key)
