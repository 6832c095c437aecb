"""A board of at most a hundred numbers a page, each readable in its cell."""

from collections.abc import Sequence

from PIL import Image

from bot.pictures.board_cells import draw_cell
from bot.pictures.board_digits import Pen, largest, put_centred, width_of
from bot.pictures.board_rows import BoardRow, list_changes
from bot.pictures.colours import Look
from bot.pictures.lettering import BOLD
from bot.pictures.sheet import Box, Sheet
from rules.numbers import show_number
from rules.states import RaffleState

_GAP = 6
_RADIUS = 12
_SIZES = range(72, 9, -1)
_WIDE, _HIGH = 0.74, 0.58
"""So much of a cell its number takes at most."""
_UPRIGHT = 1.15
"""So much higher than wide a cell is at most."""


class Tiles:
    def __init__(self, look: Look, rows: Sequence[BoardRow], columns: int, room: Box) -> None:
        self._look = look
        self._width = (room.width + _GAP) // columns - _GAP
        self._height = min((room.height + _GAP) // len(rows) - _GAP, round(self._width * _UPRIGHT))
        used = len(rows) * (self._height + _GAP) - _GAP
        self._left, self._top = room.left, room.top + (room.height - used) // 2
        self._widest = "0" * max(len(show_number(row.last, row.width)) for row in rows)
        self._size = _size(self._widest, self._width, self._height)
        self._drawn: dict[str, Image.Image] = {}
        """A cell of each state, without its number."""

    def paint(self, sheet: Sheet, rows: Sequence[BoardRow], before: Sequence[BoardRow]) -> None:
        """Each cell looks as it looks whatever the others are and were."""
        empty = Pen(BOLD, self._size, self._look.ink, self._look.panel)
        full = Pen(BOLD, self._size, self._look.on_band, self._look.band)
        for down, at in list_changes(rows, before):
            box, row = self._box(down, at), rows[down]
            state = row.states[at]
            self._paint_cell(sheet, state, box)
            middle = (box.left + box.right) // 2, (box.top + box.bottom) // 2
            pen = full if state == RaffleState.SOLD else empty
            put_centred(sheet, show_number(row.first + at, row.width), pen, middle)

    def _box(self, down: int, at: int) -> Box:
        left, top = self._left + at * (self._width + _GAP), self._top + down * (self._height + _GAP)
        return Box(left, top, left + self._width, top + self._height)

    def _paint_cell(self, sheet: Sheet, state: str, box: Box) -> None:
        if state in self._drawn:
            sheet.put(self._drawn[state], [(box.left, box.top)])
            return
        sheet.fill(box, self._look.panel)
        draw_cell(sheet, self._look, state, box, _RADIUS)
        if state == RaffleState.RESERVED:
            _draw_plate(sheet, self._look, box, width_of(self._widest, BOLD, self._size), self._size)
        self._drawn[state] = sheet.copy(box)


def _size(widest: str, width: int, height: int) -> int:
    return largest([widest], BOLD, range(min(_SIZES[0], int(height * _HIGH)), _SIZES[-1], -1), int(width * _WIDE))


def _draw_plate(sheet: Sheet, look: Look, box: Box, width: int, size: int) -> None:
    """On stripes no number could be read."""
    across, up = width // 2 + 4, round(size * 0.37) + 5
    middle, centre = (box.left + box.right) // 2, (box.top + box.bottom) // 2
    sheet.fill(Box(middle - across, centre - up, middle + across, centre + up), look.panel)
