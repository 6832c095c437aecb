"""What was just done is undone: all that one unit did to orders, while nothing else happened to them."""

from datetime import timedelta
from random import Random

import pytest

from db.blocks import choose_random
from db.invariants import check
from db.orders import find_order
from db.payments import list_payments
from db.projects import change_project, find_project
from db.raffles import Raffle, list_held, list_numbers_of
from db.sets import change_set, list_sets
from db.work import Work
from rules.keys import OrderKey, SetKey
from rules.numbers import Chosen
from rules.refusals import (
    AlreadyUndone,
    ChangedSince,
    MoveNotAllowed,
    NotFound,
    NumbersNotHeld,
    NumbersTaken,
    ProjectNotOpen,
    TooLateToUndo,
)
from rules.states import PaymentMethod
from services.buyers import add_new_buyer
from services.holders import change_holder
from services.merges import merge_buyers
from services.orders import extend
from services.payments import pay
from services.projects import close_project, set_currency
from services.releases import release, void
from services.sales import reserve, sell
from services.sets import remove_set
from services.totals import stand_of
from services.undo import UNDO_FOR, Undone, undo
from tests.cast import ANA, BETO, LUIS, MARTA, SOFIA, House

CASH, CARD = PaymentMethod.CASH, PaymentMethod.CARD
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
async def sound(house: House) -> object:
    """Whatever a test does, the store is sound afterwards."""
    yield
    assert [finding async for finding in check(house.store)] == []


async def newest_mark(house: House) -> str:
    return str((await house.told())[-1].after["mark"])


async def undo_newest(house: House, by: int = ANA) -> Undone:
    return await house.do(undo, ANA, await newest_mark(house), by)


async def raffles_of(house: House, key: OrderKey) -> list[Raffle]:
    return await house.look(list_numbers_of, key)


async def test_a_sale_undone_leaves_free_numbers_and_no_money(house: House) -> None:
    project = await house.open_project()
    sold = (await house.sell(project.key, 7, 8)).order
    (undone,) = (await undo_newest(house, SOFIA)).orders
    assert (undone.kind, undone.before, undone.buyer_name, undone.numbers) == ("order.sold", sold, "Luis", (7, 8))
    assert (undone.after.state, undone.after.paid, undone.after.total) == ("cancelled", 0, 1000)
    assert await house.look(find_order, sold.key) == undone.after
    assert await house.look(list_payments, sold.key) == []
    stand = await house.look(stand_of, project.key)
    assert (stand.free, stand.money_in, stand.to_refund, stand.by_method, stand.by_day) == (100, 0, 0, {}, {})
    assert (await house.sell(project.key, 7, 8, buyer=MARTA)).order.state == "paid"


async def test_an_undone_sale_is_told_and_the_payment_stays_on_record(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 7, 8)
    mark = await newest_mark(house)
    await undo_newest(house, SOFIA)
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.before["state"], told.after["state"]) == (
        "order.undone",
        SOFIA,
        "paid",
        "cancelled",
    )
    facts = {"undid": mark, "of": "order.sold", "freed": [7, 8], "undone_payment": 1}
    assert facts.items() <= told.after.items()
    assert told.after["mark"] != mark
    (payment,) = (await house.everything())["payments"]
    assert payment[4:6] == (1000, "cash")
    assert house.clock.now in payment


async def test_a_reservation_undone_leaves_free_numbers(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 7, 8)).order
    (undone,) = (await undo_newest(house)).orders
    assert (undone.kind, undone.after.state, undone.numbers) == ("order.reserved", "cancelled", (7, 8))
    assert await raffles_of(house, order.key) == []
    stand = await house.look(stand_of, project.key)
    assert (stand.free, stand.owed) == (100, 0)


async def test_a_part_payment_undone_is_owed_again(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 7, 8)).order
    await house.do(pay, order.key, ANA, CARD, 300)
    await house.do(pay, order.key, ANA, CASH, 200)
    (undone,) = (await undo_newest(house)).orders
    assert (undone.kind, undone.after.paid, undone.after.owed) == ("order.paid_in_part", 300, 700)
    assert undone.after == order._replace(paid=300, check_code=undone.after.check_code)
    assert [payment.amount for payment in await house.look(list_payments, order.key)] == [300]
    assert (await house.look(stand_of, project.key)).by_method == {"card": 300}


