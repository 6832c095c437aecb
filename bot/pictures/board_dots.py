"""A board of thousands of numbers: each a small cell, with the first number of a row beside it."""

from collections.abc import Sequence

from PIL import Image

from bot.pictures.board_cells import draw_cell
from bot.pictures.board_digits import Pen, largest, put, put_centred
from bot.pictures.board_rows import BoardRow, list_changes
from bot.pictures.colours import Look
from bot.pictures.lettering import REGULAR, Room
from bot.pictures.sheet import Box, Sheet
from rules.numbers import show_number
from rules.states import RaffleState

_BESIDE = 76
_ABOVE = 26
_TOGETHER = 10
"""So many rows or columns stand a little apart from the next ones: they are counted by the eye."""
_APART = 2
_LARGEST = 18
_LABEL = range(22, 11, -1)
_FROM_LABEL_TO_LABEL = 24


class Dots:
    def __init__(self, look: Look, rows: Sequence[BoardRow], columns: int, room: Box) -> None:
        self._look, self._columns, self._left, self._top = look, columns, room.left, room.top
        self._cell = _cell(len(rows), columns, room)
        self._across = [room.left + _BESIDE + at * self._cell.width + at // _TOGETHER * _APART for at in range(columns)]
        self._down = [room.top + _ABOVE + at * self._cell.height + at // _TOGETHER * _APART for at in range(len(rows))]
        self._drawn: dict[str, Image.Image] = {}
        """A cell of each state."""

    def paint(self, sheet: Sheet, rows: Sequence[BoardRow], before: Sequence[BoardRow]) -> None:
        """Each cell looks as it looks whatever the others are and were."""
        if not before:
            self._draw_free(sheet, rows)
            self._put_columns(sheet, rows)
            self._put_rows(sheet, rows)
            before = [row._replace(states=(RaffleState.AVAILABLE,) * len(row.states)) for row in rows]
        places: dict[str, list[tuple[int, int]]] = {}
        for down, at in list_changes(rows, before):
            places.setdefault(rows[down].states[at], []).append((self._across[at], self._down[down]))
        for state, where in places.items():
            self._draw_first(sheet, state, where[0])
            sheet.put(self._drawn[state], where)

    def _draw_free(self, sheet: Sheet, rows: Sequence[BoardRow]) -> None:
        """The longest row as if nobody had a number of it, then all others as copies of its beginning."""
        longest = max(range(len(rows)), key=lambda at: len(rows[at].states))
        top = self._down[longest]
        self._draw_first(sheet, RaffleState.AVAILABLE, (self._across[0], top))
        sheet.put(
            self._drawn[RaffleState.AVAILABLE], [(left, top) for left in self._across[: len(rows[longest].states)]]
        )
        for each, row in zip(self._down, rows, strict=True):
            right = self._across[len(row.states) - 1] + self._cell.width - 1
            sheet.repeat(Box(self._across[0], top, right, top + self._cell.height - 1), [(self._across[0], each)])

    def _draw_first(self, sheet: Sheet, state: str, at: tuple[int, int]) -> None:
        if state not in self._drawn:
            box = Box(*at, at[0] + self._cell.width - 1, at[1] + self._cell.height - 1)
            sheet.fill(box, self._look.panel)
            draw_cell(sheet, self._look, state, box, 0)
            self._drawn[state] = sheet.copy(box)

    def _put_columns(self, sheet: Sheet, rows: Sequence[BoardRow]) -> None:
        """How the numbers below end, where all rows agree on it."""
        columns, pen = self._columns, Pen(REGULAR, 20, self._look.soft, self._look.panel)
        if len({row.first % columns for row in rows}) > 1:
            return
        for at in range(0, columns, _TOGETHER):
            put(sheet, f"{(rows[0].first + at) % columns:02}", pen, (self._across[at], self._top))

    def _put_rows(self, sheet: Sheet, rows: Sequence[BoardRow]) -> None:
        widest = show_number(rows[-1].last, rows[-1].width)
        pen = Pen(REGULAR, largest([widest], REGULAR, _LABEL, _BESIDE - 10), self._look.soft, self._look.panel)
        above = self._down[0] - _FROM_LABEL_TO_LABEL
        for top, row in zip(self._down, rows, strict=True):
            if top - above >= _FROM_LABEL_TO_LABEL:
                middle = self._left + (_BESIDE - 10) // 2, top + self._cell.height // 2
                put_centred(sheet, show_number(row.first, row.width), pen, middle)
                above = top


def _cell(rows: int, columns: int, room: Box) -> Room:
    """With the gap behind it; a little wider or higher where there is more room in one direction."""
    wide = (room.width - _BESIDE - (columns - 1) // _TOGETHER * _APART) // columns
    high = min((room.height - _ABOVE - (rows - 1) // _TOGETHER * _APART) // rows, _LARGEST)
    return Room(min(wide, max(high * 5 // 3, high + 1)), min(high, max(wide * 5 // 4, wide + 1)))
