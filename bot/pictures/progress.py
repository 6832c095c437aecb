"""How far a raffle is sold: a bar and its legend, told apart by colour and by sign."""

from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw

from bot.pictures.colours import Look
from bot.pictures.lettering import BOLD, REGULAR, Lines, font
from bot.pictures.sheet import FINE, Box, Mask, Sheet, mask_of

PROGRESS = 106
"""How high it is with its legend."""
_BAR = 44
_SIGN = 36
_RADIUS = 10
_GAP = 6
_STRIPE = 12
_TO_WORDS = 14
_WORDS = range(36, 19, -2)


class Part(NamedTuple):
    state: str
    numbers: int
    words: str


def draw_progress(sheet: Sheet, look: Look, parts: list[Part], room: Box) -> None:
    seen = [part for part in parts if part.numbers]
    left = room.left
    for part, width in zip(seen, _widths([part.numbers for part in seen], room.width), strict=True):
        _draw_swatch(sheet, look, part.state, Box(left, room.top, left + width, room.top + _BAR))
        left += width + _GAP
    _draw_legend(sheet, look, parts, room._replace(top=room.bottom - _SIGN))


def _draw_legend(sheet: Sheet, look: Look, parts: list[Part], room: Box) -> None:
    """From edge to edge, all words in one size."""
    signs = len(parts) * (_SIGN + _TO_WORDS)
    for size in _WORDS:
        words = [Lines(font(REGULAR, size), (part.words,)) for part in parts]
        between = (room.width - signs - sum(each.width for each in words)) // max(1, len(parts) - 1)
        if between >= _SIGN:
            break
    left = room.left
    for part, each in zip(parts, words, strict=True):
        _draw_swatch(sheet, look, part.state, Box(left, room.top, left + _SIGN, room.top + _SIGN))
        left += _SIGN + _TO_WORDS
        sheet.write(each, (left, room.top + (_SIGN - each.step) // 2), look.ink, look.panel)
        left += each.width + between


def _draw_swatch(sheet: Sheet, look: Look, state: str, box: Box) -> None:
    """Sold is full and ticked, reserved is striped, free is empty."""
    if state == "sold":
        sheet.fill_round(box, look.band, look.panel, _RADIUS)
        if box.width >= _SIGN:
            tick = Lines(font(BOLD, 30), ("✓",))
            sheet.write_centred(
                tick, ((box.left + box.right) // 2, (box.top + box.bottom) // 2), look.on_band, look.band
            )
        return
    sheet.fill_round(box, look.line, look.panel, _RADIUS)
    sheet.fill_round(box.inside(3), look.panel, look.line, _RADIUS - 3)
    if state == "reserved":
        sheet.stamp(_stripes(box.width, box.height), (box.left, box.top), look.accent, look.panel)


def _widths(counts: list[int], width: int) -> list[int]:
    """Together with the gaps as wide as the room, and even the smallest wide enough to be seen."""
    least = 2 * _RADIUS
    free = width - _GAP * (len(counts) - 1) - least * len(counts)
    widths = [least + free * count // sum(counts) for count in counts]
    return [*widths[:-1], width - sum(widths[:-1]) - _GAP * (len(counts) - 1)]


@lru_cache(maxsize=64)
def _stripes(width: int, height: int) -> Mask:
    across, down, stripe = width * FINE, height * FINE, _STRIPE * FINE
    stripes, outline = Image.new("L", (across, down), 0), Image.new("L", (across, down), 0)
    pen = ImageDraw.Draw(stripes)
    for start in range(-down, across, 2 * stripe):
        pen.polygon([(start, down), (start + stripe, down), (start + stripe + down, 0), (start + down, 0)], fill=255)
    ImageDraw.Draw(outline).rounded_rectangle((0, 0, across - 1, down - 1), _RADIUS * FINE, fill=255)
    return mask_of(ImageChops.multiply(stripes, outline).reduce(FINE))
