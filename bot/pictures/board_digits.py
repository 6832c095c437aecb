"""Many short numbers on one sheet: each digit is drawn once, and each number put together once, which is far faster."""

from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw

from bot.pictures.colours import Colour
from bot.pictures.lettering import font
from bot.pictures.sheet import Mask, Sheet, mask_of

_HEIGHT = 0.74
_BELOW = 0.16
"""Of the size: digits reach so far above the line, signs between them so far below it."""


class Pen(NamedTuple):
    face: str
    size: int
    ink: Colour
    on: Colour


def put(sheet: Sheet, text: str, pen: Pen, at: tuple[int, int]) -> None:
    """From its upper left corner on."""
    sheet.stamp(_written(text, pen.face, pen.size), at, pen.ink, pen.on)


def put_centred(sheet: Sheet, text: str, pen: Pen, middle: tuple[int, int]) -> None:
    put(sheet, text, pen, (middle[0] - width_of(text, pen.face, pen.size) // 2, middle[1] - _above(pen.size) // 2))


def width_of(text: str, face: str, size: int) -> int:
    return sum(_drawn(char, face, size).width for char in text)


def largest(texts: list[str], face: str, sizes: range, width: int) -> int:
    """The size in which all of them fit."""
    wide = max(texts, key=len)
    return next((size for size in sizes if font(face, size).getlength(wide) <= width), sizes[-1])


def _above(size: int) -> int:
    return round(size * _HEIGHT)


@lru_cache(maxsize=2048)
def _written(text: str, face: str, size: int) -> Mask:
    digits = [_drawn(char, face, size) for char in text]
    together = Image.new("L", (sum(each.width for each in digits), max(each.height for each in digits)))
    left = 0
    for each in digits:
        together.paste(each, (left, 0))
        left += each.width
    return mask_of(together)


@lru_cache(maxsize=512)
def _drawn(char: str, face: str, size: int) -> Image.Image:
    used = font(face, size)
    below = 0 if char.isdigit() else round(size * _BELOW)
    mask = Image.new("L", (max(1, round(used.getlength(char))), _above(size) + below), 0)
    ImageDraw.Draw(mask).text((0, _above(size)), char, fill=255, font=used, anchor="ls")
    return mask
