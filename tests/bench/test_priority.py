"""Reminders and sales beside each other are measured, in a very small size."""

import json
from pathlib import Path

import pytest

from bench.measure import in_json
from bench.priority import TARGETS, bench_priority


async def test_reminders_come_once_and_sales_are_confirmed_meanwhile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = in_json.set(True)
    await bench_priority(tmp_path, 20)
    in_json.reset(before)
    (table,) = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    medians = {name: one["median"] for name, one in table["figures"].items()}
    assert medians.keys() == TARGETS.keys()
    assert medians["reminders that came twice, or never"] == 0
    assert medians["confirmation of a sale meanwhile at most, ms"] < 2000
