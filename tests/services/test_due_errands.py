"""What the organizer is told by itself: what is missing before a draw, which proofs wait, and how a day went."""

import asyncio
import json
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.clock import carry_out_all, expire_all
from db.errands import EVERYTHING, list_errands
from db.invariants import check
from db.projects import Project
from db.work import Work
from rules.keys import ProjectKey
from rules.numbers import Chosen
from rules.states import PaymentMethod
from services.checklists import look_at_checklist
from services.endings import cancel_project
from services.erasing import erase
from services.orders import extend
from services.organizers import choose_quiet_hours, choose_summary, choose_zone, find_organizer, welcome
from services.payments import pay
from services.practice import start_practice
from services.projects import close_project, create_project, set_draw_date
from services.proofs import accept_proof, reject_proof
from services.reach import lose_touch
from services.sales import sell
from services.summaries import find_summary
from services.undo import undo
from tests.cast import ANA, BETO, MARTA, House
from tests.services.strangers import LUIS, ZOE, bought, proved
from tests.services.strangers import MARTA as STRANGER

HOUR = timedelta(hours=1)
DAY = 24 * HOUR
CASH = PaymentMethod.CASH


async def letters(house: House, about: str) -> list[dict[str, Any]]:
    wanted = text("SELECT payload FROM outbox WHERE method = :about ORDER BY letter_number")
    async with house.store.reading() as work:
        return [json.loads(row[0]) for row in await work.execute(wanted, {"about": about})]


async def planned(house: House, number: int = EVERYTHING) -> dict[str, datetime]:
    return {one.kind: one.due_at for one in await house.look(list_errands, ANA, number)}


async def pass_(house: House, time: timedelta, *, looking_every: timedelta = HOUR) -> None:
    """With a process alive."""
    until = house.clock.now + time
    while house.clock.now < until:
        house.clock.now = min(until, house.clock.now + looking_every)
        await carry_out_all(house.store)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


# What is missing before a draw


@pytest.fixture
async def trip(house: House) -> ProjectKey:
    """Drawn on the 12th at eight in the evening."""
    project = await house.open_project(final=9)
    await house.do(set_draw_date, project.key, at(12, 20), ANA)
    return project.key


async def test_what_is_missing_is_told_a_day_and_an_hour_before(house: House, trip: ProjectKey) -> None:
    assert {"day-before": at(11, 20), "hour-before": at(12, 19)}.items() <= (await planned(house, 1)).items()
    house.clock.now = at(11, 19, 59)
    await carry_out_all(house.store)
    assert await letters(house, "missing") == []
    await pass_(house, HOUR)
    assert len(await letters(house, "missing")) == 1
    await pass_(house, DAY)
    assert len(await letters(house, "missing")) == 2
    await pass_(house, 3 * DAY)
    assert len(await letters(house, "missing")) == 2
    assert (await letters(house, "missing"))[0] == {
        "user_id": ANA,
        "project_number": 1,
        "draw_at": "2026-03-12T20:00:00+00:00",
    }


async def test_where_nothing_is_missing_nothing_is_told(house: House, trip: ProjectKey) -> None:
    await house.sell(trip, *range(10))
    house.clock.now = at(12, 19, 30)
    await carry_out_all(house.store)
    assert await letters(house, "missing") == []
    assert (await house.look(look_at_checklist, trip)).is_done


async def test_everything_that_is_open_is_found(house: House, trip: ProjectKey) -> None:
    first = (await bought(house, trip, 1, 2)).order
    await proved(house, first.key)
    await proved(house, first.key, picture="another")
    await bought(house, trip, 3, person=STRANGER)
    await house.sell(trip, 4, buyer=MARTA)
    for number, name in enumerate(("🙂", "Ж", "...", "+57 300"), 5):
        await bought(house, trip, number, person=ZOE._replace(telegram_id=100 + number, name=name))
    found = await house.look(look_at_checklist, trip)
    assert (found.proofs, found.unpaid, found.unsold) == (2, 5, 2)
    assert [one.name for one in found.nameless] == ["🙂", "...", "+57 300"]
    await house.do(erase, 105, lambda _: "?")
    assert [one.name for one in (await house.look(look_at_checklist, trip)).nameless] == ["...", "+57 300"]


