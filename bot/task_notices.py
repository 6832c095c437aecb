"""The notices of tasks: how far each is as it leaves, what came of it, and the file that follows."""

from pathlib import PurePath

from bot.drawings import Drawing
from bot.screen import Screen
from bot.screens import tasks as screens
from bot.task_faces import FACES
from bot.texts import tasks as texts
from bot.texts.say import say_in
from bot.wording import Call, Keys, Reader, answering, document, edit, message
from db.task_files import find_file_if_any
from db.work import Work
from rules.keys import TaskKey
from rules.tasks import UNDER_WAY
from services.operators import reference_of
from services.tasks import TaskView, find_progress_message, look_at_task

_KINDS = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".pdf": "application/pdf",
}


async def begun(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """Its message; whoever is late shows how it is by then."""
    return [answering(keys, message(*await _screen(work, await look_at_task(work, _key(keys)))))]


async def edited(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """There is nothing to edit where its message never left."""
    known = await find_progress_message(work, _key(keys))
    return None if known is None else [edit(known, *await _screen(work, await look_at_task(work, _key(keys))))]


async def file(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """That it is gone meanwhile is better known than waited for."""
    view = await look_at_task(work, _key(keys))
    say, name = say_in(view.organizer.language, view.organizer.zone), view.task.file_name
    content = await find_file_if_any(work, view.task.key)
    if content is None or name is None:
        return [answering(keys, message(texts.file_gone(say)))]
    kind = _KINDS.get(PurePath(name).suffix, "application/octet-stream")
    title = screens.titled(say, FACES[view.task.kind].title(say), view.project)
    return [answering(keys, document(title, Drawing("document", name, kind, lambda: content)))]


async def _screen(work: Work, view: TaskView) -> Screen:
    """In its organizer's language, also in a group."""
    say, task = say_in(view.organizer.language, view.organizer.zone), view.task
    face = FACES[task.kind]
    if face.ended is not None and task.state not in UNDER_WAY:
        told = await face.ended(work, say, view)
        if told is not None:
            return told
    return screens.task(say, screens.titled(say, face.title(say), view.project), task, reference_of(task.key))


def _key(keys: Keys) -> TaskKey:
    return TaskKey(keys["user_id"], keys["task_number"])
