"""What stands below the numbers of a board: how many there are of each kind, and what one has to know."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.pictures.board_cells import SIGN_RADIUS, draw_cell
from bot.pictures.colours import Look
from bot.pictures.lettering import BOLD, REGULAR, Lines, Room, fitted, font, line, step_of
from bot.pictures.shapes import Shape
from bot.pictures.sheet import Box, Sheet

_FOOT = 92
_VALUES, _LABELS, _LEAST = 36, 26, 18
_VALUE_HEIGHT = 56
_BELOW = 30
_COLUMNS = (0.24, 0.43, 0.33)
_BETWEEN = 24
_WORDS = 0.95
"""Of the height of a sign."""
_TO_WORDS = 14
_HINT = range(30, 19, -2)
_TO_HINT = 16
_DESCENT = 10


class Count(NamedTuple):
    state: str
    words: str


def draw_facts(sheet: Sheet, look: Look, told: Sequence[tuple[str, str]], shape: Shape) -> int:
    """Says where they begin."""
    foot, value_height = shape.scaled(_FOOT), shape.scaled(_VALUE_HEIGHT)
    top, left = shape.bottom - shape.scaled(_BELOW) - foot, shape.left
    labels, values = (range(shape.scaled(size), _LEAST - 1, -2) for size in (_LABELS, _VALUES))
    for (label, value), share in zip(told, _COLUMNS, strict=True):
        width = round(share * shape.inside)
        room = Room(width - _BETWEEN, value_height)
        sheet.write(fitted(label, REGULAR, room, labels), (left, top), look.soft, look.panel)
        written = fitted(value, BOLD, room, values)
        # Beside one another they stand on one line, however large they are.
        above = top + foot - value_height + max(0, step_of(values[0]) - written.height) // 2
        sheet.write(written, (left, above), look.ink, look.panel)
        left += width
    return top


def draw_legend(sheet: Sheet, look: Look, counts: Sequence[Count], room: Box) -> None:
    """In place of what may stand there."""
    sheet.fill(Box(room.left, room.top - _DESCENT, room.right, room.bottom + _DESCENT), look.panel)
    sign = room.height
    for size in range(round(sign * _WORDS), _LEAST, -2):
        beside = [Lines(font(REGULAR, size), (each.words,)) for each in counts]
        places = _places([sign + _TO_WORDS + each.width for each in beside], room)
        if places:
            break
    for left, count, each in zip(places or _thirds(len(counts), room), counts, beside, strict=True):
        draw_cell(sheet, look, count.state, Box(left, room.top, left + sign, room.bottom), SIGN_RADIUS)
        sheet.write(each, (left + sign + _TO_WORDS, room.top + (sign - each.step) // 2), look.ink, look.panel)


def _places(widths: Sequence[int], room: Box) -> list[int]:
    """Where each begins: evenly, or where long ones need more room one behind the other; none where they do not fit."""
    if max(widths) + _BETWEEN <= room.width // len(widths):
        return _thirds(len(widths), room)
    between = (room.width - sum(widths)) // (len(widths) - 1)
    if between < _BETWEEN:
        return []
    return [room.left + sum(widths[:at]) + at * between for at in range(len(widths))]


def _thirds(count: int, room: Box) -> list[int]:
    return [room.left + at * room.width // count for at in range(count)]


def draw_hint(sheet: Sheet, look: Look, words: str, below: Box) -> int:
    """Says where it begins."""
    hint = line(words, REGULAR, below.width, _HINT)
    top = below.top - _TO_HINT - hint.height
    sheet.write(hint, (below.left, top), look.soft, look.panel)
    return top
