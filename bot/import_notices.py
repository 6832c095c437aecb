"""What is told of a list when it was read or taken in, and the file of the lines that are left out."""

from bot.drawings import Drawing
from bot.screen import Screen
from bot.screens import imports as screens
from bot.texts import imports as texts
from bot.texts import tasks as task_texts
from bot.texts.say import Say, say_in
from bot.wording import Call, Keys, Reader, answering, document
from db.work import Work
from rules.imports.states import Deed, ImportState
from rules.keys import ImportKey
from rules.refusals import NotFound
from rules.tasks import TaskState
from services.imports import list_left_out, look_at_import
from services.tasks import TaskView


async def came_of_it(work: Work, say: Say, view: TaskView) -> Screen | None:
    """How the list stands as the message leaves; the usual words where its raffle is gone."""
    task = view.task
    key = ImportKey(task.user_id, task.about_project or 0, int(task.asked["number"]))
    try:
        found = await look_at_import(work, key)
    except NotFound:
        return None
    if task.state == TaskState.DONE:
        return screens.as_it_stands(say, found, moved=bool(task.came_of_it.get("moved")))
    is_open = found.import_.state == ImportState.READY and task.asked["deed"] == Deed.TAKE_IN
    if task.state == TaskState.CANCELLED and is_open:
        return screens.stopped(say, found, task_texts.stopped(say))
    return None


async def left_out(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """None when the list is over: nothing of it is kept."""
    key = ImportKey(keys["user_id"], keys["project_number"], keys["import_number"])
    view = await look_at_import(work, key)
    every = await list_left_out(work, key)
    if view.import_.state != ImportState.READY or not every:
        return None
    say = say_in(reader.say.language, reader.say.zone)

    def write() -> bytes:
        return "\n".join(screens.in_file(say, view, one) for one in every).encode()

    drawing = Drawing("document", texts.file_name(say), "text/plain", write)
    return [answering(keys, document(texts.file_title(say, view.project.name), drawing))]
