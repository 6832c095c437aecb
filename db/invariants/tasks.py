"""Of what takes long: its files."""

from sqlalchemy import and_, func, or_, select

from db.invariants.telling import Broken, told
from db.task_tables import TaskFiles, Tasks
from db.work import Work

INVARIANTS = {
    "task-file": "A file is kept in parts 1, 2, 3 and so on, of a task that makes it or has it to send.",
}

_PARTS = (
    select(TaskFiles.user_id, TaskFiles.task_number)
    .join(Tasks, and_(Tasks.user_id == TaskFiles.user_id, Tasks.task_number == TaskFiles.task_number))
    .group_by(TaskFiles.user_id, TaskFiles.task_number, Tasks.state, Tasks.file_name)
    .having(
        or_(
            func.max(TaskFiles.part_number) != func.count(),
            Tasks.state.not_in(["running", "done"]),
            and_(Tasks.state == "done", Tasks.file_name.is_(None)),
        )
    )
)


async def broken(work: Work) -> Broken:
    for row in await work.execute(_PARTS):
        yield "task-file", told("task_files", *row)
