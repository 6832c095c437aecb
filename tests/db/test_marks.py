"""What one unit did is found again by its mark, among the newest events alone."""

from datetime import timedelta

from db.events import Event, find_newest_before, list_events_of_order, list_later_events, list_speaking_of, note_event
from db.work import Work
from rules.codes import is_mark
from rules.keys import OrderKey
from tests.cast import ANA, BETO, House

MINUTE = timedelta(minutes=1)


async def note(work: Work, *orders: int, user_id: int = ANA) -> str:
    for order in orders:
        note_event(work, "order.tried", user_id=user_id, project_number=1, order_number=order, made_by=user_id)
    return work.mark


async def speaking_of(house: House, mark: str, minutes: int, user_id: int = ANA) -> list[int | None]:
    newest = await house.look(find_newest_before, user_id, house.clock.now - minutes * MINUTE)
    return [event.order_number for event in await house.look(list_speaking_of, user_id, mark, newest)]


async def test_a_unit_has_one_mark_and_every_unit_its_own(house: House) -> None:
    await house.open_project()
    marks = [await house.do(note, 1, 2) for _ in range(50)]
    assert len(set(marks)) == 50
    assert all(map(is_mark, marks))
    assert await speaking_of(house, marks[7], 1) == [1, 2]


async def test_a_mark_is_looked_for_among_the_newest_events(house: House) -> None:
    await house.open_project()
    first = await house.do(note, 1, 2)
    house.clock.pass_(5 * MINUTE)
    second = await house.do(note, 3)
    house.clock.pass_(5 * MINUTE)
    assert await speaking_of(house, first, 10) == [1, 2]
    assert await speaking_of(house, first, 9) == []
    assert await speaking_of(house, second, 9) == [3]
    house.clock.pass_(timedelta(days=1))
    assert await speaking_of(house, second, 9) == []


async def test_a_mark_is_looked_for_among_ones_own_events(house: House) -> None:
    await house.open_project()
    await house.open_project(BETO)
    mark = await house.do(note, 1)
    await house.do(note, 1, user_id=BETO)
    assert await speaking_of(house, mark, 1, BETO) == []


async def test_what_happened_to_an_order_later_is_told_oldest_first(house: House) -> None:
    project = await house.open_project()
    await house.do(note, 1, 2, 3)
    events: list[Event] = await house.look(list_events_of_order, OrderKey(ANA, 1, 1), 10)
    await house.do(note, 3, 1)
    later = await house.look(list_later_events, project.key, [1, 2], events[0].event_number)
    assert [event.order_number for event in later] == [2, 1]
    assert await house.look(list_later_events, project.key, [2], later[-1].event_number) == []


async def test_the_events_of_an_order_are_read_newest_first_a_page_at_a_time(house: House) -> None:
    await house.open_project()
    for _ in range(3):
        await house.do(note, 1, 2)
    key = OrderKey(ANA, 1, 2)
    whole = [event.event_number for event in await house.look(list_events_of_order, key, 10)]
    assert whole == sorted(whole, reverse=True)
    assert [event.event_number for event in await house.look(list_events_of_order, key, 2, 1)] == whole[1:]
