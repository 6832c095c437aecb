"""Calling a project off: reservations end, money is to be given back, and nothing is forgotten."""

from db.invariants import check
from db.orders import find_order
from db.raffles import list_held
from rules.numbers import Chosen
from rules.refusals import MoveNotAllowed, NotFound, ProjectNotOpen
from rules.states import PaymentMethod
from services.endings import cancel_project, list_refunds
from services.payments import pay
from services.releases import void
from services.sales import reserve
from services.totals import glance_at, stand_of
from tests.cast import ANA, LUIS, MARTA, SOFIA, House


async def test_reservations_end_and_sales_stay_as_they_are_recorded(house: House) -> None:
    project = await house.open_project()
    sold = (await house.sell(project.key, 1, 2)).order
    reserved = (await house.reserve(project.key, 3, 4, buyer=MARTA)).order
    await house.do(pay, reserved.key, ANA, PaymentMethod.CARD, 300)
    await house.reserve(project.key, 99)
    cancelled = await house.do(cancel_project, project.key, SOFIA)
    assert (cancelled.project.state, cancelled.ended, cancelled.freed) == ("cancelled", 2, 3)
    assert cancelled.to_refund == 1300
    assert (await house.look(find_order, sold.key)) == sold
    assert (await house.look(find_order, reserved.key)).state == "cancelled"
    assert [held.raffle_number for held in await house.look(list_held, project.key, [1, 2, 3, 4, 99])] == [1, 2]
    assert [finding async for finding in check(house.store)] == []


async def test_one_event_tells_of_all_that_ended_with_it(house: House) -> None:
    project = await house.open_project()
    for number in range(5):
        await house.reserve(project.key, number)
    before = len(await house.told())
    await house.do(cancel_project, project.key, SOFIA)
    (told,) = (await house.told())[before:]
    assert (told.kind, told.made_by, told.before["state"]) == ("project.cancelled", SOFIA, "open")
    assert (told.after["state"], told.after["ended"], told.after["freed"]) == ("cancelled", 5, 5)


async def test_all_that_was_paid_is_to_be_given_back(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 1, 2)
    voided = (await house.sell(project.key, 5, buyer=MARTA)).order
    await house.do(void, voided.key, "By mistake", ANA)
    await house.reserve(project.key, 7)
    refunds = await house.look(list_refunds, project.key)
    assert [(refund.order_number, refund.buyer_name, refund.paid) for refund in refunds.found] == [(2, "Marta", 500)]
    assert (await house.look(stand_of, project.key)).money_in == 1000
    await house.do(cancel_project, project.key, ANA)
    refunds = await house.look(list_refunds, project.key)
    assert [(refund.order_number, refund.state, refund.paid) for refund in refunds.found] == [
        (1, "paid", 1000),
        (2, "cancelled", 500),
    ]
    for stand in (await house.look(stand_of, project.key), await house.look(glance_at, project.key)):
        assert (stand.money_in, stand.owed, stand.to_refund) == (0, 0, 1500)


async def test_a_large_set_is_freed_stretch_by_stretch(house: House) -> None:
    project = await house.open_project(init=5, final=99_999)
    await house.reserve(project.key, 5, 4_100, 32_772, 32_773, 99_999)
    await house.sell(project.key, 40_000)
    cancelled = await house.do(cancel_project, project.key, ANA)
    assert (cancelled.ended, cancelled.freed) == (1, 5)
    assert [finding async for finding in check(house.store)] == []


async def test_it_is_cancelled_once_and_nothing_goes_on_afterwards(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1)).order
    await house.do(cancel_project, project.key, ANA)
    refused = await house.refuses(MoveNotAllowed, cancel_project, project.key, ANA)
    assert (refused.noun, refused.state) == ("project", "cancelled")
    await house.refuses(ProjectNotOpen, reserve, project.key, Chosen((2,)), LUIS, ANA)
    await house.refuses(ProjectNotOpen, pay, order.key, ANA, PaymentMethod.CASH)
    await house.refuses(NotFound, cancel_project, project.key._replace(project_number=2), ANA)
