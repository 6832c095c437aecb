"""Tickets on paper: which numbers have them, and what stands on each."""

from typing import NamedTuple

from db.prizes import list_prizes
from db.projects import Project, find_project
from db.sets import RaffleSet, list_sets
from db.users import User
from db.work import Work
from rules.keys import ProjectKey
from rules.numbers import NumberRange
from rules.paper import MOST_PRINTED, NothingOnPaper, NotOnPaper, TooManyToPrint
from rules.refusals import NoNumbersYet, NumbersOutside, ProjectNotOpen
from rules.states import SetType
from services.organizers import find_organizer
from services.projects import is_running


class PaperSets(NamedTuple):
    project: Project
    sets: list[RaffleSet]
    """Those with tickets on paper; never none."""


class PaperRun(NamedTuple):
    numbers: NumberRange
    """As their set shows them."""
    unit_price: int

    @property
    def size(self) -> int:
        return self.numbers.final - self.numbers.init + 1


class PaperPages(NamedTuple):
    """Nobody who has a number is on them."""

    project: Project
    organizer: User
    prizes: tuple[str, ...]
    runs: list[PaperRun]

    @property
    def total(self) -> int:
        return sum(run.size for run in self.runs)


async def look_at_paper_sets(work: Work, key: ProjectKey) -> PaperSets:
    project, sets = await _find(work, key)
    return PaperSets(project, [one for one in sets if one.type == SetType.PHYSICAL])


async def look_at_paper(work: Work, key: ProjectKey, wanted: NumberRange) -> PaperPages:
    """Refused unless every one of them has a ticket on paper."""
    project, sets = await _find(work, key)
    return PaperPages(
        project=project,
        organizer=await find_organizer(work, key.user_id),
        prizes=tuple(prize.name for prize in await list_prizes(work, key)),
        runs=_runs(sets, wanted),
    )


async def _find(work: Work, key: ProjectKey) -> tuple[Project, list[RaffleSet]]:
    project, sets = await find_project(work, key), await list_sets(work, key)
    if not is_running(project):
        raise ProjectNotOpen(project.project_number, project.state)
    if not sets:
        raise NoNumbersYet(project.project_number)
    if all(one.type != SetType.PHYSICAL for one in sets):
        raise NothingOnPaper(project.project_number)
    return project, sets


def _runs(sets: list[RaffleSet], wanted: NumberRange) -> list[PaperRun]:
    parts = [(one, _part(one, wanted)) for one in sets if one.init <= wanted.final and wanted.init <= one.final]
    runs = [PaperRun(part, one.unit_price) for one, part in parts if one.type == SetType.PHYSICAL]
    online = [part for one, part in parts if one.type != SetType.PHYSICAL]
    size = wanted.final - wanted.init + 1
    if runs and size > MOST_PRINTED:
        first = runs[0].numbers
        raise TooManyToPrint(size, MOST_PRINTED, first._replace(final=min(first.final, first.init + MOST_PRINTED - 1)))
    if online:
        raise NotOnPaper(online[0], tuple(one.numbers for one in sets if one.type == SetType.PHYSICAL))
    if sum(run.size for run in runs) < size:
        raise NumbersOutside(_outside(wanted, runs), tuple(one.numbers for one in sets))
    return runs


def _part(one: RaffleSet, wanted: NumberRange) -> NumberRange:
    return NumberRange(max(one.init, wanted.init), min(one.final, wanted.final), one.width)


def _outside(wanted: NumberRange, runs: list[PaperRun]) -> tuple[int, ...]:
    """Of many, the first."""
    last = min(wanted.final, wanted.init + MOST_PRINTED - 1)
    inside = [run.numbers for run in runs]
    return tuple(
        number for number in range(wanted.init, last + 1) if not any(one.init <= number <= one.final for one in inside)
    )
