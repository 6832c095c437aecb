"""Who was told that numbers are theirs hears once that they count no longer; who never heard of them hears nothing."""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, text, update

from db.buyers import find_buyer
from db.machinery_tables import Outbox
from rules.keys import BuyerKey, OrderKey, ProjectKey
from rules.states import PaymentMethod
from services.erasing import erase
from services.holders import change_holder
from services.merges import merge_buyers
from services.own_orders import release_by_buyer
from services.payments import pay
from services.practice import start_practice
from services.recalls import (
    COUNTS_AGAIN,
    RECALL,
    CountsAgain,
    How,
    Recall,
    find_counting_again,
    find_recall,
)
from services.releases import release, void
from services.reminding import REMINDING, remind
from services.sales import Taken
from services.tickets import TICKET
from services.undo import undo
from tests.cast import ANA, MARTA, SOFIA, House
from tests.services.strangers import LUIS, bought
from tests.services.strangers import MARTA as MARTA_HERSELF
from tests.services.test_buying import letters

CASH = PaymentMethod.CASH


async def put(house: House, about: str, state: str) -> None:
    """As the courier does, who sends them or is on the way."""
    change = (
        update(Outbox)
        .where(Outbox.method == bindparam("about"), Outbox.state == "waiting")
        .values(state=bindparam("new_state"), sent_at=bindparam("at"))
    )
    async with house.store.work() as work:
        at = house.clock.now if state == "sent" else None
        await work.execute(change, {"new_state": state, "at": at, "about": about})
        work.keep()


async def states(house: House, about: str) -> list[str]:
    asked = text("SELECT state FROM outbox WHERE method = :about ORDER BY letter_number")
    async with house.store.reading() as work:
        return [state for (state,) in await work.execute(asked, {"about": about})]


async def undo_newest(house: House) -> None:
    await house.do(undo, ANA, (await house.told())[-1].after["mark"], ANA)


async def recalls(house: House) -> list[tuple[int, dict[str, Any]]]:
    return await letters(house, RECALL)


async def told(house: House, number: int = -1) -> Recall | None:
    _, keys = (await recalls(house))[number]
    key = OrderKey(keys["user_id"], keys["project_number"], keys["order_number"])
    return await house.look(find_recall, key, keys["buyer_number"], keys["mark"], of_ticket=bool(keys["ticket"]))


async def told_again(house: House) -> CountsAgain | None:
    ((_, keys),) = await letters(house, COUNTS_AGAIN)
    key = OrderKey(keys["user_id"], keys["project_number"], keys["order_number"])
    return await house.look(find_counting_again, key, keys["buyer_number"])


async def bought_and_paid(house: House, key: ProjectKey, *numbers: int) -> Taken:
    taken = await bought(house, key, *numbers)
    await house.do(pay, taken.order.key, ANA, CASH)
    return taken


async def test_a_void_sale_is_told_once_with_what_was_paid_for_it(house: House) -> None:
    order = (await bought_and_paid(house, (await house.open_project()).key, 7, 12)).order
    await put(house, TICKET, "sent")
    await house.do(void, order.key, "Sold twice on paper", ANA)
    ((chat, keys),) = await recalls(house)
    assert (chat, keys["ticket"], keys["buyer_number"]) == (LUIS.telegram_id, 1, 1)
    assert set(keys) == {*OrderKey._fields, "buyer_number", "ticket", "mark"}
    found = await told(house)
    assert found is not None
    assert (found.how, found.numbers, found.paid, found.organizer_name) == (How.VOIDED, (7, 12), 1000, "Ana")
    assert found.order.void_reason == "Sold twice on paper"


async def test_a_sale_undone_is_told_if_its_ticket_has_left(house: House) -> None:
    key = (await house.open_project()).key
    await house.reserve(key, 1)
    await connect(house)
    for state, heard in (("sending", 1), ("sent", 2)):
        await house.sell(key, 20)
        await put(house, TICKET, state)
        await undo_newest(house)
        assert len(await recalls(house)) == heard
        found = await told(house)
        assert found is not None
        assert (found.how, found.of_ticket, found.numbers, found.paid) == (How.UNDONE, True, (20,), 500)


async def connect(house: House) -> None:
    async with house.store.work() as work:
        await work.execute(text("UPDATE buyers SET telegram_id = 2001 WHERE name = 'Luis'"))
        work.keep()


async def test_a_ticket_that_has_not_left_yet_stays_here_instead(house: House) -> None:
    key = (await house.open_project()).key
    await house.reserve(key, 1)
    await connect(house)
    for _ in range(3):
        await house.sell(key, 7, 8)
        await undo_newest(house)
    assert await states(house, TICKET) == ["dropped"] * 3
    assert await recalls(house) == []


async def test_who_knew_of_the_reservation_hears_that_it_is_void_even_if_no_ticket_has_left(house: House) -> None:
    order = (await bought_and_paid(house, (await house.open_project()).key, 7)).order
    await house.do(void, order.key, "By mistake", ANA)
    assert await states(house, TICKET) == ["dropped"]
    found = await told(house)
    assert found is not None
    assert (found.of_ticket, found.paid) == (False, 500)


async def test_a_payment_undone_is_told_only_to_who_has_a_ticket_and_not_when_it_is_paid_again(house: House) -> None:
    key = (await house.open_project()).key
    order = (await bought_and_paid(house, key, 7)).order
    await undo_newest(house)
    assert await recalls(house) == []
    await house.do(pay, order.key, ANA, CASH)
    await put(house, TICKET, "sent")
    await undo_newest(house)
    found = await told(house)
    assert found is not None
    assert (found.how, found.numbers, found.order.owed) == (How.UNPAID, (7,), 500)
    await house.do(pay, order.key, ANA, CASH)
    assert await told(house) is None