async def test_another_date_is_told_anew_and_no_date_not_at_all(house: House, trip: ProjectKey) -> None:
    house.clock.now = at(11, 20)
    await carry_out_all(house.store)
    await house.do(set_draw_date, trip, at(20, 20), ANA)
    assert (await planned(house, 1))["day-before"] == at(19, 20)
    await pass_(house, 8 * DAY)
    assert len(await letters(house, "missing")) == 2
    await house.do(set_draw_date, trip, None, ANA)
    assert await planned(house, 1) == {}


async def test_no_quiet_hour_is_disturbed_unless_the_draw_comes_first(house: House, trip: ProjectKey) -> None:
    await house.do(choose_quiet_hours, ANA, time(18), time(23))
    assert {"day-before": at(11, 23), "hour-before": at(12, 17, 59)}.items() <= (await planned(house, 1)).items()
    # The process was away, and when it is back it is quiet and the draw is near.
    house.clock.now = at(12, 18, 30)
    await carry_out_all(house.store)
    assert len(await letters(house, "missing")) == 1


async def test_after_two_days_without_a_process_it_is_told_if_it_still_helps(house: House, trip: ProjectKey) -> None:
    house.clock.now = at(12, 9)
    await carry_out_all(house.store)
    assert len(await letters(house, "missing")) == 1
    house.clock.now = at(14, 9)
    await carry_out_all(house.store)
    assert len(await letters(house, "missing")) == 1
    assert await planned(house, 1) == {}


async def test_on_the_way_back_at_night_it_waits_for_the_morning(house: House, trip: ProjectKey) -> None:
    house.clock.now = at(11, 23)
    await carry_out_all(house.store)
    assert await letters(house, "missing") == []
    assert (await planned(house, 1))["day-before"] == at(12, 8)
    await pass_(house, 10 * HOUR)
    assert len(await letters(house, "missing")) == 1


async def test_a_zone_that_changes_shifts_what_is_planned(house: House, trip: ProjectKey) -> None:
    await house.do(choose_zone, ANA, "Asia/Tokyo")
    # The draw is at five in the morning there.
    assert (await planned(house, 1))["hour-before"] == at(12, 11, 59)


# Proofs that wait


async def test_proofs_that_wait_are_asked_for_after_six_hours_and_then_daily(house: House, trip: ProjectKey) -> None:
    """From half past three in the afternoon on."""
    order = (await bought(house, trip, 1)).order
    proof = await proved(house, order.key)
    other = await house.open_project()
    await proved(house, (await bought(house, other.key, 1)).order.key)
    await pass_(house, 16 * HOUR)
    assert await letters(house, "proofs") == []
    await pass_(house, HOUR)
    assert await letters(house, "proofs") == [{"user_id": ANA}]
    await pass_(house, 2 * DAY)
    assert len(await letters(house, "proofs")) == 3
    await house.do(accept_proof, proof.key, ANA)
    await house.do(reject_proof, (await proved(house, (await bought(house, trip, 2)).order.key)).key, "No", ANA)
    await pass_(house, DAY)
    assert len(await letters(house, "proofs")) == 4


async def test_when_all_were_looked_at_nobody_is_asked(house: House, trip: ProjectKey) -> None:
    await house.do(choose_quiet_hours, ANA, time(1), time(2))
    order = (await bought(house, trip, 1)).order
    proof = await proved(house, order.key)
    house.clock.pass_(5 * HOUR)
    await house.do(accept_proof, proof.key, ANA)
    await proved(house, (await bought(house, trip, 2)).order.key)
    # That one waits six hours too.
    await pass_(house, 5 * HOUR)
    assert await letters(house, "proofs") == []
    await pass_(house, 2 * HOUR)
    assert len(await letters(house, "proofs")) == 1
    assert [finding async for finding in check(house.store)] == []


