"""What takes long: one at a time of each organizer, told of where it was asked for, stopped at a word."""

from typing import Any

import pytest

from db.invariants import check
from db.outbox import find_message, list_due, mark_sent
from db.task_files import find_file_if_any, list_over_with_file
from db.tasks import find_task, list_under_way, stop_every_task
from rules.keys import BuyerKey, ProjectKey, TaskKey
from rules.refusals import NotFound
from rules.tasks import TaskKind, TaskOver, TaskRunning, TaskStopped
from services.buyers import TypedBuyer
from services.erasing import erase
from services.links import claim_link, open_claim
from services.tasks import (
    TASK,
    TASK_EDIT,
    TASK_FILE,
    begin_task,
    cancel_task,
    end_task,
    fail_task,
    find_progress_message,
    forget_sent_files,
    note_progress,
    start_task,
    store_file,
)
from tests.cast import ANA, BETO, House

EXPORT, ANNOUNCEMENT = TaskKind.EXPORT, TaskKind.ANNOUNCEMENT


@pytest.fixture
async def trip(house: House) -> ProjectKey:
    return (await house.open_project()).key


async def begun(house: House, trip: ProjectKey, kind: TaskKind = EXPORT) -> TaskKey:
    key = await house.do(begin_task, trip, kind, trip.user_id, None, {"format": "xlsx"})
    await house.do(start_task, key)
    return key


async def letters(house: House) -> list[str]:
    """What the notices that wait are about."""
    return [
        row[6] for row in sorted((await house.everything())["outbox"]) if row[5] == "waiting" and row[4] == "notice"
    ]


async def send_all(house: House) -> None:
    """Each becomes a message of the same number."""
    while due := await house.look(list_due, 100):
        await house.do(mark_sent, [(letter, letter.letter_number) for letter in due])


async def test_it_is_told_of_and_waits_for_whoever_does_it(house: House, trip: ProjectKey) -> None:
    key = await house.do(begin_task, trip, EXPORT, -100, 7, {"format": "csv"})
    assert key == TaskKey(ANA, 1)
    (task,) = await house.look(list_under_way)
    assert (task.state, task.about_project, task.asked, task.chat_id, task.answers) == (
        *("waiting", 1, {"format": "csv"}),
        *(-100, 7),
    )
    assert await letters(house) == [TASK]
    assert [finding async for finding in check(house.store)] == []


async def test_each_organizer_has_one_at_a_time(house: House, trip: ProjectKey) -> None:
    key = await begun(house, trip)
    refused = await house.refuses(TaskRunning, begin_task, trip, ANNOUNCEMENT, ANA)
    assert refused.kind == "export"
    others = (await house.open_project(BETO)).key
    assert await house.do(begin_task, others, EXPORT, BETO) == TaskKey(BETO, 1)
    await house.do(end_task, key)
    assert await house.do(begin_task, trip._replace(project_number=0), ANNOUNCEMENT, ANA) == TaskKey(ANA, 2)
    assert (await house.look(find_task, TaskKey(ANA, 2))).about_project is None


async def test_of_a_raffle_of_somebody_else_there_is_none(house: House, trip: ProjectKey) -> None:
    await house.refuses(NotFound, begin_task, ProjectKey(BETO, 1), EXPORT, BETO)
    key = await begun(house, trip)
    await house.refuses(NotFound, cancel_task, TaskKey(BETO, key.task_number))


async def test_an_edit_that_still_waits_tells_of_all_that_is_done_since(house: House, trip: ProjectKey) -> None:
    key = await begun(house, trip)
    await house.do(note_progress, key, 100, 1000)
    assert await letters(house) == [TASK]
    await send_all(house)
    for done in (200, 300, 400):
        await house.do(note_progress, key, done, 1000)
    assert await letters(house) == [TASK_EDIT]
    await send_all(house)
    await house.do(note_progress, key, 500, 1000)
    assert await letters(house) == [TASK_EDIT]
    task = await house.look(find_task, key)
    assert (task.done, task.total, task.edits) == (500, 1000, 2)
    assert await house.look(find_progress_message, key) == await house.look(find_message, "task/1001/1") == 1


