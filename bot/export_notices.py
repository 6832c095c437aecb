"""What is said of an export in the end."""

from bot.screen import Screen
from bot.screens import exports as screens
from bot.screens.tasks import titled
from bot.texts import tasks as texts
from bot.texts.say import Say
from db.work import Work
from services.tasks import TaskView


async def exported(work: Work, say: Say, view: TaskView) -> Screen | None:
    """Which moment the file shows, and how many numbers."""
    return screens.ended(say, titled(say, texts.export(say), view.project), view.task, work.now)
