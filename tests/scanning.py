"""The code on a picture, read as a camera would: where it stands and which of its squares are black."""

from typing import NamedTuple

import segno
from PIL import Image, ImageChops

from bot.pictures.colours import BLACK

_CORNER = 7


class Scanned(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int
    module: int
    """So wide is one square."""
    rows: list[list[bool]]

    def says(self, link: str) -> bool:
        return self.rows == [[bool(each) for each in row] for row in segno.make(link, micro=False, error="m").matrix]


def scan(picture: Image.Image) -> Scanned | None:
    """Nothing else on a picture is black."""
    black = picture.point([255 * (value == 0) for value in range(256)] * 3).split()
    place = ImageChops.multiply(ImageChops.multiply(*black[:2]), black[2]).getbbox()
    if place is None:
        return None
    left, top, right, bottom = place
    corner = next(x for x in range(left, right) if picture.getpixel((x, top)) != BLACK) - left
    module = corner // _CORNER
    middles = range(module // 2, right - left, module)
    rows = [[picture.getpixel((left + x, top + y)) == BLACK for x in middles] for y in middles]
    return Scanned(left, top, right, bottom, module, rows)
