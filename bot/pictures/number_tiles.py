"""The numbers of a ticket: one as large as there is room, several on tiles, what does not fit as a count."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.pictures.colours import Look
from bot.pictures.lettering import BOLD, REGULAR, Lines, font, line
from bot.pictures.sheet import Box, Sheet
from bot.texts import pictures
from bot.texts.say import Say

_ALONE = range(330, 60, -6)
_TOGETHER = range(180, 35, -4)
_CROWDED = range(34, 23, -2)
"""Only so that none is left out: what would be counted anyway is better read on fewer, larger tiles."""
_REST = range(36, 23, -2)
_REST_HEIGHT = 52
_RADIUS = 18


class Tiles(NamedTuple):
    size: int
    columns: int
    rows: int
    gap: int

    @property
    def room_for(self) -> int:
        return self.columns * self.rows


def draw_numbers(sheet: Sheet, look: Look, say: Say, numbers: Sequence[str], room: Box) -> None:
    if len(numbers) == 1:
        _draw_alone(sheet, look, numbers[0], room)
        return
    widest = max(map(len, numbers))
    tiles = _largest(len(numbers), widest, room)
    if tiles is not None:
        _draw_tiles(sheet, look, numbers, tiles, room)
        return
    left = room._replace(bottom=room.bottom - _REST_HEIGHT)
    tiles = _smallest(widest, left)
    _draw_tiles(sheet, look, numbers[: tiles.room_for], tiles, left)
    rest = line(pictures.and_more(say, len(numbers) - tiles.room_for), REGULAR, room.width, _REST)
    sheet.write(rest, (room.left, room.bottom - rest.height), look.soft, look.panel)


def _draw_alone(sheet: Sheet, look: Look, number: str, room: Box) -> None:
    # Digits are about three quarters as high as their size.
    sizes = [size for size in _ALONE if size * 0.75 <= room.height]
    alone = line(number, BOLD, room.width, sizes)
    sheet.write_centred(alone, _middle(room), look.accent, look.panel)


def _draw_tiles(sheet: Sheet, look: Look, numbers: Sequence[str], tiles: Tiles, room: Box) -> None:
    rows = -(-len(numbers) // tiles.columns)
    height = min((room.height + tiles.gap) // rows - tiles.gap, round(tiles.size * 1.9))
    width = (room.width + tiles.gap) // tiles.columns - tiles.gap
    top = room.top + (room.height + tiles.gap - rows * (height + tiles.gap)) // 2
    places = [
        (
            room.left + at % tiles.columns * (room.width + tiles.gap) // tiles.columns,
            top + at // tiles.columns * (height + tiles.gap),
        )
        for at in range(len(numbers))
    ]
    tile = Box(*places[0], places[0][0] + width, places[0][1] + height)
    sheet.fill_round(tile, look.tint, look.panel, _RADIUS)
    sheet.repeat(tile, places[1:])
    for number, (left, above) in zip(numbers, places, strict=True):
        middle = left + width // 2, above + height // 2
        sheet.write_centred(Lines(font(BOLD, tiles.size), (number,)), middle, look.accent, look.tint)


def _largest(count: int, widest: int, room: Box) -> Tiles | None:
    """The largest letters with which all of them fit, spread evenly over their rows."""
    for size in (*_TOGETHER, *_CROWDED):
        tiles = _filling(size, widest, room)
        if tiles.room_for >= count:
            rows = -(-count // tiles.columns)
            return tiles._replace(columns=-(-count // rows), rows=rows)
    return None


def _smallest(widest: int, room: Box) -> Tiles:
    return _filling(_TOGETHER[-1], widest, room)


def _filling(size: int, widest: int, room: Box) -> Tiles:
    gap = max(4, size // 8)
    width = round(font(BOLD, size).getlength("0" * widest) + size * 0.5)
    columns = (room.width + gap) // (width + gap)
    rows = (room.height + gap) // (round(size * 1.25) + gap)
    return Tiles(size, columns, rows, gap)


def _middle(box: Box) -> tuple[int, int]:
    return (box.left + box.right) // 2, (box.top + box.bottom) // 2