async def test_the_last_payment_undone_makes_a_reservation_of_the_sale_until_the_deadline_that_was_told(
    house: House,
) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 7, 8)).order
    await house.do(pay, order.key, ANA, CARD, 300)
    house.clock.pass_(timedelta(hours=1))
    await house.do(pay, order.key, ANA, CASH)
    (undone,) = (await undo_newest(house)).orders
    assert undone.after == order._replace(paid=300, check_code=undone.after.check_code)
    for raffle in await raffles_of(house, order.key):
        assert (raffle.state, raffle.payment_method, raffle.receipt) == ("reserved", None, None)
    again = await house.do(pay, order.key, ANA, CARD)
    assert (again.order.state, again.payment.payment_number, again.payment.amount) == ("paid", 3, 700)
    assert {raffle.payment_method for raffle in await raffles_of(house, order.key)} == {"card"}


async def test_a_payment_undone_after_the_deadline_gives_a_hold_from_now(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 7)).order
    house.clock.pass_(timedelta(hours=50))
    await house.do(pay, order.key, ANA, CASH)
    (undone,) = (await undo_newest(house)).orders
    assert undone.after.told_deadline_at == house.clock.now + timedelta(hours=48)
    assert undone.after.release_at == house.clock.now + timedelta(hours=60)


async def test_a_release_undone_takes_the_numbers_again(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2, 3)).order
    before = await raffles_of(house, order.key)
    await house.do(release, project.key, [1, 3], ANA)
    (undone,) = (await undo_newest(house)).orders
    assert (undone.kind, undone.numbers, undone.after) == ("order.released", (1, 3), order)
    assert await raffles_of(house, order.key) == before


async def test_a_release_that_ended_its_order_is_undone(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2)).order
    await house.do(release, project.key, [1, 2], ANA)
    (undone,) = (await undo_newest(house)).orders
    assert (undone.before.state, undone.after) == ("cancelled", order)
    assert len(await raffles_of(house, order.key)) == 2


async def test_a_release_that_completed_its_order_is_undone(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2, 3)).order
    await house.do(pay, order.key, ANA, CASH, 1000)
    await house.do(release, project.key, [2], ANA)
    (undone,) = (await undo_newest(house)).orders
    before = order._replace(paid=1000, check_code=undone.after.check_code)
    assert (undone.before.state, undone.after) == ("paid", before)
    raffles = await raffles_of(house, order.key)
    assert [(raffle.raffle_number, raffle.state, raffle.receipt) for raffle in raffles] == [
        (1, "reserved", None),
        (2, "reserved", None),
        (3, "reserved", None),
    ]


async def test_a_release_of_several_orders_is_undone_for_all_or_none(house: House) -> None:
    project = await house.open_project()
    await house.reserve(project.key, 1, 2)
    await house.reserve(project.key, 3, 4, buyer=MARTA)
    await house.do(release, project.key, [2, 3, 4], ANA)
    mark = await newest_mark(house)
    other = (await house.reserve(project.key, 3, buyer=LUIS)).order
    refused = await house.refuses(NumbersTaken, undo, ANA, mark, ANA)
    assert (refused.taken, 2 in refused.free_nearby) == ((3,), True)
    await house.do(void, other.key, "By mistake", ANA)
    second, first = (await house.do(undo, ANA, mark, ANA)).orders
    assert (first.numbers, second.numbers) == ((2,), (3, 4))
    assert (await house.look(stand_of, project.key)).reserved == 4


async def test_numbers_come_back_at_the_prices_at_which_they_were_held(house: House) -> None:
    project = await house.open_project(price=500)
    await house.add_set(project.key, 200, 299, price=125)
    order = (await house.reserve(project.key, 1, 200, 201)).order
    await house.do(release, project.key, [1, 201], ANA)
    for raffle_set in await house.look(list_sets, project.key):
        await house.do(change_set, raffle_set._replace(unit_price=9000))
    (undone,) = (await undo_newest(house)).orders
    assert undone.after == order
    for raffle_set in await house.look(list_sets, project.key):
        await house.do(change_set, raffle_set._replace(unit_price=500 if 1 in raffle_set else 125))


async def test_a_release_is_not_undone_in_another_currency(house: House) -> None:
    project = await house.open_project()
    await house.reserve(project.key, 1)
    await house.do(release, project.key, [1], ANA)
    mark = await newest_mark(house)
    await house.do(set_currency, project.key, "JPY", ANA)
    assert (await house.refuses(ChangedSince, undo, ANA, mark, ANA)).order_number == 1


