"""The door to the files that come of tasks: in parts, sealed, and gone when they were sent."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, exists, insert, select

from db.task_tables import TaskFiles, Tasks
from db.tasks import Task
from db.work import Work, columns
from rules.keys import TaskKey

_OF_TASK = (TaskFiles.user_id == bindparam("owner"), TaskFiles.task_number == bindparam("number"))
_ADD = insert(TaskFiles)
_PARTS = select(TaskFiles.content).where(*_OF_TASK).order_by(TaskFiles.part_number)
_DROP = delete(TaskFiles).where(*_OF_TASK)
_DROP_OF = delete(TaskFiles).where(TaskFiles.user_id.in_(bindparam("owners", expanding=True)))
_DROP_ALL = delete(TaskFiles)
_DROP_UNFINISHED = delete(TaskFiles).where(
    exists().where(
        TaskFiles.user_id == Tasks.user_id, TaskFiles.task_number == Tasks.task_number, Tasks.ended_at.is_(None)
    )
)
_OVER = (
    select(*columns(Tasks, Task))
    .where(
        Tasks.ended_at.is_not(None),
        exists().where(TaskFiles.user_id == Tasks.user_id, TaskFiles.task_number == Tasks.task_number),
    )
    .order_by(Tasks.user_id, Tasks.task_number)
)


async def add_part(work: Work, key: TaskKey, part_number: int, content: bytes) -> None:
    row = {**key._asdict(), "part_number": part_number, "content": work.sealing.seal_bytes(content)}
    await work.execute(_ADD, {**row, "created_at": work.now, "updated_at": work.now})


async def find_file_if_any(work: Work, key: TaskKey) -> bytes | None:
    """All of its parts. None when it is gone, or was sealed with a key that is."""
    sealed = (await work.execute(_PARTS, _mine(key))).scalars()
    parts = [work.sealing.unseal_bytes(part) for part in sealed]
    return b"".join(part for part in parts if part is not None) if parts and None not in parts else None


async def drop_file(work: Work, key: TaskKey) -> None:
    await work.execute(_DROP, _mine(key))


async def drop_files_of(work: Work, user_ids: Iterable[int]) -> None:
    await work.execute(_DROP_OF, {"owners": list(user_ids)})


async def drop_every_file(work: Work) -> None:
    await work.execute(_DROP_ALL)


async def drop_unfinished_files(work: Work) -> None:
    """Of everybody."""
    await work.execute(_DROP_UNFINISHED)


async def list_over_with_file(work: Work) -> list[Task]:
    """Of everybody."""
    return await work.rows(Task, _OVER)


def _mine(key: TaskKey) -> dict[str, int]:
    return {"owner": key.user_id, "number": key.task_number}
