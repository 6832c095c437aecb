"""The load generator counts what was answered and how fast, and what was not."""

import sys
from pathlib import Path

import pytest

from playground.load import SCRIPTS, Figures, measure, read_script

MINIMAL = f"{sys.executable} -m playground.examples.minimal"


async def test_a_minimal_bot_answers_everybody() -> None:
    figures = await measure(20, 1.0, SCRIPTS["echo"], MINIMAL, None)
    assert len(figures.latencies) >= 20
    assert figures.errors == 0


async def test_a_bot_that_never_listens_is_an_error_not_a_figure() -> None:
    with pytest.raises(RuntimeError, match="has ended"):
        await measure(1, 1.0, SCRIPTS["echo"], f'{sys.executable} -c "pass"', None)


def test_figures_are_said_in_lines() -> None:
    figures = Figures(2.0, [0.001 * number for number in range(1, 101)], 3)
    assert list(figures.lines()) == [
        "updates answered  100",
        "updates/s         50",
        "p50 ms            50.5",
        "p95 ms            95.1",
        "p99 ms            99.0",
        "errors            3",
    ]


def test_a_script_is_a_file_of_deeds(tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text("# begin\nsay /buttons\n\ntap Count\n")
    assert read_script(str(script)) == [("say", "/buttons"), ("tap", "Count")]
    script.write_text("dance\n")
    with pytest.raises(ValueError, match="every line is"):
        read_script(str(script))
