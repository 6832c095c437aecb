"""Letters: which font can write a text, and how large and in how many lines it fits."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import ceil
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
_MEASURED = 100
_EVEN = 0.2
_UNWRITABLE = "•••"
"""For a text of which nothing can be written: it is seen that there is one."""


class Room(NamedTuple):
    width: int
    height: int


class Lines(NamedTuple):
    font: ImageFont.FreeTypeFont
    lines: tuple[str, ...]

    @property
    def size(self) -> int:
        return round(self.font.size)

    @property
    def step(self) -> int:
        return step_of(self.size)

    @property
    def height(self) -> int:
        return self.step * len(self.lines)

    @property
    def width(self) -> int:
        return ceil(max(self.font.getlength(line) for line in self.lines))


def fitted(text: str, weight: str, room: Room, sizes: Sequence[int]) -> Lines:
    """In the largest size that fits, words whole if that is possible; what is left over at the least ends in "…"."""
    face, words = writable(text, weight)
    for whole in (True, False):
        for size in sizes:
            lines = _laid(words, face, room.width / size, whole=whole)
            if lines is not None and len(lines) * step_of(size) <= room.height:
                found = Lines(font(face, size), tuple(lines))
                if found.width <= room.width:
                    return found
    return _cut(words, face, room, sizes[-1])


def line(text: str, weight: str, width: int, sizes: Sequence[int]) -> Lines:
    return fitted(text, weight, Room(width, step_of(sizes[0])), [size for size in sizes if 2 * size > sizes[0]])


def can_write(text: str) -> bool:
    return writable(text, REGULAR)[1] != [_UNWRITABLE]


def writable(text: str, weight: str) -> tuple[str, list[str]]:
    """The font that knows most of its letters, and the words without what even that one lacks."""
    face = max((weight, OTHER_ALPHABETS), key=lambda name: sum(_writes(name, c) for c in text if c.isalnum()))
    known = "".join(char if _writes(face, char) else " " * (not _is_mark(char)) for char in text)
    words = [word for word in known.split() if any(not _is_mark(char) for char in word)]
    return (face, words) if words else (weight, [_UNWRITABLE])


def step_of(size: int) -> int:
    """From one line to the next."""
    return round(size * 1.22)


# Opening a font costs more than writing a line with it.
@lru_cache(maxsize=128)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / name), size)


@lru_cache(maxsize=4096)
def _writes(name: str, char: str) -> bool:
    if _is_selector(char):
        return False
    return char in JOINERS or _shape(name, char) != _shape_of_nothing(name)


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


@lru_cache(maxsize=4096)
def _ems(face: str, text: str) -> float:
    """How wide it is, in sizes of the font: measured once for all sizes, as that is what takes longest."""
    return font(face, _MEASURED).getlength(text) / _MEASURED


def _laid(words: Sequence[str], face: str, ems: float, *, whole: bool) -> list[str] | None:
    """None where a word is wider than the line."""
    if not whole:
        return _wrapped(list(_pieces(words, face, ems)), face, ems)
    if any(_ems(face, word) > ems for word in words):
        return None
    return _balanced(words, face, ems)


def _wrapped(words: Sequence[str], face: str, ems: float) -> list[str]:
    lines: list[str] = []
    used = ems
    for word in words:
        wide = _ems(face, word)
        if lines and used + _ems(face, " ") + wide <= ems:
            lines[-1] += f" {word}"
            used += _ems(face, " ") + wide
        else:
            lines.append(word)
            used = wide
    return lines


def _balanced(words: Sequence[str], face: str, ems: float) -> list[str]:
    """In as few lines, as equal as they can be: no word is left alone on the last one."""
    lines = _wrapped(words, face, ems)
    too_narrow, narrow = max(_ems(face, word) for word in words), ems
    while len(lines) > 1 and narrow - too_narrow > _EVEN:
        width = (too_narrow + narrow) / 2
        tried = _wrapped(words, face, width)
        if len(tried) == len(lines):
            lines, narrow = tried, width
        else:
            too_narrow = width
    return lines


def _cut(words: Sequence[str], face: str, room: Room, size: int) -> Lines:
    each = font(face, size)
    most = max(1, room.height // step_of(size))
    *full, last = _wrapped(list(_pieces(words, face, room.width / size)), face, room.width / size)[:most]
    letters = _letters(last)
    while letters and each.getlength("".join(letters) + "…") > room.width:
        letters.pop()
    return Lines(each, (*full, "".join(letters).rstrip() + "…"))


def _pieces(words: Iterable[str], face: str, ems: float) -> Iterator[str]:
    """Words, those wider than a line in parts that fill one."""
    for word in words:
        if _ems(face, word) <= ems:
            yield word
            continue
        piece, used = "", 0.0
        for letter in _letters(word):
            if piece and used + _ems(face, letter) > ems:
                yield piece
                piece, used = "", 0.0
            piece += letter
            used += _ems(face, letter)
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
