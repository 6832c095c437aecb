"""A board of at most a hundred numbers a page, each readable in its cell."""

from collections import defaultdict
from collections.abc import Sequence

from bot.pictures.board_cells import draw_cell
from bot.pictures.board_digits import Digits, Pen, largest, width_of
from bot.pictures.board_rows import BoardRow
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


def draw_tiles(sheet: Sheet, look: Look, rows: Sequence[BoardRow], columns: int, room: Box) -> None:
    width = (room.width + _GAP) // columns - _GAP
    height = min((room.height + _GAP) // len(rows) - _GAP, width)
    places = defaultdict(list)
    numbers: list[tuple[str, str, Box]] = []
    for down, row in enumerate(rows):
        for at, state in enumerate(row.states):
            left, top = room.left + at * (width + _GAP), room.top + down * (height + _GAP)
            numbers.append((show_number(row.first + at, row.width), state, Box(left, top, left + width, top + height)))
            places[state].append((left, top))
    widest = "0" * max(len(number) for number, _, _ in numbers)
    size = _size(widest, width, height)
    for state, (first, *others) in places.items():
        box = Box(*first, first[0] + width, first[1] + height)
        draw_cell(sheet, look, state, box, _RADIUS)
        if state == RaffleState.RESERVED:
            _draw_plate(sheet, look, box, width_of(widest, BOLD, size), size)
        sheet.repeat(box, others)
    _write(sheet, look, numbers, size)


def _write(sheet: Sheet, look: Look, numbers: Sequence[tuple[str, str, Box]], size: int) -> None:
    digits = Digits(sheet)
    empty, full = Pen(BOLD, size, look.ink, look.panel), Pen(BOLD, size, look.on_band, look.band)
    for number, state, box in numbers:
        middle = (box.left + box.right) // 2, (box.top + box.bottom) // 2
        digits.put_centred(number, full if state == RaffleState.SOLD else empty, middle)
    digits.write()


def _size(widest: str, width: int, height: int) -> int:
    return largest([widest], BOLD, range(min(_SIZES[0], int(height * _HIGH)), _SIZES[-1], -1), int(width * _WIDE))


def _draw_plate(sheet: Sheet, look: Look, box: Box, width: int, size: int) -> None:
    """On stripes no number could be read."""
    across, up = width // 2 + 4, round(size * 0.37) + 5
    middle, centre = (box.left + box.right) // 2, (box.top + box.bottom) // 2
    sheet.fill(Box(middle - across, centre - up, middle + across, centre + up), look.panel)
