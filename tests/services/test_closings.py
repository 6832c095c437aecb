"""Sales that close by themselves: at the moment that the project says, once, and never a sale after it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy import select, text

from bot.clock import carry_out_all
from db.errands import EVERYTHING, list_errands
from db.invariants import check
from db.projects import Project, find_project
from db.tables import Orders
from db.work import Work
from rules.keys import ProjectKey
from rules.misreadings import DateInThePast
from rules.numbers import AtRandom, Chosen, NumberRange
from rules.refusals import ProjectNotOpen, Refusal
from rules.states import PaymentMethod
from services.buying import buy
from services.clones import clone_project
from services.due_errands import carry_out
from services.endings import cancel_project
from services.own_orders import take_back
from services.payments import pay
from services.projects import close_project, set_closing, set_draw_date
from services.reopening import reopen_project
from services.sales import reserve, sell
from services.sets import add_set_to
from services.waiting import wait_for
from tests.cast import ANA, BETO, LUIS, MARTA, House
from tests.services.strangers import MARTA as STRANGER
from tests.services.strangers import bought, expired

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
DAY = 24 * HOUR


async def dated(house: House, days: int = 10, user_id: int = ANA) -> Project:
    """At half past three, as it is now."""
    project = await house.open_project(user_id)
    return await house.do(set_draw_date, project.key, house.clock.now + days * DAY, user_id)


async def look(house: House) -> None:
    """As the clock does, and for everybody."""
    await carry_out_all(house.store)


async def state_of(house: House, key: ProjectKey) -> str:
    return (await house.look(find_project, key)).state


async def planned(house: House, key: ProjectKey) -> dict[str, timedelta]:
    """How far away it is."""
    errands = await house.look(list_errands, *key)
    return {one.kind: one.due_at - house.clock.now for one in errands}


async def told_closed(house: House) -> int:
    return sum("sales-closed" in row for row in (await house.everything())["outbox"])


async def test_they_close_at_the_draw_where_nothing_else_was_said_and_not_a_second_before(house: House) -> None:
    project = await dated(house)
    assert (project.closing, project.closes_at) == (None, project.draw_at)
    house.clock.pass_(10 * DAY - SECOND)
    await look(house)
    await house.sell(project.key, 1)
    house.clock.pass_(SECOND)
    await look(house)
    assert await state_of(house, project.key) == "closed"
    last = (await house.told())[-1]
    assert (last.kind, last.made_by) == ("project.closed", ANA)
    await look(house)
    assert await told_closed(house) == 1
    assert [finding async for finding in check(house.store)] == []


async def test_so_long_before_the_draw_as_the_project_says_or_never(house: House) -> None:
    project = await dated(house)
    assert (await planned(house, project.key))["closing"] == 10 * DAY
    for span, away in ((3 * HOUR, 10 * DAY - 3 * HOUR), (DAY, 9 * DAY), (timedelta(0), 10 * DAY)):
        await house.do(set_closing, project.key, span, ANA)
        assert (await planned(house, project.key))["closing"] == away
    never = await house.do(set_closing, project.key, None, ANA)
    assert never.closes_at is None
    assert "closing" not in await planned(house, project.key)
    house.clock.pass_(11 * DAY)
    await look(house)
    await house.sell(project.key, 1)
    assert [one.after["fields"] for one in await house.told() if "fields" in one.after][-1] == ["closing"]


async def test_another_draw_date_is_another_moment_and_none_is_none(house: House) -> None:
    project = await dated(house)
    await house.do(set_closing, project.key, DAY, ANA)
    await house.do(set_draw_date, project.key, house.clock.now + 5 * DAY, ANA)
    assert (await planned(house, project.key))["closing"] == 4 * DAY
    await house.do(set_draw_date, project.key, None, ANA)
    assert await planned(house, project.key) == {}
    # Where a day before it is over already, the draw itself.
    soon = await house.do(set_draw_date, project.key, house.clock.now + 5 * HOUR, ANA)
    assert soon.closes_at == soon.draw_at


async def test_a_moment_that_is_over_is_refused(house: House) -> None:
    project = await dated(house)
    house.clock.pass_(10 * DAY - 3 * HOUR)
    refused = await house.refuses(DateInThePast, set_closing, project.key, 3 * HOUR, ANA)
    assert refused.at == house.clock.now
    await house.do(set_closing, project.key, 2 * HOUR, ANA)
    await house.do(cancel_project, project.key, ANA)
    await house.refuses(ProjectNotOpen, set_closing, project.key, HOUR, ANA)


def selling(key: ProjectKey) -> list[tuple[Callable[..., Awaitable[object]], tuple[object, ...]]]:
    return [
        (sell, (key, Chosen((9,)), LUIS, ANA)),
        (reserve, (key, AtRandom(1), LUIS, ANA)),
        (buy, (key, Chosen((9,)), STRANGER)),
        (wait_for, (key, 1, STRANGER)),
        (add_set_to, (key, NumberRange(200, 299, 0), 500, ANA)),
    ]


async def test_after_the_moment_nothing_is_sold_though_no_clock_has_looked(house: House) -> None:
    project = await dated(house)
    order = (await house.reserve(project.key, 1, buyer=MARTA, hold=20 * DAY)).order
    gone = (await bought(house, project.key, 5)).order
    await expired(house, gone)
    house.clock.now = (project.draw_at or house.clock.now) - SECOND
    await house.sell(project.key, 2)
    house.clock.pass_(SECOND)
    assert await state_of(house, project.key) == "open"
    for use_case, values in [*selling(project.key), (take_back, (gone.key, 71))]:
        refused = await house.refuses(ProjectNotOpen, use_case, *values)
        assert refused.state == "closed"
    assert (await house.do(pay, order.key, ANA, PaymentMethod.CASH)).order.state == "paid"


async def test_opened_by_hand_they_close_at_the_draw_and_after_it_no_more(house: House) -> None:
    project = await dated(house)
    await house.do(set_closing, project.key, DAY, ANA)
    house.clock.pass_(9 * DAY)
    await look(house)
    assert await state_of(house, project.key) == "closed"
    assert (await house.do(reopen_project, project.key, ANA)).closes_at == project.draw_at
    await house.sell(project.key, 1)
    house.clock.pass_(DAY)
    await look(house)
    assert await state_of(house, project.key) == "closed"
    assert (await house.do(reopen_project, project.key, ANA)).closes_at is None
    house.clock.pass_(DAY)
    await look(house)
    await house.sell(project.key, 2)
    assert await told_closed(house) == 2


async def test_closed_by_hand_there_is_nothing_to_close(house: House) -> None:
    project = await dated(house)
    assert (await house.do(close_project, project.key, ANA)).closes_at is None
    assert "closing" not in await planned(house, project.key)
    await house.do(reopen_project, project.key, ANA)
    assert (await planned(house, project.key))["closing"] == 10 * DAY
    await house.do(cancel_project, project.key, ANA)
    assert await planned(house, project.key) == {}


async def test_a_clone_closes_as_its_model_did_and_has_no_date(house: House) -> None:
    project = await dated(house)
    await house.do(set_closing, project.key, 3 * HOUR, ANA)
    clone = await house.do(clone_project, project.key, ANA)
    assert (clone.closing, clone.closes_at, clone.draw_at) == ("180m", None, None)
    assert [finding async for finding in check(house.store)] == []


async def test_after_two_days_without_a_process_they_are_closed_once(house: House) -> None:
    mine, others = await dated(house), await dated(house, user_id=BETO)
    house.clock.pass_(12 * DAY)
    await asyncio.gather(look(house), look(house))
    assert [await state_of(house, one.key) for one in (mine, others)] == ["closed", "closed"]
    assert [one.kind for one in await house.told()].count("project.closed") == 1
    assert await told_closed(house) == 2


async def test_a_clock_that_goes_back_a_day_closes_nothing_twice(house: House) -> None:
    project = await dated(house)
    house.clock.pass_(10 * DAY)
    await look(house)
    house.clock.pass_(-DAY)
    await look(house)
    assert await state_of(house, project.key) == "closed"
    await house.do(reopen_project, project.key, ANA)
    await house.sell(project.key, 1)
    house.clock.pass_(DAY)
    await look(house)
    assert await state_of(house, project.key) == "closed"


async def test_a_fault_in_one_holds_up_no_other(house: House) -> None:
    project = await dated(house)

    async def spoil(work: Work) -> None:
        values = {"due": "2026-03-01 00:00:00" if work.dialect == "sqlite" else house.clock.now - DAY}
        statement = "INSERT INTO errands (user_id, project_number, kind, due_at, created_at, updated_at)"
        await work.execute(text(f"{statement} VALUES (1001, 0, 'unheard-of', :due, :due, :due)"), values)

    await house.do(spoil)
    house.clock.pass_(10 * DAY)
    await look(house)
    assert await state_of(house, project.key) == "closed"
    assert [one.kind for one in await house.look(list_errands, ANA, EVERYTHING)] == ["summary", "unheard-of"]


async def tried(deed: Awaitable[object]) -> Refusal | None:
    try:
        await deed
    except Refusal as refusal:
        return refusal
    return None


async def test_sold_or_closed_at_the_same_moment(house: House) -> None:
    """Whatever comes first: who sells later is refused, and nobody waits for another in a circle."""
    project = await dated(house)
    house.clock.pass_(10 * DAY - SECOND)
    await look(house)
    (due,) = [one for one in await house.look(list_errands, *project.key) if one.kind == "closing"]
    sales = [tried(house.do(sell, project.key, Chosen((n,)), LUIS, ANA)) for n in range(10)]

    async def close_late() -> None:
        house.clock.pass_(SECOND)
        await house.do(carry_out, due)

    late = [tried(house.do(sell, project.key, Chosen((n,)), LUIS, ANA)) for n in range(10, 20)]
    outcomes = await asyncio.wait_for(asyncio.gather(*sales, close_late(), *late), 30)
    await look(house)
    assert await state_of(house, project.key) == "closed"
    assert {type(one) for one in outcomes} <= {type(None), ProjectNotOpen}
    sold_at = await _ordered_at(house)
    assert project.draw_at is not None
    assert max(sold_at) < project.draw_at
    assert [finding async for finding in check(house.store)] == []


async def _ordered_at(house: House) -> list[datetime]:
    async with house.store.reading() as work:
        return list((await work.execute(select(Orders.created_at))).scalars())
