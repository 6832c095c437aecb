"""The task that draws tickets to print: some pages at a time, beside everything else."""

from asyncio import to_thread
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.pictures.paper import STRIPS, Booklet
from bot.pictures.paper_strip import PaperTickets, Run
from bot.screens import offers
from bot.task_results import send_file
from bot.tasks_due import Progress
from bot.texts import printing as texts
from bot.texts.say import Say, say_in
from bot.texts.shown import of_range
from db.store import Store
from db.tasks import Task
from rules.keys import ProjectKey
from rules.numbers import NumberRange
from rules.paper import is_letter
from services.paper import PaperPages, look_at_paper

_PAGES = 5
"""Drawn in one go; then others have their turn."""


async def print_tickets(store: Store, task: Task, progress: Progress) -> None:
    """As the raffle stands now, whatever stood when it was asked for."""
    asked = task.asked
    wanted = NumberRange(asked["init"], asked["final"], 0)
    async with store.reading() as work:
        pages = await look_at_paper(work, ProjectKey(task.user_id, task.about_project or 0), wanted)
    say = say_in(pages.organizer.language, pages.organizer.zone)
    booklet = await to_thread(Booklet, say, _drawn(say, pages, asked["link"]))
    done, more = 0, pages.total
    while more:
        await progress(done, pages.total)
        more = await to_thread(booklet.draw_pages, _PAGES)
        done += more
    content = await to_thread(booklet.finish)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tickets.pdf"
        await to_thread(path.write_bytes, content)
        await send_file(store, task, path, _name(say, pages), {"pages": -(-done // STRIPS)})


def _drawn(say: Say, pages: PaperPages, link: str) -> PaperTickets:
    project = pages.project
    return PaperTickets(
        project=project.name,
        prizes=pages.prizes,
        draw=offers.moment_from_afar(say, project.draw_at),
        organizer=pages.organizer.name,
        link=link or None,
        runs=tuple(Run(run.numbers, say.money(run.unit_price, project.currency)) for run in pages.runs),
        letter=is_letter(pages.organizer.country),
        practice=project.practice,
    )


def _name(say: Say, pages: PaperPages) -> str:
    first, last = pages.runs[0].numbers, pages.runs[-1].numbers
    ends = of_range(first._replace(final=first.init)), of_range(last._replace(init=last.final))
    return f"{texts.file_name(say)}-{'-'.join(ends)}.pdf"
