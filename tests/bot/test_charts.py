"""The chart of a raffle: what came in over time, told apart by eye, whatever there is to show."""

import itertools
import json
from collections.abc import AsyncIterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from PIL import Image, ImageChops

from bot.actions import Action
from bot.application import HANDLERS
from bot.asked import ask
from bot.buttons import data
from bot.pictures.chart import Chart, draw_chart
from bot.pictures.chart_bars import Bar, Scale, scale_for
from bot.pictures.chart_steps import Cut, Step, cut_for, steps_of, sums
from bot.pictures.colours import look_of
from bot.pictures.panel import HEIGHT, LEFT, MARGIN, RIGHT, WIDTH
from bot.report_notices import chart as chart_notice
from bot.texts.say import say_in
from bot.wording import Call, Reader
from db.files import find_file_id, keep_file
from db.store import Store
from rules.keys import ProjectKey
from rules.numbers import AtRandom
from services.charts import CHART
from services.erasing import erase
from services.periods import Days
from services.practice import start_practice
from services.projects import create_project, rename_project
from services.reports import Asked
from services.sales import sell
from tests.bot.desk import Desk, desk_of, tapped
from tests.bot.hands import do, labels
from tests.bot.test_pictures import GOLDEN_SIZE, GOLDENS, LONG, WIDE, opened, small, strips
from tests.cast import ANA, LUIS, House

pytestmark = pytest.mark.story

TRIP = ProjectKey(ANA, 1)
GROUP = -1001
START = date(2026, 3, 2)
LANGUAGES = ("en", "es", "pt_BR")
LARGEST = 150_000