async def test_its_last_edit_leaves_even_when_the_one_before_is_just_leaving(house: House, trip: ProjectKey) -> None:
    key = await begun(house, trip)
    await send_all(house)
    await house.do(note_progress, key, 100, 1000)
    await house.do(end_task, key, {"numbers": 7}, "trip.xlsx")
    assert await letters(house) == [TASK_EDIT, TASK_FILE]
    assert (await house.look(find_task, key)).came_of_it == {"numbers": 7}


async def test_what_was_stopped_is_over_for_whoever_runs_it(house: House, trip: ProjectKey) -> None:
    key = await begun(house, trip)
    await house.do(store_file, key, 1, b"names")
    await house.do(cancel_task, key)
    assert await house.look(list_under_way) == []
    stopped: list[tuple[Any, ...]] = [(note_progress, key, 1, 2), (end_task, key), (store_file, key, 2, b"more")]
    for deed, *values in stopped:
        await house.refuses(TaskStopped, deed, *values)  # type: ignore[type-var]
    assert await house.do(start_task, key) is None
    assert await house.do(fail_task, key) is None
    assert (await house.everything())["task_files"] == []
    assert (await house.refuses(TaskOver, cancel_task, key)).state == "cancelled"


async def test_what_it_is_started_with_again_is_its_row_and_nothing_of_a_file(house: House, trip: ProjectKey) -> None:
    key = await begun(house, trip)
    await house.do(store_file, key, 1, b"half of it")
    again = await house.do(start_task, key)
    assert again is not None
    assert (again.asked, again.attempts) == ({"format": "xlsx"}, 2)
    assert (await house.everything())["task_files"] == []


async def test_steps_that_are_done_for_good_are_no_vain_attempts(house: House, trip: ProjectKey) -> None:
    key = await begun(house, trip, ANNOUNCEMENT)
    await house.do(note_progress, key, 5, 10)
    assert (await house.look(find_task, key)).attempts == 1
    assert (await house.do(note_progress, key, 6, 10, for_good=True)).attempts == 0


async def test_a_file_is_sealed_and_gone_when_it_was_sent(house: House, trip: ProjectKey) -> None:
    key = await begun(house, trip)
    for number, part in enumerate((b"Luis ", b"Marta"), 1):
        await house.do(store_file, key, number, part)
    await house.do(end_task, key, {}, "trip.xlsx")
    assert "Luis" not in repr((await house.everything())["task_files"])
    assert await house.look(find_file_if_any, key) == b"Luis Marta"
    await house.do(forget_sent_files)
    assert [task.key for task in await house.look(list_over_with_file)] == [key]
    assert [finding async for finding in check(house.store)] == []
    await send_all(house)
    await house.do(forget_sent_files)
    assert await house.look(find_file_if_any, key) is None


async def test_whoever_is_erased_is_in_no_file_that_leaves_afterwards(house: House, trip: ProjectKey) -> None:
    await house.sell(trip, 1, buyer=TypedBuyer("Luis"))
    await house.do(open_claim, await house.do(claim_link, BuyerKey(ANA, 1), ANA), 71)
    sent = await begun(house, trip)
    await house.do(store_file, sent, 1, b"Luis")
    await house.do(end_task, sent, {}, "trip.xlsx")
    made = await begun(house, trip)
    others = await begun(house, (await house.open_project(BETO)).key)
    await house.do(erase, 71, lambda _: "Somebody")
    assert (await house.everything())["task_files"] == []
    states = [(await house.look(find_task, key)).state for key in (sent, made, others)]
    assert states == ["done", "cancelled", "running"]


async def test_an_announcement_goes_on_when_a_buyer_is_erased(house: House, trip: ProjectKey) -> None:
    await house.sell(trip, 1, buyer=TypedBuyer("Luis"))
    await house.do(open_claim, await house.do(claim_link, BuyerKey(ANA, 1), ANA), 71)
    key = await begun(house, trip, ANNOUNCEMENT)
    await house.do(erase, 71, lambda _: "Somebody")
    assert (await house.look(find_task, key)).state == "running"


async def test_after_a_restore_none_is_under_way(house: House, trip: ProjectKey) -> None:
    key = await begun(house, trip)
    assert await house.do(stop_every_task) == 1
    assert (await house.look(find_task, key)).state == "cancelled"
