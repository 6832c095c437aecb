"""A link as a square code that a telephone's camera reads."""

import segno
from PIL import Image

from bot.pictures.colours import BLACK, WHITE, Colour
from bot.pictures.sheet import Box, Sheet, mask_of

_QUIET = 4
"""So many modules around it stay white: cameras look for them."""
_RADIUS = 18


def draw_code(sheet: Sheet, link: str, room: Box, on: Colour) -> None:
    """Black on white whatever it stands on, each module a whole number of pixels."""
    modules = segno.make(link, micro=False, error="m").matrix
    across = len(modules)
    # On white its left and upper edge are in line with the rest: what is around it is quiet already.
    edges = 1 if on == WHITE else 2
    scale = room.width // (across + edges * _QUIET)
    start = 0 if on == WHITE else (room.width - across * scale) // 2
    dark = Image.frombytes("L", (across, across), bytes(255 * module for row in modules for module in row))
    if on != WHITE:
        sheet.fill_round(room, WHITE, on, _RADIUS)
    grown = dark.resize((across * scale, across * scale), Image.Resampling.NEAREST)
    sheet.stamp(mask_of(grown), (room.left + start, room.top + start), BLACK, WHITE)
