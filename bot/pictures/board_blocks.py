"""A board of more numbers than could be looked at: how many are free in each block, and how full it is."""

from collections.abc import Sequence

from PIL import Image

from bot.pictures.board_digits import Pen, largest, put, put_centred, width_of
from bot.pictures.board_rows import BoardRow, list_changes
from bot.pictures.colours import Colour, Look
from bot.pictures.lettering import BOLD, REGULAR
from bot.pictures.sheet import Box, Sheet
from bot.texts.say import Say
from rules.numbers import show_number

_COLUMNS = 10
_GAP = 6
_RADIUS = 10
_HIGHEST = 1.15
"""Of the width."""
_BAR = 9
_TICK = 28
_FIRST, _COUNT = range(20, 8, -1), range(30, 8, -1)
_LOW = 56
"""A block less high has no room for two numbers: the first one of a row stands beside it."""
_BESIDE = range(26, 12, -1)
_WIDEST_BESIDE = 120


class Blocks:
    def __init__(self, look: Look, rows: Sequence[BoardRow], step: int, room: Box, say: Say) -> None:
        self._look, self._step, self._say = look, step, say
        numbers = [show_number(row.last, row.width) for row in rows]
        high = (room.height + _GAP) // _COLUMNS - _GAP
        self._low, self._label = high < _LOW, room.left
        beside = largest(numbers, REGULAR, _BESIDE, _WIDEST_BESIDE)
        self._left = room.left + (max(width_of(each, REGULAR, beside) for each in numbers) + 16 if self._low else 0)
        self._width = (room.right - self._left + _GAP) // _COLUMNS - _GAP
        self._height = min(high, round(self._width * _HIGHEST))
        self._top = room.top + (room.height - len(rows) * (self._height + _GAP) + _GAP) // 2
        within = self._width - 14
        self._small = beside if self._low else largest(numbers, REGULAR, _FIRST, within)
        self._large = largest([say.count(step)], BOLD, _COUNT, within)
        self._drawn: dict[Colour, Image.Image] = {}
        """A block on each colour, with nothing on it."""

    def paint(self, sheet: Sheet, rows: Sequence[BoardRow], before: Sequence[BoardRow]) -> None:
        """Each block looks as it looks whatever the others are and were."""
        if self._low and not before:
            self._put_rows(sheet, rows)
        for down, at in list_changes(rows, before):
            left, top = self._left + at * (self._width + _GAP), self._top + down * (self._height + _GAP)
            self._paint_block(sheet, rows[down], at, Box(left, top, left + self._width, top + self._height))

    def _paint_block(self, sheet: Sheet, row: BoardRow, at: int, box: Box) -> None:
        free, first = row.free[at], row.first + at * self._step
        size = min(self._step, row.last - first + 1)
        ink, on = _colours(self._look, free, size)
        self._paint_ground(sheet, on, box)
        if 0 < free < size:
            bar = Box(box.left + 8, box.bottom - 6 - _BAR, box.right - 8, box.bottom - 6)
            # Something is seen of any sale, and nothing looks full before it is.
            taken = min(max(bar.width * (size - free) // size, 3), bar.width - 3)
            sheet.fill(bar._replace(right=bar.left + taken), self._look.band)
        if not self._low:
            put(sheet, show_number(first, row.width), Pen(REGULAR, self._small, ink, on), (box.left + 8, box.top + 7))
        middle = (box.left + box.right) // 2, box.top + round(box.height * (0.44 if self._low else 0.54))
        counted = Pen(BOLD, self._large if free else _TICK, ink, on)
        put_centred(sheet, self._say.count(free) if free else "✓", counted, middle)

    def _put_rows(self, sheet: Sheet, rows: Sequence[BoardRow]) -> None:
        pen = Pen(REGULAR, self._small, self._look.soft, self._look.panel)
        for down, row in enumerate(rows):
            top = self._top + down * (self._height + _GAP) + (self._height - round(self._small * 0.74)) // 2
            put(sheet, show_number(row.first, row.width), pen, (self._label, top))

    def _paint_ground(self, sheet: Sheet, on: Colour, box: Box) -> None:
        if on in self._drawn:
            sheet.put(self._drawn[on], [(box.left, box.top)])
            return
        edge = self._look.line if on != self._look.band else on
        sheet.fill_round(box, edge, self._look.panel, _RADIUS)
        sheet.fill_round(box.inside(2), on, edge, _RADIUS - 2)
        self._drawn[on] = sheet.copy(box)


def _colours(look: Look, free: int, size: int) -> tuple[Colour, Colour]:
    """What is written, and on what: full where none is free, tinted where less than half is."""
    if not free:
        return look.on_band, look.band
    return look.ink, look.tint if 2 * free < size else look.panel
