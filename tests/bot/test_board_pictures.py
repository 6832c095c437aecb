"""A board is drawn fast and well: repainted it is what it would be drawn anew, in every shape, over any photo."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from random import Random
from typing import Any

import pytest
from PIL import Image, ImageChops

from bot.pictures.backdrops import LARGEST, Backdrop, PhotoNotUsable, prepare
from bot.pictures.board import Board, draw_board
from bot.pictures.colours import READABLE, UNDISTURBED, VISIBLE, contrast, look_of, mix, over_photo, veil_of
from bot.pictures.kept import Kept
from bot.pictures.png import Bands
from bot.pictures.shapes import PORTRAIT, SHAPES, SQUARE, STORY, Shape
from bot.texts.say import say_in
from tests.bot.some_boards import FREE, LONG, RESERVED, SOLD, board, changed, half_sold, photo

ANA_SAYS = say_in("es")
SIZES = (7, 100, 300, 2_000, 10_000, 10_001, 10_000_000)


def opened(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture)).convert("RGB")


def drawn(one: Board, shape: Shape = PORTRAIT, *, dark: bool = False, backdrop: Backdrop | None = None) -> Image.Image:
    return opened(draw_board(ANA_SAYS, one, dark=dark, shape=shape, backdrop=backdrop))


def drawn_anew(one: Board, shape: Shape = PORTRAIT, *, dark: bool = False) -> Image.Image:
    """Where everything else was drawn since it was last drawn."""
    for number in range(9):
        draw_board(ANA_SAYS, board(5, project=f"Another {number}"))
    return drawn(one, shape, dark=dark)


def is_same(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is None


# Repainted


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("shape", SHAPES, ids=[shape.name for shape in SHAPES])
def test_repainted_it_is_to_the_pixel_what_it_is_when_drawn_anew(shape: Shape, size: int) -> None:
    chance = Random(size)
    one = board(size, sold=0, reserved=0, free=size)
    drawn(one, shape, dark=size > 5_000)
    for share in (0.02, 0.3, 1.0, 0.02):
        one = changed(one, chance, share=share)
        repainted = drawn(one, shape, dark=size > 5_000)
        assert is_same(repainted, drawn_anew(one, shape, dark=size > 5_000))


def test_a_difference_of_one_cell_is_seen() -> None:
    assert not is_same(drawn(board(10_000)), drawn(board(10_000, {4_711: RESERVED})))


def test_other_words_and_other_colours_are_drawn_anew() -> None:
    first = drawn(half_sold(100))
    others = [
        drawn(half_sold(100), dark=True),
        drawn(half_sold(100, project="Another")),
        drawn(half_sold(100, project_number=2)),
        opened(draw_board(say_in("en"), half_sold(100))),
        drawn(half_sold(100, state="closed")),
    ]
    assert not any(is_same(first, other) for other in others)
    assert is_same(drawn(half_sold(100)), first)


def test_threads_do_not_paint_on_the_same_board() -> None:
    chance = Random(3)
    boards = [changed(board(100), chance, share=0.2) for _ in range(40)]
    alone = [draw_board(ANA_SAYS, one) for one in boards]
    with ThreadPoolExecutor(6) as threads:
        together = list(threads.map(lambda one: draw_board(ANA_SAYS, one), boards))
    assert all(is_same(opened(one), opened(other)) for one, other in zip(alone, together, strict=True))


def test_no_more_is_kept_than_was_said() -> None:
    kept: Kept[int] = Kept(3)
    for number in range(5):
        kept.put(number, number)
    assert [kept.take(number) for number in range(5)] == [None, None, 2, 3, 4]
    assert kept.take(4) is None


def test_rows_of_which_nobody_says_that_they_changed_are_not_packed_again() -> None:
    pixels, palette, bands = Image.new("L", (40, 80), 0), bytes((255, 255, 255, 0, 0, 0)), Bands(40, 80)
    before = bands.png(pixels, palette)
    pixels.paste(1, (0, 70, 9, 79))
    assert bands.png(pixels, palette) == before
    bands.touch(70, 79)
    assert opened(bands.png(pixels, palette)).getpixel((5, 75)) == (0, 0, 0)


@pytest.mark.parametrize("height", [1, 31, 32, 33, 100])
def test_a_picture_packed_in_bands_is_a_png_like_any_other(height: int) -> None:
    pixels = Image.effect_noise((37, height), 60).point(lambda value: value % 12)
    palette = bytes(range(36))
    bands = Bands(37, height)
    for _ in range(2):
        packed = Image.open(BytesIO(bands.png(pixels, palette)))
        packed.verify()
        flat = pixels.copy()
        flat.putpalette(palette)
        assert is_same(opened(bands.png(pixels, palette)), flat.convert("RGB"))
        pixels.paste(3, (0, 0, 5, 1))
        bands.touch(0, 1)


# Shapes


def margins(shape: Shape) -> Iterator[tuple[int, int, int, int]]:
    """Inside the panel, between its edge and what is written."""
    top, bottom = shape.above + 40, shape.bottom - 40
    yield shape.beside + 2, top, shape.left - 4, bottom
    yield shape.right + 4, top, shape.width - shape.beside - 2, bottom
    yield shape.left, shape.bottom - 20, shape.right, shape.bottom - 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("shape", SHAPES, ids=[shape.name for shape in SHAPES])
def test_nothing_is_cut_or_written_on_the_margins_in_any_shape(shape: Shape, size: int, *, dark: bool) -> None:
    names: dict[str, Any] = {
        "project": LONG,
        "organizer": "W" * 80,
        "prizes": (LONG, LONG),
        "price": "$1.234.567 a $12.345.678",
    }
    picture = drawn(half_sold(size, shown="9999900-9999999", practice=True, **names), shape, dark=dark)
    assert picture.size == (shape.width, shape.height)
    for strip in margins(shape):
        assert len(picture.crop(strip).getcolors(10_000) or []) <= 2
    page = look_of(1, dark=dark).page
    frame = (0, 0, shape.width, shape.above), (0, shape.bottom, shape.width, shape.height)
    assert all(picture.crop(edge).getcolors() == [((edge[3] - edge[1]) * shape.width, page)] for edge in frame)


def test_square_is_square_and_stories_fill_a_telephone() -> None:
    assert (SQUARE.width, SQUARE.height, STORY.width, STORY.height) == (1080, 1080, 1080, 1920)


# Over a photo


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("number", range(1, 13))
def test_over_the_worst_photo_everything_can_be_read(number: int, *, dark: bool) -> None:
    look = over_photo(look_of(number, dark=dark))
    for worst in ((0, 0, 0), (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255)):
        behind = mix(worst, look.panel, veil_of(look))
        assert contrast(look.ink, behind) >= UNDISTURBED - 0.2
        assert min(contrast(look.soft, behind), contrast(look.accent, behind)) >= READABLE - 0.1
        assert contrast(look.line, behind) >= VISIBLE - 0.1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("shape", SHAPES, ids=[shape.name for shape in SHAPES])
def test_the_photo_is_seen_behind_the_numbers_and_nowhere_else(shape: Shape, *, dark: bool) -> None:
    backdrop = Backdrop(prepare(photo()), "one")
    plain, behind = drawn(half_sold(100), shape, dark=dark), drawn(half_sold(100), shape, dark=dark, backdrop=backdrop)
    apart = ImageChops.difference(plain, behind).convert("L").point(lambda value: 255 * (value > 24))
    left, top, right, bottom = apart.getbbox() or (0, 0, 0, 0)
    assert shape.beside <= left < shape.beside + 9
    assert shape.width - shape.beside - 9 < right <= shape.width - shape.beside
    assert shape.above + 150 < top < bottom <= shape.bottom
    assert apart.histogram()[255] > shape.width * shape.height * 0.1


def test_with_a_photo_free_reserved_and_sold_are_still_told_apart() -> None:
    backdrop = Backdrop(prepare(photo()), "one")
    cells = [drawn(board(100, {55: state}), backdrop=backdrop).convert("L") for state in (FREE, RESERVED, SOLD)]
    for one, other in ((0, 1), (1, 2), (0, 2)):
        apart = ImageChops.difference(cells[one], cells[other]).point(lambda value: 255 * (value > 40))
        assert apart.histogram()[255] > 300


def test_a_photo_is_kept_small_upright_and_without_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "a camera"
    kept = prepare(photo(size=(3000, 2000), quality=95, exif=exif))
    with Image.open(BytesIO(kept)) as picture:
        assert (picture.format, picture.size[0] < picture.size[1], dict(picture.getexif())) == ("JPEG", True, {})
        assert max(picture.size) <= 1600
    assert len(kept) <= LARGEST


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photos_come_in_several_kinds(kind: str) -> None:
    assert prepare(photo(kind)).startswith(b"\xff\xd8")


def test_what_can_be_seen_through_is_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(prepare(out.getvalue())).getpixel((150, 150)) == (255, 255, 255)


def bomb() -> bytes:
    out = BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", photo()[:5_000], photo("GIF"), photo("TIFF"), photo(size=(300, 20)), b"\x89PNG\r\n\x1a\n" * 9],
    ids=["nothing", "text", "half a photo", "GIF", "TIFF", "a line", "a beginning"],
)
def test_what_is_no_photo_is_not_taken(content: bytes) -> None:
    with pytest.raises(PhotoNotUsable):
        prepare(content)


def test_a_small_file_that_claims_to_be_huge_is_not_unpacked() -> None:
    with pytest.raises(PhotoNotUsable):
        prepare(bomb())
