"""The runner of lists: loaded within bounds, shown, taken in once whatever happens, and refused with nothing kept."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from telegram.error import NetworkError

from bot.downloads import FileLargerThanSaid, FileNotToBeHad
from bot.importing import Importing
from bot.tasks_due import TasksDue
from db.invariants import check
from db.store import Store
from db.tasks import find_task
from db.work import Work
from rules.imports.states import Deed, ImportState
from rules.keys import ImportKey, ProjectKey, TaskKey
from rules.tasks import TaskKind, TaskState
from services.imports import add_lines, ask_to_read, begin_import, look_at_import
from services.tasks import begin_task, cancel_task, start_task
from tests.cast import ANA, House

LIST = b"7;Luis;pagado\n8;Marta;debe\n200;Eva;debe\n"


class Shelf:
    """Gives what it was handed, or says why not."""

    def __init__(self, *answers: bytes | Exception) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def load(self, file_id: str, most: int) -> bytes:
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def begun(house: House, key: ImportKey, deed: Deed) -> TaskKey:
    return await house.do(
        begin_task, key.project, TaskKind.IMPORT, ANA, None, {"number": key.import_number, "deed": deed.value}
    )


async def run(house: House, shelf: Shelf, key: ImportKey, deed: Deed) -> str:
    """To its end; in which state it ended."""
    task = await begun(house, key, deed)
    due = TasksDue({TaskKind.IMPORT: Importing(shelf, pauses=(0.0,)).run}, pauses=())  # type: ignore[arg-type]
    await due.look(house.store)
    await due.settled()
    return (await house.look(find_task, task)).state


async def sent(house: House, project: ProjectKey) -> ImportKey:
    return (await house.do(begin_import, project, "a file")).key


async def state_of(house: House, key: ImportKey) -> str:
    return (await house.look(look_at_import, key)).import_.state


async def parts(house: House) -> int:
    return len((await house.everything())["import_parts"])


async def test_a_file_is_loaded_read_taken_in_and_undone(house: House) -> None:
    key, shelf = await sent(house, (await house.open_project()).key), Shelf(LIST)
    assert await run(house, shelf, key, Deed.READ) == TaskState.DONE
    view = await house.look(look_at_import, key)
    assert (view.import_.state, view.counts.paid, view.counts.reserved, view.counts.outside) == ("ready", 1, 1, 1)
    assert [one.name for one in view.shown.examples] == ["Luis", "Marta"]
    assert await run(house, shelf, key, Deed.TAKE_IN) == TaskState.DONE
    assert (await state_of(house, key), await parts(house), shelf.asked) == (ImportState.TAKEN, 0, 1)
    assert await run(house, shelf, key, Deed.UNDO) == TaskState.DONE
    assert await state_of(house, key) == ImportState.UNDONE
    assert [finding async for finding in check(house.store)] == []


@pytest.mark.parametrize(
    "answers",
    [
        (bytes(range(256)),),
        (b"\n".join(b"%d;Ana" % number for number in range(10_001)),),
        (FileLargerThanSaid(),),
        (FileNotToBeHad(),),
        (NetworkError("away"), NetworkError("away")),
    ],
)
async def test_what_cannot_be_read_is_refused_and_nothing_of_it_is_kept(
    house: House, answers: tuple[bytes | Exception, ...]
) -> None:
    key = await sent(house, (await house.open_project()).key)
    assert await run(house, Shelf(*answers), key, Deed.READ) == TaskState.FAILED
    assert (await state_of(house, key), await parts(house)) == (ImportState.CANCELLED, 0)


async def test_telegram_may_be_away_for_a_while(house: House) -> None:
    key = await sent(house, (await house.open_project()).key)
    assert await run(house, Shelf(NetworkError("away"), LIST), key, Deed.READ) == TaskState.DONE


async def test_a_number_sold_between_look_and_tap_shows_the_list_anew(house: House) -> None:
    project = (await house.open_project()).key
    key, shelf = await sent(house, project), Shelf(LIST)
    await run(house, shelf, key, Deed.READ)
    await house.sell(project, 7)
    orders = (await house.everything())["orders"]
    assert await run(house, shelf, key, Deed.TAKE_IN) == TaskState.DONE
    view = await house.look(look_at_import, key)
    assert (view.import_.state, view.import_.version, view.counts.taken) == (ImportState.READY, 2, 1)
    assert (await house.everything())["orders"] == orders


class DyingStore:
    """Dies in the middle of the unit that takes the list in: nothing of it reaches the disk."""

    def __init__(self, store: Store, dies: Callable[[Work], bool]) -> None:
        self._store = store
        self._dies = dies
        self.reading = store.reading

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        async with self._store.work() as work:
            yield work
            if self._dies(work):
                raise ConnectionError("killed")


async def test_killed_before_its_unit_is_kept_it_is_taken_in_once_afterwards(house: House) -> None:
    project = (await house.open_project()).key
    key, shelf = await sent(house, project), Shelf(LIST)
    await run(house, shelf, key, Deed.READ)
    task = await begun(house, key, Deed.TAKE_IN)
    dying = DyingStore(house.store, lambda work: any(one.kind == "import.taken" for one in work.noted))
    started = await house.do(start_task, task)
    assert started is not None
    orders = (await house.everything())["orders"]
    with pytest.raises(ConnectionError):
        await Importing(shelf).run(dying, started, _no_progress)  # type: ignore[arg-type]
    assert (await house.everything())["orders"] == orders
    due = TasksDue({TaskKind.IMPORT: Importing(shelf).run})  # type: ignore[arg-type]
    await due.look(house.store)
    await due.settled()
    assert (await state_of(house, key), len((await house.everything())["orders"])) == (ImportState.TAKEN, 2)
    assert [finding async for finding in check(house.store)] == []


async def test_stopped_before_its_unit_nothing_is_written(house: House) -> None:
    begun_one = await house.do(begin_import, (await house.open_project()).key)
    await house.do(add_lines, begun_one.key, "7 Luis pagado")
    await house.do(ask_to_read, begun_one.key)
    await run(house, Shelf(), begun_one.key, Deed.READ)
    task = await begun(house, begun_one.key, Deed.TAKE_IN)
    started = await house.do(start_task, task)
    assert started is not None
    await house.do(cancel_task, task)
    due = TasksDue({TaskKind.IMPORT: Importing(Shelf()).run})  # type: ignore[arg-type]
    await due.look(house.store)
    await due.settled()
    assert (await house.everything())["orders"] == []


async def _no_progress(done: int, total: int) -> None:
    """Nobody looks."""
