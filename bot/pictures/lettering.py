"""Letters: which font can write a text, and how large and in how many lines it fits."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

from rules.words import JOINERS

FONTS = Path(__file__).parent / "fonts"
REGULAR = "Inter-Regular.otf"
BOLD = "Inter-Bold.otf"
OTHER_ALPHABETS = "DejaVuSansCondensed-Bold.ttf"
"""Arabic, Hebrew, Armenian, Georgian and more; Latin, Greek and Cyrillic look better in the first two."""

_NO_LETTER = "\U0010fffe"
_PROBE = 20
_UNWRITABLE = "•••"
"""For a text of which nothing can be written: it is seen that there is one."""


class Lines(NamedTuple):
    font: ImageFont.FreeTypeFont
    lines: tuple[str, ...]

    @property
    def size(self) -> int:
        return round(self.font.size)

    @property
    def step(self) -> int:
        """From one line to the next."""
        return round(self.size * 1.22)

    @property
    def height(self) -> int:
        return self.step * len(self.lines)

    @property
    def width(self) -> int:
        return max(round(self.font.getlength(line)) for line in self.lines)


def fitted(text: str, weight: str, width: int, most_lines: int, sizes: Iterable[int]) -> Lines:
    """In the first size that does it, words whole if that is possible; what is left over at the last ends in "…"."""
    face, words = writable(text, weight)
    fonts = [font(face, size) for size in sizes]
    for whole in (True, False):
        for each in fonts:
            lines = _wrapped(words if whole else _pieces(words, each, width), each, width)
            if len(lines) <= most_lines and all(each.getlength(line) <= width for line in lines):
                return Lines(each, tuple(lines))
    *full, last = _wrapped(_pieces(words, fonts[-1], width), fonts[-1], width)[:most_lines]
    return Lines(fonts[-1], (*full, _with_dots(last, fonts[-1], width)))


def line(text: str, weight: str, width: int, sizes: Iterable[int]) -> Lines:
    return fitted(text, weight, width, 1, sizes)


def writable(text: str, weight: str) -> tuple[str, list[str]]:
    """The font that knows most of its letters, and the words without what even that one lacks."""
    face = max((weight, OTHER_ALPHABETS), key=lambda name: sum(_writes(name, c) for c in text if c.isalnum()))
    known = "".join(char if _writes(face, char) else " " * (not _is_mark(char)) for char in text)
    words = [word for word in known.split() if any(not _is_mark(char) for char in word)]
    return (face, words) if words else (weight, [_UNWRITABLE])


# Opening a font costs more than writing a line with it.
@lru_cache(maxsize=128)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / name), size)


@lru_cache(maxsize=4096)
def _writes(name: str, char: str) -> bool:
    if _is_selector(char):
        return False
    return char in JOINERS or _shape(name, char) != _shape(name, _NO_LETTER)


@lru_cache(maxsize=4)
def _shape_of_nothing(name: str) -> bytes:
    return _shape(name, _NO_LETTER)


def _shape(name: str, char: str) -> bytes:
    return bytes(font(name, _PROBE).getmask(char))


def _is_mark(char: str) -> bool:
    """Belongs to the letter before it."""
    return unicodedata.category(char)[0] == "M" or char in JOINERS


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f"


def _wrapped(words: Iterable[str], font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and font.getlength(longer := f"{lines[-1]} {word}") <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _pieces(words: Iterable[str], font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """Words, those wider than a line in parts that fill one."""
    for word in words:
        piece = ""
        for letter in _letters(word):
            if piece and font.getlength(piece + letter) > width:
                yield piece
                piece = ""
            piece += letter
        yield piece


def _letters(word: str) -> list[str]:
    """Each with the marks on it."""
    letters: list[str] = []
    for char in word:
        if letters and (_is_mark(char) or letters[-1][-1] in JOINERS):
            letters[-1] += char
        else:
            letters.append(char)
    return letters


def _with_dots(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    letters = _letters(line)
    while letters and font.getlength("".join(letters) + "…") > width:
        letters.pop()
    return "".join(letters).rstrip() + "…"
