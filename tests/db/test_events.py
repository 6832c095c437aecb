"""The history: a chain per organizer without a gap, written with its unit or not at all, without a word of a person."""

import asyncio
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import text

from db.events import Event, list_events, note_event
from db.raffles import list_numbers_of
from db.store import Store
from db.work import Work
from rules.chain import START, Link, link_hash
from rules.numbers import NumberRange
from rules.phones import read_phone
from rules.refusals import NumbersOutside
from rules.states import PaymentMethod
from services.buyers import TypedBuyer, correct_email, rename_buyer, write_notes
from services.holders import change_holder
from services.organizers import rename_organizer, write_payment_text
from services.payments import pay
from services.prizes import add_prize_to
from services.projects import create_project, describe_project, rename_project
from services.releases import release, void
from services.sets import add_set_to
from tests.cast import ANA, BETO, House


async def chain_of(house: House, user_id: int) -> list[Event]:
    """Oldest first, each verified against the one before."""
    events = (await house.look(list_events, user_id, None, 10_000))[::-1]
    previous = START
    for number, event in enumerate(events, 1):
        assert isinstance(event.created_at, datetime)
        link = Link(user_id, number, event.created_at, *event[3:10])
        assert (event.event_number, event.previous_hash) == (number, previous)
        assert event.hash == link_hash(previous, link)
        previous = event.hash
    return events


async def note(store: Store, *user_ids: int, keep: bool = True, kind: str = "tried") -> None:
    async with store.work() as work:
        for user_id in user_ids:
            note_event(work, kind, user_id=user_id, made_by=user_id)
            await asyncio.sleep(0)
        if keep:
            work.keep()


async def two_organizers(house: House) -> None:
    await house.open_project(ANA)
    await house.open_project(BETO)


async def test_each_event_holds_the_hash_of_the_one_before(house: House) -> None:
    project = await house.open_project()
    house.clock.pass_(timedelta(microseconds=1))
    await house.reserve(project.key, 1)
    kinds = [event.kind for event in await chain_of(house, ANA)]
    assert kinds == ["organizer.welcomed", "project.created", "set.added", "buyer.added", "order.reserved"]


async def test_events_of_one_unit_are_chained_in_the_order_in_which_they_happened(house: House) -> None:
    await two_organizers(house)
    async with house.store.work() as work:
        for count in range(20):
            note_event(work, f"happened.{count}", user_id=ANA, made_by=BETO, after={"count": count})
        work.keep()
    events = await chain_of(house, ANA)
    assert [event.kind for event in events[-20:]] == [f"happened.{count}" for count in range(20)]
    assert {event.made_by for event in events[-20:]} == {BETO}


async def test_two_organizers_in_one_unit_have_a_chain_each(house: House) -> None:
    await two_organizers(house)
    before = {user_id: len(await chain_of(house, user_id)) for user_id in (ANA, BETO)}
    await note(house.store, BETO, ANA, BETO, ANA, ANA)
    assert len(await chain_of(house, ANA)) == before[ANA] + 3
    assert len(await chain_of(house, BETO)) == before[BETO] + 2


async def test_units_at_once_leave_no_gap(house: House) -> None:
    await two_organizers(house)
    before = {user_id: len(await chain_of(house, user_id)) for user_id in (ANA, BETO)}
    crowd = [(ANA,), (BETO,), (ANA, BETO), (BETO, ANA), (ANA, ANA)]
    await asyncio.gather(*(note(house.store, *user_ids) for user_ids in crowd for _ in range(12)))
    assert len(await chain_of(house, ANA)) == before[ANA] + 12 * 5
    assert len(await chain_of(house, BETO)) == before[BETO] + 12 * 3


async def test_units_that_are_not_kept_or_fail_leave_no_gap(house: House) -> None:
    project = await house.open_project()

    async def refused() -> None:
        with pytest.raises(NumbersOutside):
            await house.reserve(project.key, 1000)

    before = len(await chain_of(house, ANA))
    await asyncio.gather(
        *(note(house.store, ANA, keep=count % 2 == 0) for count in range(20)), *(refused() for _ in range(10))
    )
    assert len(await chain_of(house, ANA)) == before + 10


