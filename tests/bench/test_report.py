"""The document is what its generator makes of what was kept, and says of each figure whether it was reached."""

import json
from typing import Any

import pytest

from bench.__main__ import PARTS, SIZES
from bench.measure import figure, recording, tell, tell_grid, tell_targets
from bench.report import GOALS, PAGE, goals_in_text, page


@pytest.fixture
def told() -> dict[str, Any]:
    """As a run in which a bot was measured in no time, and kept in a file meanwhile."""
    with recording() as record:
        rows = {"ours": {"rate": figure([1, 2, 3]), "wait": figure([float("inf")])}, "stock": {"rate": figure([2])}}
        tell_grid("A backlog", rows, {"rate": "how many", "wait": "how long"}, "How fast.")
        tell("In the store alone", "a second", {"by hand": figure([50]), "ours": figure([40, 20, 30])}, "by hand")
        tell_targets("Updates", {"rate": figure([0.7]), "size": figure([3])}, {"rate": "at least 0.8", "size": ""})
    tables = record.tables
    document = {
        "machine": {"processor": "a fast one, 2 cores"},
        "size": {"rounds": 3, "drawn": [1000, 2000]},
        "parts": {"updates": {"about": "About.", "seconds": 1, "tables": tables}},
    }
    read: dict[str, Any] = json.loads(json.dumps(document, allow_nan=False))
    return read


def test_a_part_becomes_tables_with_ratios_first(told: dict[str, Any]) -> None:
    text = page(told)
    assert "| size | rounds 3, drawn 1,000 and 2,000 |" in text
    assert "| ours | 2.00 (1.00 to 3.00) | - |\n| stock | 2.00 |  |" in text
    assert "- **wait**: how long" in text
    assert (
        "| | x by hand | a second |\n|---|---:|---:|\n| by hand | 1 | 50.0 |\n| ours | 0.6 | 30.0 (20.0 to 40.0) |"
        in text
    )


def test_what_is_to_be_reached_stands_once_and_first(told: dict[str, Any]) -> None:
    text = page(told)
    row = "| rate | 0.700 | at least 0.8 | no |\n| size | 3.00 |  |  |"
    assert text.count(row) == 1
    assert text.index(row) < text.index("## Updates")
    assert goals_in_text(told).splitlines()[-2].split() == ["rate", "0.700", "at", "least", "0.8", "no"]


def test_a_run_without_what_has_goals_tells_of_none(told: dict[str, Any]) -> None:
    told["parts"] = {"pictures": told["parts"]["updates"]}
    assert goals_in_text(told) == ""
    assert "| rate | 0.700 | at least 0.8 | no |" in page(told)


def test_the_document_is_what_was_measured() -> None:
    """Else `python -m bench.report docs/performance.json` writes it anew."""
    assert PAGE.read_text() == page(json.loads(PAGE.with_suffix(".json").read_text()))


def test_every_part_has_a_sentence_about_it_and_those_with_goals_are_there() -> None:
    assert all(module.__doc__ for module, _ in PARTS.values())
    assert set(GOALS) <= PARTS.keys()
    assert SIZES["moderate"].rounds <= SIZES["full"].rounds
