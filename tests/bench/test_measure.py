"""Figures are told as text for people, and as JSON for machines."""

import json
from collections.abc import Iterator

import pytest

from bench.measure import figure, in_json, in_turns, say, tell, tell_targets

FIGURES = {"slow": figure([4.0, 1.0, 2.0]), "quick": figure([300.0, 100.0, 200.0])}


@pytest.fixture
def machines_read() -> Iterator[None]:
    before = in_json.set(True)
    yield
    in_json.reset(before)


async def test_each_way_takes_its_turn_in_every_round() -> None:
    order: list[str] = []

    async def first() -> float:
        order.append("first")
        return float(len(order))

    async def second() -> float:
        order.append("second")
        return float(len(order))

    assert await in_turns(3, {"first": first, "second": second}) == {"first": (1, 3, 5), "second": (2, 4, 6)}
    assert order == ["first", "second"] * 3


def test_people_read_least_middle_most_and_the_ratio(capsys: pytest.CaptureFixture[str]) -> None:
    tell("Echo", "updates/s", FIGURES, "slow")
    title, slow, quick = capsys.readouterr().out.strip().splitlines()
    assert title.startswith("Echo (updates/s: min / median / max")
    assert slow.split() == ["slow", "1.000", "/", "2.000", "/", "4.000", "x", "1"]
    assert quick.split() == ["quick", "100", "/", "200", "/", "300", "x", "100"]


def test_people_read_what_is_wanted_beside_what_was_reached(capsys: pytest.CaptureFixture[str]) -> None:
    tell_targets("Targets", {"slow": FIGURES["slow"]}, {"slow": "at most 3"})
    assert capsys.readouterr().out.splitlines()[-1].endswith("1.000 / 2.000 / 4.000  wanted: at most 3")


@pytest.mark.usefixtures("machines_read")
def test_machines_read_a_line_a_table_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    tell("Echo", "updates/s", FIGURES, "slow")
    say("a word to people")
    tell_targets("Targets", {"slow": FIGURES["slow"]}, {"slow": "at most 3"})
    echo, targets = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert echo["figures"]["quick"] == {"min": 100.0, "median": 200.0, "max": 300.0}
    assert echo["ratios"] == {"slow": 1.0, "quick": 100.0}
    assert targets["targets"] == {"slow": "at most 3"}
