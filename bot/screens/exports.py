"""A file with a whole raffle: in which format, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.cards import project_title
from bot.screens.home import go_home
from bot.texts import exports as texts
from bot.texts.say import Said, Say, joined, lines
from rules.spreadsheets import Format
from rules.tasks import TaskState

if TYPE_CHECKING:
    from db.projects import Project
    from db.tasks import Task


def choose(say: Say, project: Project) -> Screen:
    number = project.project_number
    formats = [
        button(texts.xlsx(say), Action.EXPORT, number, Format.XLSX),
        button(texts.csv(say), Action.EXPORT, number, Format.CSV),
    ]
    text = joined([project_title(say, project), texts.which_format(say), texts.names_inside(say)], "\n\n")
    return Screen(text, keyboard(formats, go_home(say)))


def ended(say: Say, title: Said, task: Task, now: datetime) -> Screen | None:
    if task.state != TaskState.DONE:
        return None
    came = task.came_of_it
    moment = say.moment(datetime.fromisoformat(came["at"]), now)
    return Screen(lines(title, texts.made(say, came["numbers"], moment)))