async def test_another_holder_is_told_to_the_one_before_and_not_when_it_is_undone_in_time(house: House) -> None:
    order = (await bought_and_paid(house, (await house.open_project()).key, 7)).order
    await put(house, TICKET, "sent")
    await house.do(change_holder, order.key, MARTA, ANA)
    found = await told(house)
    assert found is not None
    assert (found.how, found.buyer.telegram_id, found.paid) == (How.HANDED_ON, LUIS.telegram_id, 500)
    await undo_newest(house)
    assert await told(house) is None
    assert await states(house, RECALL) == ["dropped"]
    assert await states(house, TICKET) == ["sent", "waiting"]


async def test_a_new_holder_hears_when_it_is_taken_from_them(house: House) -> None:
    key = (await house.open_project()).key
    await bought(house, key, 1, person=MARTA_HERSELF)
    order = (await house.sell(key, 7)).order
    await house.do(change_holder, order.key, MARTA, ANA)
    await put(house, TICKET, "sent")
    await undo_newest(house)
    ((chat, _),) = await recalls(house)
    found = await told(house)
    assert found is not None
    assert (chat, found.how, found.of_ticket) == (MARTA_HERSELF.telegram_id, How.HANDED_ON, True)


async def test_released_numbers_are_told_all_or_some_and_who_released_them_by_themselves_hears_nothing(
    house: House,
) -> None:
    key = (await house.open_project()).key
    order = (await bought(house, key, 7, 8, 9, 10)).order
    await house.do(release_by_buyer, order.key, [10], LUIS.telegram_id)
    assert await recalls(house) == []
    await house.do(release, key, [7], ANA)
    found = await told(house)
    assert found is not None
    assert (found.how, found.of_ticket, found.numbers, found.kept) == (How.RELEASED, False, (7,), (8, 9))
    house.clock.pass_(timedelta(minutes=1))
    await house.do(release, key, [8, 9], ANA)
    found = await told(house)
    assert found is not None
    assert (found.numbers, found.kept, found.paid) == ((8, 9), (), 0)
    assert len(await recalls(house)) == 2


async def test_a_release_undone_is_told_if_the_release_was(house: House) -> None:
    key = (await house.open_project()).key
    await bought(house, key, 7, 8)
    await house.do(release, key, [7, 8], ANA)
    await undo_newest(house)
    assert await told(house) is None
    assert await letters(house, COUNTS_AGAIN) == []
    await house.do(release, key, [7, 8], ANA)
    await put(house, RECALL, "sent")
    await undo_newest(house)
    again = await told_again(house)
    assert again is not None
    assert (again.numbers, again.order.owed) == ((7, 8), 1000)
    await house.do(release, key, [7, 8], ANA)
    assert await told_again(house) is None


async def test_of_a_reservation_that_the_organizer_made_who_was_reminded_hears_and_nobody_else(house: House) -> None:
    key = (await house.open_project()).key
    await house.reserve(key, 1)
    await connect(house)
    await house.do(release, key, [1], ANA)
    second = (await house.reserve(key, 2)).order
    await house.do(remind, second.key, ANA)
    await house.do(release, key, [2], ANA)
    assert await recalls(house) == []
    house.clock.pass_(timedelta(hours=1))
    third = (await house.reserve(key, 3)).order
    await house.do(remind, third.key, ANA)
    await put(house, REMINDING, "sent")
    await house.do(release, key, [3], ANA)
    assert [keys["order_number"] for _, keys in await recalls(house)] == [third.order_number]


async def test_who_does_it_themselves_or_is_not_on_telegram_hears_nothing_and_nobody_of_practice(house: House) -> None:
    key = (await house.open_project()).key
    sold = (await house.sell(key, 7)).order
    await house.do(void, sold.key, "By mistake", ANA)
    own = (await bought_and_paid(house, key, 8)).order
    await put(house, TICKET, "sent")
    await house.do(void, own.key, "By mistake", LUIS.telegram_id)
    practice = (await house.do(start_practice, ANA, "Practice", "A cake", ["Uno"])).key
    async with house.store.work() as work:
        await work.execute(text("UPDATE buyers SET telegram_id = 3001 WHERE name = 'Uno'"))
        work.keep()
    asked = text("SELECT order_number FROM orders WHERE project_number = :number AND state IN ('paid', 'reserved')")
    async with house.store.reading() as work:
        orders = [number for (number,) in await work.execute(asked, {"number": practice.project_number})]
    for number in orders:
        await house.do(void, OrderKey(*practice, number), "By mistake", ANA)
    assert orders
    assert await recalls(house) == []


async def test_whoever_was_merged_is_told_as_who_they_are_now_and_who_was_erased_not_at_all(house: House) -> None:
    key = (await house.open_project()).key
    order = (await bought_and_paid(house, key, 7)).order
    await put(house, TICKET, "sent")
    await house.do(void, order.key, "By mistake", SOFIA)
    await house.reserve(key, 9, buyer=MARTA)
    await house.do(merge_buyers, BuyerKey(ANA, 2), BuyerKey(ANA, 1), ANA)
    found = await told(house)
    assert found is not None
    assert found.buyer == await house.look(find_buyer, BuyerKey(ANA, 2))
    await house.do(erase, LUIS.telegram_id, lambda _: "Nobody")
    assert await recalls(house) == []
