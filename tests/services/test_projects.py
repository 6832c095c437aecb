"""Projects: made open, named, dated, given terms and a currency, closed and opened again."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from db.invariants import check
from db.projects import Project, change_project, find_project, list_projects
from db.sets import list_sets
from rules.keys import OrderKey, ProjectKey, SetKey
from rules.misreadings import CurrencyUnknown, DateInThePast, HoldOutOfBounds, TextMissing, TextTooLong, TooManyDecimals
from rules.numbers import Chosen, NumberRange
from rules.refusals import CurrencyFixed, MoveNotAllowed, NotFound, ProjectNotOpen, Refusal
from rules.states import PaymentMethod
from services.holders import change_holder
from services.organizers import choose_country, find_organizer, welcome
from services.payments import pay, pay_for_number
from services.prizes import add_prize_to
from services.projects import (
    choose_project,
    close_project,
    create_project,
    describe_project,
    rename_project,
    set_currency,
    set_draw_date,
    set_terms,
)
from services.releases import release, void
from services.reopening import reopen_project
from services.sales import reserve, sell
from services.sets import add_set_to, grow_set
from tests.cast import ANA, BETO, LUIS, MARTA, SOFIA, House

HOUR = timedelta(hours=1)


async def test_a_project_is_made_open_with_the_terms_of_its_organizer_and_is_the_active_one(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    await house.do(choose_country, ANA, "BR")
    project = await house.do(create_project, ANA, "  Spring   trip\n")
    expected = Project(ANA, 1, "Spring trip", None, "open", "BRL", None, 2880, 720, practice=False)
    assert project == expected._replace(slug=project.slug)
    assert len(project.slug or "") == 16
    assert await house.look(find_project, project.key) == project
    assert (await house.look(find_organizer, ANA)).active_project == 1
    told = (await house.told())[-1]
    assert (told.kind, told.before) == ("project.created", {})
    assert {"state": "open", "currency": "BRL", "practice": False}.items() <= told.after.items()


async def test_everybodys_projects_count_from_1(house: House) -> None:
    for user_id in (ANA, BETO):
        await house.do(welcome, user_id, "Somebody", "en")
        made = [await house.do(create_project, user_id, name) for name in ("One", "Two")]
        assert [project.project_number for project in made] == [1, 2]
    assert [project.user_id for project in await house.look(list_projects, BETO, 10)] == [BETO, BETO]


async def test_a_project_without_a_name_or_an_organizer_is_refused(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    await house.refuses(TextMissing, create_project, ANA, "\u2800")
    await house.refuses(TextTooLong, create_project, ANA, "a" * 4000)
    await house.refuses(NotFound, create_project, BETO, "Spring trip")


async def test_an_older_project_may_be_made_the_active_one(house: House) -> None:
    first = await house.open_project()
    await house.do(create_project, ANA, "Another")
    assert await house.do(choose_project, first.key) == first
    assert (await house.look(find_organizer, ANA)).active_project == 1
    refused = await house.refuses(NotFound, choose_project, ProjectKey(ANA, 3))
    assert (refused.noun, refused.number) == ("project", 3)


async def test_a_project_is_named_described_dated_and_given_terms(house: House) -> None:
    project = await house.open_project()
    date = house.clock.now + timedelta(days=30)
    changes: list[tuple[Callable[..., Awaitable[Project]], tuple[Any, ...], dict[str, Any]]] = [
        (rename_project, (" Autumn trip ",), {"name": "Autumn trip"}),
        (describe_project, ("For the\u202e school\n\n\n\nThanks",), {"description": "For the school\n\nThanks"}),
        (describe_project, (None,), {"description": None}),
        (set_draw_date, (date,), {"draw_at": date}),
        (set_terms, (HOUR, timedelta(0)), {"hold_minutes": 60, "grace_minutes": 0}),
        (set_currency, (" cop ",), {"currency": "COP"}),
    ]
    for change, values, expected in changes:
        before = await house.look(find_project, project.key)
        before = before._replace(closes_at=expected.get("draw_at", before.closes_at))
        assert await house.do(change, project.key, *values, SOFIA) == before._replace(**expected)
        assert await house.look(find_project, project.key) == before._replace(**expected)
        told = (await house.told())[-1]
        assert (told.kind, told.made_by, set(told.after["fields"])) == ("project.changed", SOFIA, set(expected))
        again = await house.everything()
        await house.do(change, project.key, *values, SOFIA)
        assert await house.everything() == again


async def test_wrong_values_are_refused_and_nothing_is_written(house: House) -> None:
    project = await house.open_project()
    now = house.clock.now
    wrong: list[tuple[type[Refusal], Callable[..., Awaitable[Project]], tuple[Any, ...]]] = [
        (TextMissing, rename_project, ("",)),
        (TextTooLong, rename_project, ("a" * 81,)),
        (TextMissing, describe_project, ("\n\n",)),
        (TextTooLong, describe_project, ("a" * 1001,)),
        (DateInThePast, set_draw_date, (now,)),
        (DateInThePast, set_draw_date, (now - HOUR,)),
        (HoldOutOfBounds, set_terms, (timedelta(minutes=4), HOUR)),
        (HoldOutOfBounds, set_terms, (timedelta(days=91), HOUR)),
        (HoldOutOfBounds, set_terms, (HOUR, timedelta(minutes=-1))),
        (HoldOutOfBounds, set_terms, (HOUR, timedelta(days=31))),
        (CurrencyUnknown, set_currency, ("GOLD",)),
    ]
    for refusal, change, values in wrong:
        await house.refuses(refusal, change, project.key, *values, ANA)


async def test_what_is_not_there_is_not_found(house: House) -> None:
    await house.open_project()
    absent = ProjectKey(ANA, 2)
    await house.refuses(NotFound, rename_project, absent, "Name", ANA)
    await house.refuses(NotFound, describe_project, absent, "Words", ANA)
    await house.refuses(NotFound, set_draw_date, absent, house.clock.now + HOUR, ANA)
    await house.refuses(NotFound, set_terms, absent, HOUR, HOUR, ANA)
    await house.refuses(NotFound, set_currency, absent, "EUR", ANA)
    await house.refuses(NotFound, close_project, absent, ANA)
    await house.refuses(NotFound, reopen_project, absent, ANA)


async def test_terms_hold_for_the_orders_made_from_now_on(house: House) -> None:
    project = await house.open_project()
    old = (await house.reserve(project.key, 1)).order
    await house.do(set_terms, project.key, HOUR, 2 * HOUR, ANA)
    new = (await house.reserve(project.key, 2, buyer=MARTA)).order
    now = house.clock.now
    assert (old.told_deadline_at, old.release_at) == (now + 48 * HOUR, now + 60 * HOUR)
    assert (new.told_deadline_at, new.release_at) == (now + HOUR, now + 3 * HOUR)


async def test_the_currency_is_fixed_once_numbers_are_taken(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1)).order
    refused = await house.refuses(CurrencyFixed, set_currency, project.key, "EUR", ANA)
    assert refused.currency == "USD"
    assert (await house.do(set_currency, project.key, "USD", ANA)).currency == "USD"
    await house.do(release, project.key, [1], ANA)
    assert (await house.do(set_currency, project.key, "EUR", ANA)).currency == "EUR"
    assert order.total == 500


async def test_the_currency_is_fixed_while_money_in_it_is_to_be_given_back(house: House) -> None:
    project = await house.open_project()
    order = (await house.sell(project.key, 1)).order
    await house.do(void, order.key, "By mistake", ANA)
    await house.refuses(CurrencyFixed, set_currency, project.key, "COP", ANA)


async def test_a_project_is_closed_and_opened_again(house: House) -> None:
    project = await house.open_project()
    await house.refuses(MoveNotAllowed, reopen_project, project.key, ANA)
    assert (await house.do(close_project, project.key, SOFIA)).state == "closed"
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.before["state"], told.after["state"]) == (
        "project.closed",
        SOFIA,
        "open",
        "closed",
    )
    refused = await house.refuses(MoveNotAllowed, close_project, project.key, ANA)
    assert (refused.noun, refused.state, refused.wanted) == ("project", "closed", "closed")
    assert (await house.do(reopen_project, project.key, ANA)).state == "open"
    assert (await house.told())[-1].kind == "project.open"
    await house.sell(project.key, 1)


async def test_a_closed_project_sells_nothing_but_takes_payments_releases_and_new_holders(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2, 3)).order
    await house.do(close_project, project.key, ANA)
    await house.refuses(ProjectNotOpen, reserve, project.key, Chosen((9,)), LUIS, ANA)
    await house.refuses(ProjectNotOpen, sell, project.key, Chosen((9,)), LUIS, ANA)
    assert (await house.do(pay, order.key, ANA, PaymentMethod.CASH, 300)).order.paid == 300
    assert (await house.do(release, project.key, [3], ANA))[0].after.total == 1000
    assert (await house.do(change_holder, order.key, MARTA, ANA)).buyer_number == 2
    assert (await house.do(pay, order.key, ANA, PaymentMethod.CASH)).order.state == "paid"
    assert (await house.do(void, order.key, "Moved away", ANA)).numbers == (1, 2)
    await house.do(set_terms, project.key, HOUR, HOUR, ANA)


@pytest.mark.parametrize("state", ["drawn", "cancelled"])
async def test_what_has_ended_refuses_every_change(house: House, state: str) -> None:
    project = await house.open_project()
    reserved = (await house.reserve(project.key, 1)).order
    sold = (await house.sell(project.key, 2, buyer=MARTA)).order
    await house.do(change_project, project._replace(state=state))
    key, set_key = project.key, SetKey(*project.key, 1)
    changes: list[tuple[Callable[..., Awaitable[object]], tuple[Any, ...]]] = [
        (rename_project, (key, "Name", ANA)),
        (describe_project, (key, "Words", ANA)),
        (set_draw_date, (key, house.clock.now + HOUR, ANA)),
        (set_terms, (key, HOUR, HOUR, ANA)),
        (add_set_to, (key, NumberRange(100, 199, 0), 500, ANA)),
        (grow_set, (set_key, 199, ANA)),
        (add_prize_to, (key, "A bicycle", ANA)),
        (reserve, (key, Chosen((9,)), LUIS, ANA)),
        (sell, (key, Chosen((9,)), LUIS, ANA)),
        (pay, (reserved.key, ANA, PaymentMethod.CASH)),
        (pay_for_number, (key, 1, ANA, PaymentMethod.CASH)),
        (release, (key, [1], ANA)),
        (void, (sold.key, "By mistake", ANA)),
        (change_holder, (sold.key, LUIS, ANA)),
    ]
    for change, values in changes:
        refused = await house.refuses(ProjectNotOpen, change, *values)
        assert (refused.project_number, refused.state) == (1, state)
    await house.refuses(CurrencyFixed, set_currency, key, "EUR", ANA)
    for move in (close_project, reopen_project):
        moved = await house.refuses(MoveNotAllowed, move, key, ANA)
        assert moved.state == state
    await house.refuses(NotFound, pay, OrderKey(ANA, 1, 9), ANA, PaymentMethod.CASH)


async def test_a_price_keeps_its_figure_in_another_currency(house: House) -> None:
    project = await house.open_project(price=500)
    await house.do(set_currency, project.key, "CLP", ANA)
    assert [one.unit_price for one in await house.look(list_sets, project.key)] == [5]
    await house.do(set_currency, project.key, "KWD", ANA)
    assert [one.unit_price for one in await house.look(list_sets, project.key)] == [5000]
    assert [finding async for finding in check(house.store)] == []


async def test_a_price_that_another_currency_cannot_tell_is_refused(house: House) -> None:
    project = await house.open_project(price=550)
    refused = await house.refuses(TooManyDecimals, set_currency, project.key, "CLP", ANA)
    assert (refused.currency, refused.read_as, refused.decimals) == ("CLP", "5.50", 0)


async def test_what_no_row_can_be_called_is_not_found(house: House) -> None:
    await house.open_project()
    for number in (2**63, 10**30, -(10**20)):
        await house.refuses(NotFound, rename_project, ProjectKey(ANA, number), "Name", ANA)
