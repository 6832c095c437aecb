"""Pictures are measured with one round each, beside the bare encoding."""

from bench.measure import recording
from bench.pictures import bench_pictures


async def test_every_picture_is_measured_beside_its_bare_encoding() -> None:
    with recording() as record:
        await bench_pictures(1)
    *tables, targets = record.tables
    assert len(tables) == 6
    assert all(figure["median"] > 0 for table in tables for figure in table["figures"].values())
    assert targets["targets"]["100 numbers, repainted"] == "at most 4 ms"
    assert len(targets["figures"]) == 8
