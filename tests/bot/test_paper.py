"""Tickets to print: every number once on its ticket and once on its stub, within the page, with a code that works."""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import pytest
from PIL import Image
from pypdf import PageObject, PdfReader

from bot.pictures.lettering import BOLD, REGULAR
from bot.pictures.paper import STRIPS, Booklet
from bot.pictures.paper_strip import PaperTickets, Run
from bot.pictures.truetype import as_truetype
from bot.texts.say import say_in
from rules.numbers import NumberRange
from tests.bot.test_pictures import ARABIC, EMOJI, HEBREW, LONG, WIDE, ZALGO
from tests.scanning import scan

PAGE = "https://raffles.example.org/p/abcdefgh12345678"
MILLIMETRE = 72 / 25.4
LEAST_MARGIN = 8 * MILLIMETRE
"""What many printers leave white; only crop marks stand there."""

TRIP = PaperTickets(
    project="Viaje de fin de curso",
    prizes=("Una bicicleta de montaña", "Una cena para dos"),
    draw="sáb 12 dic 2026 20:00",
    organizer="Ana Gómez",
    link=PAGE,
    runs=(Run(NumberRange(0, 11, 2), "$5.000"),),
)
CASES = {
    "usual": TRIP,
    "on Letter": TRIP._replace(letter=True),
    "seven digits": TRIP._replace(runs=(Run(NumberRange(1_234_560, 1_234_569, 0), "COP 1.234.567.890"),)),
    "nine digits": TRIP._replace(runs=(Run(NumberRange(1, 9, 9), "R$ 10,00"),)),
    "two prices": TRIP._replace(runs=(Run(NumberRange(8, 10, 0), "5 €"), Run(NumberRange(100, 105, 4), "₲50.000"))),
    "five prizes": TRIP._replace(prizes=tuple(f"Un premio bastante largo {place}" for place in range(1, 6))),
    "forty prizes": TRIP._replace(prizes=tuple(f"Premio {place}" for place in range(1, 41))),
    "no prize, no date, no page": TRIP._replace(prizes=(), draw=None, link=None),
    "practice": TRIP._replace(practice=True, link=None),
    **{
        f"named {shown}": TRIP._replace(project=name, prizes=(name,) * 5, organizer=name, letter=True)
        for shown, name in {
            "long": LONG,
            "wide": WIDE,
            "in emoji": EMOJI,
            "in emoji alone": "🦄🦄",
            "in Hebrew": HEBREW,
            "in Arabic": ARABIC,
            "in a pile of marks": ZALGO,
            "like a command": "(Ana) Tj ET /Fm0 Do \\ <</URI>>",
        }.items()
    },
}


class Written(NamedTuple):
    text: str
    left: float
    down: float
    size: float


def drawn(tickets: PaperTickets, language: str = "es") -> PdfReader:
    booklet, total = Booklet(say_in(language), tickets), 0
    while more := booklet.draw_pages(3):
        total += more
    assert total == sum(run.numbers.final - run.numbers.init + 1 for run in tickets.runs)
    return PdfReader(BytesIO(booklet.finish()))


def texts_of(page: PageObject) -> Iterator[Written]:
    found: list[Written] = []

    def note(text: str, _: object, matrix: list[float], __: object, size: float) -> None:
        found.extend([Written(text.strip(), matrix[4], matrix[5], size)] if text.strip() else [])

    page.extract_text(visitor_text=note)
    yield from found


