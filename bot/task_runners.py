"""The one visible list of what does tasks: a runner for each kind."""

from collections.abc import Mapping

from bot.announcing import announce
from bot.downloads import Downloads
from bot.exporting import export
from bot.importing import Importing
from bot.printing import print_tickets
from bot.tasks_due import Runner
from rules.tasks import TaskKind


def runners(downloads: Downloads) -> Mapping[str, Runner]:
    """With what loads the files that people sent."""
    return {**RUNNERS, TaskKind.IMPORT: Importing(downloads).run}


RUNNERS: Mapping[str, Runner] = {
    TaskKind.EXPORT: export,
    TaskKind.PRINT: print_tickets,
    TaskKind.ANNOUNCEMENT: announce,
}
