"""The board of a raffle: all of its numbers, or how many are free in each block, told apart by colour and by sign."""

from typing import NamedTuple

from bot.pictures import panel
from bot.pictures.backdrops import Backdrop, draw_over
from bot.pictures.board_blocks import Blocks
from bot.pictures.board_dots import Dots
from bot.pictures.board_foot import Count, draw_facts, draw_hint, draw_legend
from bot.pictures.board_rows import BoardRow
from bot.pictures.board_tiles import Tiles
from bot.pictures.colours import Look, look_of, over_photo
from bot.pictures.kept import Kept
from bot.pictures.lettering import Room
from bot.pictures.shapes import PORTRAIT, Shape
from bot.pictures.sheet import Box
from bot.texts import pictures, words
from bot.texts.say import Said, Say
from rules.states import RaffleState

_TILES = 10
"""No more columns than that have room for numbers in their cells."""
_PRIZES = range(40, 27, -2)
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


def draw_board(
    say: Say, board: Board, *, dark: bool = False, shape: Shape = PORTRAIT, backdrop: Backdrop | None = None
) -> bytes:
    """A PNG, or with an own photo behind the numbers a JPEG.

    Where it was drawn a moment ago only what changed is painted anew, and nobody sees a difference.
    """
    look = look_of(board.project_number, dark=dark)
    if backdrop is not None:
        look = over_photo(look)
    known_by = say.language, look, shape, _without_states(board)
    painting = _PAINTINGS.take(known_by) or _Painting(say, board, look, shape)
    painting.paint(say, board)
    picture = painting.picture(backdrop)
    _PAINTINGS.put(known_by, painting)
    return picture


class _Painting:
    """All that does not change with the numbers is drawn once."""

    def __init__(self, say: Say, board: Board, look: Look, shape: Shape) -> None:
        self._look = look
        self._sheet = sheet = panel.new_sheet(look, shape)
        self._counts: tuple[int, ...] = ()
        self._rows: tuple[BoardRow, ...] = ()
        kind = pictures.numbers_shown(say, board.shown) if board.shown else pictures.raffle(say)
        sizes = range(shape.scaled(_PRIZES[0]), shape.scaled(_PRIZES[-1]) - 1, -2)
        prizes = panel.listed(say, board.prizes, Room(shape.inside, shape.scaled(50)), sizes)
        band = panel.draw_band(sheet, look, kind, _note(say, board), board.project, prizes, shape)
        told = (
            (pictures.price(say), board.price),
            (pictures.draw(say), board.draw or pictures.no_date_yet(say)),
            (pictures.organizer(say), board.organizer),
        )
        gap = shape.scaled(_GAP)
        legend = draw_facts(sheet, look, told, shape) - gap
        self._legend = Box(shape.left, legend - shape.scaled(36), shape.right, legend)
        above = self._legend.top
        if board.step > 1:
            above = draw_hint(sheet, look, pictures.free_in_each(say, board.step), self._legend)
        self._below_band = Box(shape.beside, band, shape.width - shape.beside, shape.bottom)
        self._grid = _grid(say, board, look, Box(shape.left, band + gap, shape.right, above - gap))

    def paint(self, say: Say, board: Board) -> None:
        counts = board.sold, board.reserved, board.free
        if counts != self._counts:
            draw_legend(self._sheet, self._look, _counted(say, board), self._legend)
        self._grid.paint(self._sheet, board.rows, self._rows)
        self._counts, self._rows = counts, board.rows

    def picture(self, backdrop: Backdrop | None) -> bytes:
        if backdrop is None:
            return self._sheet.png()
        return draw_over(self._sheet, self._look, backdrop, self._below_band)


_PAINTINGS: Kept[_Painting] = Kept(8)
"""One takes about two megabytes."""


def _without_states(board: Board) -> Board:
    rows = tuple(row._replace(states=(), free=()) for row in board.rows)
    return board._replace(sold=0, reserved=0, free=0, rows=rows)


def _grid(say: Say, board: Board, look: Look, room: Box) -> Blocks | Tiles | Dots:
    if board.step > 1:
        return Blocks(look, board.rows, board.step, room, say)
    return (Tiles if board.columns <= _TILES else Dots)(look, board.rows, board.columns, room)


def _note(say: Say, board: Board) -> Said | str:
    if board.practice:
        return pictures.practice(say)
    return words.project_state(say, board.state) if board.state != "open" else ""


def _counted(say: Say, board: Board) -> list[Count]:
    return [
        Count(RaffleState.SOLD, pictures.sold(say, board.sold)),
        Count(RaffleState.RESERVED, pictures.reserved(say, board.reserved)),
        Count(RaffleState.AVAILABLE, pictures.free(say, board.free)),
    ]
