"""One order with all that belongs to it, lists of orders a page at a time, and more time to pay."""

from datetime import timedelta

from sqlalchemy import text

from db.orders import Owing, find_order
from rules.keys import BuyerKey, OrderKey, ProjectKey
from rules.misreadings import HoldOutOfBounds
from rules.numbers import NumberRange
from rules.refusals import MoveNotAllowed, NotFound, NumbersNotHeld, ProjectNotOpen
from rules.states import OrderState, PaymentMethod
from services.buyers import NumberedBuyer, rename_buyer
from services.orders import (
    NUMBERS_SHOWN,
    PAGE,
    count_owing,
    extend,
    find_order_of_number,
    find_order_view,
    list_order_events,
    list_orders_of_buyer,
    list_orders_with_state,
    list_owing,
)
from services.payments import pay
from services.projects import create_project
from services.releases import release, void
from services.undo import undo
from tests.cast import ANA, LUIS, MARTA, SOFIA, House

CASH, CARD = PaymentMethod.CASH, PaymentMethod.CARD
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


async def test_an_order_is_seen_with_all_that_belongs_to_it(house: House) -> None:
    project = await house.open_project()
    await house.add_set(project.key, 200, 299)
    taken = await house.reserve(project.key, 7, 200, buyer=MARTA)
    await house.do(pay, taken.order.key, ANA, CASH, 300)
    await house.do(pay, taken.order.key, ANA, CARD, 100)
    await house.do(undo, ANA, (await house.told())[-1].after["mark"], ANA)
    view = await house.look(find_order_view, taken.order.key)
    assert (view.project, view.order, view.buyer.name) == (project, taken.order._replace(paid=300), "Marta")
    assert (view.numbers, view.ranges) == ((7, 200), (NumberRange(0, 99, 0), NumberRange(200, 299, 0)))
    assert [payment.amount for payment in view.payments] == [300]
    ended = await house.do(void, taken.order.key, "By mistake", ANA)
    view = await house.look(find_order_view, taken.order.key)
    assert (view.order, view.numbers) == (ended.after, ())


async def test_what_is_not_there_is_not_seen(house: House) -> None:
    project = await house.open_project()
    for key in (OrderKey(ANA, 1, 1), OrderKey(ANA, 2, 1), OrderKey(ANA, 1, 2**70)):
        await house.refuses(NotFound, find_order_view, key)
        await house.refuses(NotFound, list_order_events, key)
        await house.refuses(NotFound, extend, key, HOUR, ANA)
    for lists in (list_owing, count_owing):
        await house.refuses(NotFound, lists, ProjectKey(ANA, 2))
    await house.refuses(NotFound, list_orders_with_state, ProjectKey(ANA, 2), OrderState.PAID)
    await house.refuses(NotFound, list_orders_of_buyer, BuyerKey(ANA, 1))
    for page in (0, -1, 2**62):
        await house.refuses(NotFound, list_owing, project.key, page)


async def test_an_order_is_found_by_any_of_its_numbers(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 1)
    order = (await house.reserve(project.key, 7, 8)).order
    for number in (7, 8):
        assert await house.look(find_order_of_number, project.key, number) == order.key
    refused = await house.refuses(NumbersNotHeld, find_order_of_number, project.key, 9)
    assert (refused.numbers, refused.ranges) == ((9,), (NumberRange(0, 99, 0),))
    await house.refuses(NotFound, find_order_of_number, ProjectKey(ANA, 2), 7)


async def test_who_owes_is_listed_by_the_deadline_that_was_told(house: House) -> None:
    project = await house.open_project()
    late = (await house.reserve(project.key, 1, hold=30 * HOUR)).order
    soon = (await house.reserve(project.key, 2, 3, buyer=MARTA, hold=10 * HOUR)).order
    same = (await house.reserve(project.key, 4, hold=10 * HOUR)).order
    await house.sell(project.key, 5)
    await house.do(pay, soon.key, ANA, CASH, 400)
    page = await house.look(list_owing, project.key)
    assert [row.order.order_number for row in page.rows] == [order.order_number for order in (soon, same, late)]
    first = page.rows[0]
    assert (first.buyer_name, first.project_name, first.currency) == ("Marta", "Spring trip", "USD")
    assert (first.order.owed, first.order.told_deadline_at, first.numbers, first.count) == (
        600,
        house.clock.now + 10 * HOUR,
        (2, 3),
        2,
    )
    assert (page.number, page.more) == (1, False)


