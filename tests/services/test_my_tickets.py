"""All that a person holds with any organizer, and nothing that is anybody else's."""

from datetime import timedelta

from db.anywhere import list_buyers_anywhere, list_orders_anywhere, list_orders_with_code
from db.waiting import list_waited_for_anywhere
from rules.refusals import NotFound
from rules.states import PaymentMethod
from services.links import claim_link, open_claim
from services.my_tickets import my_tickets
from services.payments import pay
from services.practice import end_practice, start_practice
from services.privacy import look_before_erasing, my_data
from services.waiting import list_waited_for, wait_for
from tests.cast import ANA, BETO, House
from tests.services.strangers import LUIS, MARTA, bought, expired, proved


async def test_what_is_held_with_any_organizer_newest_first(house: House) -> None:
    anas, betos = await house.open_project(ANA), await house.open_project(BETO, price=300)
    first = (await bought(house, anas.key, 7, 8)).order
    await house.do(pay, first.key, ANA, PaymentMethod.CASH)
    house.clock.pass_(timedelta(minutes=1))
    late = (await bought(house, anas.key, 20)).order
    await expired(house, late)
    second = (await bought(house, betos.key, *range(10, 20))).order
    await proved(house, second.key)
    await bought(house, betos.key, 1, person=MARTA)
    page = await house.look(my_tickets, 71)
    assert [(row.order.key, row.order.state) for row in page.rows] == [
        (second.key, "reserved"),
        (late.key, "expired"),
        (first.key, "paid"),
    ]
    newest = page.rows[0]
    assert (newest.organizer_name, newest.project_name, newest.currency) == ("Beto", "Spring trip", "USD")
    assert (newest.count, newest.numbers, newest.proof_waits) == (10, tuple(range(10, 18)), True)
    assert [(row.organizer_name, row.numbers) for row in page.rows[1:]] == [("Ana", ()), ("Ana", (7, 8))]
    assert (page.number, page.more) == (1, False)
    assert len((await house.look(my_tickets, 72)).rows) == 1


async def test_pages_of_six(house: House) -> None:
    project = await house.open_project()
    for number in range(7):
        order = (await bought(house, project.key, number)).order
        await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    first, second = [await house.look(my_tickets, 71, page) for page in (1, 2)]
    assert [len(first.rows), first.more, len(second.rows), second.more] == [6, True, 1, False]
    await house.refuses(NotFound, my_tickets, 71, 0)


async def test_a_claim_link_brings_all_that_they_bought_before(house: House) -> None:
    project = await house.open_project()
    sold = await house.sell(project.key, 7)
    assert (await house.look(my_tickets, 71)).rows == []
    await house.do(open_claim, await house.do(claim_link, sold.buyer.key, ANA), 71)
    assert [row.order.key for row in (await house.look(my_tickets, 71)).rows] == [sold.order.key]


async def test_through_no_door_comes_what_is_anybody_elses(house: House) -> None:
    """The one question across organizers is asked by the account alone."""
    anas, betos = await house.open_project(ANA), await house.open_project(BETO)
    order = (await bought(house, anas.key, 7)).order
    await house.reserve(betos.key, 7)
    await house.do(wait_for, betos.key, 7, LUIS)
    for telegram_id in (72, ANA, BETO, 0, -71, 2**70):
        assert await house.look(list_buyers_anywhere, telegram_id) == []
        if abs(telegram_id) < 2**63:
            assert await house.look(list_orders_anywhere, telegram_id, 100) == []
        assert await house.look(list_orders_with_code, telegram_id, order.code) == []
        assert await house.look(list_waited_for_anywhere, telegram_id, 100) == []
        assert await house.look(list_waited_for, telegram_id) == []
    marta = await house.look(my_data, 72)
    assert (marta["as_buyer"], marta["as_organizer"], marta["settings"]) == ([], [], None)
    assert (await house.look(look_before_erasing, 72))[:4] == (0, 0, 0, 0)
    assert [buyer.user_id for buyer in await house.look(list_buyers_anywhere, 71)] == [ANA, BETO]


async def test_what_is_out_of_sight_is_not_shown(house: House) -> None:
    await house.open_project()
    practice = await house.do(start_practice, ANA, "Practice", "A cake", ["Uno"])
    await house.do(end_practice, practice.key, ANA)
    assert (await house.look(my_tickets, 71)).rows == []
