"""The board of a raffle: all of its numbers, or how many are free in each block, told apart by colour and by sign."""

from typing import NamedTuple

from bot.pictures import panel
from bot.pictures.board_blocks import draw_blocks
from bot.pictures.board_cells import SIGN_RADIUS, draw_cell
from bot.pictures.board_dots import draw_dots
from bot.pictures.board_rows import BoardRow
from bot.pictures.board_tiles import draw_tiles
from bot.pictures.colours import Look, look_of
from bot.pictures.lettering import BOLD, REGULAR, Lines, Room, fitted, font, line
from bot.pictures.panel import HEIGHT, INSIDE, LEFT, MARGIN, RIGHT
from bot.pictures.sheet import Box, Sheet
from bot.texts import pictures, words
from bot.texts.say import Said, Say
from rules.states import RaffleState

_TILES = 10
"""No more columns than that have room for numbers in their cells."""
_PRIZES = range(40, 27, -2)
_FOOT = 92
_VALUES, _LABELS = range(36, 17, -2), range(26, 17, -2)
_VALUE_HEIGHT = 56
_COLUMNS = (0.24, 0.43, 0.33)
_SIGN = 36
_WORDS = range(34, 19, -2)
_HINT = range(30, 19, -2)
_GAP = 28


class Board(NamedTuple):
    """Names as people wrote them: nothing in them is markup here."""

    project_number: int
    project: str
    state: str
    prizes: tuple[str, ...]
    price: str
    draw: str | None
    organizer: str
    sold: int
    reserved: int
    free: int
    step: int
    """So many numbers are in one cell."""
    columns: int
    rows: tuple[BoardRow, ...]
    shown: str = ""
    """From where to where, if these are not all."""
    practice: bool = False


def draw_board(say: Say, board: Board, *, dark: bool = False) -> bytes:
    look = look_of(board.project_number, dark=dark)
    sheet = panel.new_sheet(look)
    kind = pictures.numbers_shown(say, board.shown) if board.shown else pictures.raffle(say)
    prizes = panel.listed(say, board.prizes, Room(INSIDE, 50), _PRIZES)
    band = panel.draw_band(sheet, look, kind, _note(say, board), board.project, prizes)
    foot = _draw_foot(sheet, look, say, board)
    legend = _draw_legend(sheet, look, say, board, foot - _GAP)
    room = Box(LEFT, band + _GAP, RIGHT, legend - _GAP)
    if board.step > 1:
        draw_blocks(sheet, look, board.rows, board.step, room, say)
    else:
        (draw_tiles if board.columns <= _TILES else draw_dots)(sheet, look, board.rows, board.columns, room)
    return sheet.png()


def _note(say: Say, board: Board) -> Said | str:
    if board.practice:
        return pictures.practice(say)
    return words.project_state(say, board.state) if board.state != "open" else ""


def _draw_foot(sheet: Sheet, look: Look, say: Say, board: Board) -> int:
    """Says where it begins."""
    top, left = HEIGHT - MARGIN - 30 - _FOOT, LEFT
    told = (
        (pictures.price(say), board.price),
        (pictures.draw(say), board.draw or pictures.no_date_yet(say)),
        (pictures.organizer(say), board.organizer),
    )
    for (label, value), share in zip(told, _COLUMNS, strict=True):
        width = round(share * INSIDE)
        room = Room(width - 24, _VALUE_HEIGHT)
        sheet.write(fitted(label, REGULAR, room, _LABELS), (left, top), look.soft, look.panel)
        sheet.write(fitted(value, BOLD, room, _VALUES), (left, top + _FOOT - _VALUE_HEIGHT), look.ink, look.panel)
        left += width
    return top


def _draw_legend(sheet: Sheet, look: Look, say: Say, board: Board, bottom: int) -> int:
    """Says where it begins."""
    told = {
        RaffleState.SOLD: pictures.sold(say, board.sold),
        RaffleState.RESERVED: pictures.reserved(say, board.reserved),
        RaffleState.AVAILABLE: pictures.free(say, board.free),
    }
    width, top = INSIDE // len(told), bottom - _SIGN
    for size in _WORDS:
        beside = [Lines(font(REGULAR, size), (each,)) for each in told.values()]
        if max(each.width for each in beside) <= width - _SIGN - 24:
            break
    for at, (state, each) in enumerate(zip(told, beside, strict=True)):
        left = LEFT + at * width
        draw_cell(sheet, look, state, Box(left, top, left + _SIGN, bottom), SIGN_RADIUS)
        sheet.write(each, (left + _SIGN + 14, top + (_SIGN - each.step) // 2), look.ink, look.panel)
    if board.step == 1:
        return top
    hint = line(pictures.free_in_each(say, board.step), REGULAR, INSIDE, _HINT)
    sheet.write(hint, (LEFT, top - 16 - hint.height), look.soft, look.panel)
    return top - 16 - hint.height
