"""What every picture begins with: a page, a panel on it, and a band with the project's name and prizes."""

from collections.abc import Sequence

from bot.pictures.colours import Colour, Look
from bot.pictures.lettering import BOLD, REGULAR, Lines, Room, can_write, fitted, line, step_of
from bot.pictures.shapes import PORTRAIT, Shape
from bot.pictures.sheet import Box, Sheet
from bot.texts import pictures
from bot.texts.say import Say

WIDTH = PORTRAIT.width
HEIGHT = PORTRAIT.height
MARGIN = PORTRAIT.above
LEFT = PORTRAIT.left
RIGHT = PORTRAIT.right
INSIDE = PORTRAIT.inside
RADIUS = 36

LABEL = range(32, 21, -2)
VALUE = range(46, 23, -2)
_LABEL_TO_VALUE = 4


def new_sheet(look: Look, shape: Shape = PORTRAIT) -> Sheet:
    sheet = Sheet(shape.width, shape.height, look.page)
    room = Box(shape.beside, shape.above, shape.width - shape.beside, shape.bottom)
    sheet.fill_round(room, look.panel, look.page, RADIUS)
    return sheet


def draw_band(
    sheet: Sheet, look: Look, kind: str, note: str, title: str, below: Lines | None, shape: Shape = PORTRAIT
) -> int:
    """Says where it ends."""
    name = fitted(title, BOLD, Room(shape.inside, shape.title_height), shape.titles)
    top, label, between = shape.above + shape.air, shape.scaled(LABEL[0]), shape.scaled(12)
    under = top + step_of(label) + shape.scaled(19)
    bottom = under + name.height + (between + below.height if below else 0) + shape.air - 4
    room = Box(shape.beside, shape.above, shape.width - shape.beside, bottom)
    sheet.fill_round(room, look.band, look.page, RADIUS, below=False)
    what = line(f"{kind} · {note}" if note else kind, REGULAR, shape.inside, range(label, LABEL[-1] - 1, -2))
    sheet.write(what, (shape.left, top), look.soft_on_band, look.band)
    end = sheet.write(name, (shape.left, under), look.on_band, look.band)
    if below:
        sheet.write(below, (shape.left, end + between), look.on_band, look.band)
    return bottom


def draw_fact(
    sheet: Sheet,
    look: Look,
    label: str,
    value: Lines,
    room: Box,
    ink: Colour | None = None,
    label_ink: Colour | None = None,
) -> int:
    """The label over the value; says where it ends."""
    named = line(label, REGULAR, room.width, LABEL)
    below = sheet.write(named, (room.left, room.top), label_ink or look.soft, look.panel)
    return sheet.write(value, (room.left, below + _LABEL_TO_VALUE), ink or look.ink, look.panel)


def height_of_fact(value: Lines) -> int:
    return step_of(LABEL[0]) + _LABEL_TO_VALUE + value.height


def listed(say: Say, names: Sequence[str], room: Room, sizes: range) -> Lines | None:
    """As many of them as fit, and how many more there are; None where there is nothing to write."""
    readable = [name for name in names if can_write(name)]
    for shown in range(len(readable), 0, -1):
        rest = [pictures.and_more(say, len(readable) - shown)] if shown < len(readable) else []
        lines = fitted(" · ".join([*readable[:shown], *rest]), REGULAR, room, sizes)
        if shown == 1 or not lines.lines[-1].endswith("…"):
            return lines
    return None
