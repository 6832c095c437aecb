"""Who says that they pay in cash may be reminded by another plan, or not at all."""

from datetime import timedelta

from db.invariants import check
from rules.numbers import Chosen
from rules.refusals import NotFound, OrderNotPayable, ProjectNotOpen
from rules.reminding import read_cash_plan, read_plan
from rules.states import PaymentMethod
from services.buying import buy
from services.clones import clone_project
from services.endings import cancel_project
from services.holders import change_holder
from services.paying_by import choose_to_pay_by, note_paying_by
from services.payments import pay
from services.projects import set_cash_plan, set_reminder_plan
from services.strangers import Person
from services.undo import undo
from tests.cast import ANA, MARTA, House
from tests.services.test_due_reminders import look
from tests.services.test_reminders import rows

LUIS = Person(2001, "Luis")
CASH = PaymentMethod.CASH
HOUR = timedelta(hours=1)


async def test_who_pays_in_cash_is_reminded_by_that_plan_from_then_on(house: House) -> None:
    project = await house.open_project()
    await house.do(set_cash_plan, project.key, read_plan("30h"), ANA)
    key = (await house.do(buy, project.key, Chosen((7,)), LUIS)).order.key
    usual = await rows(house, key)
    assert [kind for kind, _ in usual] == ["24h", "3h"]
    for _ in range(2):
        assert (await house.do(choose_to_pay_by, key, LUIS.telegram_id, CASH)).pays_by == "cash"
    assert [kind for kind, _ in await rows(house, key)] == ["30h"]
    assert [one.kind for one in await house.told()].count("order.will_pay") == 1
    await house.do(choose_to_pay_by, key, LUIS.telegram_id, None)
    assert await rows(house, key) == usual
    assert [finding async for finding in check(house.store)] == []


async def test_none_for_cash_sends_none_and_as_everybody_sends_the_usual_ones(house: House) -> None:
    project = await house.open_project()
    key = (await house.do(buy, project.key, Chosen((7,)), LUIS)).order.key
    await house.do(note_paying_by, key, ANA, CASH)
    await house.do(set_cash_plan, project.key, (), ANA)
    assert await rows(house, key) == []
    assert await look(house, 24 * HOUR) == []
    await house.do(set_cash_plan, project.key, None, ANA)
    assert [kind for kind, _ in await rows(house, key)] == ["3h"]
    await house.do(set_reminder_plan, project.key, read_plan("5h"), ANA)
    assert [kind for kind, _ in await rows(house, key)] == ["5h"]
    await house.do(set_cash_plan, project.key, read_plan("4h"), ANA)
    assert (await house.do(clone_project, project.key, ANA)).cash_reminder_plan == "4h"


async def test_a_plan_that_was_changed_meanwhile_is_the_one_that_counts(house: House) -> None:
    """What another process has planned by the old one is dropped when its time comes."""
    project = await house.open_project()
    key = (await house.do(buy, project.key, Chosen((7,)), LUIS)).order.key
    planned = await rows(house, key)
    await house.do(set_cash_plan, project.key, (), ANA)
    assert await rows(house, key) == planned
    await house.do(note_paying_by, key, ANA, CASH)
    await house.do(set_cash_plan, project.key, read_plan("24h"), ANA)
    assert len(await look(house, 24 * HOUR)) == 1


async def test_only_what_is_owed_and_only_by_its_buyer_or_organizer(house: House) -> None:
    project = await house.open_project()
    key = (await house.do(buy, project.key, Chosen((7,)), LUIS)).order.key
    await house.refuses(NotFound, choose_to_pay_by, key, 4711, CASH)
    await house.do(note_paying_by, key, ANA, CASH)
    handed_on = await house.do(change_holder, key, MARTA, ANA)
    assert handed_on.pays_by is None
    await house.do(pay, key, ANA, CASH)
    await house.refuses(OrderNotPayable, note_paying_by, key, ANA, CASH)
    other = (await house.reserve(project.key, 8)).order.key
    await house.do(cancel_project, project.key, ANA)
    await house.refuses(ProjectNotOpen, note_paying_by, other, ANA, CASH)
    await house.refuses(ProjectNotOpen, set_cash_plan, project.key, (), ANA)


async def test_saying_so_does_not_stand_in_the_way_of_undoing(house: House) -> None:
    project = await house.open_project()
    key = (await house.reserve(project.key, 8)).order.key
    mark = str((await house.told())[-1].after["mark"])
    await house.do(note_paying_by, key, ANA, CASH)
    await house.do(undo, ANA, mark, ANA)
    assert [finding async for finding in check(house.store)] == []


def test_as_everybody_can_be_written() -> None:
    assert read_cash_plan("Igual") is None
    assert read_cash_plan("no") == ()
    assert read_cash_plan("3h, 24h") == read_plan("24h 3h")
