"""Pictures of tickets and projects: readable whatever the names are, within their margins, with a code that works."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image, ImageChops

from bot.pictures.card import Card, draw_card
from bot.pictures.colours import READABLE, VISIBLE, WHITE, Colour, contrast, look_of
from bot.pictures.lettering import BOLD, FONTS, OTHER_ALPHABETS, REGULAR, Room, fitted, writable
from bot.pictures.panel import HEIGHT, LEFT, MARGIN, RIGHT, WIDTH
from bot.pictures.ticket import Ticket, draw_ticket
from bot.texts.say import Say, say_in
from rules.words import NAME_LIMIT
from tests.scanning import scan

GOLDENS = Path(__file__).parent / "goldens"
GOLDEN_SIZE = (256, 320)
LARGEST = 150_000
LANGUAGES = ("en", "es", "pt_BR")

LINK = "https://t.me/CirculoDeRifasBot?start=t_ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LONG = "Gran rifa solidaria de las madres y los padres de la escuela Gabriela Mistral 80"
WIDE = "W" * NAME_LIMIT
EMOJI = "🚲 Rifa 🎉 del barrio 👨‍👩‍👧"
HEBREW, ARABIC = "הגרלה של בית הספר 2026", "عائشة بنت عبد الرحمن"
ZALGO = "Z" + "\u0301" * 70

TICKET = Ticket(
    project_number=1,
    project="Viaje de fin de curso",
    prizes=("Una bicicleta de montaña",),
    numbers=("07", "12"),
    holder="Luis Peña",
    paid="$20.000",
    draw="sáb 12 dic 2026 20:00",
    organizer="Ana Gómez",
    code="K7Q2",
    link=LINK,
)
CARD = Card(
    project_number=2,
    project="Viaje de fin de curso",
    state="open",
    prizes=("Una bicicleta de montaña", "Una cena para dos"),
    price="$5.000",
    draw="sáb 12 dic 2026 20:00",
    rule="baliza pública",
    organizer="Ana Gómez",
    sold=48,
    reserved=15,
    free=37,
    link=LINK,
)


class Case(NamedTuple):
    said: Ticket | Card
    dark: bool = False

    def drawn(self, language: str = "es") -> bytes:
        say: Say = say_in(language)
        if isinstance(self.said, Ticket):
            return draw_ticket(say, self.said, dark=self.dark)
        return draw_card(say, self.said, dark=self.dark)


def numbers(count: int, width: int, first: int = 0) -> tuple[str, ...]:
    return tuple(str(first + each).zfill(width) for each in range(count))


def named(name: str) -> dict[str, Case]:
    ticket = TICKET._replace(project=name, holder=name, organizer=name, prizes=(name,) * 3)
    return {"ticket": Case(ticket), "card": Case(CARD._replace(project=name, organizer=name, prizes=(name,) * 3))}


CASES = {
    "one number": Case(TICKET._replace(numbers=("07",))),
    "two numbers": Case(TICKET),
    "fifty numbers": Case(TICKET._replace(numbers=numbers(50, 2))),
    "a thousand numbers": Case(TICKET._replace(numbers=numbers(1000, 4))),
    "five digits, dark": Case(TICKET._replace(numbers=numbers(6, 5, 45012)), dark=True),
    "seven digits": Case(TICKET._replace(numbers=("0012345",))),
    "fifty of five digits": Case(TICKET._replace(numbers=numbers(50, 5, 45012))),
    "fifty of seven digits": Case(TICKET._replace(numbers=numbers(50, 7, 4_501_234))),
    "many of seven digits": Case(TICKET._replace(numbers=numbers(1000, 7, 4_501_234))),
    "no prize, no date": Case(TICKET._replace(prizes=(), draw=None)),
    "practice": Case(TICKET._replace(practice=True)),
    "much money": Case(TICKET._replace(paid="COP 1.234.567.890.123.456")),
    "card": Case(CARD),
    "card, dark": Case(CARD, dark=True),
    "card with nothing yet": Case(CARD._replace(prizes=(), draw=None, rule="", sold=0, reserved=0, free=0, link=None)),
    "card of ten million": Case(CARD._replace(sold=1, reserved=0, free=9_999_999)),
    "card with many prizes": Case(CARD._replace(prizes=tuple(f"Premio {each}" for each in range(1, 41)))),
    "card, sold out and closed": Case(CARD._replace(state="closed", sold=100, reserved=0, free=0, practice=True)),
    **{
        f"{kind} named {shown}": case
        for shown, name in {
            "long": LONG,
            "wide": WIDE,
            "in emoji": EMOJI,
            "in emoji alone": "🦄🦄",
            "in Hebrew": HEBREW,
            "in Arabic": ARABIC,
            "in Chinese": "王小明",
            "in a pile of marks": ZALGO,
            "like markup": "<b>Ana & co</b>",
        }.items()
        for kind, case in named(name).items()
    },
}
KEPT = {
    "ticket": CASES["two numbers"],
    "ticket-fifty-dark": Case(TICKET._replace(project_number=3, numbers=numbers(50, 2)), dark=True),
    "ticket-fifty-seven-digits": CASES["fifty of seven digits"],
    "ticket-long": CASES["ticket named long"],
    "ticket-arabic": CASES["ticket named in Arabic"],
    "card": CASES["card"],
    "card-dark": CASES["card, dark"],
}


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def colours(picture: Image.Image, box: tuple[int, int, int, int]) -> set[Colour]:
    found = picture.crop(box).getcolors(maxcolors=WIDTH * HEIGHT)
    return {colour for _, colour in found or []}  # type: ignore[misc]  # of an RGB picture


def small(png: bytes) -> Image.Image:
    return opened(png).resize(GOLDEN_SIZE, Image.Resampling.BOX)


def strips() -> Iterator[tuple[int, int, int, int]]:
    """Inside the panel, between its edge and what is written; the bites of the tear end before them."""
    yield MARGIN + 32, MARGIN + 40, LEFT - 4, HEIGHT - MARGIN - 40
    yield RIGHT + 4, MARGIN + 40, WIDTH - MARGIN - 32, HEIGHT - MARGIN - 40
    yield LEFT, MARGIN, RIGHT, MARGIN + 40
    yield LEFT, HEIGHT - MARGIN - 20, RIGHT, HEIGHT - MARGIN


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_nothing_is_written_on_the_margins(case: Case, language: str) -> None:
    png = case.drawn(language)
    picture, look = opened(png), look_of(case.said.project_number, dark=case.dark)
    assert (picture.size, len(png) <= LARGEST) == ((WIDTH, HEIGHT), True)
    for frame in ((0, 0, WIDTH, MARGIN), (0, 0, MARGIN, HEIGHT), (WIDTH - MARGIN, 0, WIDTH, HEIGHT)):
        assert colours(picture, frame) == {look.page}
    for strip in strips():
        assert colours(picture, strip) <= {look.panel, look.band}


@pytest.mark.parametrize("case", [*CASES.values()][:18], ids=[*CASES][:18])
def test_the_code_opens_the_link(case: Case) -> None:
    picture = opened(case.drawn())
    scanned = scan(picture)
    if case.said.link is None:
        assert scanned is None
        return
    assert scanned is not None
    assert scanned.says(LINK)
    left, top, right, bottom, module, rows = scanned
    assert (right - left, bottom - top) == (module * len(rows),) * 2
    quiet = 4 * module
    around = {
        *colours(picture, (left - quiet, top - quiet, right + quiet, top)),
        *colours(picture, (left - quiet, bottom, right + quiet, bottom + quiet)),
        *colours(picture, (left - quiet, top, left, bottom)),
        *colours(picture, (right, top, right + quiet, bottom)),
    }
    assert around == {WHITE}


@pytest.mark.parametrize(("name", "case"), KEPT.items(), ids=KEPT)
def test_a_picture_looks_as_it_did_when_people_looked_at_it(name: str, case: Case) -> None:
    """Written again by `python -m tests.bot.test_pictures`: look at them."""
    kept = Image.open(GOLDENS / f"{name}.png").convert("RGB")
    histogram = ImageChops.difference(small(case.drawn()), kept).convert("L").histogram()
    assert sum(histogram[40:]) <= sum(histogram) * 0.004


def test_what_is_different_is_not_taken_for_the_same() -> None:
    one, other = (small(CASES[name].drawn()) for name in ("one number", "two numbers"))
    histogram = ImageChops.difference(one, other).convert("L").histogram()
    assert sum(histogram[40:]) > sum(histogram) * 0.004


def test_pictures_drawn_at_the_same_time_do_not_mix() -> None:
    cases = [*CASES.values()]
    alone = [case.drawn() for case in cases]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(Case.drawn, cases)) == alone


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("number", range(1, 14))
def test_every_text_can_be_read_on_what_is_behind_it(number: int, dark: bool) -> None:
    look = look_of(number, dark=dark)
    on_panel = [contrast(ink, look.panel) for ink in (look.ink, look.soft, look.accent)]
    on_band = [contrast(ink, look.band) for ink in (look.on_band, look.soft_on_band)]
    assert min(*on_panel, *on_band, contrast(look.accent, look.tint)) >= READABLE
    assert min(contrast(seen, look.panel) for seen in (look.line, look.band)) >= VISIBLE


def test_an_organizers_raffles_have_colours_of_their_own() -> None:
    assert len({look_of(number).band for number in range(1, 13)}) == 12


@pytest.mark.parametrize("font", [REGULAR, BOLD, OTHER_ALPHABETS])
def test_every_font_comes_with_its_licence(font: str) -> None:
    assert font in "".join(path.read_text() for path in FONTS.glob("LICENSE-*.txt"))


@pytest.mark.parametrize(
    ("text", "font", "words"),
    [
        ("Ñandú, ção, Łódź, Ελλάδα, Москва", BOLD, "Ñandú, ção, Łódź, Ελλάδα, Москва"),
        (EMOJI, BOLD, "Rifa del barrio"),
        ("Café 7️⃣ 👍🏽", BOLD, "Café 7"),
        (HEBREW, OTHER_ALPHABETS, HEBREW),
        (f"{ARABIC} 🐉", OTHER_ALPHABETS, ARABIC),
        ("王小明 Wang", BOLD, "Wang"),
        ("🦄🦄", BOLD, "•••"),
        ("王小明", BOLD, "•••"),
    ],
)
def test_a_sign_that_no_font_knows_is_left_out(text: str, font: str, words: str) -> None:
    assert writable(text, BOLD) == (font, words.split())


@pytest.mark.parametrize("text", [LONG, WIDE, HEBREW, ARABIC, "A", "á" * 80, "fi " * 26, ZALGO])
@pytest.mark.parametrize("width", [300, 470, 832])
def test_a_text_is_laid_into_its_room_whole(text: str, width: int) -> None:
    laid = fitted(text, BOLD, Room(width, 230), range(76, 15, -2))
    assert laid.width <= width
    assert laid.height <= 230
    assert re.sub(r"\s", "", "".join(laid.lines)) == re.sub(r"\s", "", text)


def test_words_stay_whole_where_they_can_and_none_is_left_alone() -> None:
    assert fitted("Formatura da turma 3B", BOLD, Room(560, 180), range(70, 60, -2)).lines == (
        "Formatura",
        "da turma 3B",
    )


def test_what_does_not_fit_ends_in_dots_after_a_whole_letter() -> None:
    laid = fitted("e\u0301" * 200, BOLD, Room(300, 60), [24])
    assert laid.width <= 300
    assert re.fullmatch("(e\u0301)+…", laid.lines[-1])


if __name__ == "__main__":
    GOLDENS.mkdir(exist_ok=True)
    for kept_name, kept_case in KEPT.items():
        small(kept_case.drawn()).quantize(48).save(GOLDENS / f"{kept_name}.png", optimize=True)
