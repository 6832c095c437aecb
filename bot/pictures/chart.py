"""The chart of a raffle: what came in over time, beside the raffle before, and how far it is from its goal."""

from typing import NamedTuple

from bot.pictures import panel
from bot.pictures.chart_bars import Bar, Scale, draw_bars, draw_key_of_line
from bot.pictures.colours import Look, look_of
from bot.pictures.lettering import BOLD, REGULAR, Lines, Room, fitted, line
from bot.pictures.panel import HEIGHT, INSIDE, LEFT, MARGIN, RIGHT
from bot.pictures.progress import PROGRESS, Part, draw_progress
from bot.pictures.sheet import Box, Sheet
from bot.texts import charts, pictures, words
from bot.texts.say import Said, Say
from rules.states import RaffleState

_DAYS = range(40, 21, -2)
_HEADLINE = range(84, 39, -2)
_LABELS, _VALUES = range(30, 17, -2), range(36, 17, -2)
_FOOT = 84
_GAP = 32
_KEY = 64
_RIM = 8
"""Around the line."""


class Chart(NamedTuple):
    """Names as people wrote them: nothing in them is markup here."""

    project_number: int
    project: str
    state: str
    days: str
    what: str
    """Is told, and by which steps of time."""
    headline: str
    bars: tuple[Bar, ...]
    scale: Scale
    marks: tuple[str, ...]
    before: str
    """The project of the line, if there is one."""
    line: tuple[int, ...]
    sold: int
    reserved: int
    free: int
    organizer: str
    as_of: str
    practice: bool = False


def draw_chart(say: Say, chart: Chart, *, dark: bool = False) -> bytes:
    look = look_of(chart.project_number, dark=dark)
    sheet = panel.new_sheet(look)
    days = line(chart.days, REGULAR, INSIDE, _DAYS)
    top = panel.draw_band(sheet, look, charts.chart(say), _note(say, chart), chart.project, days) + _GAP
    bottom = _draw_progress(sheet, look, say, chart, _draw_foot(sheet, look, say, chart) - _GAP) - _GAP
    top = _draw_headline(sheet, look, chart, top)
    if chart.line:
        bottom = _draw_key(sheet, look, chart, bottom) - 20
    room = Box(LEFT, top + _GAP, RIGHT, bottom)
    if any(bar.value for bar in chart.bars) or any(chart.line):
        draw_bars(sheet, look, chart.bars, chart.line, chart.scale, chart.marks, room)
    else:
        nothing = line(charts.nothing_yet(say), REGULAR, INSIDE, _DAYS)
        sheet.write_centred(nothing, ((LEFT + RIGHT) // 2, (room.top + room.bottom) // 2), look.soft, look.panel)
    return sheet.png()


def _note(say: Say, chart: Chart) -> Said | str:
    if chart.practice:
        return pictures.practice(say)
    return words.project_state(say, chart.state) if chart.state != "open" else ""


def _draw_headline(sheet: Sheet, look: Look, chart: Chart, top: int) -> int:
    """Says where it ends."""
    below = sheet.write(line(chart.what, REGULAR, INSIDE, _LABELS), (LEFT, top), look.soft, look.panel)
    return sheet.write(fitted(chart.headline, BOLD, Room(INSIDE, 104), _HEADLINE), (LEFT, below), look.ink, look.panel)


def _draw_key(sheet: Sheet, look: Look, chart: Chart, bottom: int) -> int:
    """Says where it begins."""
    name = line(chart.before, REGULAR, INSIDE - _KEY - 20, _LABELS)
    top = bottom - name.height
    draw_key_of_line(sheet, look, Box(LEFT + _RIM, top, LEFT + _KEY, bottom))
    sheet.write(name, (LEFT + _KEY + 20, top), look.ink, look.panel)
    return top


def _draw_progress(sheet: Sheet, look: Look, say: Say, chart: Chart, bottom: int) -> int:
    """Says where it begins."""
    size = chart.sold + chart.reserved + chart.free
    percent = 100 * chart.sold // size if size else 0
    told = charts.sold_of(say, say.count(chart.sold), say.count(size), percent)
    label: Lines = line(told, BOLD, INSIDE, _VALUES)
    top = bottom - PROGRESS - 14 - label.height
    sheet.write(label, (LEFT, top), look.ink, look.panel)
    parts = [
        Part(RaffleState.SOLD, chart.sold, pictures.sold(say, chart.sold)),
        Part(RaffleState.RESERVED, chart.reserved, pictures.reserved(say, chart.reserved)),
        Part(RaffleState.AVAILABLE, chart.free, pictures.free(say, chart.free)),
    ]
    if size:
        draw_progress(sheet, look, parts, Box(LEFT, bottom - PROGRESS, RIGHT, bottom))
    return top


def _draw_foot(sheet: Sheet, look: Look, say: Say, chart: Chart) -> int:
    """Says where it begins."""
    top, left = HEIGHT - MARGIN - 30 - _FOOT, LEFT
    told = ((pictures.organizer(say), chart.organizer, 0.6), (charts.as_of(say), chart.as_of, 0.4))
    for label, value, share in told:
        room = Room(round(share * INSIDE) - 24, 50)
        sheet.write(fitted(label, REGULAR, room, _LABELS), (left, top), look.soft, look.panel)
        sheet.write(fitted(value, BOLD, room, _VALUES), (left, top + _FOOT - 46), look.ink, look.panel)
        left += round(share * INSIDE)
    return top
