"""The foot of a picture, as if it could be torn off: the code to scan, and who and when."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from bot.pictures.codes import draw_code
from bot.pictures.colours import Look
from bot.pictures.lettering import BOLD, REGULAR, Lines, Room, fitted, line
from bot.pictures.panel import HEIGHT, INSIDE, LEFT, MARGIN, RIGHT, VALUE, WIDTH, draw_fact, height_of_fact
from bot.pictures.sheet import Box, Sheet

TEAR = 832
_TOP = TEAR + 44
_FOOT = HEIGHT - MARGIN - 30
_CODE = 300
_HINT = range(30, 19, -2)
_BITE = 30
_LONG_HEIGHT = 88
_LARGE = range(60, 27, -2)


class Fact(NamedTuple):
    label: str
    value: str
    kind: Literal["short", "long", "large"] = "short"
    """A long one may take several lines; a large one is seen first."""


def draw_stub(sheet: Sheet, look: Look, link: str | None, hint: str, facts: Sequence[Fact]) -> None:
    _draw_tear(sheet, look)
    left = LEFT
    if link is not None:
        draw_code(sheet, link, Box(LEFT, _TOP, LEFT + _CODE, _TOP + _CODE), look.panel)
        below = line(hint, REGULAR, _CODE, _HINT)
        sheet.write(below, (LEFT, _FOOT - below.height), look.soft, look.panel)
        left += _CODE + 44
    values = [_written(fact, RIGHT - left) for fact in facts]
    free = _FOOT - _TOP - sum(map(height_of_fact, values))
    top = _TOP
    for fact, value in zip(facts, values, strict=True):
        ink = look.accent if fact.kind == "large" else look.ink
        top = draw_fact(sheet, look, fact.label, value, Box(left, top, RIGHT, _FOOT), ink) + free // (len(facts) - 1)


def _written(fact: Fact, width: int) -> Lines:
    if fact.kind == "long":
        return fitted(fact.value, BOLD, Room(width, _LONG_HEIGHT), VALUE)
    return line(fact.value, BOLD, width, _LARGE if fact.kind == "large" else VALUE)


def _draw_tear(sheet: Sheet, look: Look) -> None:
    for across in range(LEFT, RIGHT + 1, INSIDE // 32):
        sheet.dot((across, TEAR), 4, look.line, look.panel)
    sheet.bite((MARGIN, TEAR), _BITE, look.page, look.panel, left=True)
    sheet.bite((WIDTH - MARGIN, TEAR), _BITE, look.page, look.panel, left=False)
