"""Figures are told as text for people, and kept as tables for machines."""

import json
from math import inf

import pytest

from bench.measure import figure, in_turns, is_reached, note, recording, say, tell, tell_grid, tell_targets

FIGURES = {"slow": figure([4.0, 1.0, 2.0]), "quick": figure([300.0, 100.0, 200.0])}


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
    assert slow.split() == ["slow", "1.00", "/", "2.00", "/", "4.00", "x", "1"]
    assert quick.split() == ["quick", "100", "/", "200", "/", "300", "x", "100"]


def test_people_read_what_is_wanted_and_whether_it_was_reached(capsys: pytest.CaptureFixture[str]) -> None:
    tell_targets("Targets", {"slow": FIGURES["slow"]}, {"slow": "at most 3 s"})
    assert capsys.readouterr().out.splitlines()[-1].endswith("1.00 / 2.00 / 4.00  wanted: at most 3 s, reached: yes")


@pytest.mark.parametrize(
    ("wanted", "measured", "reached"),
    [
        ("at least 0.8", 0.8, True),
        ("at least 0.8", 0.79, False),
        ("at most 5,000 ms", 4999, True),
        ("at most 1.5", inf, False),
        ("below 60", 61, False),
        ("not by rows", 3, None),
        ("", 3, None),
    ],
)
def test_what_is_wanted_is_reached_or_not_or_cannot_be_told(wanted: str, measured: float, reached: bool | None) -> None:
    assert is_reached(wanted, measured) is reached


def test_a_grid_leaves_out_what_was_not_measured_and_says_who_did_not_keep_up(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = {"ours": {"rate": figure([200.0]), "wait": figure([inf])}, "stock": {"rate": figure([100.0])}}
    tell_grid("Bots", rows, {"rate": "how many", "wait": "how long"})
    ours, stock = capsys.readouterr().out.splitlines()[-2:]
    assert (ours.split(), stock.split()) == (["ours", "200", "-"], ["stock", "100"])


def test_machines_find_every_table_and_people_read_nothing_then(capsys: pytest.CaptureFixture[str]) -> None:
    with recording() as record:
        tell("Echo", "updates/s", FIGURES, "slow")
        say("a word to people")
        note("SQLite", "3")
        tell_targets("Targets", {"slow": figure([inf])}, {"slow": "at most 3"})
    assert capsys.readouterr().out == ""
    echo, targets = json.loads(json.dumps(record.tables, allow_nan=False))
    assert echo["figures"]["quick"] == {"min": 100.0, "median": 200.0, "max": 300.0}
    assert echo["ratios"] == {"slow": 1.0, "quick": 100.0}
    assert (targets["targets"], targets["reached"]) == ({"slow": "at most 3"}, {"slow": False})
    assert targets["figures"]["slow"] == {"min": None, "median": None, "max": None}
    assert record.facts == {"SQLite": "3"}