async def test_a_new_holder_undone_is_the_old_one_with_new_receipts(house: House) -> None:
    project = await house.open_project()
    order = (await house.sell(project.key, 1, 2)).order
    old = await raffles_of(house, order.key)
    await house.do(change_holder, order.key, MARTA, ANA)
    given = await raffles_of(house, order.key)
    (undone,) = (await undo_newest(house)).orders
    before = order._replace(check_code=undone.after.check_code)
    assert (undone.kind, undone.buyer_name, undone.after) == ("order.handed_on", "Luis", before)
    new = await raffles_of(house, order.key)
    assert {raffle.buyer_number for raffle in new} == {1}
    assert len({raffle.receipt for raffle in [*old, *given, *new]} - {None}) == 6


async def test_more_time_is_taken_back(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1)).order
    await house.do(extend, order.key, timedelta(hours=5), ANA)
    (undone,) = (await undo_newest(house)).orders
    assert (undone.kind, undone.after) == ("order.extended", order)


async def test_what_one_unit_did_is_undone_together(house: House) -> None:
    """A message of several lines: two numbers change hands, and a third is sold."""
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2, 3)).order

    async def message(work: Work) -> None:
        await release(work, project.key, [1, 2], ANA)
        await sell(work, project.key, Chosen((1,)), MARTA, ANA)
        taken = await reserve(work, project.key, Chosen((2, 9)), LUIS, ANA)
        await pay(work, taken.order.key, ANA, CARD)

    await house.do(message)
    undone = (await undo_newest(house)).orders
    assert [one.kind for one in undone] == ["order.paid", "order.reserved", "order.sold", "order.released"]
    assert await house.look(find_order, order.key) == order
    stand = await house.look(stand_of, project.key)
    assert (stand.reserved, stand.sold, stand.money_in, stand.to_refund) == (3, 0, 0, 0)
    last = (await house.told())[-5:]
    assert {told.after["undid"] for told in last[1:]} == {last[0].after["mark"]}


async def test_one_line_that_changed_since_keeps_all_the_others(house: House) -> None:
    project = await house.open_project()

    async def message(work: Work) -> None:
        for number in (1, 2, 3):
            await sell(work, project.key, Chosen((number,)), MARTA, ANA)

    await house.do(message)
    mark = await newest_mark(house)
    await house.do(void, OrderKey(*project.key, 2), "By mistake", ANA)
    assert (await house.refuses(ChangedSince, undo, ANA, mark, ANA)).order_number == 2


async def test_only_the_newest_of_an_order_is_undone(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2)).order
    reserved = await newest_mark(house)
    await house.do(pay, order.key, ANA, CASH, 100)
    part = await newest_mark(house)
    await house.do(change_holder, order.key, MARTA, ANA)
    for mark in (reserved, part):
        assert (await house.refuses(ChangedSince, undo, ANA, mark, ANA)).order_number == 1


async def test_one_step_after_the_other_is_undone(house: House) -> None:
    """What was undone itself does not stand in the way of what came before."""
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2)).order
    marks = [await newest_mark(house)]
    for amount in (100, 900):
        await house.do(pay, order.key, ANA, CASH, amount)
        marks.append(await newest_mark(house))
    for mark in reversed(marks):
        await house.do(undo, ANA, mark, ANA)
    assert (await house.look(find_order, order.key)).state == "cancelled"
    assert (await house.look(stand_of, project.key)).free == 100


async def test_a_step_done_again_stands_in_the_way(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1)).order
    reserved = await newest_mark(house)
    await house.do(pay, order.key, ANA, CASH)
    await undo_newest(house)
    await house.do(pay, order.key, ANA, CARD)
    await house.refuses(ChangedSince, undo, ANA, reserved, ANA)


async def test_it_is_undone_once(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 1)
    mark = await newest_mark(house)
    house.clock.pass_(UNDO_FOR)
    await house.do(undo, ANA, mark, ANA)
    for wait in (SECOND, UNDO_FOR - 2 * SECOND):
        house.clock.pass_(wait)
        assert (await house.refuses(AlreadyUndone, undo, ANA, mark, ANA)).order_number == 1
    house.clock.pass_(timedelta(days=1))
    await house.refuses(TooLateToUndo, undo, ANA, mark, ANA)


async def test_it_is_undone_within_ten_minutes(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 1)
    mark = await newest_mark(house)
    house.clock.pass_(UNDO_FOR + timedelta(microseconds=1))
    assert (await house.refuses(TooLateToUndo, undo, ANA, mark, ANA)).minutes == 10
    house.clock.pass_(timedelta(days=1))
    await house.refuses(TooLateToUndo, undo, ANA, mark, ANA)


