"""What a board is drawn from: rows of cells, each a number or a block of them."""

from typing import NamedTuple


class BoardRow(NamedTuple):
    first: int
    last: int
    width: int
    states: tuple[str, ...]
    free: tuple[int, ...]
