"""Tasks are done: told of as they go on, stopped at a word, again after a kill, and given up when they never work."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversations.tasks import HANDLERS
from bot.task_results import send_file
from bot.tasks_due import AT_ONCE, STARTS, Progress, Runner, TasksDue
from db.leases import LeaseLost
from db.outbox import list_due, mark_sent
from db.store import Store
from db.tasks import Task, find_task, list_under_way
from rules.keys import ProjectKey, TaskKey
from rules.refusals import NoNumbersYet
from rules.tasks import PART_BYTES, TaskKind
from services.operators import TASK_FAILED
from services.tasks import TASK, TASK_EDIT, TASK_FILE, begin_task, cancel_task, end_task
from tests.bot.desk import OPERATOR, Desk, desk_of, tapped
from tests.cast import ANA, BETO, Clock, House

pytestmark = pytest.mark.story


@pytest.fixture
async def desk(store: Store, clock: Clock) -> AsyncIterator[Desk]:
    async with desk_of(store, clock, HANDLERS) as desk:
        yield desk


@pytest.fixture
async def trip(house: House) -> ProjectKey:
    return (await house.open_project()).key


class Scribe:
    """A runner that goes as far as it is let."""

    def __init__(self, steps: int = 3) -> None:
        self.steps = steps
        self.began = 0
        self.wrote: list[int] = []
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.faults = 0
        self.fault: Exception = OSError("no room")

    async def __call__(self, store: Store, task: Task, progress: Progress) -> None:
        self.began += 1
        for step in range(self.steps):
            await self.go_on.wait()
            self.wrote.append(step)
            await progress(step, self.steps)
        if self.faults:
            self.faults -= 1
            raise self.fault
        async with store.work() as work:
            await end_task(work, task.key, {"steps": self.steps})
            work.keep()


def due(runner: Runner) -> TasksDue:
    return TasksDue(dict.fromkeys(TaskKind, runner), [OPERATOR], pauses=(0.0, 0.0), every=0.0)


async def begin(house: House, trip: ProjectKey, chat: int = ANA) -> TaskKey:
    return await house.do(begin_task, trip, TaskKind.EXPORT, chat)


async def state(house: House, key: TaskKey) -> str:
    return (await house.look(find_task, key)).state


async def send_all(house: House) -> None:
    while found := await house.look(list_due, 100):
        await house.do(mark_sent, [(letter, letter.letter_number) for letter in found])


async def test_what_is_due_is_done_once_and_told_of(desk: Desk, house: House, trip: ProjectKey) -> None:
    key, runner = await begin(house, trip), Scribe()
    await send_all(house)
    tasks = due(runner)
    await tasks.look(house.store)
    await tasks.look(house.store)
    await tasks.settled()
    await tasks.look(house.store)
    await tasks.settled()
    assert (runner.began, await state(house, key)) == (1, "done")
    assert [about for _, about, _ in await desk.notices()] == [TASK, TASK_EDIT, TASK_EDIT]


async def test_idle_it_starts_nothing(house: House) -> None:
    runner = Scribe()
    tasks = due(runner)
    await tasks.look(house.store)
    await tasks.settled()
    assert runner.began == 0


async def test_the_button_stops_it_where_it_stands(desk: Desk, house: House, trip: ProjectKey) -> None:
    key, runner = await begin(house, trip), Scribe(1000)
    tasks = due(runner)
    await tasks.look(house.store)
    while not runner.wrote:
        await asyncio.sleep(0.005)
    await desk.take(tapped(ANA, "1:halt:1"))
    await tasks.settled()
    assert len(runner.wrote) < 1000
    assert await state(house, key) == "cancelled"
    assert desk.fleeting[-1].parameters["text"] == "Lo detengo."
    await desk.take(tapped(ANA, "1:halt:1"))
    assert "ya terminó" in desk.fleeting[-1].parameters["text"]


async def test_nobody_else_stops_it(desk: Desk, house: House, trip: ProjectKey) -> None:
    key = await begin(house, trip)
    await house.open_project(BETO)
    await desk.take(tapped(BETO, "1:halt:1"))
    assert await state(house, key) == "waiting"


async def test_what_was_in_hand_when_the_process_ended_is_done_by_the_next(house: House, trip: ProjectKey) -> None:
    key, runner = await begin(house, trip), Scribe()
    runner.go_on.clear()
    tasks = due(runner)
    await tasks.look(house.store)
    while not runner.began:
        await asyncio.sleep(0.005)
    await tasks.stop()
    assert await state(house, key) == "running"
    next_one = Scribe()
    tasks = due(next_one)
    await tasks.look(house.store)
    await tasks.settled()
    assert (next_one.began, await state(house, key)) == (1, "done")


async def test_a_fault_is_tried_again_and_in_the_end_told(desk: Desk, house: House, trip: ProjectKey) -> None:
    key, runner = await begin(house, trip), Scribe()
    runner.faults = 2
    tasks = due(runner)
    await tasks.look(house.store)
    await tasks.settled()
    assert (runner.began, await state(house, key)) == (3, "done")
    second, runner.faults = await begin(house, trip), 3
    await tasks.look(house.store)
    await tasks.settled()
    assert (runner.began, await state(house, second)) == (6, "failed")
    about = {"reference": "1001-2", "kind": "export", "fault": "OSError"}
    assert (OPERATOR, TASK_FAILED, about) in await desk.notices()


async def test_a_refusal_is_no_fault_and_is_said(desk: Desk, house: House, trip: ProjectKey) -> None:
    key, runner = await begin(house, trip, chat=-100), Scribe()
    runner.faults, runner.fault = 1, NoNumbersYet(1)
    tasks = due(runner)
    await tasks.look(house.store)
    await tasks.settled()
    task = await house.look(find_task, key)
    assert (runner.began, task.state, task.came_of_it) == (1, "failed", {"refused": "NoNumbersYet"})
    (said,) = await desk.texts(-100)
    assert said.startswith("Esta rifa todavía no tiene números")


async def test_what_ends_the_process_each_time_is_given_up_too(desk: Desk, house: House, trip: ProjectKey) -> None:
    key, runner = await begin(house, trip), Scribe()
    for _ in range(STARTS):
        runner.go_on.clear()
        began = runner.began
        tasks = due(runner)
        await tasks.look(house.store)
        while runner.began == began:
            await asyncio.sleep(0.002)
        await tasks.stop()
    await tasks.look(house.store)
    await tasks.settled()
    assert (runner.began, await state(house, key)) == (STARTS, "failed")


async def test_whoever_lost_the_lease_leaves_it_to_another(house: House, trip: ProjectKey) -> None:
    key, runner = await begin(house, trip), Scribe()
    runner.faults, runner.fault = 1, LeaseLost("clock")
    tasks = due(runner)
    await tasks.look(house.store)
    await tasks.settled()
    assert (runner.began, await state(house, key)) == (1, "running")


async def test_one_that_forgets_to_end_is_ended(house: House, trip: ProjectKey) -> None:
    async def forgetful(store: Store, task: Task, progress: Progress) -> None:
        await progress(1, 1)

    key, tasks = await begin(house, trip), due(forgetful)
    await tasks.look(house.store)
    await tasks.settled()
    assert await state(house, key) == "done"


async def test_of_one_kind_only_so_many_are_done_at_once(house: House) -> None:
    runner = Scribe()
    runner.go_on.clear()
    for user_id in range(2001, 2006):
        await begin(house, (await house.open_project(user_id)).key, user_id)
    tasks = due(runner)
    await tasks.look(house.store)
    await tasks.look(house.store)
    while runner.began < AT_ONCE:
        await asyncio.sleep(0.005)
    assert [task.state for task in await house.look(list_under_way)] == ["running"] * AT_ONCE + ["waiting"] * 3
    runner.go_on.set()
    for _ in range(3):
        await tasks.settled()
        await tasks.look(house.store)
    await tasks.settled()
    assert (runner.began, await house.look(list_under_way)) == (5, [])


async def test_progress_writes_seldom_however_often_it_is_told(house: House, trip: ProjectKey) -> None:
    async def hasty(store: Store, task: Task, progress: Progress) -> None:
        for step in range(100):
            await progress(step, 100)
        kept.append((await house.look(find_task, task.key)).done)

    kept: list[int] = []
    await begin(house, trip)
    tasks = TasksDue({TaskKind.EXPORT: hasty})
    await tasks.look(house.store)
    await tasks.settled()
    assert kept == [0]


@pytest.mark.parametrize("is_stopped", [False, True])
async def test_a_file_goes_in_parts_and_not_at_all_when_it_was_stopped(
    desk: Desk, house: House, trip: ProjectKey, tmp_path: Path, *, is_stopped: bool
) -> None:
    path = tmp_path / "trip.pdf"
    path.write_bytes(b"7" * (PART_BYTES + 1))

    async def writes(store: Store, task: Task, progress: Progress) -> None:
        if is_stopped:
            await house.do(cancel_task, task.key)
        await send_file(store, task, path, "trip.pdf", {})

    await begin(house, trip)
    tasks = due(writes)
    await tasks.look(house.store)
    await tasks.settled()
    assert len((await house.everything())["task_files"]) == (0 if is_stopped else 2)
    assert (TASK_FILE in [about for _, about, _ in await desk.notices()]) != is_stopped