async def test_a_page_says_whether_another_one_follows(house: House) -> None:
    project = await house.open_project()
    for number in range(2 * PAGE + 1):
        await house.reserve(project.key, number)
    pages = [await house.look(list_owing, project.key, page) for page in (1, 2, 3, 4)]
    assert [(page.number, len(page.rows), page.more) for page in pages] == [
        (1, PAGE, True),
        (2, PAGE, True),
        (3, 1, False),
        (4, 0, False),
    ]
    assert [row.order.order_number for page in pages for row in page.rows] == list(range(1, 2 * PAGE + 2))


async def test_of_many_numbers_the_first_are_shown_and_all_are_counted(house: House) -> None:
    project = await house.open_project()
    await house.reserve(project.key, *range(40, 0, -2))
    (row,) = (await house.look(list_owing, project.key)).rows
    assert (row.numbers, row.count) == (tuple(range(2, 2 + 2 * NUMBERS_SHOWN, 2)), 20)


async def test_what_is_owed_is_counted(house: House) -> None:
    project = await house.open_project()
    assert await house.look(count_owing, project.key) == Owing(0, 0, 0)
    order = (await house.reserve(project.key, 1, 2, hold=HOUR)).order
    await house.reserve(project.key, 3)
    await house.sell(project.key, 4)
    await house.do(pay, order.key, ANA, CASH, 100)
    assert await house.look(count_owing, project.key) == Owing(orders=2, overdue=0, amount=1400)
    house.clock.pass_(HOUR)
    assert (await house.look(count_owing, project.key)).overdue == 0
    house.clock.pass_(MINUTE)
    assert (await house.look(count_owing, project.key)).overdue == 1


async def test_orders_are_listed_by_their_state_newest_first(house: House) -> None:
    project = await house.open_project()
    for number in range(PAGE + 1):
        await house.sell(project.key, number)
    await house.reserve(project.key, 50)
    ended = (await house.reserve(project.key, 51)).order
    await house.do(release, project.key, [51], ANA)
    paid = await house.look(list_orders_with_state, project.key, OrderState.PAID)
    assert [row.order.order_number for row in paid.rows] == list(range(PAGE + 1, 1, -1))
    assert paid.more
    (row,) = (await house.look(list_orders_with_state, project.key, OrderState.CANCELLED)).rows
    assert (row.order.order_number, row.numbers, row.count) == (ended.order_number, (), 0)
    assert (await house.look(list_orders_with_state, project.key, OrderState.EXPIRED)).rows == []


async def test_a_buyers_orders_of_all_projects_are_listed_with_the_names_of_now(house: House) -> None:
    project = await house.open_project()
    other = await house.do(create_project, ANA, "Another")
    await house.add_set(other.key, 1000, 1099, 700)
    await house.reserve(project.key, 1)
    await house.sell(other.key, 1000)
    await house.sell(project.key, 2, buyer=MARTA)
    await house.sell(project.key, 3)
    luis = BuyerKey(ANA, 1)
    await house.do(rename_buyer, luis, "Luis A.", ANA)
    page = await house.look(list_orders_of_buyer, luis)
    assert [(row.project_name, row.numbers, row.ranges[0].init) for row in page.rows] == [
        ("Another", (1000,), 1000),
        ("Spring trip", (3,), 0),
        ("Spring trip", (1,), 0),
    ]
    assert {row.buyer_name for row in page.rows} == {"Luis A."}
    async with house.store.work() as work:
        await work.execute(text("UPDATE projects SET hidden_at = updated_at WHERE project_number = 2"))
        work.keep()
    assert len((await house.look(list_orders_of_buyer, luis)).rows) == 2


