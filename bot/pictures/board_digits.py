"""Many short numbers on one sheet: each digit is drawn once and then copied, which is far faster."""

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw

from bot.pictures.colours import Colour
from bot.pictures.lettering import font
from bot.pictures.sheet import Box, Sheet

_HEIGHT = 0.74
_BELOW = 0.16
"""Of the size: digits reach so far above the line, signs between them so far below it."""


class Pen(NamedTuple):
    face: str
    size: int
    ink: Colour
    on: Colour


class Digits:
    """Written when all of them are known: no copy may be taken of what stands beside another one."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._places: dict[tuple[Pen, str], list[tuple[int, int]]] = defaultdict(list)

    def put(self, text: str, pen: Pen, at: tuple[int, int]) -> None:
        """From its upper left corner on."""
        left, top = at
        for char in text:
            self._places[pen, char].append((left, top))
            left += _drawn(char, pen.face, pen.size).width

    def put_centred(self, text: str, pen: Pen, middle: tuple[int, int]) -> None:
        self.put(text, pen, (middle[0] - width_of(text, pen.face, pen.size) // 2, middle[1] - _above(pen.size) // 2))

    def write(self) -> None:
        for (pen, char), (first, *others) in self._places.items():
            mask = _drawn(char, pen.face, pen.size)
            self._sheet.stamp(mask, first, pen.ink, pen.on)
            self._sheet.repeat(Box(*first, first[0] + mask.width, first[1] + mask.height), others)


def width_of(text: str, face: str, size: int) -> int:
    return sum(_drawn(char, face, size).width for char in text)


def largest(texts: list[str], face: str, sizes: range, width: int) -> int:
    """The size in which all of them fit."""
    wide = max(texts, key=len)
    return next((size for size in sizes if font(face, size).getlength(wide) <= width), sizes[-1])


def _above(size: int) -> int:
    return round(size * _HEIGHT)


@lru_cache(maxsize=512)
def _drawn(char: str, face: str, size: int) -> Image.Image:
    used = font(face, size)
    below = 0 if char.isdigit() else round(size * _BELOW)
    mask = Image.new("L", (max(1, round(used.getlength(char))), _above(size) + below), 0)
    ImageDraw.Draw(mask).text((0, _above(size)), char, fill=255, font=used, anchor="ls")
    return mask
