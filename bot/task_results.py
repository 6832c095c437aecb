"""What comes of a task as a file: kept in parts until it is sent."""

from asyncio import to_thread
from pathlib import Path

from db.store import Store
from db.tasks import Facts, Task
from rules.tasks import LARGEST_FILE, PART_BYTES, FileTooLargeToSend
from services.tasks import end_task, store_file


async def send_file(store: Store, task: Task, path: Path, name: str, outcome: Facts) -> None:
    """The last that its runner does: with it the task has ended."""
    size = (await to_thread(path.stat)).st_size
    if size > LARGEST_FILE:
        raise FileTooLargeToSend(size, LARGEST_FILE)
    for number, start in enumerate(range(0, size, PART_BYTES), 1):
        content = await to_thread(_read, path, start)
        async with store.work() as work:
            await store_file(work, task.key, number, content)
            work.keep()
    async with store.work() as work:
        await end_task(work, task.key, {**outcome, "bytes": size}, name)
        work.keep()


def _read(path: Path, start: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(PART_BYTES)
