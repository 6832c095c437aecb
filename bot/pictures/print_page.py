"""Pages for a printer: black and grey lines, letters and codes, as a PDF."""

import unicodedata
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import segno
from fpdf import FPDF
from fpdf.image_parsing import preload_image
from PIL import Image, ImageDraw

from bot.pictures.lettering import BOLD, REGULAR, Lines
from bot.pictures.sheet import Box
from bot.pictures.truetype import as_truetype

MM = 20
"""Units of a millimetre: letters are measured in whole ones."""
_POINTS = 72 / 25.4 / MM
_MODULE = 8
"""So many dots each square of a code is wide."""

INK, SOFT, _LINE, _LIGHT, _WHITE = 0, 90, 120, 200, 255
"""Greys: pages are printed without colour as often as not."""
_THIN = MM / 8
_WEIGHTS = (REGULAR, BOLD)
_JOINED = frozenset({"Mn", "Mc", "Me", "Cf"})


class Paper(NamedTuple):
    """In units."""

    width: int
    height: int


A4 = Paper(210 * MM, 297 * MM)
LETTER = Paper(round(215.9 * MM), round(279.4 * MM))


class PrintPages:
    """Whatever is written on them is known before the first one: only its letters are in the file."""

    def __init__(self, paper: Paper, title: str, written: Iterable[Lines]) -> None:
        self._pdf = FPDF(unit=_POINTS, format=paper)
        self._pdf.set_auto_page_break(False)
        self._pdf.set_title(title)
        self._images: dict[object, str] = {}
        letters = {char for text in written for line in text.lines for char in line}
        with TemporaryDirectory() as folder:
            for weight in _WEIGHTS:
                self._add_font(Path(folder) / f"{weight}.ttf", weight, letters)

    def add_page(self) -> None:
        self._pdf.add_page()

    def write(self, text: Lines, at: tuple[int, int], grey: int = INK) -> int:
        """From its upper left corner on; where it ends below."""
        left, top = at
        for number, line in enumerate(text.lines):
            self._write_line(text, line, (left, top + number * text.step + round(text.size * 0.97)), grey)
        return top + text.height

    def line(self, start: tuple[int, int], end: tuple[int, int], *, dashed: bool = False, light: bool = False) -> None:
        self._pdf.set_draw_color(_LIGHT if light else _LINE)
        self._pdf.set_line_width(_THIN)
        self._pdf.set_dash_pattern(MM * dashed, MM * dashed)
        self._pdf.line(*start, *end)

    def code(self, link: str, box: Box) -> None:
        if link not in self._images:
            self._images[link] = self._keep(_draw_code(link))
        self._pdf.image(self._images[link], *box[:2], box.width, box.height)

    def finish(self) -> bytes:
        return bytes(self._pdf.output())

    def _add_font(self, path: Path, weight: str, letters: set[str]) -> None:
        """Open until the end, though nobody else finds the file any more."""
        path.write_bytes(as_truetype(weight, letters))
        self._pdf.add_font(weight, fname=path)

    def _write_line(self, text: Lines, line: str, baseline: tuple[int, int], grey: int) -> None:
        if not _is_plain(text, line):
            self._draw_line(text, line, baseline, grey)
            return
        self._pdf.set_text_color(grey)
        self._pdf.set_font(_face(text), size=text.size * _POINTS)
        self._pdf.text(*baseline, line)

    def _draw_line(self, text: Lines, line: str, baseline: tuple[int, int], grey: int) -> None:
        """Letters that join, turn or carry marks: a PDF would have them one by one, as they were typed."""
        left, top, right, bottom = map(int, text.font.getbbox(line, anchor="ls"))
        # Marks piled on a letter end here: they would cover the lines above and below.
        highest, lowest = max(top, -text.size), min(bottom, round(text.size * 0.4))
        if right <= left or lowest <= highest:
            return
        drawn = (line, _face(text), text.size, grey)
        if drawn not in self._images:
            picture = Image.new("L", (right - left, lowest - highest), _WHITE)
            ImageDraw.Draw(picture).text((-left, -highest), line, fill=grey, font=text.font, anchor="ls")
            self._images[drawn] = self._keep(picture)
        across, down = baseline
        self._pdf.image(self._images[drawn], across + left, down + highest, right - left, lowest - highest)

    def _keep(self, picture: Image.Image) -> str:
        """Once in the file, however often it is shown."""
        name: str = preload_image(self._pdf.image_cache, picture)[0]
        return name


def _face(text: Lines) -> str:
    return Path(str(text.font.path)).name


def _is_plain(text: Lines, line: str) -> bool:
    return _face(text) in _WEIGHTS and not any(unicodedata.category(char) in _JOINED for char in line)


def _draw_code(link: str) -> Image.Image:
    modules = segno.make(link, micro=False, error="m").matrix
    across = len(modules)
    dots = Image.frombytes("L", (across, across), bytes(_WHITE * (not dark) for row in modules for dark in row))
    return dots.resize((across * _MODULE, across * _MODULE), Image.Resampling.NEAREST)
