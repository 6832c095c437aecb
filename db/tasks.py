"""The door to tasks: what takes longer than an answer may, one at a time of each organizer."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, text, update

from db.counters import take_numbers
from db.task_tables import Tasks
from db.work import Work, columns
from rules.keys import TaskKey
from rules.refusals import NotFound
from rules.tasks import TaskState

Facts = Mapping[str, int | str]
"""Keys and plain facts: no name, and nothing that somebody typed."""


class Task(NamedTuple):
    user_id: int
    task_number: int
    kind: str
    state: str
    about_project: int | None
    chat_id: int
    answers: int | None
    details: str = "{}"
    outcome: str = "{}"
    done: int = 0
    total: int = 0
    attempts: int = 0
    edits: int = 0
    file_name: str | None = None

    @property
    def key(self) -> TaskKey:
        return TaskKey(self.user_id, self.task_number)

    @property
    def asked(self) -> dict[str, Any]:
        """The details as they were handed in."""
        return dict(json.loads(self.details))

    @property
    def came_of_it(self) -> dict[str, Any]:
        return dict(json.loads(self.outcome))


_COLUMNS = columns(Tasks, Task)
_MINE = (Tasks.user_id == bindparam("owner"), Tasks.task_number == bindparam("number"))
# Written out, for only then does SQLite use the index of those that are under way.
_UNDER_WAY = text("tasks.state IN ('waiting', 'running')")
_ADD = insert(Tasks)
_FIND = select(*_COLUMNS).where(*_MINE)
_FIND_UNDER_WAY = select(*_COLUMNS).where(Tasks.user_id == bindparam("owner"), _UNDER_WAY)
_LIST_UNDER_WAY = select(*_COLUMNS).where(_UNDER_WAY).order_by(Tasks.created_at, Tasks.user_id)
_CHANGE = update(Tasks).where(*_MINE, _UNDER_WAY).returning(*_COLUMNS)
_START = _CHANGE.values(state=TaskState.RUNNING, attempts=Tasks.attempts + 1, updated_at=bindparam("now"))
_NOTE = _CHANGE.values(done=bindparam("so_far"), total=bindparam("of"), updated_at=bindparam("now"))
_STEP = _NOTE.values(attempts=0)
_END = _CHANGE.values(
    state=bindparam("how"),
    outcome=bindparam("came"),
    file_name=bindparam("file"),
    ended_at=bindparam("now"),
    updated_at=bindparam("now"),
)
_EDITED = update(Tasks).where(*_MINE).values(edits=bindparam("so_often"))
# When each was last changed stays as it was: the same backup restored twice is the same.
_STOP_EVERY_ONE = update(Tasks).where(_UNDER_WAY).values(state=TaskState.CANCELLED, ended_at=Tasks.updated_at)


async def add_task(work: Work, task: Task) -> Task:
    """Under the next number of its organizer. That no other is under way is seen under their lock."""
    (number,) = await take_numbers(work, task.user_id, "task")
    added = task._replace(task_number=number)
    await work.execute(_ADD, {**added._asdict(), "created_at": work.now, "updated_at": work.now})
    return added


async def find_task(work: Work, key: TaskKey) -> Task:
    task = await work.row(Task, _FIND, _mine(key))
    if task is None:
        raise NotFound("task", key.task_number)
    return task


async def find_under_way_if_any(work: Work, user_id: int) -> Task | None:
    return await work.row(Task, _FIND_UNDER_WAY, {"owner": user_id})


async def list_under_way(work: Work) -> list[Task]:
    """Of everybody, the oldest first."""
    return await work.rows(Task, _LIST_UNDER_WAY)


async def start_task(work: Work, key: TaskKey) -> Task | None:
    """None when it is over. Counts how often it was started."""
    return await work.row(Task, _START, {**_mine(key), "now": work.now})


async def note_done(work: Work, key: TaskKey, done: int, total: int, *, for_good: bool = False) -> Task | None:
    """None when it is over. What is done for good needs not be done again, however often it is started."""
    statement = _STEP if for_good else _NOTE
    return await work.row(Task, statement, {**_mine(key), "so_far": done, "of": total, "now": work.now})


async def note_edited(work: Work, task: Task) -> None:
    await work.execute(_EDITED, {**_mine(task.key), "so_often": task.edits})


async def end_under_way(
    work: Work, key: TaskKey, state: TaskState, outcome: Facts, file_name: str | None = None
) -> Task | None:
    """None when it was over already."""
    how = {"how": state, "came": json.dumps(dict(outcome)), "file": file_name}
    return await work.row(Task, _END, {**_mine(key), **how, "now": work.now})


async def stop_every_task(work: Work) -> int:
    """Of everybody."""
    return (await work.execute(_STOP_EVERY_ONE)).rowcount


def _mine(key: TaskKey) -> dict[str, int]:
    return {"owner": key.user_id, "number": key.task_number}
