"""Bars over time between their scale and their dates, and across them the line of what is compared."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw

from bot.pictures.colours import Look, mix
from bot.pictures.lettering import REGULAR, Lines, font
from bot.pictures.sheet import FINE, Box, Mask, Sheet, mask_of

_SCALE = 26
_TO_BARS = 16
_DATES = 46
_WIDEST = 120
_LINE = 7
_HALO = 15
_LINES_ACROSS = 4


class Bar(NamedTuple):
    label: str
    """Of its time; not every one is written."""
    value: int
    waits: int = 0
    """Of the value, what is reserved."""


class Scale(NamedTuple):
    step: int
    steps: int

    @property
    def top(self) -> int:
        return self.step * self.steps


def scale_for(most: int, unit: int = 1) -> Scale:
    """In steps of 1, 2 or 5 and noughts; the smallest is a whole unit."""
    step = next(step for step in _round_steps(unit) if step * _LINES_ACROSS >= most)
    return Scale(step, max(-(-most // step), 1))


def _round_steps(unit: int) -> Iterator[int]:
    power = unit
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def draw_bars(
    sheet: Sheet, look: Look, bars: Sequence[Bar], line: Sequence[int], scale: Scale, marks: Sequence[str], room: Box
) -> None:
    """`marks` are written beside the scale, from 0 on."""
    written = [Lines(font(REGULAR, _SCALE), (mark,)) for mark in marks]
    plot = Box(room.left + max(each.width for each in written) + _TO_BARS, room.top, room.right, room.bottom - _DATES)
    for at, each in enumerate(written):
        height = plot.bottom - round(at * plot.height / scale.steps)
        sheet.fill(Box(plot.left, height - 1, plot.right, height + 1), mix(look.panel, look.ink, 0.12 if at else 0.5))
        sheet.write(each, (plot.left - _TO_BARS - each.width, height - each.step // 2), look.soft, look.panel)
    places = list(_places(len(bars), plot))
    for bar, (left, right) in zip(bars, places, strict=True):
        _draw_bar(sheet, look, bar, Box(left, plot.top, right, plot.bottom - 1), scale.top)
    _draw_dates(sheet, look, bars, places, plot)
    if line:
        heights = [_height(value, scale.top, plot) for value in line]
        points = [((left + right) // 2, height) for (left, right), height in zip(places, heights, strict=True)]
        ((left, right), height) = places[0], heights[0]
        _draw_line(sheet, look, points if len(points) > 1 else [(left, height), (right, height)])


def draw_key_of_line(sheet: Sheet, look: Look, room: Box) -> None:
    """How the line looks, small, beside its name."""
    middle = (room.top + room.bottom) // 2
    _draw_line(sheet, look, [(room.left, middle), (room.right, middle)])


def _places(count: int, plot: Box) -> Iterator[tuple[int, int]]:
    wide = plot.width / count
    bar = max(min(round(wide * 0.74), _WIDEST), 2)
    for at in range(count):
        left = plot.left + round(wide * at + (wide - bar) / 2)
        yield left, left + bar


def _height(value: int, top: int, plot: Box) -> int:
    return plot.bottom - round(min(value, top) * plot.height / top)


def _draw_bar(sheet: Sheet, look: Look, bar: Bar, room: Box, top: int) -> None:
    """Something is seen of any value. What is reserved stands on top, in stripes."""
    if not bar.value:
        return
    height = max(round(bar.value * room.height / top), 4)
    waits = round(height * bar.waits / bar.value)
    full = Box(room.left, room.bottom - height, room.right, room.bottom)
    radius = min(10, room.width // 3, height // 2)
    if height > waits:
        sheet.fill_round(
            full._replace(top=full.top + waits), look.band, look.panel, radius if not waits else 0, below=False
        ) if radius and not waits else sheet.fill(full._replace(top=full.top + waits), look.band)
    if waits:
        part = full._replace(bottom=full.top + waits)
        sheet.fill(part, look.tint)
        sheet.stamp(_striped(part.width, part.height), (part.left, part.top), look.accent, look.tint)


@lru_cache(maxsize=128)
def _striped(width: int, height: int) -> Mask:
    across, down, stripe = width * FINE, height * FINE, 7 * FINE
    stripes = Image.new("L", (across, down), 0)
    pen = ImageDraw.Draw(stripes)
    for start in range(-down, across, 2 * stripe):
        pen.polygon([(start, down), (start + stripe, down), (start + stripe + down, 0), (start + down, 0)], fill=255)
    pen.rectangle((0, 0, across - 1, down - 1), outline=255, width=2 * FINE)
    return mask_of(stripes.reduce(FINE))


def _draw_dates(sheet: Sheet, look: Look, bars: Sequence[Bar], places: Sequence[tuple[int, int]], plot: Box) -> None:
    """As many as have room beside each other, the first of all among them."""
    written = [Lines(font(REGULAR, _SCALE), (bar.label,)) for bar in bars]
    each = plot.width / len(bars)
    apart = max(1, -int(-(max(one.width for one in written) + 22) // each))
    for at in range(0, len(bars), apart):
        middle = (places[at][0] + places[at][1]) // 2
        left = min(max(middle - written[at].width // 2, plot.left), plot.right - written[at].width)
        sheet.write(written[at], (left, plot.bottom + 10), look.soft, look.panel)


def _draw_line(sheet: Sheet, look: Look, points: Sequence[tuple[int, int]]) -> None:
    """With a rim in the colour of the panel, so that it is seen on bars too."""
    for wide, colour, on in ((_HALO, look.panel, look.panel), (_LINE, look.ink, look.panel)):
        left, top = min(x for x, _ in points) - _HALO, min(y for _, y in points) - _HALO
        mask = _traced(tuple((x - left, y - top) for x, y in points), wide)
        sheet.stamp(mask, (left, top), colour, on)


def _traced(points: tuple[tuple[int, int], ...], wide: int) -> Mask:
    width, height = (max(point[axis] for point in points) + _HALO for axis in (0, 1))
    fine = Image.new("L", (2 * width, 2 * height), 0)
    pen = ImageDraw.Draw(fine)
    large = [(2 * x, 2 * y) for x, y in points]
    pen.line(large, fill=255, width=2 * wide, joint="curve")
    for x, y in (large[0], large[-1]):
        pen.ellipse((x - wide, y - wide, x + wide, y + wide), fill=255)
    return mask_of(fine.reduce(2))
