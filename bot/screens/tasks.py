"""The message of a task: how far it is, with the button that stops it, and in the end what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.cards import progress_bar
from bot.texts import greetings
from bot.texts import tasks as texts
from bot.texts.say import Said, Say, lines
from rules.tasks import UNDER_WAY, TaskState

if TYPE_CHECKING:
    from db.projects import Project
    from db.tasks import Task


def task(say: Say, what: Said, task: Task, reference: str) -> Screen:
    if task.state not in UNDER_WAY:
        return Screen(lines(what, _ended(say, task, reference)))
    return Screen(
        lines(what, _so_far(say, task)), keyboard([button(texts.stop(say), Action.STOP_TASK, task.task_number)])
    )


def titled(say: Say, what: Said, project: Project | None) -> Said:
    return what if project is None else texts.of_raffle(say, what, project.name)


def _so_far(say: Say, task: Task) -> Said:
    if task.state == TaskState.WAITING:
        return texts.about_to_begin(say)
    if not task.total:
        return texts.being_done(say)
    return texts.so_far(say, progress_bar(task.done, task.total), task.done, task.total)


def _ended(say: Say, task: Task, reference: str) -> Said:
    match task.state:
        case TaskState.DONE:
            return texts.done(say) if task.file_name is None else texts.file_ready(say)
        case TaskState.CANCELLED:
            return texts.stopped(say)
    is_refused = "refused" in task.came_of_it
    return texts.not_done(say) if is_refused else greetings.apology(say, reference)
