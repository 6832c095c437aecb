"""Boards look as they did when people looked at them: in every language, shape and size, light, dark, over a photo."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image, ImageChops

from bot.pictures.backdrops import Backdrop, prepare
from bot.pictures.board import Board, draw_board
from bot.pictures.shapes import PORTRAIT, SQUARE, STORY, Shape
from bot.texts.say import say_in
from tests.bot.some_boards import LONG, half_sold, photo
from tests.bot.test_board_pictures import opened

GOLDENS = Path(__file__).parent / "goldens"
SMALLER = 0.32
COLOURS = 64
MOST_BYTES = 1_500_000


class Case(NamedTuple):
    board: Board
    language: str = "es"
    dark: bool = False
    shape: Shape = PORTRAIT
    with_photo: bool = False

    def small(self) -> Image.Image:
        backdrop = Backdrop(prepare(photo()), "golden") if self.with_photo else None
        drawn = draw_board(say_in(self.language), self.board, dark=self.dark, shape=self.shape, backdrop=backdrop)
        size = round(self.shape.width * SMALLER), round(self.shape.height * SMALLER)
        return opened(drawn).resize(size, Image.Resampling.BOX)


PRIZES = ("Una bicicleta de montaña", "Una cena para dos", "Tres libros")
MANY = tuple(f"Prêmio número {number}" for number in range(1, 30))
PAGE: dict[str, Any] = {"shown": "900-999"}
NO_DATE: dict[str, Any] = {"draw": None, "prizes": ()}
KEPT = {
    "board-10-es": Case(half_sold(10)),
    "board-25-pt-dark": Case(half_sold(25, project_number=5, prizes=PRIZES, practice=True), "pt_BR", dark=True),
    "board-100-en": Case(half_sold(100, project_number=2, prizes=PRIZES), "en"),
    "board-100-es-dark": Case(half_sold(100, project_number=3, state="drawn"), dark=True),
    "board-1000-en-long": Case(half_sold(100, project=LONG, organizer=LONG, prizes=(LONG, *PRIZES), **PAGE), "en"),
    "board-2000-pt": Case(half_sold(2_000, project_number=4, state="closed", prizes=MANY), "pt_BR"),
    "board-10000-es": Case(half_sold(10_000, project_number=7)),
    "board-10000-en-dark": Case(half_sold(10_000, project_number=8, project=LONG, **NO_DATE), "en", dark=True),
    "board-10m-pt": Case(half_sold(10_000_000, project_number=9), "pt_BR"),
    "board-10m-es-dark-long": Case(half_sold(10_000_000, project=LONG, state="cancelled"), dark=True),
    "square-10-en": Case(half_sold(10, project_number=10), "en", shape=SQUARE),
    "square-100-pt": Case(half_sold(100, project_number=11, prizes=PRIZES), "pt_BR", shape=SQUARE),
    "square-100-es-dark-long": Case(half_sold(100, project=LONG, prizes=(LONG,)), dark=True, shape=SQUARE),
    "square-10000-en": Case(half_sold(10_000, project_number=12), "en", shape=SQUARE),
    "square-10m-es": Case(half_sold(10_000_000, project_number=2), shape=SQUARE),
    "story-10-pt-dark": Case(half_sold(10, project_number=3), "pt_BR", dark=True, shape=STORY),
    "story-100-es": Case(half_sold(100, project_number=6, prizes=PRIZES), shape=STORY),
    "story-1000-en-dark-long": Case(half_sold(100, project=LONG, organizer=LONG, **PAGE), "en", dark=True, shape=STORY),
    "story-10000-pt": Case(half_sold(10_000, project_number=10), "pt_BR", shape=STORY),
    "story-10m-en": Case(half_sold(10_000_000, project_number=5), "en", shape=STORY),
    "photo-100-es": Case(half_sold(100, prizes=PRIZES), with_photo=True),
    "photo-100-pt-dark": Case(half_sold(100, project_number=3), "pt_BR", dark=True, with_photo=True),
    "photo-10000-en": Case(half_sold(10_000, project_number=7), "en", with_photo=True),
    "photo-10m-es-dark-square": Case(half_sold(10_000_000, project_number=2), dark=True, shape=SQUARE, with_photo=True),
    "photo-25-en-story": Case(half_sold(25, project_number=4), "en", shape=STORY, with_photo=True),
}


def share_apart(one: Image.Image, other: Image.Image) -> float:
    histogram = ImageChops.difference(one, other).convert("L").histogram()
    return sum(histogram[40:]) / sum(histogram)


@pytest.mark.parametrize(("name", "case"), KEPT.items(), ids=KEPT)
def test_a_board_looks_as_it_did_when_people_looked_at_it(name: str, case: Case) -> None:
    """Written again by `python -m tests.bot.test_board_goldens`: look at them."""
    kept = Image.open(GOLDENS / f"{name}.png").convert("RGB")
    assert share_apart(case.small(), kept) <= 0.004


def test_another_board_is_not_taken_for_the_same() -> None:
    kept = Image.open(GOLDENS / "board-100-en.png").convert("RGB")
    one = KEPT["board-100-en"]
    for other in (one._replace(board=half_sold(100, seed=2, project_number=2, prizes=PRIZES)), one._replace(dark=True)):
        assert share_apart(other.small(), kept) > 0.004


def test_the_kept_ones_are_small() -> None:
    assert sum(path.stat().st_size for path in GOLDENS.glob("*.png")) < MOST_BYTES


if __name__ == "__main__":
    GOLDENS.mkdir(exist_ok=True)
    for kept_name, kept_case in KEPT.items():
        kept_case.small().quantize(COLOURS, dither=Image.Dither.NONE).save(GOLDENS / f"{kept_name}.png", optimize=True)
