"""Sales are measured beside the stock echo, in a very small size."""

import json
from pathlib import Path

import pytest

from bench.measure import in_json
from bench.sales import TARGETS, bench_sales


async def test_sales_are_sales_and_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = in_json.set(True)
    await bench_sales(tmp_path, 1, 0.01)
    in_json.reset(before)
    *tables, targets = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert len(tables) == 4
    assert all(figure["median"] > 0 for table in tables for figure in table["figures"].values())
    assert targets["figures"].keys() == TARGETS.keys()
