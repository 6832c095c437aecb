"""Reminders as rows: planned with the order, planned anew when what they depend on changes, dropped when it is paid."""

from datetime import UTC, datetime, time, timedelta

from db.invariants import check
from db.projects import Project
from rules.keys import BuyerKey, OrderKey
from rules.numbers import Chosen
from rules.refusals import ProjectNotOpen
from rules.reminding import read_plan
from rules.states import PaymentMethod
from services.buying import buy
from services.clones import clone_project
from services.endings import cancel_project
from services.expiring import expire
from services.links import claim_link, open_claim
from services.orders import extend
from services.organizers import choose_digest, choose_zone, welcome
from services.own_orders import take_back
from services.payments import pay
from services.practice import start_practice
from services.projects import set_reminder_plan
from services.reminders import list_planned
from services.strangers import Person
from services.undo import undo
from tests.cast import ANA, MARTA, House

HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
LUIS_HIMSELF = 2001


async def rows(house: House, order: OrderKey, state: str = "planned") -> list[tuple[str, datetime]]:
    """Kind and moment, the first first."""
    every = (await house.everything())["reminders"]
    return sorted(((row[3], row[4]) for row in every if row[:3] == order and row[5] == state), key=lambda row: row[1])


async def mark_of(house: House) -> str:
    return str((await house.told())[-1].after["mark"])


async def test_they_are_planned_by_the_unit_that_makes_the_order_whoever_the_buyer_is(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1)).order
    assert await rows(house, order.key) == [("24h", MONDAY + 24 * HOUR), ("3h", MONDAY + 45 * HOUR)]
    sold = (await house.sell(project.key, 2)).order
    assert await rows(house, sold.key) == []
    by_buyer = (await house.do(buy, project.key, Chosen((3,)), Person(LUIS_HIMSELF, "Luis"))).order
    assert len(await rows(house, by_buyer.key)) == 2


async def test_they_heed_the_night_where_the_buyer_is(house: House) -> None:
    project = await house.open_project()
    await house.do(welcome, LUIS_HIMSELF, "Luis", "es")
    await house.do(choose_zone, LUIS_HIMSELF, "Asia/Tokyo")
    order = (await house.do(buy, project.key, Chosen((3,)), Person(LUIS_HIMSELF, "Luis"))).order
    # 15:30 here is half past midnight in Tokyo, and 12:30 is 21:30.
    assert await rows(house, order.key) == [
        ("24h", MONDAY + 31.5 * HOUR),
        ("3h", datetime(2026, 3, 4, 11, 59, tzinfo=UTC)),
    ]


async def test_whoever_never_said_where_they_live_is_where_their_organizer_is(house: House) -> None:
    project = await house.open_project()
    await house.do(choose_zone, ANA, "Asia/Tokyo")
    await house.do(welcome, LUIS_HIMSELF, "Luis", "es")
    order = (await house.do(buy, project.key, Chosen((3,)), Person(LUIS_HIMSELF, "Luis"))).order
    assert (await rows(house, order.key))[0] == ("24h", MONDAY + 31.5 * HOUR)


async def test_more_time_plans_them_anew_and_undoing_it_as_they_were(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1)).order
    before = await rows(house, order.key)
    await house.do(extend, order.key, 24 * HOUR, ANA)
    assert await rows(house, order.key) == [("24h", MONDAY + 48 * HOUR), ("3h", MONDAY + 69 * HOUR)]
    await house.do(undo, ANA, await mark_of(house), ANA)
    assert await rows(house, order.key) == before


async def test_what_is_paid_is_not_reminded_of_and_undone_it_is_again(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1)).order
    before = await rows(house, order.key)
    await house.do(pay, order.key, ANA, PaymentMethod.CASH, 200)
    assert await rows(house, order.key) == before
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    assert (await rows(house, order.key), await rows(house, order.key, "dropped")) == ([], before)
    await house.do(undo, ANA, await mark_of(house), ANA)
    assert await rows(house, order.key) == before
    assert [finding async for finding in check(house.store)] == []


async def test_a_reservation_undone_leaves_none(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1)).order
    await house.do(undo, ANA, await mark_of(house), ANA)
    assert await rows(house, order.key) == []


async def test_numbers_taken_back_are_reminded_of_from_then_on(house: House) -> None:
    project = await house.open_project()
    order = (await house.do(buy, project.key, Chosen((3,)), Person(LUIS_HIMSELF, "Luis"))).order
    house.clock.pass_(72 * HOUR)
    await house.do(expire, order.key)
    await house.do(take_back, order.key, LUIS_HIMSELF)
    later = [row for row in await rows(house, order.key) if row[1] > house.clock.now]
    assert later == [("24h", MONDAY + 96 * HOUR), ("3h", MONDAY + 117 * HOUR)]


async def test_another_plan_is_one_for_what_is_reserved_already_too(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1)).order
    await house.do(set_reminder_plan, project.key, read_plan("30h, 1h"), ANA)
    assert [kind for kind, _ in await rows(house, order.key)] == ["30h", "1h"]
    await house.do(set_reminder_plan, project.key, (), ANA)
    assert await rows(house, order.key) == []
    assert await rows(house, (await house.reserve(project.key, 2)).order.key) == []
    await house.do(set_reminder_plan, project.key, read_plan("24h"), ANA)
    assert await rows(house, order.key) == [("24h", MONDAY + 24 * HOUR)]
    clone = await house.do(clone_project, project.key, ANA)
    assert clone.reminder_plan == "24h"
    await house.do(cancel_project, project.key, ANA)
    await house.refuses(ProjectNotOpen, set_reminder_plan, project.key, (), ANA)
    assert [finding async for finding in check(house.store)] == []


async def test_in_practice_there_is_one_after_half_of_the_time(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    project = await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    every = (await house.everything())["reminders"]
    assert {(row[3], row[4]) for row in every} == {("half", MONDAY + timedelta(seconds=90))}
    assert project.practice


async def test_what_is_coming_is_shown_with_whom_it_reaches(house: House) -> None:
    project = await house.open_project()
    await house.reserve(project.key, 1, 2)
    await house.reserve(project.key, 3, buyer=MARTA)
    code = await house.do(claim_link, BuyerKey(ANA, 1), ANA)
    await house.do(open_claim, code, LUIS_HIMSELF)
    paid = (await house.reserve(project.key, 4)).order
    await house.do(pay, paid.key, ANA, PaymentMethod.CASH)
    shown, page = await house.look(list_planned, project.key)
    assert isinstance(shown, Project)
    assert [(one.buyer_name, one.owed, one.within_reach, one.wanted) for one in page.found] == [
        ("Luis", 1000, True, True),
        ("Marta", 500, False, True),
    ] * 2
    assert page.found[0].due_at == MONDAY + 24 * HOUR


async def test_whom_the_organizer_writes_to_stands_there_with_the_hour_at_which_they_hear_of_it(house: House) -> None:
    project = await house.open_project()
    await house.reserve(project.key, 1)
    await house.do(choose_digest, ANA, time(18))
    _, page = await house.look(list_planned, project.key)
    assert [one.due_at for one in page.found] == [MONDAY + 26.5 * HOUR, datetime(2026, 3, 4, 13, tzinfo=UTC)]
