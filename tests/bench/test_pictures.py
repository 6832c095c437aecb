"""Pictures are measured with one round each, beside the bare encoding."""

import json

import pytest

from bench.measure import in_json
from bench.pictures import bench_pictures


async def test_every_picture_is_measured_beside_its_bare_encoding(capsys: pytest.CaptureFixture[str]) -> None:
    before = in_json.set(True)
    await bench_pictures(1)
    in_json.reset(before)
    *tables, targets = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert len(tables) == 6
    assert all(figure["median"] > 0 for table in tables for figure in table["figures"].values())
    assert targets["targets"]["100 numbers, repainted"] == "at most 4 ms"
    assert len(targets["figures"]) == 8
