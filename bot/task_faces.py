"""The one visible list of how tasks are told of: what each kind is called, and what is said when it has ended."""

from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from bot import import_notices
from bot.announcement_notices import came_of_it
from bot.export_notices import exported
from bot.screen import Screen
from bot.texts import tasks as texts
from bot.texts.say import Said, Say
from db.work import Work
from rules.tasks import TaskKind
from services.tasks import TaskView


class Face(NamedTuple):
    title: Callable[[Say], Said]
    ended: Callable[[Work, Say, TaskView], Awaitable[Screen | None]] | None = None
    """Where more is to be said than that it is done, or was stopped; None is the usual words."""


FACES: Mapping[str, Face] = {
    TaskKind.EXPORT: Face(texts.export, exported),
    TaskKind.IMPORT: Face(texts.import_, import_notices.came_of_it),
    TaskKind.ANNOUNCEMENT: Face(texts.announcement, came_of_it),
    TaskKind.PRINT: Face(texts.print_),
}