async def test_a_proof_that_waits_again_is_asked_for_again(house: House, trip: ProjectKey) -> None:
    order = (await bought(house, trip, 1)).order
    proof = await proved(house, order.key)

    async def accept(work: Work) -> str:
        await accept_proof(work, proof.key, ANA)
        return work.mark

    mark = await house.do(accept)
    house.clock.pass_(timedelta(minutes=5))
    await carry_out_all(house.store)
    await house.do(undo, ANA, mark, ANA)
    await pass_(house, 17 * HOUR)
    assert len(await letters(house, "proofs")) == 1


# The day


async def test_a_day_is_summed_up_at_nine_and_once(house: House, trip: ProjectKey) -> None:
    await house.sell(trip, 1, 2)
    await house.reserve(trip, 3, buyer=MARTA)
    assert (await planned(house))["summary"] == at(3, 9)
    house.clock.now = at(3, 8, 59)
    await carry_out_all(house.store)
    assert await letters(house, "summary") == []
    for _ in range(3):
        house.clock.pass_(timedelta(minutes=1))
        await carry_out_all(house.store)
    (keys,) = await letters(house, "summary")
    assert keys == {"user_id": ANA, "since": at(2, 0).isoformat(), "until": at(3, 0).isoformat()}
    (part,) = await house.look(find_summary, ANA, at(2, 0), at(3, 0))
    assert (part.sold, part.money, part.expired, part.proofs) == (2, 1000, 0, 0)
    assert (part.owing.orders, part.owing.amount) == (1, 500)
    assert (await planned(house))["summary"] == at(4, 9)


async def test_what_happened_is_told_as_it_stands_now(house: House, trip: ProjectKey) -> None:
    async def sell_by_mistake(work: Work) -> str:
        await sell(work, trip, Chosen((9,)), MARTA, ANA, CASH)
        return work.mark

    await house.do(undo, ANA, await house.do(sell_by_mistake), ANA)
    in_parts = (await house.reserve(trip, 5, 6, buyer=MARTA)).order
    await house.do(pay, in_parts.key, ANA, CASH, 300)
    await house.do(extend, in_parts.key, 10 * DAY, ANA)
    await bought(house, trip, 7)
    house.clock.now = at(3, 10)
    await house.do(pay, in_parts.key, ANA, CASH)
    house.clock.now = at(6, 10)
    await expire_all(house.store)
    days = [await house.look(find_summary, ANA, at(day, 0), at(day + 1, 0)) for day in (2, 3, 5, 6)]
    assert [[(one.sold, one.money, one.expired) for one in day] for day in days] == [
        [(0, 300, 0)],
        [(2, 700, 0)],
        [],
        [(0, 0, 1)],
    ]
    (whole,) = await house.look(find_summary, ANA, at(2, 0), at(7, 0))
    assert (whole.sold, whole.money, whole.expired) == (2, 1000, 1)
    assert await house.look(find_summary, BETO, at(2, 0), at(7, 0)) == []


async def test_days_on_which_nothing_happened_and_nothing_is_open_are_not_told(house: House, trip: ProjectKey) -> None:
    await house.sell(trip, 1)
    await pass_(house, 5 * DAY)
    assert len(await letters(house, "summary")) == 1
    await house.reserve(trip, 3, hold=20 * DAY)
    await pass_(house, 2 * DAY)
    assert len(await letters(house, "summary")) == 3


async def test_after_two_days_without_a_process_there_is_one_summary_of_both(house: House, trip: ProjectKey) -> None:
    await house.sell(trip, 1)
    house.clock.now = at(4, 9, 30)
    await house.sell(trip, 2)
    house.clock.now = at(5, 10)
    await carry_out_all(house.store)
    (keys,) = await letters(house, "summary")
    assert (keys["since"], keys["until"]) == (at(2, 0).isoformat(), at(5, 0).isoformat())
    (part,) = await house.look(find_summary, ANA, at(2, 0), at(5, 0))
    assert part.sold == 2
    assert (await planned(house))["summary"] == at(6, 9)


