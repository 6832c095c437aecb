"""One cell of a board: sold is full and ticked, reserved is striped, free is empty."""

from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from bot.pictures.colours import Look
from bot.pictures.lettering import BOLD, Lines, font
from bot.pictures.sheet import FINE, Box, Mask, Sheet, mask_of
from rules.states import RaffleState

SIGN_RADIUS = 8
_TICKED = 20
"""A smaller cell has no room for a tick."""


def draw_cell(sheet: Sheet, look: Look, state: str, box: Box, radius: int) -> None:
    at, width, height = (box.left, box.top), box.width, box.height
    if state == RaffleState.SOLD:
        # Small cells without a word on them stand out more in the colour that is made to be read.
        sheet.stamp(_full(width, height, radius), at, look.band if radius else look.accent, look.panel)
        if height >= _TICKED:
            _draw_tick(sheet, look, box, in_middle=radius == SIGN_RADIUS)
        return
    if state == RaffleState.RESERVED:
        sheet.stamp(_striped(width, height, radius), at, look.accent, look.panel)
    else:
        sheet.stamp(_outlined(width, height, radius), at, look.line, look.panel)


def _draw_tick(sheet: Sheet, look: Look, box: Box, *, in_middle: bool) -> None:
    """In the middle of a sign; in the corner of a cell, whose number has the middle."""
    if in_middle:
        middle, size = ((box.left + box.right) // 2, (box.top + box.bottom) // 2), round(box.height * 0.8)
    else:
        size = max(18, round(box.height * 0.27))
        middle = box.right - round(size * 0.62), box.top + round(size * 0.62)
    sheet.write_centred(Lines(font(BOLD, size), ("✓",)), middle, look.on_band, look.band)


@lru_cache(maxsize=32)
def _full(width: int, height: int, radius: int) -> Mask:
    mask = Image.new("L", (width * FINE, height * FINE), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), radius * FINE, fill=255)
    return mask_of(mask.reduce(FINE))


@lru_cache(maxsize=32)
def _outlined(width: int, height: int, radius: int) -> Mask:
    mask = Image.new("L", (width * FINE, height * FINE), 0)
    edge = (2 if radius else 1) * FINE
    ImageDraw.Draw(mask).rounded_rectangle(
        (0, 0, mask.width - 1, mask.height - 1), radius * FINE, outline=255, width=edge
    )
    return mask_of(mask.reduce(FINE))


@lru_cache(maxsize=32)
def _striped(width: int, height: int, radius: int) -> Mask:
    """From corner to corner, thinner where there is less room; with an outline where that is not all that is seen."""
    stripe = max(6, min(12, height // 4)) * FINE if radius else 2 * FINE
    across, down = width * FINE, height * FINE
    stripes = Image.new("L", (across, down), 0)
    pen = ImageDraw.Draw(stripes)
    for start in range(-down, across, 2 * stripe):
        pen.polygon([(start, down), (start + stripe, down), (start + stripe + down, 0), (start + down, 0)], fill=255)
    inside = ImageChops.multiply(stripes.reduce(FINE), _full(width, height, radius).soft)
    return mask_of(ImageChops.lighter(inside, _outlined(width, height, radius).soft) if radius else inside)
