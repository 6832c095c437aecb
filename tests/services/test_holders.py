"""An order handed on to somebody else."""

from db.orders import find_order
from db.raffles import list_numbers_of
from rules.keys import OrderKey
from rules.misreadings import TextMissing
from rules.phones import read_phone
from rules.refusals import AlreadyHeldBy, BuyerAmbiguous, MoveNotAllowed, NotFound
from rules.states import PaymentMethod
from services.buyers import NumberedBuyer, TypedBuyer, add_new_buyer
from services.holders import change_holder
from services.payments import pay
from services.releases import release, void
from tests.cast import ANA, LUIS, MARTA, SOFIA, House


async def test_a_new_holder_of_sold_numbers_gets_new_receipts(house: House) -> None:
    project = await house.open_project()
    order = (await house.sell(project.key, 1, 2, method=PaymentMethod.CARD)).order
    old = await house.look(list_numbers_of, order.key)
    handed_on = await house.do(change_holder, order.key, MARTA, SOFIA)
    assert handed_on == order._replace(buyer_number=2, check_code=handed_on.check_code)
    assert handed_on.check_code != order.check_code
    assert await house.look(find_order, order.key) == handed_on
    new = await house.look(list_numbers_of, order.key)
    assert [raffle._replace(receipt=None) for raffle in new] == [
        raffle._replace(receipt=None, buyer_number=2) for raffle in old
    ]
    receipts = {raffle.receipt for raffle in [*old, *new]}
    assert None not in receipts
    assert len(receipts) == 4


async def test_a_new_holder_of_reserved_numbers_pays_the_rest(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1)).order
    await house.do(pay, order.key, ANA, PaymentMethod.CASH, 200)
    handed_on = await house.do(change_holder, order.key, MARTA, ANA)
    assert (handed_on.state, handed_on.owed, handed_on.told_deadline_at) == ("reserved", 300, order.told_deadline_at)
    (raffle,) = await house.look(list_numbers_of, order.key)
    assert (raffle.buyer_number, raffle.state, raffle.receipt) == (2, "reserved", None)
    assert (await house.do(pay, order.key, ANA, PaymentMethod.CASH)).order.state == "paid"


async def test_handing_on_is_told_by_the_numbers_of_the_buyers(house: House) -> None:
    project = await house.open_project()
    order = (await house.sell(project.key, 1)).order
    await house.do(change_holder, order.key, MARTA, SOFIA)
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.before["buyer"], told.after["buyer"]) == ("order.handed_on", SOFIA, 1, 2)


async def test_a_holder_who_is_known_already_is_not_added_again(house: House) -> None:
    project = await house.open_project()
    await house.do(add_new_buyer, ANA, "Marta", None, ANA)
    order = (await house.sell(project.key, 1)).order
    assert (await house.do(change_holder, order.key, NumberedBuyer(1), ANA)).buyer_number == 1
    assert (await house.do(change_holder, order.key, LUIS, ANA)).buyer_number == 2


async def test_a_holder_that_cannot_be_is_refused(house: House) -> None:
    project = await house.open_project()
    order = (await house.sell(project.key, 1)).order
    for by in (ANA, SOFIA):
        await house.do(add_new_buyer, ANA, "Marta", None, by)
    phone = read_phone("+57 300 123 4567", None)
    for same in (LUIS, NumberedBuyer(1), TypedBuyer("Luis", phone)):
        refused = await house.refuses(AlreadyHeldBy, change_holder, order.key, same, ANA)
        assert refused.buyer_number == 1
    await house.refuses(NotFound, change_holder, order.key, NumberedBuyer(9), ANA)
    await house.refuses(BuyerAmbiguous, change_holder, order.key, MARTA, ANA)
    await house.refuses(TextMissing, change_holder, order.key, TypedBuyer(""), ANA)
    await house.refuses(NotFound, change_holder, OrderKey(ANA, 1, 2), MARTA, ANA)
    await house.refuses(NotFound, change_holder, OrderKey(ANA, 2, 1), MARTA, ANA)


async def test_an_order_that_has_ended_is_handed_on_to_nobody(house: House) -> None:
    project = await house.open_project()
    voided = (await house.sell(project.key, 1)).order
    await house.do(void, voided.key, "By mistake", ANA)
    released = (await house.reserve(project.key, 2)).order
    await house.do(release, project.key, [2], ANA)
    for order in (voided, released):
        refused = await house.refuses(MoveNotAllowed, change_holder, order.key, MARTA, ANA)
        assert (refused.noun, refused.state) == ("order", "cancelled")