async def test_sales_in_several_projects_at_once_are_one_chain(house: House) -> None:
    keys = [(await house.open_project()).key for _ in range(4)]
    before = len(await chain_of(house, ANA))
    await asyncio.gather(
        *(house.sell(key, number, buyer=TypedBuyer(f"Buyer {key}-{number}")) for key in keys for number in range(8))
    )
    events = await chain_of(house, ANA)
    assert sorted(event.kind for event in events[before:]) == ["buyer.added"] * 32 + ["order.sold"] * 32


async def test_an_event_that_was_changed_or_left_out_breaks_the_chain(house: House) -> None:
    await house.open_project()
    for damage in ("UPDATE events SET made_by = 9 WHERE event_number = 2", "DELETE FROM events WHERE event_number = 2"):
        async with house.store.work() as work:
            await work.execute(text(damage))
            work.keep()
        with pytest.raises(AssertionError):
            await chain_of(house, ANA)


async def test_facts_are_written_in_one_spelling(house: House) -> None:
    await house.open_project()
    bogota = datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=-5)))

    async def tell(work: Work) -> None:
        facts = {"until": bogota, "method": PaymentMethod.CARD, "a": None, "numbers": (1, 2), "note": "ñ"}
        note_event(work, "told", user_id=ANA, made_by=ANA, before={}, after=facts)

    await house.do(tell)
    told = (await chain_of(house, ANA))[-1]
    assert told.before == "{}"
    assert told.after == (
        '{"a":null,"method":"card","note":"\\u00f1","numbers":[1,2],"until":"2026-03-02T15:00:00.000000+00:00"}'
    )
    with pytest.raises(TypeError):
        async with house.store.work() as work:
            note_event(work, "told", user_id=ANA, made_by=ANA, after={"what": object()})


async def test_the_history_is_read_newest_first_by_project_and_page(house: House) -> None:
    await house.open_project()
    other = await house.do(create_project, ANA, "Another")
    await house.do(add_prize_to, other.key, "A bicycle", ANA)
    assert [event.event_number for event in await house.look(list_events, ANA, None, 2)] == [5, 4]
    assert [event.event_number for event in await house.look(list_events, ANA, None, 2, 2)] == [3, 2]
    assert [event.event_number for event in await house.look(list_events, ANA, 2, 10)] == [5, 4]
    assert await house.look(list_events, BETO, 2, 10) == []


async def test_the_history_holds_no_word_of_a_person_and_no_receipt(house: House) -> None:
    project = await house.open_project()
    key = project.key
    canary = TypedBuyer("Canary Buyer", read_phone("+57 300 999 8877", None))
    sold = await house.sell(key, 1, buyer=canary)
    await house.reserve(key, 2, 3, buyer=canary)
    part = (await house.reserve(key, 4, 5, buyer=canary)).order
    await house.do(pay, part.key, ANA, PaymentMethod.CASH, 500)
    await house.do(release, key, [2, 5], ANA)
    receipts = {raffle.receipt for raffle in await house.look(list_numbers_of, sold.order.key)}
    await house.do(change_holder, sold.order.key, TypedBuyer("Canary Holder"), ANA)
    receipts |= {raffle.receipt for raffle in await house.look(list_numbers_of, sold.order.key)}
    await house.do(void, sold.order.key, "canary reason", ANA)
    await house.do(rename_buyer, sold.buyer.key, "Canary Renamed", ANA)
    await house.do(correct_email, sold.buyer.key, "canary@example.org", ANA)
    await house.do(write_notes, sold.buyer.key, "canary note", ANA)
    await house.do(rename_project, key, "Canary Project", ANA)
    await house.do(describe_project, key, "canary description", ANA)
    await house.do(add_prize_to, key, "Canary Prize", ANA)
    await house.do(add_set_to, key, NumberRange(500, 599, 0), 500, ANA, name="Canary Set")
    await house.do(rename_organizer, ANA, "Canary Ana")
    await house.do(write_payment_text, ANA, "canary payment text")
    async with house.store.reading() as work:
        rows = [str(tuple(row)).casefold() for row in await work.execute(text("SELECT * FROM events"))]
    assert len(rows) > 18
    words = {"canary", "spring trip", "9998877", "example.org", *filter(None, receipts)}
    assert [word for word in words for row in rows if word in row] == []
