"""A strip of paper laid out: what is the same on every one, and where the numbers stand."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.pictures.lettering import BOLD, REGULAR, Lines, Room, can_write, fitted, line
from bot.pictures.panel import listed
from bot.pictures.print_page import INK, MM, SOFT
from bot.pictures.sheet import Box
from bot.texts import paper, pictures
from bot.texts.say import Say
from rules.numbers import NumberRange, show_number

STUB = 60 * MM
_PAD, _GAP = 3 * MM, 4 * MM
_CODE, _NUMBER = 23 * MM, 36 * MM
_HANDWRITING = 9 * MM
"""As high as handwriting is."""

_TITLE = range(92, 43, -2)
_TITLE_HEIGHT = 11 * MM
_PRIZES = range(64, 41, -2)
_VALUE = range(60, 39, -2)
_LABEL = range(44, 33, -2)
_FOOT_LABEL = range(40, 39, -2)
_LARGE = range(220, 99, -4)
_ON_STUB = range(160, 79, -4)
_SLACK = 0.96
"""A PDF sets letters a little further apart than they are measured."""


class Run(NamedTuple):
    """Numbers that cost the same each."""

    numbers: NumberRange
    price: str


class PaperTickets(NamedTuple):
    """Names as people wrote them: nothing in them is markup here."""

    project: str
    prizes: tuple[str, ...]
    draw: str | None
    organizer: str
    link: str | None
    """That opens the page of the project, which anybody may see."""
    runs: tuple[Run, ...]
    letter: bool = False
    """The paper of much of America, not A4."""
    practice: bool = False


class Placed(NamedTuple):
    """Measured from the upper left corner of the strip."""

    text: Lines
    left: int
    top: int
    grey: int = INK


class Strip(NamedTuple):
    height: int
    placed: tuple[Placed, ...]
    """The same on every one."""
    to_write_on: tuple[Box, ...]
    code: Box | None
    numbers: tuple[Placed, Placed]
    """On the ticket and on its stub, as wide as any of them."""
    prices: dict[str, Placed]

    @property
    def written(self) -> Iterator[Lines]:
        """Every letter that is needed, and every digit."""
        yield from (each.text for each in (*self.placed, *self.prices.values()))
        yield self.numbers[0].text._replace(lines=("0123456789",))


def lay_out(say: Say, tickets: PaperTickets, width: int, height: int) -> Strip:
    room = Box(STUB + _GAP, _PAD, width - _PAD, height - _PAD)
    code = None
    if tickets.link is not None:
        code = Box(room.right - _CODE, room.top, room.right, room.top + _CODE)
        room = room._replace(right=code.left - _GAP)
    number, label, prices = _lay_out_number(say, tickets, room)
    facts = _facts(say, tickets, room._replace(right=number.left - _GAP))
    asked, lines = zip(*_to_fill_in(say, height), strict=True)
    on_stub = Placed(_line(_widest(tickets.runs), BOLD, STUB // 2 - _PAD, _ON_STUB), _PAD, _PAD - MM)
    return Strip(
        height=height,
        placed=(*asked, *_on_stub(tickets), *facts, label, *([_below(say, code)] if code else [])),
        to_write_on=lines,
        code=code,
        numbers=(number, on_stub),
        prices=prices,
    )


def _lay_out_number(say: Say, tickets: PaperTickets, room: Box) -> tuple[Placed, Placed, dict[str, Placed]]:
    """At the right of the room, in the middle of its height: the number, and below it what it costs."""
    number = _line(_widest(tickets.runs), BOLD, _NUMBER, _LARGE)
    label = _line(pictures.price(say), REGULAR, _NUMBER, _LABEL)
    prices = {run.price: _line(run.price, BOLD, _NUMBER, _VALUE) for run in tickets.runs}
    left = room.right - round(max(each.width for each in (number, label, *prices.values())) / _SLACK)
    top = room.top + (room.height - number.height - label.height - _highest(prices.values())) // 2
    below = top + number.height
    return (
        Placed(number, left, top),
        Placed(label, left, below, SOFT),
        {price: Placed(text, left, below + label.height) for price, text in prices.items()},
    )


def _facts(say: Say, tickets: PaperTickets, room: Box) -> Iterator[Placed]:
    """From above: what it is for and what is won; at the foot: when, and who answers for it."""
    foot = list(_foot(say, tickets, room))
    yield from foot
    title = _text(tickets.project, BOLD, Room(room.width, _TITLE_HEIGHT), _TITLE)
    yield Placed(title, room.left, room.top - MM // 2)
    below = room.top + title.height
    if tickets.practice:
        note = _line(pictures.practice(say), REGULAR, room.width, _LABEL)
        yield Placed(note, room.left, below, SOFT)
        below += note.height + MM // 2
    yield from _prizes(say, tickets.prizes, room._replace(top=below, bottom=min(each.top for each in foot) - MM))


def _foot(say: Say, tickets: PaperTickets, room: Box) -> Iterator[Placed]:
    """Two facts side by side; the first takes no more than it needs."""
    drawn = _line(tickets.draw or pictures.no_date_yet(say), BOLD, room.width * 3 // 5, _VALUE)
    across = round(drawn.width / _SLACK) + _GAP
    organizer = _line(tickets.organizer, BOLD, room.width - across, _VALUE)
    tallest = _highest([drawn, organizer])
    for name, value, left in (
        (pictures.draw(say), drawn, room.left),
        (pictures.organizer(say), organizer, room.left + across),
    ):
        label = _line(name, REGULAR, room.right - left, _FOOT_LABEL)
        top = room.bottom - tallest
        yield Placed(label, left, top - label.height, SOFT)
        yield Placed(value, left, top + tallest - value.height)


def _prizes(say: Say, prizes: tuple[str, ...], room: Box) -> Iterator[Placed]:
    """One below the other where all can be read; else as many as there is room for, and how many more."""
    names = [name for name in prizes if can_write(name)]
    numbered = [f"{place}. {name}" for place, name in enumerate(names, 1)] if len(names) > 1 else names
    below = room.top
    for lines in _rows(numbered, room):
        yield Placed(lines, room.left, below)
        below += lines.height
    if below == room.top:
        told = listed(say, names, Room(_narrow(room.width), room.height), _PRIZES)
        if told is not None:
            yield Placed(told, room.left, room.top)


def _rows(names: list[str], room: Box) -> list[Lines]:
    """All in one size; none where they do not fit whole."""
    for size in _PRIZES:
        rows = [_text(name, REGULAR, Room(room.width, room.height), [size]) for name in names]
        whole = not any(row.lines[-1].endswith("…") for row in rows)
        if whole and sum(row.height for row in rows) <= room.height:
            return rows
    return []


def _on_stub(tickets: PaperTickets) -> Iterator[Placed]:
    half = STUB // 2
    yield Placed(_text(tickets.project, REGULAR, Room(half - _PAD, 10 * MM), _LABEL), half, _PAD, SOFT)


def _to_fill_in(say: Say, height: int) -> Iterator[tuple[Placed, Box]]:
    """What is asked, and the line to write on behind it."""
    for place, asked in enumerate((paper.phone(say), paper.name(say))):
        label = _line(asked, REGULAR, STUB // 2, _LABEL)
        foot = height - _PAD - place * _HANDWRITING
        left = _PAD + label.width + MM
        yield Placed(label, _PAD, foot - label.height, SOFT), Box(left, foot - MM // 2, STUB - _PAD, foot - MM // 2)


def _below(say: Say, code: Box) -> Placed:
    hint = _line(paper.scan(say), REGULAR, code.width, _LABEL)
    return Placed(hint, code.left + (code.width - hint.width) // 2, code.bottom + MM, SOFT)


def _widest(runs: Iterable[Run]) -> str:
    """As long as the longest, in the widest digit: then all are written in one size."""
    return max(len(show_number(run.numbers.final, run.numbers.width)) for run in runs) * "4"


def _highest(texts: Iterable[Lines]) -> int:
    return max(text.height for text in texts)


def _line(text: str, weight: str, width: int, sizes: range) -> Lines:
    return line(text, weight, _narrow(width), sizes)


def _text(text: str, weight: str, room: Room, sizes: Sequence[int]) -> Lines:
    return fitted(text, weight, Room(_narrow(room.width), room.height), sizes)


def _narrow(width: int) -> int:
    return round(width * _SLACK)
