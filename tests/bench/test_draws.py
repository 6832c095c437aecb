"""Draws are measured in a very small size, and what is measured is a draw that holds."""

import json

import pytest

from bench.draws import bench_draws
from bench.measure import in_json


async def test_draws_are_measured_beside_the_bare_hash(capsys: pytest.CaptureFixture[str]) -> None:
    before = in_json.set(True)
    await bench_draws(1, [300, 500])
    in_json.reset(before)
    *tables, targets = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert [len(table["figures"]) for table in tables] == [6, 6]
    assert all(figure["median"] > 0 for table in tables for figure in table["figures"].values())
    assert "verify 500 with the beacon" in targets["figures"]
