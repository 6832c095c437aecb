"""How a project's numbers stand for anybody to see: each by itself, or in stretches where nobody could look at each."""

from collections.abc import Sequence
from typing import NamedTuple

from db.blocks import count_taken
from db.raffles import list_held
from db.sets import RaffleSet
from db.work import Work
from rules.states import RaffleState

MOST_CELLS = 1000
_STRETCHES = 100
_SHORTEST = 100


class PublicCell(NamedTuple):
    number: int
    width: int
    state: str


class Stretch(NamedTuple):
    first: int
    last: int
    width: int
    free: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1


class Board(NamedTuple):
    """Either all the cells or all the stretches."""

    cells: list[PublicCell]
    stretches: list[Stretch]


async def look_at_board(work: Work, sets: Sequence[RaffleSet]) -> Board:
    size = sum(one.size for one in sets)
    if size > MOST_CELLS:
        step = _SHORTEST
        while size > step * _STRETCHES:
            step *= 10
        return Board([], [stretch for one in sets for stretch in await _stretches(work, one, step)])
    return Board(await _cells(work, sets) if sets else [], [])


async def _cells(work: Work, sets: Sequence[RaffleSet]) -> list[PublicCell]:
    numbers = [number for one in sets for number in range(one.init, one.final + 1)]
    states = {one.raffle_number: one.state for one in await list_held(work, sets[0].key.project, numbers)}
    return [
        PublicCell(number, one.width, states.get(number, RaffleState.AVAILABLE))
        for one in sets
        for number in range(one.init, one.final + 1)
    ]


async def _stretches(work: Work, one: RaffleSet, step: int) -> list[Stretch]:
    taken = await count_taken(work, one, step)
    spans = [(first, min(first + step - 1, one.final)) for first in range(one.init, one.final + 1, step)]
    return [
        Stretch(first, last, one.width, last - first + 1 - count)
        for (first, last), count in zip(spans, taken, strict=True)
    ]
