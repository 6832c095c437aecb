"""The task that draws paper tickets: it can be stopped, and looks at the raffle as it is by then."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.printing import print_tickets
from bot.tasks_due import TasksDue
from db.sets import list_sets
from db.task_files import find_file_if_any
from db.tasks import find_task
from rules.keys import ProjectKey, TaskKey
from rules.numbers import NumberRange
from rules.states import SetType
from rules.tasks import TaskKind, TaskState
from services.projects import rename_project
from services.sets import add_set_to, remove_set
from services.tasks import begin_task, cancel_task, note_progress
from tests.cast import ANA, House

PAPER = NumberRange(1001, 1200, 5)
ASKED: dict[str, int | str] = {"init": 1001, "final": 1200, "link": "https://raffles.example.org/p/abcdefgh12345678"}


@pytest.fixture
async def fair(house: House) -> ProjectKey:
    key = (await house.open_project()).key
    await house.do(add_set_to, key, PAPER, 700, ANA, type=SetType.PHYSICAL)
    return key


async def asked(house: House, key: ProjectKey) -> TaskKey:
    return await house.do(begin_task, key, TaskKind.PRINT, ANA, None, ASKED)


async def done_by(house: House, runner: object = print_tickets) -> None:
    tasks = TasksDue({TaskKind.PRINT: runner}, every=0.0)  # type: ignore[dict-item]  # a runner or one around it
    await tasks.look(house.store)
    await tasks.settled()


async def test_a_file_shows_the_raffle_as_it_is_when_it_is_drawn(house: House, fair: ProjectKey) -> None:
    key = await asked(house, fair)
    await house.do(rename_project, fair, "Autumn fair", ANA)
    await done_by(house)
    task = await house.look(find_task, key)
    assert (task.state, task.file_name, task.came_of_it["pages"]) == (TaskState.DONE, "boletos-01001-01200.pdf", 25)
    content = await house.look(find_file_if_any, key)
    assert content is not None
    pages = PdfReader(BytesIO(content)).pages
    assert len(pages) == 25
    assert "Autumn fair" in pages[0].extract_text()


async def test_whoever_stops_it_gets_no_file(house: House, fair: ProjectKey) -> None:
    key = await asked(house, fair)
    told: list[tuple[int, int]] = []

    async def stopped_half_way(store: object, task: object, progress: object) -> None:
        async def so_far(done: int, total: int) -> None:
            told.append((done, total))
            if done:
                await house.do(cancel_task, key)
            await house.do(note_progress, key, done, total)

        await print_tickets(store, task, so_far)  # type: ignore[arg-type]

    await done_by(house, stopped_half_way)
    assert told == [(0, 200), (40, 200)]
    assert (await house.look(find_task, key)).state == TaskState.CANCELLED
    assert await house.look(find_file_if_any, key) is None


async def test_numbers_that_are_gone_meanwhile_are_not_printed(house: House, fair: ProjectKey) -> None:
    key = await asked(house, fair)
    paper = (await house.look(list_sets, fair))[-1]
    await house.do(remove_set, paper.key, ANA)
    await done_by(house)
    task = await house.look(find_task, key)
    assert (task.state, task.came_of_it) == (TaskState.FAILED, {"refused": "NothingOnPaper"})
