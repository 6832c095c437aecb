"""What a board is drawn from: rows of cells, each a number or a block of them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class BoardRow(NamedTuple):
    first: int
    last: int
    width: int
    states: tuple[str, ...]
    free: tuple[int, ...]


def list_changes(rows: Sequence[BoardRow], before: Sequence[BoardRow]) -> Iterator[tuple[int, int]]:
    """Row and place of what is not as it was; of all where there was nothing."""
    for down, row in enumerate(rows):
        cells: tuple[str | int, ...] = row.states or row.free
        if not before:
            yield from ((down, at) for at in range(len(cells)))
            continue
        known: tuple[str | int, ...] = before[down].states or before[down].free
        if cells != known:
            yield from ((down, at) for at, (one, other) in enumerate(zip(cells, known, strict=True)) if one != other)
