"""A sheet: flat colours and letters, as a PNG with a palette."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from bot.pictures.colours import Colour, mix
from bot.pictures.lettering import Lines
from bot.pictures.png import Bands

_STEPS = 12
"""From a colour to another at the edge of a letter."""
FINE = 4
"""Shapes are drawn so much larger, then made smaller: that makes their edges smooth."""
_FAINTEST = 8
"""What of a mask is fainter is not written at all."""
_TOUCHED = [255 * (value > _FAINTEST) for value in range(256)]
_SEEN = [value * (value > _FAINTEST) for value in range(256)]
_KEPT = 128
"""So many written lines are known; one takes some tens of kilobytes."""


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


class Mask(NamedTuple):
    """Where it is white comes ink, between is between."""

    soft: Image.Image
    touched: Image.Image
    width: int
    height: int


def mask_of(soft: Image.Image) -> Mask:
    return Mask(soft.point(_SEEN), soft.point(_TOUCHED), *soft.size)


class Sheet:
    """Every pixel is an index into ramps from one colour to another, so that nothing has to be counted at the end."""

    def __init__(self, width: int, height: int, colour: Colour) -> None:
        self._ramps: dict[tuple[Colour, Colour], int] = {}
        self._pixels = Image.new("L", (width, height), self._ramp(colour, colour))
        self._bands = Bands(width, height)

    def fill(self, box: Box, colour: Colour) -> None:
        self._pixels.paste(self._ramp(colour, colour), box)
        self._bands.touch(box.top, box.bottom)

    def fill_round(self, box: Box, colour: Colour, on: Colour, radius: int, *, below: bool = True) -> None:
        """With `below` False its lower corners stay square."""
        self.fill(box, colour)
        places = [(box.left, box.top), (box.right - radius, box.top)]
        if below:
            places += [(box.left, box.bottom - radius), (box.right - radius, box.bottom - radius)]
        for mask, at in zip(_corners(radius), places, strict=False):
            self.stamp(mask, at, on, colour)

    def repeat(self, box: Box, places: Iterable[tuple[int, int]]) -> None:
        """What stands there now, at each of these places too."""
        self.put(self.copy(box), places)

    def copy(self, box: Box) -> Image.Image:
        """What stands there now, for this sheet alone: on others the same number is another colour."""
        return self._pixels.crop(box)

    def put(self, copied: Image.Image, places: Iterable[tuple[int, int]]) -> None:
        for place in places:
            self._pixels.paste(copied, place)
            self._bands.touch(place[1], place[1] + copied.height)

    def dot(self, middle: tuple[int, int], radius: int, colour: Colour, on: Colour) -> None:
        self.stamp(_disc(radius), (middle[0] - radius, middle[1] - radius), colour, on)

    def bite(self, middle: tuple[int, int], radius: int, colour: Colour, on: Colour, *, left: bool) -> None:
        """Half a dot, out of the left or the right edge of what it stands on."""
        half = _half_disc(radius, left=left)
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

    def stamp(self, mask: Mask, at: tuple[int, int], ink: Colour, on: Colour) -> None:
        """In the colours between the two, whatever was there before."""
        ramp, (left, top) = self._ramp(on, ink), at
        box = left, top, left + mask.width, top + mask.height
        # A ramp's numbers follow one another: what is blended between its ends is the step between them.
        self._pixels.paste(ramp, box, mask.touched)
        self._pixels.paste(ramp + _STEPS - 1, box, mask.soft)
        self._bands.touch(top, box[3])

    def png(self) -> bytes:
        return self._bands.png(self._pixels, self._palette())

    def over(self, photo: Image.Image, box: Box, panel: Colour) -> Image.Image:
        """With the photo in this box, wherever the panel would be seen."""
        whole, above = self._pixels.copy(), self.copy(box)
        mask = above.point(self._shares(panel))
        whole.putpalette(self._palette())
        above.putpalette(self._palette(without=panel))
        drawn = whole.convert("RGB")
        drawn.paste(Image.composite(photo, above.convert("RGB"), mask), box)
        return drawn

    def _shares(self, panel: Colour) -> list[int]:
        """How much of the panel is in each colour."""
        each = [
            255 * (_STEPS - 1 - step if on == panel else step) // (_STEPS - 1) if panel in (on, ink) else 0
            for on, ink in self._ramps
            for step in range(_STEPS)
        ]
        return each + [0] * (256 - len(each))

    def _palette(self, *, without: Colour | None = None) -> bytes:
        """Without the panel, what is mixed with it is the other colour alone."""
        parts = bytearray()
        for on, ink in self._ramps:
            alone = None if without not in (on, ink) else ink if on == without else on
            for step in range(_STEPS):
                parts += bytes(alone or _between(on, ink, step))
        return bytes(parts)

    def _write_line(self, text: Lines, line: str, baseline: tuple[int, int], ink: Colour, on: Colour) -> None:
        written = _written(text.font, line)
        if written is not None:
            mask, left, top = written
            self.stamp(mask, (baseline[0] + left, baseline[1] + top), ink, on)

    def _ramp(self, on: Colour, ink: Colour) -> int:
        return _STEPS * self._ramps.setdefault((on, ink), len(self._ramps))


# Measuring and drawing letters costs more than all else: most lines stand on picture after picture.
@lru_cache(maxsize=_KEPT)
def _written(used: ImageFont.FreeTypeFont, line: str) -> tuple[Mask, int, int] | None:
    """And where it begins, seen from the left end of its baseline."""
    left, top, right, bottom = used.getbbox(line, anchor="ls")
    # Marks piled on a letter end here: they would cover the lines above and below.
    size = round(used.size)
    highest, lowest = max(int(top), -round(size * 1.1)), min(int(bottom), round(size * 0.4))
    if right <= left or lowest <= highest:
        return None
    soft = Image.new("L", (int(right - left), lowest - highest), 0)
    ImageDraw.Draw(soft).text((-left, -highest), line, fill=255, font=used, anchor="ls")
    return mask_of(soft), int(left), highest


@lru_cache(maxsize=1024)
def _between(on: Colour, ink: Colour, step: int) -> Colour:
    return mix(on, ink, step / (_STEPS - 1))


@cache
def _corners(radius: int) -> tuple[Mask, ...]:
    """What is outside of the round corners: the upper left and right one, then the lower ones."""
    fine = Image.new("L", (radius * FINE, radius * FINE), 255)
    ImageDraw.Draw(fine).ellipse((0, 0, 2 * radius * FINE, 2 * radius * FINE), fill=0)
    left = fine.reduce(FINE)
    upper = (left, left.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    return tuple(map(mask_of, (*upper, *(each.transpose(Image.Transpose.FLIP_TOP_BOTTOM) for each in upper))))


@cache
def _disc(radius: int) -> Mask:
    across = 2 * radius * FINE
    fine = Image.new("L", (across, across), 0)
    ImageDraw.Draw(fine).ellipse((0, 0, across - 1, across - 1), fill=255)
    return mask_of(fine.reduce(FINE))


@cache
def _half_disc(radius: int, *, left: bool) -> Mask:
    return mask_of(_disc(radius).soft.crop((radius, 0, 2 * radius, 2 * radius) if left else (0, 0, radius, 2 * radius)))