async def test_on_the_way_back_at_night_the_summary_waits_for_the_morning(house: House, trip: ProjectKey) -> None:
    await house.sell(trip, 1)
    house.clock.now = at(3, 22)
    await carry_out_all(house.store)
    assert await letters(house, "summary") == []
    house.clock.now = at(4, 8)
    await carry_out_all(house.store)
    (keys,) = await letters(house, "summary")
    assert (keys["since"], keys["until"]) == (at(2, 0).isoformat(), at(4, 0).isoformat())
    assert (await planned(house))["summary"] == at(5, 9)


async def test_a_clock_that_jumps_a_day_both_ways_tells_no_day_twice(house: House, trip: ProjectKey) -> None:
    await house.reserve(trip, 1, hold=20 * DAY)
    await pass_(house, DAY)
    house.clock.pass_(-DAY)
    await pass_(house, DAY)
    assert len(await letters(house, "summary")) == 1
    house.clock.pass_(DAY)
    await pass_(house, HOUR)
    assert len(await letters(house, "summary")) == 2


async def test_clocks_that_are_changed_shift_it(house: House, trip: ProjectKey) -> None:
    await house.do(choose_zone, ANA, "Europe/Madrid")
    await house.reserve(trip, 1, hold=60 * DAY)
    house.clock.now = at(28, 9)
    await carry_out_all(house.store)
    assert (await planned(house))["summary"] == at(29, 7)
    house.clock.now = at(29, 7)
    await carry_out_all(house.store)
    assert [keys["until"] for keys in await letters(house, "summary")] == [
        at(27, 23).isoformat(),
        at(28, 23).isoformat(),
    ]
    assert (await planned(house))["summary"] == at(30, 7)


async def test_who_does_not_want_it_gets_none_until_they_want_it_again(house: House, trip: ProjectKey) -> None:
    await house.reserve(trip, 1, hold=20 * DAY)
    off = await house.do(choose_summary, ANA, False)
    assert off.summary_off_at == house.clock.now
    assert "summary" not in await planned(house)
    await house.do(create_project, ANA, "Another")
    await pass_(house, 2 * DAY)
    assert await letters(house, "summary") == []
    assert (await house.do(choose_summary, ANA, True)).summary_off_at is None
    await pass_(house, DAY)
    assert len(await letters(house, "summary")) == 1
    assert (await house.look(find_organizer, ANA)).summary_off_at is None


async def test_it_ends_when_nothing_runs_and_begins_with_the_next_raffle(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    assert "summary" not in await planned(house)
    project: Project = await house.do(create_project, ANA, "Spring trip")
    await house.do(close_project, project.key, ANA)
    await pass_(house, DAY)
    assert "summary" in await planned(house)
    await house.do(cancel_project, project.key, ANA)
    await pass_(house, 2 * DAY)
    assert "summary" not in await planned(house)
    assert await letters(house, "summary") == []
    await house.do(create_project, ANA, "Autumn trip")
    assert "summary" in await planned(house)


async def test_who_cannot_be_reached_is_told_nothing_and_who_is_gone_has_no_errands(
    house: House, trip: ProjectKey
) -> None:
    await house.reserve(trip, 1, hold=20 * DAY)
    await house.do(lose_touch, ANA, None)
    await pass_(house, DAY)
    assert await letters(house, "summary") == []
    other = await house.open_project(BETO)
    await house.do(set_draw_date, other.key, at(12, 20), BETO)
    await house.do(erase, BETO, lambda _: "?")
    await pass_(house, DAY)
    assert await house.look(list_errands, BETO, EVERYTHING) == []
    assert await house.look(list_errands, BETO, 1) == []


async def test_of_two_processes_one_tells(house: House, trip: ProjectKey) -> None:
    await house.reserve(trip, 1, hold=20 * DAY)
    await proved(house, (await bought(house, trip, 2, person=LUIS)).order.key)
    for _ in range(24 * 11):
        house.clock.pass_(HOUR)
        await asyncio.gather(*(carry_out_all(house.store) for _ in range(3)))
    told = {about: len(await letters(house, about)) for about in ("missing", "proofs", "summary")}
    assert told == {"missing": 2, "proofs": 11, "summary": 11}
