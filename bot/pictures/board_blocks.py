"""A board of more numbers than could be looked at: how many are free in each block, and how full it is."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.pictures.board_digits import Digits, Pen, largest
from bot.pictures.board_rows import BoardRow
from bot.pictures.colours import Colour, Look
from bot.pictures.lettering import BOLD, REGULAR
from bot.pictures.sheet import Box, Sheet
from bot.texts.say import Say
from rules.numbers import show_number

_COLUMNS = 10
_GAP = 6
_RADIUS = 10
_HIGHEST = 90
_BAR = 9
_TICK = 28
_FIRST, _COUNT = range(16, 8, -1), range(26, 8, -1)


class Block(NamedTuple):
    box: Box
    free: int
    size: int


def draw_blocks(sheet: Sheet, look: Look, rows: Sequence[BoardRow], step: int, room: Box, say: Say) -> None:
    width = (room.width + _GAP) // _COLUMNS - _GAP
    height = min((room.height + _GAP) // _COLUMNS - _GAP, _HIGHEST)
    firsts = [show_number(row.first + at * step, row.width) for row in rows for at in range(len(row.free))]
    counts = [say.count(free) for row in rows for free in row.free]
    small, large = largest(firsts, REGULAR, _FIRST, width - 14), largest(counts, BOLD, _COUNT, width - 14)
    blocks = list(_blocks(rows, step, room, width, height))
    _draw_all(sheet, look, blocks)
    digits = Digits(sheet)
    for (box, free, size), first, count in zip(blocks, firsts, counts, strict=True):
        ink, on = _colours(look, free, size)
        digits.put(first, Pen(REGULAR, small, ink, on), (box.left + 8, box.top + 7))
        middle = (box.left + box.right) // 2, box.top + round(height * 0.54)
        digits.put_centred(count if free else "✓", Pen(BOLD, large if free else _TICK, ink, on), middle)
    digits.write()


def _blocks(rows: Sequence[BoardRow], step: int, room: Box, width: int, height: int) -> Iterator[Block]:
    for down, row in enumerate(rows):
        for at, free in enumerate(row.free):
            left, top = room.left + at * (width + _GAP), room.top + down * (height + _GAP)
            yield Block(
                Box(left, top, left + width, top + height), free, min(step, row.last - row.first - at * step + 1)
            )


def _draw_all(sheet: Sheet, look: Look, blocks: Sequence[Block]) -> None:
    """The first of each kind is drawn, the others are copies of it; then how much of each is taken."""
    kinds: dict[Colour, list[Box]] = defaultdict(list)
    for box, free, size in blocks:
        kinds[_colours(look, free, size)[1]].append(box)
    for on, (first, *others) in kinds.items():
        sheet.fill_round(first, look.line if on != look.band else on, look.panel, _RADIUS)
        sheet.fill_round(first.inside(2), on, look.line if on != look.band else on, _RADIUS - 2)
        sheet.repeat(first, [(box.left, box.top) for box in others])
    for box, free, size in blocks:
        if 0 < free < size:
            bar = Box(box.left + 8, box.bottom - 6 - _BAR, box.right - 8, box.bottom - 6)
            # Something is seen of any sale, and nothing looks full before it is.
            taken = min(max(bar.width * (size - free) // size, 3), bar.width - 3)
            sheet.fill(bar._replace(right=bar.left + taken), look.band)


def _colours(look: Look, free: int, size: int) -> tuple[Colour, Colour]:
    """What is written, and on what: full where none is free, tinted where less than half is."""
    if not free:
        return look.on_band, look.band
    return look.ink, look.tint if 2 * free < size else look.panel
