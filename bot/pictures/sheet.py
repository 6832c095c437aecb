"""A sheet: flat colours and letters, as a PNG with a palette."""

from functools import cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw

from bot.pictures.colours import Colour, mix
from bot.pictures.lettering import Lines

_STEPS = 16
"""From a colour to another at the edge of a letter."""
_FINE = 4
"""Shapes are drawn so much larger, then made smaller: that makes their edges smooth."""
_COMPRESSION = 6


class Box(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def inside(self, by: int) -> "Box":
        return Box(self.left + by, self.top + by, self.right - by, self.bottom - by)


class Sheet:
    """Every pixel is an index into ramps from one colour to another, so that nothing has to be counted at the end."""

    def __init__(self, width: int, height: int, colour: Colour) -> None:
        self._ramps: dict[tuple[Colour, Colour], int] = {}
        self._pixels = Image.new("L", (width, height), self._ramp(colour, colour))

    def fill(self, box: Box, colour: Colour) -> None:
        self._pixels.paste(self._ramp(colour, colour), box)

    def fill_round(self, box: Box, colour: Colour, on: Colour, radius: int, *, below: bool = True) -> None:
        """With `below` False its lower corners stay square."""
        self.fill(box, colour)
        away = _corner(radius)
        turned = [away, away.transpose(Image.Transpose.FLIP_LEFT_RIGHT)]
        places = [(box.left, box.top), (box.right - radius, box.top)]
        if below:
            turned += [each.transpose(Image.Transpose.FLIP_TOP_BOTTOM) for each in turned]
            places += [(box.left, box.bottom - radius), (box.right - radius, box.bottom - radius)]
        for mask, at in zip(turned, places, strict=True):
            self.stamp(mask, at, on, colour)

    def dot(self, middle: tuple[int, int], radius: int, colour: Colour, on: Colour) -> None:
        self.stamp(_disc(radius), (middle[0] - radius, middle[1] - radius), colour, on)

    def write(self, text: Lines, at: tuple[int, int], ink: Colour, on: Colour) -> int:
        """From its upper left corner on; where it ends below."""
        left, top = at
        for number, line in enumerate(text.lines):
            self._write_line(text, line, (left, top + number * text.step + round(text.size * 0.97)), ink, on)
        return top + text.height

    def write_centred(self, text: Lines, middle: tuple[int, int], ink: Colour, on: Colour) -> None:
        """One line, digits and capitals in the middle of the height."""
        across, down = middle
        baseline = down + round(text.size * 0.364)
        self._write_line(text, text.lines[0], (across - text.width // 2, baseline), ink, on)

    def stamp(self, mask: Image.Image, at: tuple[int, int], ink: Colour, on: Colour) -> None:
        """Where the mask is white comes ink; between is between."""
        start = self._ramp(on, ink)
        shades = mask.point([start + round(value * (_STEPS - 1) / 255) for value in range(256)])
        self._pixels.paste(shades, at, mask.point([255 * (value > 8) for value in range(256)]))

    def png(self) -> bytes:
        # Changed in place, so of a copy: the sheet can still be written on.
        picture = self._pixels.copy()
        picture.putpalette([part for on, ink in self._ramps for step in range(_STEPS) for part in _between(on, ink, step)])
        out = BytesIO()
        picture.save(out, "PNG", compress_level=_COMPRESSION)
        return out.getvalue()

    def _write_line(self, text: Lines, line: str, baseline: tuple[int, int], ink: Colour, on: Colour) -> None:
        left, top, right, bottom = text.font.getbbox(line, anchor="ls")
        # Marks piled on a letter end here: they would cover the lines above and below.
        highest, lowest = max(int(top), -round(text.size * 1.1)), min(int(bottom), round(text.size * 0.4))
        if right <= left or lowest <= highest:
            return
        mask = Image.new("L", (int(right - left), lowest - highest), 0)
        ImageDraw.Draw(mask).text((-left, -highest), line, fill=255, font=text.font, anchor="ls")
        self.stamp(mask, (baseline[0] + int(left), baseline[1] + highest), ink, on)

    def _ramp(self, on: Colour, ink: Colour) -> int:
        return _STEPS * self._ramps.setdefault((on, ink), len(self._ramps))


def _between(on: Colour, ink: Colour, step: int) -> Colour:
    return mix(on, ink, step / (_STEPS - 1))


@cache
def _corner(radius: int) -> Image.Image:
    """What is outside of a round upper left corner."""
    fine = Image.new("L", (radius * _FINE, radius * _FINE), 255)
    ImageDraw.Draw(fine).ellipse((0, 0, 2 * radius * _FINE, 2 * radius * _FINE), fill=0)
    return fine.reduce(_FINE)


@cache
def _disc(radius: int) -> Image.Image:
    across = 2 * radius * _FINE
    fine = Image.new("L", (across, across), 0)
    ImageDraw.Draw(fine).ellipse((0, 0, across - 1, across - 1), fill=255)
    return fine.reduce(_FINE)
