"""Paper tickets to print, cut and staple: eight to a page, each with a stub that stays with whoever sells it."""

from collections.abc import Iterator
from itertools import islice

from bot.pictures.paper_strip import STUB, PaperTickets, Strip, lay_out
from bot.pictures.print_page import A4, LETTER, MM, Paper, PrintPages
from bot.pictures.sheet import Box
from bot.texts.say import Say
from rules.numbers import show_number

STRIPS = 8
"""On a page."""
_EDGE = 9 * MM
"""Printers leave so much of a page white, and crop marks stand in it."""
_MARK = 4 * MM
_APART = MM


class Booklet:
    """Drawn some pages at a time: whoever waits is told how far it is, and may stop it."""

    def __init__(self, say: Say, tickets: PaperTickets) -> None:
        self._paper = LETTER if tickets.letter else A4
        across, down = self._paper.width - 2 * _EDGE, self._paper.height - 2 * _EDGE
        self._strip = lay_out(say, tickets, across, down // STRIPS)
        self._link = tickets.link
        self._numbers = _numbered(tickets)
        self._pages = PrintPages(self._paper, tickets.project, self._strip.written)

    def draw_pages(self, count: int) -> int:
        """How many tickets were drawn; none when it is complete."""
        drawn = 0
        for _ in range(count):
            here = list(islice(self._numbers, STRIPS))
            if here:
                self._draw_page(here)
            drawn += len(here)
        return drawn

    def finish(self) -> bytes:
        return self._pages.finish()

    def _draw_page(self, numbers: list[tuple[str, str]]) -> None:
        self._pages.add_page()
        _draw_marks(self._pages, self._paper, self._strip)
        for place, (number, price) in enumerate(numbers):
            self._draw_strip(_EDGE, _EDGE + place * self._strip.height, number, price)

    def _draw_strip(self, left: int, top: int, number: str, price: str) -> None:
        strip, pages = self._strip, self._pages
        numbers = [one._replace(text=one.text._replace(lines=(number,))) for one in strip.numbers]
        for text, across, down, grey in (*strip.placed, *numbers, strip.prices[price]):
            pages.write(text, (left + across, top + down), grey)
        for line in strip.to_write_on:
            pages.line((left + line.left, top + line.top), (left + line.right, top + line.bottom))
        if strip.code is not None and self._link is not None:
            code = strip.code
            pages.code(self._link, Box(left + code.left, top + code.top, left + code.right, top + code.bottom))


def _numbered(tickets: PaperTickets) -> Iterator[tuple[str, str]]:
    for run in tickets.runs:
        for number in range(run.numbers.init, run.numbers.final + 1):
            yield show_number(number, run.numbers.width), run.price


def _draw_marks(pages: PrintPages, paper: Paper, strip: Strip) -> None:
    """Where to cut, outside of what is kept; and between the strips, and where a stub is torn off, light dashes."""
    left, right = _EDGE, paper.width - _EDGE
    bottom = _EDGE + STRIPS * strip.height
    for place in range(STRIPS + 1):
        down = _EDGE + place * strip.height
        pages.line((left - _APART - _MARK, down), (left - _APART, down))
        pages.line((right + _APART, down), (right + _APART + _MARK, down))
        pages.line((left, down), (right, down), light=True)
    for across in (left, left + STUB, right):
        pages.line((across, _EDGE - _APART - _MARK), (across, _EDGE - _APART))
        pages.line((across, bottom + _APART), (across, bottom + _APART + _MARK))
    pages.line((left + STUB, _EDGE), (left + STUB, bottom), dashed=True)
