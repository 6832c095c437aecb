"""The board of a project, page by page: every number as it stands, or how many are free in each block of them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from db.backdrops import find_backdrop_if_any
from db.blocks import count_taken
from db.outbox import BEHIND, Keys, post_notice
from db.prizes import list_prizes
from db.projects import Project, find_project
from db.raffles import list_held
from db.sets import RaffleSet, list_sets
from db.users import User
from db.work import Work
from rules.keys import ProjectKey
from rules.numbers import NumberRange
from rules.refusals import NoNumbersYet
from rules.states import RaffleState
from services.organizers import find_organizer
from services.totals import stand_among

BOARD = "board"
_MOST_TILES, _MOST_DOTS = 1_000, 10_000
_FEW_TILES, _FEW_DOTS = 25, 2_500
_MOST_BLOCKS = 100


class Form(NamedTuple):
    """How numbers are laid out: a row begins anew with every set."""

    step: int
    """So many numbers are in one cell."""
    columns: int
    rows: int
    """Of a page."""


class Row(NamedTuple):
    first: int
    last: int
    width: int
    states: tuple[str, ...]
    """Of each number, or empty."""
    free: tuple[int, ...]
    """Of each block, or empty."""


class BoardPage(NamedTuple):
    project: Project
    organizer: User
    prizes: tuple[str, ...]
    prices: tuple[int, int]
    """The lowest and the highest."""
    sold: int
    reserved: int
    free: int
    form: Form
    rows: list[Row]
    number: int
    """From 1."""
    shown: list[NumberRange]
    """By every page, from its first number to its last."""
    photo: bytes | None = None
    """What its organizer put behind the numbers."""


class _Span(NamedTuple):
    raffle_set: RaffleSet
    first: int
    last: int


async def post_board(
    work: Work,
    key: ProjectKey,
    page: int,
    chat_id: int,
    answers: int | None = None,
    shape: int = 0,
    instead_of: int | None = None,
) -> None:
    """To its organizer; in a group, to what they said there. In the shape that the pictures have under this number.

    If it can, in place of the picture in that message.
    """
    await find_project(work, key)
    if not await list_sets(work, key):
        raise NoNumbersYet(key.project_number)
    keys: Keys = {**key._asdict(), "page": page}
    if shape:
        keys = {**keys, "shape": shape}
    if answers is not None:
        keys = {**keys, "answers": answers}
    if instead_of is not None:
        keys = {**keys, "instead_of": instead_of}
    await post_notice(work, BOARD, chat_id, keys, BEHIND, f"{BOARD}/{chat_id}/{work.mark}")


async def look_at_page(work: Work, key: ProjectKey, page: int) -> BoardPage:
    """The last one, where there are fewer."""
    project, sets = await find_project(work, key), await list_sets(work, key)
    if not sets:
        raise NoNumbersYet(key.project_number)
    size, prices = sum(one.size for one in sets), [one.unit_price for one in sets]
    form = form_for(size)
    pages = _pages(sets, form)
    number = min(max(page, 1), len(pages))
    spans = pages[number - 1]
    stands = await stand_among(work, key, sets)
    return BoardPage(
        project=project,
        organizer=await find_organizer(work, key.user_id),
        prizes=tuple(prize.name for prize in await list_prizes(work, key)),
        prices=(min(prices), max(prices)),
        sold=sum(one.sold for one in stands),
        reserved=sum(one.reserved for one in stands),
        free=sum(one.free for one in stands),
        form=form,
        rows=await (_rows if form.step == 1 else _rows_of_blocks)(work, spans, form),
        number=number,
        shown=[_shown(one) for one in pages],
        photo=await find_backdrop_if_any(work, key),
    )


def form_for(size: int) -> Form:
    if size <= _MOST_TILES:
        return Form(1, 5, 5) if size <= _FEW_TILES else Form(1, 10, 10)
    if size <= _MOST_DOTS:
        return Form(1, 50, 50) if size <= _FEW_DOTS else Form(1, 100, 100)
    return Form(next(step for step in _round_steps() if size <= step * _MOST_BLOCKS), 10, 10)


def _round_steps() -> Iterator[int]:
    power = 100
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def _pages(sets: Sequence[RaffleSet], form: Form) -> list[list[_Span]]:
    long = form.step * form.columns
    spans = [
        _Span(one, first, min(first + long - 1, one.final))
        for one in sets
        for first in range(one.init, one.final + 1, long)
    ]
    return [spans[start : start + form.rows] for start in range(0, len(spans), form.rows)]


def _shown(spans: Sequence[_Span]) -> NumberRange:
    return NumberRange(spans[0].first, spans[-1].last, spans[0].raffle_set.width)


async def _rows(work: Work, spans: Sequence[_Span], form: Form) -> list[Row]:
    numbers = [number for span in spans for number in range(span.first, span.last + 1)]
    states = {one.raffle_number: one.state for one in await list_held(work, spans[0].raffle_set.key.project, numbers)}
    return [Row(span.first, span.last, span.raffle_set.width, _states(span, states), ()) for span in spans]


def _states(span: _Span, states: dict[int, str]) -> tuple[str, ...]:
    return tuple(states.get(number, RaffleState.AVAILABLE) for number in range(span.first, span.last + 1))


async def _rows_of_blocks(work: Work, spans: Sequence[_Span], form: Form) -> list[Row]:
    taken = {span.raffle_set.set_number: span.raffle_set for span in spans}
    counts = {number: await count_taken(work, one, form.step) for number, one in taken.items()}
    return [
        Row(
            span.first, span.last, span.raffle_set.width, (), _free(span, counts[span.raffle_set.set_number], form.step)
        )
        for span in spans
    ]


def _free(span: _Span, taken: Sequence[int], step: int) -> tuple[int, ...]:
    before = (span.first - span.raffle_set.init) // step
    starts = range(span.first, span.last + 1, step)
    return tuple(min(step, span.last - first + 1) - taken[at] for at, first in enumerate(starts, before))
