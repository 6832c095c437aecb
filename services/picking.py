"""Choosing numbers by eye: pages of a project's numbers with their states, and what became of those chosen before."""

from collections.abc import Sequence
from typing import NamedTuple

from db.blocks import choose_random, list_free
from db.buyers import find_on_telegram_if_any
from db.projects import Project, find_project
from db.raffles import list_held
from db.sets import RaffleSet, list_sets
from db.waiting import list_offered
from db.work import Work
from rules.keys import ProjectKey
from rules.misreadings import TooManyNumbers
from rules.numbers import MOST_NUMBERS, NumberRange, show_number
from rules.refusals import NoNumbersYet, NotEnoughFree, NumbersOutside
from rules.states import RaffleState, SetType
from services.projects import require_open
from services.strangers import require_offered
from services.totals import stand_among

PAGE_SIZE = 50


class Cell(NamedTuple):
    number: int
    width: int
    state: str


class Page(NamedTuple):
    cells: list[Cell]
    number: int
    """From 1."""
    pages: int


class Selection(NamedTuple):
    """Numbers that were chosen, as they are now."""

    project: Project
    sets: list[RaffleSet]
    numbers: tuple[int, ...]
    gone: tuple[int, ...]
    """Chosen too, but taken by somebody meanwhile."""
    total: int
    kept: frozenset[int] = frozenset()
    """For somebody else who waited for them: to this buyer they are as good as reserved."""

    @property
    def ranges(self) -> tuple[NumberRange, ...]:
        return tuple(one.numbers for one in self.sets)

    def width_of(self, number: int) -> int:
        return next((one.width for one in self.sets if number in one), 0)


async def look_at_selection(
    work: Work, key: ProjectKey, numbers: Sequence[int], telegram_id: int | None = None
) -> Selection:
    """Refused when nothing can be sold here at all. A buyer by themselves sees what is sold online, and not who holds.

    Numbers that were chosen and are kept for somebody else are gone to them.
    """
    project = await find_project(work, key)
    require_open(project, work.now)
    sets = await list_sets(work, key)
    kept: frozenset[int] = frozenset()
    if telegram_id is not None:
        require_offered(project)
        sets = [one for one in sets if one.type == SetType.ONLINE]
        kept = await _kept_for_others(work, key, telegram_id, sets)
    if not sets:
        raise NoNumbersYet(key.project_number)
    held = {one.raffle_number for one in await list_held(work, key, numbers)} if numbers else set()
    held |= kept & set(numbers)
    free = tuple(number for number in numbers if number not in held)
    total = sum(one.unit_price for one in sets for number in free if number in one)
    return Selection(project, sets, free, tuple(sorted(held)), total, kept)


async def _kept_for_others(work: Work, key: ProjectKey, telegram_id: int, sets: Sequence[RaffleSet]) -> frozenset[int]:
    offered = await list_offered(work, key)
    buyer = await find_on_telegram_if_any(work, key.user_id, telegram_id) if offered else None
    theirs = buyer and buyer.buyer_number
    others = [one.raffle_number for one in offered if one.buyer_number != theirs]
    numbers = [number for number in others if any(number in one for one in sets)]
    held = {one.raffle_number for one in await list_held(work, key, numbers)} if numbers else set()
    return frozenset(numbers) - held


async def add_to_selection(work: Work, selection: Selection, more: Sequence[int]) -> tuple[int, ...]:
    """All of them or none; what is taken shows in the next look."""
    outside = tuple(number for number in more if not any(number in one for one in selection.sets))
    if outside:
        raise NumbersOutside(outside, selection.ranges)
    chosen = tuple(dict.fromkeys((*selection.numbers, *more)))
    if len(chosen) > MOST_NUMBERS:
        raise TooManyNumbers(len(chosen), MOST_NUMBERS)
    return chosen


async def add_random(work: Work, selection: Selection, count: int) -> tuple[int, ...]:
    """Free ones besides those chosen already, each choice equally likely."""
    chosen = set(selection.numbers)
    if count + len(chosen) > MOST_NUMBERS:
        raise TooManyNumbers(count + len(chosen), MOST_NUMBERS)
    free = await count_free(work, selection)
    if count + len(chosen) > free:
        raise NotEnoughFree(count, free - len(chosen))
    besides = chosen | selection.kept
    by_set, _ = await choose_random(work, selection.sets, count + len(besides))
    others = [number for numbers in by_set.values() for number in numbers if number not in besides]
    return (*selection.numbers, *sorted(work.chance.sample(others, count)))


async def count_free(work: Work, selection: Selection) -> int:
    stands = await stand_among(work, selection.project.key, selection.sets)
    return sum(one.free for one in stands) - len(selection.kept)


async def page_of(work: Work, selection: Selection, number: int, *, free_only: bool = False) -> Page:
    """The one with that number, or the last one there is."""
    if free_only:
        return await _page_of_free(work, selection, number)
    spans = [_Span(one, -(-one.size // PAGE_SIZE)) for one in selection.sets]
    pages = sum(span.pages for span in spans)
    number = min(max(number, 1), pages)
    rest = number - 1
    for raffle_set, count in spans:
        if rest < count:
            first = raffle_set.init + rest * PAGE_SIZE
            return Page(await _cells(work, selection, raffle_set, first), number, pages)
        rest -= count
    raise RuntimeError("a page lies in some set")


def page_with(selection: Selection, number: int) -> int:
    """The page on which a number stands."""
    before = 0
    for one in selection.sets:
        if number in one:
            return before + (number - one.init) // PAGE_SIZE + 1
        before += -(-one.size // PAGE_SIZE)
    return 1


class _Span(NamedTuple):
    raffle_set: RaffleSet
    pages: int


async def _cells(work: Work, selection: Selection, raffle_set: RaffleSet, first: int) -> list[Cell]:
    numbers = list(range(first, min(first + PAGE_SIZE - 1, raffle_set.final) + 1))
    held = dict.fromkeys(selection.kept, RaffleState.RESERVED.value)
    held |= {one.raffle_number: one.state for one in await list_held(work, selection.project.key, numbers)}
    free = RaffleState.AVAILABLE.value
    return [Cell(number, raffle_set.width, held.get(number, free)) for number in numbers]


async def _page_of_free(work: Work, selection: Selection, number: int) -> Page:
    pages = max(1, -(-(await count_free(work, selection)) // PAGE_SIZE))
    number = min(max(number, 1), pages)
    listed = await list_free(work, selection.sets, PAGE_SIZE, (number - 1) * PAGE_SIZE)
    free = [one for one in listed if one not in selection.kept]
    cells = [Cell(one, selection.width_of(one), RaffleState.AVAILABLE.value) for one in free]
    return Page(cells, number, pages)


def numbers_between(selection: Selection, first_page: int, last_page: int) -> tuple[str, str]:
    """The first number of the one page and the last of the other, as they are shown."""
    return _edge(selection, first_page)[0], _edge(selection, last_page)[1]


def _edge(selection: Selection, page: int) -> tuple[str, str]:
    rest = page - 1
    for one in selection.sets:
        if rest < -(-one.size // PAGE_SIZE):
            first = one.init + rest * PAGE_SIZE
            return show_number(first, one.width), show_number(min(first + PAGE_SIZE - 1, one.final), one.width)
        rest -= -(-one.size // PAGE_SIZE)
    raise RuntimeError("a page lies in some set")