def chart(count: int, most: int = 90, *, line: bool = True, waits: bool = False, **other: object) -> Chart:
    """By chance, but each time the same."""
    chance = Random(count)
    values = [chance.randint(0, most) for _ in range(count)]
    scale = scale_for(max([*values, 1]))
    told: dict[str, object] = {
        "project_number": 1,
        "project": "Viaje de fin de curso",
        "state": "open",
        "days": "Todos los días",
        "what": "Cobrado, por día",
        "headline": "$720.000",
        "bars": tuple(Bar(f"{at % 28 + 1} mar", value, value // 3 if waits else 0) for at, value in enumerate(values)),
        "scale": scale,
        "marks": tuple(f"{at * scale.step} mil" for at in range(scale.steps + 1)),
        "before": "Rifa de otoño" if line else "",
        "line": tuple(chance.randint(0, most) for _ in range(count)) if line else (),
        "sold": 48,
        "reserved": 15,
        "free": 37,
        "organizer": "Ana Gómez",
        "as_of": "mié 1 abr",
    }
    return Chart(**{**told, **other})  # type: ignore[arg-type]


class Case(NamedTuple):
    said: Chart
    dark: bool = False

    def drawn(self, language: str = "es") -> bytes:
        return draw_chart(say_in(language), self.said, dark=self.dark)


CASES = {
    "a month": Case(chart(30)),
    "one day": Case(chart(1)),
    "a week, dark": Case(chart(7, project_number=2), dark=True),
    "numbers": Case(chart(21, 12, waits=True, project_number=5)),
    "alone": Case(chart(31, 12, waits=True, line=False, project_number=10)),
    "nothing": Case(chart(1, 0, line=False, headline="$0", sold=0, reserved=0, free=100)),
    "no numbers at all": Case(chart(1, 0, line=False, headline="$0", sold=0, reserved=0, free=0)),
    "huge": Case(chart(15, 10**17, headline="$413,999,999,999,995.86", marks=("0", "200T", "400T", "600T", "800T"))),
    "ten million": Case(chart(6, sold=9_999_999, reserved=1, free=0)),
    "long": Case(chart(9, project=LONG, organizer=LONG, before=LONG, days="dom 1 mar a mar 31 mar")),
    "wide": Case(chart(9, project=WIDE, organizer=WIDE, before=WIDE, headline=WIDE), dark=True),
    "practice": Case(chart(5, practice=True, line=False)),
    "closed": Case(chart(36, state="closed", project_number=3)),
}
KEPT = {
    "chart": CASES["a month"],
    "chart-week-dark": CASES["a week, dark"],
    "chart-numbers": CASES["numbers"],
    "chart-nothing": CASES["nothing"],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_nothing_is_written_on_the_margins(case: Case, language: str) -> None:
    png = case.drawn(language)
    picture, look = opened(png), look_of(case.said.project_number, dark=case.dark)
    assert (picture.size, len(png) <= LARGEST) == ((WIDTH, HEIGHT), True)
    for frame in ((0, 0, WIDTH, MARGIN), (0, 0, MARGIN, HEIGHT), (WIDTH - MARGIN, 0, WIDTH, HEIGHT)):
        assert picture.crop(frame).getcolors() == [((frame[2] - frame[0]) * (frame[3] - frame[1]), look.page)]
    for strip in strips():
        seen = picture.crop(strip).getcolors(maxcolors=WIDTH * HEIGHT) or []
        assert {colour for _, colour in seen} <= {look.panel, look.band}


@pytest.mark.parametrize(("name", "case"), KEPT.items(), ids=KEPT)
def test_a_chart_looks_as_it_did_when_people_looked_at_it(name: str, case: Case) -> None:
    """Written again by `python -m tests.bot.test_charts`: look at them."""
    kept = Image.open(GOLDENS / f"{name}.png").convert("RGB")
    assert kept.size == GOLDEN_SIZE
    histogram = ImageChops.difference(small(case.drawn()), kept).convert("L").histogram()
    assert sum(histogram[40:]) <= sum(histogram) * 0.004


def column(picture: Image.Image, colour: tuple[int, int, int]) -> list[int]:
    """How high it stands in that colour, from left to right, above the progress."""
    area = picture.crop((LEFT, 400, RIGHT, 940))
    pixels = area.load()
    assert pixels is not None
    return [sum(pixels[x, y] == colour for y in range(area.height)) for x in range(area.width)]


def test_bars_are_as_high_as_what_they_tell() -> None:
    bars = tuple(Bar("2 mar", value) for value in (0, 10, 20, 40))
    drawn = chart(1, line=False)._replace(bars=bars, scale=Scale(10, 4), marks=("0", "10", "20", "30", "40"))
    heights = column(opened(draw_chart(say_in("es"), drawn)), look_of(1).band)
    middles = [heights[60 + round((at + 0.5) * (len(heights) - 60) / 4)] for at in range(4)]
    assert middles[0] == 0
    assert middles[1] * 4 == pytest.approx(middles[3], rel=0.05)
    assert middles[2] * 2 == pytest.approx(middles[3], rel=0.05)


def test_something_is_seen_of_the_smallest_amount() -> None:
    bars = (Bar("2 mar", 1), Bar("3 mar", 10**9))
    drawn = chart(1, line=False)._replace(bars=bars, scale=scale_for(10**9), marks=("0",) * 3)
    heights = column(opened(draw_chart(say_in("es"), drawn)), look_of(1).band)
    assert max(heights[: len(heights) // 2]) >= 3


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_reserved_is_told_apart_in_grey(dark: bool) -> None:
    """And the line of the raffle before from both."""
    shown = [chart(3, line=False), chart(3, line=False, waits=True), chart(3, line=True)]
    seen = [Image.open(BytesIO(draw_chart(say_in("es"), one, dark=dark))).convert("L") for one in shown]
    for other in seen[1:]:
        histogram = ImageChops.difference(seen[0], other).histogram()
        assert sum(histogram[40:]) > 1500


@pytest.mark.parametrize(
    ("days", "cut", "count"),
    [
        (1, Cut.DAY, 1),
        (31, Cut.DAY, 31),
        (32, Cut.WEEK, 5),
        (182, Cut.WEEK, 26),
        (183, Cut.MONTH, 6),
        (400, Cut.MONTH, 14),
        (1_095, Cut.MONTH, 36),
        (1_200, Cut.YEAR, 4),
    ],
)
def test_time_is_cut_into_steps_that_can_be_told_apart(days: int, cut: Cut, count: int) -> None:
    last = START + timedelta(days=days - 1)
    steps = steps_of(START, last)
    assert (cut_for(START, last), len(steps)) == (cut, count)
    assert (steps[0].first, steps[-1].last) == (START, last)
    assert all(after.first - step.last == timedelta(days=1) for step, after in itertools.pairwise(steps))
    values = [(START + timedelta(days=at), at + 1) for at in range(days)]
    assert sum(sums(steps, values)) == days * (days + 1) // 2


def test_a_day_counts_for_the_step_that_it_is_in() -> None:
    steps = [Step(date(2026, 3, 2), date(2026, 3, 8)), Step(date(2026, 3, 9), date(2026, 3, 10))]
    values = [(date(2026, 3, day), day) for day in (1, 2, 8, 9, 11)]
    assert sums(steps, values) == [10, 9]


@pytest.mark.parametrize(
    ("most", "unit", "scale"),
    [
        (0, 1, (1, 1)),
        (1, 1, (1, 1)),
        (4, 1, (1, 4)),
        (5, 1, (2, 3)),
        (17, 1, (5, 4)),
        (999, 100, (500, 2)),
        (50, 100, (100, 1)),
    ],
)
def test_the_scale_is_in_round_steps(most: int, unit: int, scale: tuple[int, int]) -> None:
    assert scale_for(most, unit) == scale


# As a letter


@pytest.fixture
async def desk(store: Store, house: House) -> AsyncIterator[Desk]:
    """Luis bought three numbers of Ana's raffle."""
    async with desk_of(store, house.clock, HANDLERS) as desk:
        await do(desk, "/language en")
        await house.open_project()
        await house.sell(TRIP, 1, 2, 3)
        yield desk


async def shown(house: House, chat: int = ANA, **keys: object) -> Call:
    told = {**TRIP._asdict(), "measure": "money", **keys}
    calls = await house.look(chart_notice, told, Reader(chat, "en", "UTC", say_in("en")))
    assert calls is not None
    (call,) = calls
    assert call.drawing is not None
    return call


def file_key(call: Call) -> str:
    assert call.drawing is not None
    assert call.drawing.file_key is not None
    return call.drawing.file_key


async def test_a_tap_posts_a_chart_of_the_days_on_the_screen(desk: Desk) -> None:
    await do(desk, "/report from:2026-03-01", "@📈 Chart")
    ((who, about, keys),) = await desk.notices()
    assert (who, about) == (ANA, CHART)
    assert keys == {**TRIP._asdict(), "first": "2026-03-01", "measure": "money"}
    assert "📅 Days" in await labels(desk)


async def test_under_it_is_the_way_to_numbers_and_back(desk: Desk, house: House) -> None:
    for measure, other, page in (("money", "🎟 By numbers", 2), ("numbers", "💰 By money", 1)):
        call = await shown(house, measure=measure, first="2026-03-01")
        rows = json.loads(call.parameters["reply_markup"])["inline_keyboard"]
        wanted = ask(1, Asked(days=Days(date(2026, 3, 1)), page=page))
        assert next((one["text"], one["callback_data"]) for one in rows[0]) == (other, data(Action.CHART, wanted))
        assert call.parameters["caption"] == "🏆 <b>Spring trip</b>\nfrom Sun 1 Mar"
    await desk.take(tapped(ANA, data(Action.CHART, ask(1, Asked(page=2)))))
    assert (await desk.notices())[-1][2]["measure"] == "numbers"


async def test_it_can_be_drawn_as_it_leaves(desk: Desk, house: House) -> None:
    second = await house.do(create_project, ANA, "Another")
    await house.add_set(second.key, 0, 99)
    house.clock.pass_(timedelta(days=60))
    await house.do(sell, second.key, AtRandom(3), LUIS, ANA)
    for measure in ("money", "numbers"):
        call = await shown(house, measure=measure, project_number=2)
        assert call.drawing is not None
        assert opened(call.drawing.draw()).size == (WIDTH, HEIGHT)


async def test_it_is_known_until_anything_on_it_changes(desk: Desk, house: House) -> None:
    first = file_key(await shown(house))
    house.clock.pass_(timedelta(minutes=1))
    assert file_key(await shown(house)) == first
    await house.sell(TRIP, 50)
    sold = file_key(await shown(house))
    await house.do(rename_project, TRIP, "Autumn trip", ANA)
    renamed = file_key(await shown(house))
    house.clock.pass_(timedelta(days=1))
    assert (
        len({first, sold, renamed, file_key(await shown(house)), file_key(await shown(house, measure="numbers"))}) == 5
    )


async def test_in_a_group_it_answers_whoever_asked_and_has_no_buttons(desk: Desk, house: House) -> None:
    call = await shown(house, GROUP, answers=17)
    assert json.loads(call.parameters["reply_parameters"])["message_id"] == 17
    assert "reply_markup" not in call.parameters


async def test_a_practice_raffle_says_so(desk: Desk, house: House) -> None:
    practice = (await house.do(start_practice, ANA, "Practice", "A bicycle", ["Uno", "Dos", "Tres"])).key
    call = await shown(house, project_number=practice.project_number)
    assert "nobody here is real" in call.parameters["caption"]


async def test_with_its_organizer_s_name_the_picture_goes_too(desk: Desk, house: House) -> None:
    await house.open_project(3001)
    key = file_key(await shown(house, user_id=3001))
    await house.do(keep_file, key, "file")
    await house.do(erase, 3001, lambda _: "Nobody")
    assert await house.look(find_file_id, key) is None


if __name__ == "__main__":
    for kept_name, kept_case in KEPT.items():
        small(kept_case.drawn()).quantize(48).save(Path(GOLDENS) / f"{kept_name}.png", optimize=True)
