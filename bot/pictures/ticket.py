"""The picture of a ticket: what it is for, its numbers, whose it is, and the code that opens its check."""

from typing import NamedTuple

from bot.pictures import panel
from bot.pictures.colours import Look, look_of
from bot.pictures.lettering import BOLD, REGULAR, Room, fitted, line
from bot.pictures.number_tiles import draw_numbers
from bot.pictures.panel import INSIDE, LABEL, LEFT, RIGHT, VALUE
from bot.pictures.sheet import Box, Sheet
from bot.pictures.stub import TEAR, Fact, draw_stub
from bot.texts import pictures
from bot.texts.say import Say

_PRIZES = range(42, 27, -2)
_PRIZES_HEIGHT = 106
_HOLDER_HEIGHT = 116


class Ticket(NamedTuple):
    """Names as people wrote them: nothing in them is markup here."""

    project_number: int
    project: str
    prizes: tuple[str, ...]
    numbers: tuple[str, ...]
    """At least one, each as its set shows it."""
    holder: str
    paid: str
    draw: str | None
    organizer: str
    code: str
    link: str
    """That opens the check."""
    practice: bool = False


def draw_ticket(say: Say, ticket: Ticket, *, dark: bool = False) -> bytes:
    look = look_of(ticket.project_number, dark=dark)
    sheet = panel.new_sheet(look)
    prizes = panel.listed(say, ticket.prizes, Room(INSIDE, _PRIZES_HEIGHT), _PRIZES)
    note = pictures.practice(say) if ticket.practice else ""
    band = panel.draw_band(sheet, look, pictures.ticket(say), note, ticket.project, prizes)
    facts = _draw_facts(sheet, look, say, ticket)
    draw_numbers(sheet, look, say, ticket.numbers, Box(LEFT, band + 36, RIGHT, facts - 30))
    foot = [
        Fact(pictures.draw(say), ticket.draw or pictures.no_date_yet(say)),
        Fact(pictures.organizer(say), ticket.organizer, "long"),
        Fact(pictures.order(say), ticket.code),
    ]
    draw_stub(sheet, look, ticket.link, pictures.scan(say), foot)
    return sheet.png()


def _draw_facts(sheet: Sheet, look: Look, say: Say, ticket: Ticket) -> int:
    """They end above the tear; says where they begin."""
    paid = line(ticket.paid, BOLD, INSIDE // 2, VALUE)
    left = RIGHT - max(paid.width, line(pictures.paid(say), REGULAR, INSIDE // 2, LABEL).width)
    holder = fitted(ticket.holder, BOLD, Room(left - 40 - LEFT, _HOLDER_HEIGHT), VALUE)
    top = TEAR - 32 - max(panel.height_of_fact(holder), panel.height_of_fact(paid))
    panel.draw_fact(sheet, look, pictures.holder(say), holder, Box(LEFT, top, left - 40, TEAR))
    panel.draw_fact(sheet, look, pictures.paid(say), paid, Box(left, top, RIGHT, TEAR), label_ink=look.accent)
    return top
