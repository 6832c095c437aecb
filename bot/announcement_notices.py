"""The notice of an announcement, to each buyer in their language; and what its organizer reads in the end."""

from bot.reminder_notices import at_night
from bot.screen import Screen
from bot.screens import announcements as screens
from bot.texts.say import Say, say_in
from bot.wording import Call, Keys, Reader, known_file, message
from db.work import Work
from rules.keys import TaskKey
from services.announcements import find_addressed
from services.announcing import count_sent
from services.readers import find_reader
from services.tasks import TaskView


async def announcement(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """Stopped, or to somebody who wants none by now, it never leaves."""
    found = await find_addressed(work, TaskKey(keys["user_id"], keys["task_number"]), reader.chat_id)
    if found is None:
        return None
    user = await find_reader(work, reader.chat_id, keys["user_id"])
    screen = screens.to_buyer(say_in(user.language, user.zone), found)
    said = known_file("photo", found.file_id, *screen) if found.file_id else _without_preview(message(*screen))
    return [at_night(said, user, work.now)]


async def came_of_it(work: Work, say: Say, view: TaskView) -> Screen | None:
    """Counted as its last message leaves."""
    return screens.came_of_it(say, view, await count_sent(work, view.task.key))


def _without_preview(call: Call) -> Call:
    """A link is a link, and no advertisement."""
    return call._replace(parameters={**call.parameters, "link_preview_options": '{"is_disabled": true}'})