async def test_the_history_of_one_order_reads_newest_first(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 5)
    order = (await house.reserve(project.key, 1, 2)).order
    house.clock.pass_(HOUR)
    for amount in range(1, PAGE + 1):
        await house.do(pay, order.key, SOFIA, CASH, amount)
    first = await house.look(list_order_events, order.key)
    assert [(one.kind, one.after["amount"], one.made_by) for one in first.rows] == [
        ("order.paid_in_part", amount, SOFIA) for amount in range(PAGE, 0, -1)
    ]
    assert (first.more, first.rows[0].at, first.rows[0].before["paid"]) == (True, house.clock.now, 15)
    second = await house.look(list_order_events, order.key, 2)
    ((reserved,), more) = (second.rows, second.more)
    assert (reserved.kind, reserved.buyer_name, reserved.after["numbers"], more) == (
        "order.reserved",
        "Luis",
        [1, 2],
        False,
    )


async def test_more_time_is_counted_from_the_deadline_that_was_told(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1)).order
    house.clock.pass_(HOUR)
    extended = await house.do(extend, order.key, 24 * HOUR, SOFIA)
    assert extended.told_deadline_at == house.clock.now + 71 * HOUR
    assert extended.release_at == house.clock.now + 83 * HOUR
    assert await house.look(find_order, order.key) == extended
    told = (await house.told())[-1]
    assert (told.kind, told.made_by) == ("order.extended", SOFIA)
    assert told.before["told_deadline_at"] < told.after["told_deadline_at"]


async def test_more_time_after_the_deadline_is_counted_from_now(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1)).order
    house.clock.pass_(50 * HOUR)
    extended = await house.do(extend, order.key, 24 * HOUR, ANA)
    assert extended.told_deadline_at == house.clock.now + 24 * HOUR
    assert extended.release_at == house.clock.now + 36 * HOUR


async def test_more_time_than_a_hold_may_have_is_refused(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1)).order
    for hold in (4 * MINUTE, timedelta(0), -HOUR, 91 * 24 * HOUR, 89 * 24 * HOUR):
        await house.refuses(HoldOutOfBounds, extend, order.key, hold, ANA)
    await house.do(extend, order.key, 88 * 24 * HOUR, ANA)
    await house.refuses(HoldOutOfBounds, extend, order.key, HOUR, ANA)


async def test_only_a_reservation_of_a_running_project_gets_more_time(house: House) -> None:
    project = await house.open_project()
    sold = (await house.sell(project.key, 1)).order
    voided = (await house.reserve(project.key, 2)).order
    await house.do(void, voided.key, "By mistake", ANA)
    reserved = (await house.reserve(project.key, 3, buyer=NumberedBuyer(1))).order
    for order, state in ((sold, "paid"), (voided, "cancelled")):
        refused = await house.refuses(MoveNotAllowed, extend, order.key, HOUR, ANA)
        assert (refused.noun, refused.state, refused.wanted) == ("order", state, "extended")
    async with house.store.work() as work:
        await work.execute(text("UPDATE projects SET state = 'cancelled'"))
        work.keep()
    await house.refuses(ProjectNotOpen, extend, reserved.key, HOUR, ANA)


async def test_lists_of_other_projects_are_apart(house: House) -> None:
    project = await house.open_project()
    other = await house.do(create_project, ANA, "Another")
    await house.add_set(other.key, 0, 99)
    await house.reserve(project.key, 1, buyer=LUIS)
    await house.reserve(other.key, 1, 2, buyer=MARTA)
    ((mine,), (theirs,)) = [(await house.look(list_owing, key)).rows for key in (project.key, other.key)]
    assert (mine.buyer_name, mine.numbers, theirs.buyer_name, theirs.numbers) == ("Luis", (1,), "Marta", (1, 2))
