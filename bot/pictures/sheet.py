"""A sheet: flat colours and letters, as a PNG with a palette."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw

from bot.pictures.colours import Colour, mix
from bot.pictures.lettering import Lines

_STEPS = 12
"""From a colour to another at the edge of a letter."""
FINE = 4
"""Shapes are drawn so much larger, then made smaller: that makes their edges smooth."""
_COMPRESSION = 3
"""Above it, a tenth smaller costs twice the time."""
_TOUCHED = [255 * (value > 8) for value in range(256)]
"""What of a mask is written at all."""


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

    def repeat(self, box: Box, places: Iterable[tuple[int, int]]) -> None:
        """What stands there now, at each of these places too."""
        copied = self._pixels.crop(box)
        for place in places:
            self._pixels.paste(copied, place)

    def dot(self, middle: tuple[int, int], radius: int, colour: Colour, on: Colour) -> None:
        self.stamp(_disc(radius), (middle[0] - radius, middle[1] - radius), colour, on)

    def bite(self, middle: tuple[int, int], radius: int, colour: Colour, on: Colour, *, left: bool) -> None:
        """Half a dot, out of the left or the right edge of what it stands on."""
        disc = _disc(radius)
        half = disc.crop((radius, 0, 2 * radius, 2 * radius) if left else (0, 0, radius, 2 * radius))
        self.stamp(half, (middle[0] - radius * (not left), middle[1] - radius), colour, on)

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
        self._pixels.paste(mask.point(_shades(self._ramp(on, ink))), at, mask.point(_TOUCHED))

    def png(self) -> bytes:
        # Changed in place, so of a copy: the sheet can still be written on.
        picture = self._pixels.copy()
        picture.putpalette(
            [part for on, ink in self._ramps for step in range(_STEPS) for part in _between(on, ink, step)]
        )
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


@cache
def _shades(start: int) -> list[int]:
    return [start + round(value * (_STEPS - 1) / 255) for value in range(256)]


def _between(on: Colour, ink: Colour, step: int) -> Colour:
    return mix(on, ink, step / (_STEPS - 1))


@cache
def _corner(radius: int) -> Image.Image:
    """What is outside of a round upper left corner."""
    fine = Image.new("L", (radius * FINE, radius * FINE), 255)
    ImageDraw.Draw(fine).ellipse((0, 0, 2 * radius * FINE, 2 * radius * FINE), fill=0)
    return fine.reduce(FINE)


@cache
def _disc(radius: int) -> Image.Image:
    across = 2 * radius * FINE
    fine = Image.new("L", (across, across), 0)
    ImageDraw.Draw(fine).ellipse((0, 0, across - 1, across - 1), fill=255)
    return fine.reduce(FINE)
