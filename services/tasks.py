"""Tasks: what takes longer than an answer may, one at a time of each organizer; each shows how far it is.

Its message is posted where it was asked for, and edited from then on.
"""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from db.outbox import BEHIND, REMINDER, find_message, hold_back_letters, list_letter_states, post_notice
from db.projects import Project, find_project, find_project_if_any
from db.task_files import add_part, drop_file, drop_files_of, list_over_with_file
from db.tasks import Facts, Task, add_task, end_under_way, find_task, find_under_way_if_any, note_done, note_edited
from db.tasks import start_task as start
from db.users import User, lock_user
from db.work import Work
from rules.keys import ProjectKey, TaskKey
from rules.quotas import Quota
from rules.tasks import TaskKind, TaskOver, TaskRunning, TaskState, TaskStopped
from services.organizers import find_organizer
from services.quotas import require_room

TASK, TASK_EDIT, TASK_FILE = "task", "task-edit", "task-file"
NO_PROJECT = 0
"""In place of a project's number: it is about none in particular."""
_ON_ITS_WAY = {"waiting", "sending", "held"}
_WITH_FILES = (TaskKind.EXPORT, TaskKind.PRINT)
_NOTHING: Mapping[str, int | str] = {}


class TaskView(NamedTuple):
    task: Task
    organizer: User
    project: Project | None
    """None when it is about none in particular, or is out of sight meanwhile."""


async def begin_task(
    work: Work, key: ProjectKey, kind: TaskKind, chat_id: int, answers: int | None = None, details: Facts = _NOTHING
) -> TaskKey:
    """Somebody else does it, in units of their own; it is told of in that chat, in a group as an answer.

    The details are keys and plain facts: no name, and nothing that somebody typed.
    """
    if key.project_number != NO_PROJECT:
        await find_project(work, key)
    await lock_user(work, key.user_id)
    other = await find_under_way_if_any(work, key.user_id)
    if other is not None:
        raise TaskRunning(other.kind)
    if kind in _WITH_FILES:
        await require_room(work, key.user_id, Quota.FILES)
    about = key.project_number or None
    new = Task(key.user_id, 0, kind, TaskState.WAITING, about, chat_id, answers, json.dumps(dict(details)))
    task = await add_task(work, new)
    await post_notice(work, TASK, chat_id, _keys(task), BEHIND, _message_key(task.key))
    return task.key


async def start_task(work: Work, key: TaskKey) -> Task | None:
    """From the beginning or again; None when it is over. What an earlier attempt left of a file is gone."""
    await drop_file(work, key)
    return await start(work, key)


async def note_progress(work: Work, key: TaskKey, done: int, total: int, *, for_good: bool = False) -> Task:
    """Refused by TaskStopped when it is over. What is done for good needs not be done again when it is started anew."""
    task = await note_done(work, key, done, total, for_good=for_good)
    if task is None:
        raise TaskStopped
    # What waits already is worded as it leaves, and tells of this too.
    if "waiting" not in await list_letter_states(work, [_last_key(task)], task.chat_id):
        await _edit(work, task, REMINDER)
    return task


async def end_task(work: Work, key: TaskKey, outcome: Facts = _NOTHING, file_name: str | None = None) -> Task:
    """In the unit with what came of it: whoever stopped it before stopped all of that.

    A file goes behind its message; it was stored before, under its key.
    """
    task = await _end(work, key, TaskState.DONE, outcome, file_name)
    if task is None:
        raise TaskStopped
    if file_name is not None:
        await post_notice(work, TASK_FILE, task.chat_id, _keys(task), BEHIND, _file_key(key))
    return task


async def cancel_task(work: Work, key: TaskKey) -> Task:
    """What it has done so far stays done, nothing more comes of it."""
    task = await _end(work, key, TaskState.CANCELLED)
    if task is None:
        known = await find_task(work, key)
        raise TaskOver(known.kind, known.state)
    await drop_file(work, key)
    return task


async def fail_task(work: Work, key: TaskKey, outcome: Facts = _NOTHING) -> Task | None:
    """None when it is over already."""
    task = await _end(work, key, TaskState.FAILED, outcome)
    if task is not None:
        await drop_file(work, key)
    return task


async def store_file(work: Work, key: TaskKey, part_number: int, content: bytes) -> None:
    """A part of what came of it, counted from 1: at most PART_BYTES, each in a unit of its own."""
    task = await find_task(work, key)
    if task.state != TaskState.RUNNING:
        raise TaskStopped
    await add_part(work, key, part_number, content)


async def look_at_task(work: Work, key: TaskKey) -> TaskView:
    task = await find_task(work, key)
    about = task.about_project
    project = await find_project_if_any(work, ProjectKey(key.user_id, about)) if about else None
    return TaskView(task, await find_organizer(work, key.user_id), project)


async def find_progress_message(work: Work, key: TaskKey) -> int | None:
    return await find_message(work, _message_key(key))


async def forget_files_of(work: Work, user_ids: Iterable[int]) -> None:
    """Somebody is erased: no file with what was known of them leaves any more, nor is one made of what was read."""
    owners = sorted(user_ids)
    for user_id in owners:
        task = await find_under_way_if_any(work, user_id)
        if task is not None and task.kind in _WITH_FILES:
            await _end(work, task.key, TaskState.CANCELLED)
    await drop_files_of(work, owners)


async def forget_sent_files(work: Work) -> None:
    """Of everybody."""
    for task in await list_over_with_file(work):
        if not await list_letter_states(work, [_file_key(task.key)], task.chat_id) & _ON_ITS_WAY:
            await drop_file(work, task.key)


async def _end(
    work: Work, key: TaskKey, state: TaskState, outcome: Facts = _NOTHING, file_name: str | None = None
) -> Task | None:
    """Its message is edited for the last time, also when an edit before is just leaving."""
    task = await end_under_way(work, key, state, outcome, file_name)
    if task is not None:
        if task.edits:
            await hold_back_letters(work, [_last_key(task)], task.chat_id)
        await _edit(work, task, BEHIND)
    return task


async def _edit(work: Work, task: Task, priority: int) -> None:
    edited = task._replace(edits=task.edits + 1)
    await note_edited(work, edited)
    await post_notice(work, TASK_EDIT, task.chat_id, _keys(task), priority, _last_key(edited))


def _keys(task: Task) -> Facts:
    keys = task.key._asdict()
    return keys if task.answers is None else {**keys, "answers": task.answers}


def _message_key(key: TaskKey) -> str:
    return f"{TASK}/{key.user_id}/{key.task_number}"


def _last_key(task: Task) -> str:
    """Of the letter that told of it last."""
    return _message_key(task.key) if not task.edits else f"{_message_key(task.key)}/{task.edits}"


def _file_key(key: TaskKey) -> str:
    return f"{TASK_FILE}/{key.user_id}/{key.task_number}"
