"""What buyers do with their own orders: looking, giving back, taking back; and with nobody else's."""

from datetime import timedelta

from db.invariants import check
from rules.buying import MOST_UNPAID, MoreThanPerBuyer, NotDueYet, NumbersKept, ProofWaits, TooManyUnpaid
from rules.refusals import ChangedSince, MoveNotAllowed, NotFound, NumbersAlreadyPaid, NumbersTaken, ProjectNotOpen
from rules.states import PaymentMethod
from services.expiring import expire
from services.orders import extend
from services.organizers import write_payment_text
from services.own_orders import find_own_order, look_at_own_order, release_by_buyer, take_back
from services.payments import pay
from services.projects import close_project, set_currency, set_limits
from services.waiting import wait_for
from tests.cast import ANA, BETO, House
from tests.services.strangers import MARTA, bought, expired, proved


async def test_an_order_is_found_by_its_code_by_nobody_but_its_buyer(house: House) -> None:
    project = await house.open_project()
    betos = await house.open_project(BETO)
    first = (await bought(house, project.key, 7)).order
    second = (await bought(house, betos.key, 7)).order
    assert await house.look(find_own_order, 71, first.code) == first.key
    assert await house.look(find_own_order, 71, second.code) == second.key
    for telegram_id, code in ((72, first.code), (ANA, first.code), (71, "NONE")):
        await house.refuses(NotFound, find_own_order, telegram_id, code)


async def test_an_order_shows_how_to_pay_and_what_became_of_the_proofs(house: House) -> None:
    project = await house.open_project()
    await house.do(write_payment_text, ANA, "To account 123")
    order = (await bought(house, project.key, 7, 8)).order
    await proved(house, order.key)
    own = await house.look(look_at_own_order, order.key, 71)
    assert (own.numbers, own.organizer_name, own.how_to_pay) == ((7, 8), "Ana", "To account 123")
    assert (own.proof_waits, own.proofs_left, len(own.proofs)) == (True, 9, 1)
    await house.refuses(NotFound, look_at_own_order, order.key, 72)


async def test_unpaid_numbers_are_given_back_by_whoever_took_them(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7, 8)).order
    for telegram_id in (72, ANA):
        await house.refuses(NotFound, release_by_buyer, order.key, [7], telegram_id)
    released = await house.do(release_by_buyer, order.key, [7], 71)
    assert (released.after.total, released.numbers) == (500, (7,))
    assert (await house.told())[-1].made_by == 71
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    await house.refuses(NumbersAlreadyPaid, release_by_buyer, order.key, [8], 71)
    assert [finding async for finding in check(house.store)] == []


async def test_nothing_is_given_back_while_a_proof_waits(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    await proved(house, order.key)
    await house.refuses(ProofWaits, release_by_buyer, order.key, [7], 71)


async def test_an_expired_order_is_taken_back_as_it_was(house: House) -> None:
    project = await house.open_project()
    other_price = await house.add_set(project.key, 200, 299, 900)
    order = (await bought(house, project.key, 7, 205)).order
    await house.do(pay, order.key, ANA, PaymentMethod.CASH, 300)
    await house.refuses(NotDueYet, expire, order.key)
    await expired(house, order)
    assert other_price.unit_price == 900
    await house.refuses(NotFound, take_back, order.key, 72)
    taken = await house.do(take_back, order.key, 71)
    assert (taken.order.state, taken.order.total, taken.order.paid, taken.numbers) == ("reserved", 1400, 300, (7, 205))
    assert taken.order.told_deadline_at == house.clock.now + timedelta(minutes=project.hold_minutes)
    told = (await house.told())[-1]
    assert (told.kind, told.made_by) == ("order.taken_back", 71)
    await house.refuses(MoveNotAllowed, take_back, order.key, 71)
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    await house.refuses(MoveNotAllowed, take_back, order.key, 71)
    assert [finding async for finding in check(house.store)] == []


async def test_if_some_are_gone_it_says_which_and_what_is_free_nearby(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7, 8, 9)).order
    await expired(house, order)
    await house.sell(project.key, 8)
    refused = await house.refuses(NumbersTaken, take_back, order.key, 71)
    assert (refused.taken, refused.free_nearby) == ((8,), (5, 6, 10))


async def test_what_is_kept_for_somebody_else_is_not_taken_back(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    await house.do(wait_for, project.key, 7, MARTA)
    await expired(house, order)
    refused = await house.refuses(NumbersKept, take_back, order.key, 71)
    assert refused.numbers == (7,)
    await bought(house, project.key, 7, person=MARTA)
    await house.refuses(NumbersTaken, take_back, order.key, 71)


async def test_taking_back_keeps_to_the_limits_and_to_what_is_open(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7, 8)).order
    await expired(house, order)
    await house.do(set_limits, project.key, None, 1, ANA)
    await house.refuses(MoreThanPerBuyer, take_back, order.key, 71)
    await house.do(set_limits, project.key, None, None, ANA)
    for number in range(MOST_UNPAID):
        await bought(house, project.key, 10 + number)
    await house.refuses(TooManyUnpaid, take_back, order.key, 71)
    await house.do(close_project, project.key, ANA)
    await house.refuses(ProjectNotOpen, take_back, order.key, 71)


async def test_an_order_in_another_currency_is_not_taken_back(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    await expired(house, order)
    await house.do(set_currency, project.key, "COP", ANA)
    await house.refuses(ChangedSince, take_back, order.key, 71)


async def test_what_expires_is_due_and_reserved(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    house.clock.pass_(timedelta(days=3))
    extended = await house.do(extend, order.key, timedelta(hours=5), ANA)
    await house.refuses(NotDueYet, expire, order.key)
    await expired(house, extended)
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.after["freed"], told.after["prices"]) == ("order.expired", ANA, [7], [500])
    await house.refuses(MoveNotAllowed, expire, order.key)
    sold = (await house.sell(project.key, 9)).order
    await house.refuses(MoveNotAllowed, expire, sold.key)
