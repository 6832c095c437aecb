"""The one visible list of what does tasks: a runner for each kind."""

from asyncio import to_thread
from collections.abc import Mapping
from importlib import import_module

from bot.announcing import announce
from bot.downloads import Downloads
from bot.exporting import export
from bot.importing import Importing
from bot.tasks_due import Progress, Runner
from db.store import Store
from db.tasks import Task
from rules.tasks import TaskKind


def runners(downloads: Downloads) -> Mapping[str, Runner]:
    """With what loads the files that people sent."""
    return {**RUNNERS, TaskKind.IMPORT: Importing(downloads).run}


async def _print(store: Store, task: Task, progress: Progress) -> None:
    # What draws pages takes a tenth of a start, and few ever print: whoever does waits for it.
    await to_thread(import_module, "bot.printing")
    from bot.printing import print_tickets

    await print_tickets(store, task, progress)


RUNNERS: Mapping[str, Runner] = {
    TaskKind.EXPORT: export,
    TaskKind.PRINT: _print,
    TaskKind.ANNOUNCEMENT: announce,
}
