"""What is measured in a store alone is what it says: on both engines, in a very small size."""

import sqlite3
from pathlib import Path

import asyncpg
from sqlalchemy import make_url, text

from bench.drawing import bench_meanwhile, bench_store
from bench.due import DUE
from bench.due import bench_store as bench_due_in_store
from bench.exporting import bench_exporting
from bench.measure import recording
from bench.places import BUYER, ORGANIZER, new_project
from bench.raw import sell_on_postgres, sell_on_sqlite
from bench.sets import CHOSEN, bench_choosing, bench_making
from db.every_table import Base
from db.store import Store
from db.work import Work
from rules.numbers import Chosen
from services.buyers import NumberedBuyer
from services.sales import sell
from tests.cast import House


async def test_a_sale_by_hand_leaves_as_many_rows_as_the_use_case(house: House, url: str) -> None:
    project = await new_project(house.store, 9_999)
    sales = [range(first, first + 3) for first in (0, 3, 6)]
    await house.do(sell, project.key, Chosen(tuple(sales[0])), NumberedBuyer(BUYER), ORGANIZER)
    before = await house.look(_counts)
    await house.do(sell, project.key, Chosen(tuple(sales[1])), NumberedBuyer(BUYER), ORGANIZER)
    between = await house.look(_counts)
    await _sell_by_hand(url, sales[2])
    after = await house.look(_counts)
    assert _more(before, between) == _more(between, after) == {"orders": 1, "raffles": 3, "payments": 1, "events": 1}


async def _sell_by_hand(url: str, numbers: range) -> None:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        driver = sqlite3.connect(str(address.database))
        sell_on_sqlite(driver, ORGANIZER, numbers)
        driver.commit()
        driver.close()
    else:
        connection = await asyncpg.connect(url.replace("+asyncpg", ""))
        await sell_on_postgres(connection, ORGANIZER, numbers)
        await connection.close()


async def _counts(work: Work) -> dict[str, int]:
    """Totals are by the day, and the clock of the house is not the one on the wall."""
    names = [name for name in Base.metadata.tables if not name.endswith("_totals")]
    return {name: (await work.execute(text(f"SELECT count(*) FROM {name}"))).scalar_one() for name in names}


def _more(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {name: after[name] - count for name, count in before.items() if after[name] != count}


async def test_what_is_due_is_claimed_and_then_nothing_is(store: Store) -> None:
    with recording() as record:
        await bench_due_in_store(store, "an engine", 1, DUE + 1)
    assert [len(table["figures"]) for table in record.tables] == [2, 3, 2]


async def test_a_list_is_locked_drawn_and_proved_again_and_again(store: Store) -> None:
    with recording() as record:
        await bench_store(store, "an engine", 2, 50)
    assert record.tables[0]["figures"].keys() == {"lock", "draw", "proof", "all three"}


async def test_others_write_while_a_list_is_drawn(store: Store) -> None:
    with recording() as record:
        await bench_meanwhile(store, "an engine", 50)
    assert len(record.tables[0]["figures"]) == 2


async def test_sets_are_made_and_numbers_of_them_chosen(store: Store, tmp_path: Path) -> None:
    with recording() as record:
        await bench_making(store, "an engine", 1, 200_000)
        await bench_choosing(store, tmp_path / "rows.db", 1, CHOSEN * 200)
    assert [len(table["figures"]) for table in record.tables] == [2, 2, 2, 2]


async def test_a_workbook_is_made_by_the_task_and_by_the_library_alone(tmp_path: Path) -> None:
    with recording() as record:
        await bench_exporting(tmp_path, 1, 100)
    assert [table["figures"].keys() for table in record.tables[:2]] == [{"XlsxWriter alone", "the task"}] * 2
