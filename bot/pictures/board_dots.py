"""A board of thousands of numbers: each a small cell, with the first number of a row beside it."""

from collections.abc import Sequence

from bot.pictures.board_cells import draw_cell
from bot.pictures.board_digits import Digits, Pen, largest
from bot.pictures.board_rows import BoardRow
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


def draw_dots(sheet: Sheet, look: Look, rows: Sequence[BoardRow], columns: int, room: Box) -> None:
    cell = _cell(len(rows), columns, room)
    across = [room.left + _BESIDE + at * cell.width + at // _TOGETHER * _APART for at in range(columns)]
    down = [room.top + _ABOVE + at * cell.height + at // _TOGETHER * _APART for at in range(len(rows))]
    _draw_cells(sheet, look, rows, across, down, cell)
    digits = Digits(sheet)
    _put_columns(digits, look, rows, columns, across, room.top)
    _put_rows(digits, look, rows, down, room.left, cell.height)
    digits.write()


def _cell(rows: int, columns: int, room: Box) -> Room:
    """With the gap behind it; a little wider than high where there are many rows."""
    wide = (room.width - _BESIDE - (columns - 1) // _TOGETHER * _APART) // columns
    high = min((room.height - _ABOVE - (rows - 1) // _TOGETHER * _APART) // rows, _LARGEST)
    return Room(min(wide, max(high * 3 // 2, high + 1)), min(high, wide))


def _draw_cells(
    sheet: Sheet, look: Look, rows: Sequence[BoardRow], across: Sequence[int], down: Sequence[int], cell: Room
) -> None:
    """Every row as if nobody had a number, then over it those that somebody has: each is a copy of the first."""
    longest = max(range(len(rows)), key=lambda at: len(rows[at].states))
    free = _box(across[0], down[longest], cell)
    draw_cell(sheet, look, RaffleState.AVAILABLE, free, 0)
    sheet.repeat(free, [(left, down[longest]) for left in across[1 : len(rows[longest].states)]])
    for top, row in zip(down, rows, strict=True):
        whole = Box(across[0], down[longest], across[len(row.states) - 1] + cell.width - 1, free.bottom)
        sheet.repeat(whole, [(across[0], top)])
    for state in (RaffleState.RESERVED, RaffleState.SOLD):
        places = [
            (left, top)
            for top, row in zip(down, rows, strict=True)
            for left, one in zip(across, row.states, strict=False)
            if one == state
        ]
        if places:
            first = _box(*places[0], cell)
            sheet.fill(first, look.panel)
            draw_cell(sheet, look, state, first, 0)
            sheet.repeat(first, places[1:])


def _box(left: int, top: int, cell: Room) -> Box:
    return Box(left, top, left + cell.width - 1, top + cell.height - 1)


def _put_columns(
    digits: Digits, look: Look, rows: Sequence[BoardRow], columns: int, across: Sequence[int], top: int
) -> None:
    """How the numbers below end, where all rows agree on it."""
    if len({row.first % columns for row in rows}) > 1:
        return
    for at in range(0, columns, _TOGETHER):
        digits.put(f"{(rows[0].first + at) % columns:02}", Pen(REGULAR, 20, look.soft, look.panel), (across[at], top))


def _put_rows(
    digits: Digits, look: Look, rows: Sequence[BoardRow], down: Sequence[int], left: int, height: int
) -> None:
    widest = show_number(rows[-1].last, rows[-1].width)
    pen = Pen(REGULAR, largest([widest], REGULAR, _LABEL, _BESIDE - 10), look.soft, look.panel)
    above = down[0] - _FROM_LABEL_TO_LABEL
    for top, row in zip(down, rows, strict=True):
        if top - above >= _FROM_LABEL_TO_LABEL:
            middle = left + (_BESIDE - 10) // 2, top + height // 2
            digits.put_centred(show_number(row.first, row.width), pen, middle)
            above = top