async def test_what_is_undone_is_not_undone_in_turn(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 1)
    await undo_newest(house)
    refused = await house.refuses(MoveNotAllowed, undo, ANA, await newest_mark(house), ANA)
    assert (refused.noun, refused.state, refused.wanted) == ("order", "undone", "undone")


async def test_a_void_had_its_reason(house: House) -> None:
    project = await house.open_project()
    order = (await house.sell(project.key, 1)).order
    await house.do(void, order.key, "By mistake", ANA)
    await house.refuses(MoveNotAllowed, undo, ANA, await newest_mark(house), ANA)


async def test_in_a_closed_project_it_is_undone_in_one_that_has_ended_it_is_not(house: House) -> None:
    project = await house.open_project()
    for number in (1, 2):
        await house.sell(project.key, number)
    first, second = [told.after["mark"] for told in await house.told() if told.kind == "order.sold"]
    await house.do(close_project, project.key, ANA)
    await house.do(undo, ANA, second, ANA)
    closed = await house.look(find_project, project.key)
    await house.do(change_project, closed._replace(state="cancelled"))
    await house.refuses(ProjectNotOpen, undo, ANA, first, ANA)
    await house.do(change_project, closed)


async def test_a_mark_that_nobody_made_undoes_nothing(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 1)
    mark = await newest_mark(house)
    for forged in ("", "%", "________", mark.upper(), mark[:-1], f"{mark}a", "aaaaaaaa", 'paid"', "\x00", "é" * 8):
        await house.refuses(TooLateToUndo, undo, ANA, forged, ANA)


async def test_a_mark_of_somebody_else_undoes_nothing(house: House) -> None:
    project = await house.open_project()
    beto = await house.open_project(BETO)
    await house.sell(beto.key, 1)
    await house.sell(project.key, 1)
    await house.refuses(TooLateToUndo, undo, BETO, await newest_mark(house), BETO)


async def test_each_unit_has_a_mark_of_its_own(house: House) -> None:
    project = await house.open_project()
    for number in range(20):
        await house.reserve(project.key, number)
    told = [told for told in await house.told() if told.kind == "order.reserved"]
    assert len({one.after["mark"] for one in told}) == 20
    assert all("mark" not in one.after for one in await house.told() if not one.kind.startswith("order."))


async def test_freed_numbers_are_found_by_chance_again(house: House) -> None:
    project = await house.open_project(final=2)
    await house.sell(project.key, 0, 1, 2)
    await undo_newest(house)
    sets = await house.look(list_sets, project.key)
    chosen, free = await house.look(choose_random, sets, 3)
    assert (sorted(chosen[1]), free) == ([0, 1, 2], 3)
    assert await house.look(list_held, project.key, [0, 1, 2]) == []


async def test_an_undone_sale_is_no_reason_to_keep_the_currency(house: House) -> None:
    project = await house.open_project()
    order = (await house.sell(project.key, 1)).order
    await undo_newest(house)
    assert (await house.do(set_currency, project.key, "EUR", ANA)).currency == "EUR"
    await house.refuses(NumbersNotHeld, release, project.key, [1], ANA)
    await house.refuses(NotFound, pay, OrderKey(ANA, 1, order.order_number + 1), ANA, CASH)


async def test_a_sale_of_a_thousand_numbers_is_undone(house: House) -> None:
    project = await house.open_project(final=9999)
    numbers = Random(1).sample(range(10_000), 1000)
    await house.sell(project.key, *numbers)
    (undone,) = (await undo_newest(house)).orders
    assert len(undone.numbers) == 1000
    assert (await house.look(stand_of, project.key)).free == 10_000


async def test_numbers_whose_set_was_removed_are_not_taken_again(house: House) -> None:
    project = await house.open_project()
    await house.reserve(project.key, 1, 2)
    await house.do(release, project.key, [1, 2], ANA)
    mark = await newest_mark(house)
    await house.do(remove_set, SetKey(*project.key, 1), ANA)
    await house.refuses(ChangedSince, undo, ANA, mark, ANA)


async def test_what_is_handed_back_to_a_buyer_merged_meanwhile_is_theirs_who_they_are_now(house: House) -> None:
    project = await house.open_project()
    order = (await house.sell(project.key, 1, buyer=LUIS)).order
    await house.do(change_holder, order.key, MARTA, ANA)
    mark = await newest_mark(house)
    lucho = await house.do(add_new_buyer, ANA, "Lucho", None, ANA)
    await house.do(merge_buyers, lucho.key, lucho.key._replace(buyer_number=1), ANA)
    await house.do(undo, ANA, mark, ANA)
    assert (await house.look(find_order, order.key)).buyer_number == lucho.buyer_number
