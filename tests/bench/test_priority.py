"""Reminders and sales beside each other are measured, in a very small size."""

from pathlib import Path

from bench.measure import recording
from bench.priority import TARGETS, bench_priority


async def test_reminders_come_once_and_sales_are_confirmed_meanwhile(tmp_path: Path) -> None:
    with recording() as record:
        await bench_priority(tmp_path, 20)
    (table,) = record.tables
    medians = {name: one["median"] for name, one in table["figures"].items()}
    assert medians.keys() == TARGETS.keys()
    assert medians["reminders that came twice, or never"] == 0