def numbers_of(tickets: PaperTickets) -> list[str]:
    spans = [run.numbers for run in tickets.runs]
    return [str(number).zfill(one.width) for one in spans for number in range(one.init, one.final + 1)]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_number_stands_once_on_its_ticket_and_once_on_its_stub(case: PaperTickets) -> None:
    reader, numbers = drawn(case), numbers_of(case)
    assert len(reader.pages) == -(-len(numbers) // STRIPS)
    found: list[str] = []
    for page in reader.pages:
        middle = float(page.mediabox.width) / 3
        here = [one for one in texts_of(page) if re.fullmatch("[0-9]+", one.text)]
        for numbered in (
            [one.text for one in here if one.left < middle],
            [one.text for one in here if one.left > middle],
        ):
            assert numbered == numbers[len(found) : len(found) + STRIPS]
        found += [one.text for one in here if one.left < middle]
    assert found == numbers


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_nothing_is_written_where_printers_cannot(case: PaperTickets) -> None:
    for page in drawn(case).pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        for one in texts_of(page):
            assert LEAST_MARGIN <= one.left <= width - LEAST_MARGIN
            assert LEAST_MARGIN <= one.down <= height - LEAST_MARGIN - one.size * 0.7


@pytest.mark.parametrize(("letter", "millimetres"), [(False, (210, 297)), (True, (216, 279))])
def test_the_paper_is_that_of_the_country(letter: bool, millimetres: tuple[int, int]) -> None:
    box = drawn(TRIP._replace(letter=letter)).pages[0].mediabox
    assert (round(float(box.width) / MILLIMETRE), round(float(box.height) / MILLIMETRE)) == millimetres


def test_each_ticket_has_a_code_that_opens_the_page() -> None:
    first, second = drawn(TRIP).pages
    for page, tickets in ((first, 8), (second, 4)):
        codes = [image.image for image in page.images]
        assert len(codes) == 1, "once in the file, shown on each"
        assert codes[0] is not None
        scanned = scan(_framed(codes[0].convert("RGB")))
        assert scanned is not None
        assert scanned.says(PAGE)
        assert _shown(page) == tickets


def test_without_a_page_there_is_no_code() -> None:
    assert [_shown(page) for page in drawn(TRIP._replace(link=None)).pages] == [0, 0]


def test_names_in_other_alphabets_are_drawn_as_they_are_read() -> None:
    """Joined and from right to left, which a PDF does not do by itself: each once in the file."""
    (page,) = drawn(TRIP._replace(organizer=ARABIC, runs=(Run(NumberRange(1, 8, 0), "5"),))).pages
    assert len(page.images) == 2
    assert _shown(page) == 2 * 8


@pytest.mark.parametrize(
    ("language", "labels"),
    [("en", {"Name", "Phone"}), ("es", {"Nombre", "Teléfono"}), ("pt_BR", {"Nome", "Telefone"})],
)
def test_what_is_the_same_on_every_ticket_is_on_every_ticket(language: str, labels: set[str]) -> None:
    first, second = drawn(TRIP, language).pages
    counted = Counter(one.text for page in (first, second) for one in texts_of(page))
    assert counted["sáb 12 dic 2026 20:00"] == counted["Ana Gómez"] == counted["$5.000"] == 12
    assert counted["Viaje de fin de curso"] == 24, "on the stub too"
    assert counted["1. Una bicicleta de montaña"] == counted["2. Una cena para dos"] == 12
    assert {counted[label] for label in labels} == {12}


def test_a_file_holds_the_letters_that_it_needs_and_no_links() -> None:
    reader = drawn(TRIP._replace(project="(Ana) Tj ET /Fm0 Do \\ <</URI>>"))
    assert "/Annots" not in reader.pages[0]
    assert "(Ana) Tj ET /Fm0 Do \\ <</URI>>" in [one.text for one in texts_of(reader.pages[0])]
    assert not re.search("/(Names|AcroForm|AA|URI)", str(reader.trailer["/Root"]))


def test_two_thousand_tickets_are_a_small_file() -> None:
    booklet = Booklet(say_in("es"), TRIP._replace(runs=(Run(NumberRange(1, 2000, 4), "$5.000"),)))
    assert booklet.draw_pages(250) == 2000
    assert booklet.draw_pages(1) == 0
    assert len(booklet.finish()) < 2_000_000


@pytest.mark.parametrize("name", [REGULAR, BOLD])
def test_fonts_are_embedded_with_the_curves_that_every_reader_knows(name: str) -> None:
    """Ours have others, which the standard does not allow where a PDF holds them."""
    written = as_truetype(name, "Ñandú 07")
    assert written[:4] == b"\x00\x01\x00\x00"
    assert b"glyf" in written[:400]
    assert b"CFF " not in written[:400]
    assert len(written) < 20_000


def _framed(code: Image.Image) -> Image.Image:
    page = Image.new("RGB", (code.width + 80, code.height + 80), "white")
    page.paste(code, (40, 40))
    return page


def _shown(page: PageObject) -> int:
    contents = page.get_contents()
    return 0 if contents is None else len(re.findall(rb"/I[0-9]+ Do", contents.get_data()))
