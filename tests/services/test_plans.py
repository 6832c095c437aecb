"""A raffle that was thought out beforehand."""

from datetime import timedelta

import pytest

from db.prizes import list_prizes
from db.sets import list_sets
from rules.misreadings import AmountNotPositive, DateInThePast, TextMissing
from rules.numbers import NumberRange
from rules.refusals import ProjectTooLarge
from rules.states import DrawMethod
from services.organizers import choose_currency, welcome
from services.plans import Plan, create_as_planned
from services.projects import active_project
from tests.cast import ANA, Clock, House

PLAN = Plan("Spring trip", ("A bicycle", "A cake"), NumberRange(0, 99, 2), 500, "USD", None, DrawMethod.BEACON)


@pytest.fixture
async def ana(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")


async def test_it_is_made_with_all_that_was_planned_and_is_the_active_one(ana: None, house: House) -> None:
    at = house.clock.now + timedelta(days=30)
    project = await house.do(create_as_planned, ANA, PLAN._replace(draw_at=at))
    assert (project.name, project.state, project.draw_at, project.draw_method) == ("Spring trip", "open", at, "beacon")
    assert [prize.name for prize in await house.look(list_prizes, project.key)] == ["A bicycle", "A cake"]
    (made,) = await house.look(list_sets, project.key)
    assert (made.name, made.numbers, made.unit_price) == ("00-99", PLAN.numbers, 500)
    assert await house.look(active_project, ANA) == project


async def test_its_price_stays_in_the_currency_in_which_it_was_planned(ana: None, house: House) -> None:
    await house.do(choose_currency, ANA, "CLP")
    project = await house.do(create_as_planned, ANA, PLAN)
    assert project.currency == "USD"
    (made,) = await house.look(list_sets, project.key)
    assert made.unit_price == 500


async def test_it_is_made_whole_or_not_at_all(ana: None, house: House, clock: Clock) -> None:
    await house.refuses(DateInThePast, create_as_planned, ANA, PLAN._replace(draw_at=clock.now))
    await house.refuses(TextMissing, create_as_planned, ANA, PLAN._replace(prizes=("A bicycle", " ")))
    await house.refuses(AmountNotPositive, create_as_planned, ANA, PLAN._replace(unit_price=0))
    await house.refuses(ProjectTooLarge, create_as_planned, ANA, PLAN._replace(numbers=NumberRange(1, 10**8, 0)))
