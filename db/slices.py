"""Many rows in one unit, some hundred at a time: in between everybody else who is served by this process has a turn."""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Column, Executable, Table, Text, bindparam, insert, text

from db.types import Sealed
from db.work import Work

SLICE = 250

OneT = TypeVar("OneT")


def _insert(table: str) -> Executable:
    rows = f"json_populate_recordset(CAST(NULL AS {table}), CAST(:written AS json))"
    return text(f"INSERT INTO {table} SELECT * FROM {rows}").bindparams(bindparam("written", type_=Text))


_INSERT = {name: _insert(name) for name in ("buyers", "orders", "payments", "reminders", "events")}


def slices(many: Sequence[OneT], size: int = SLICE) -> Iterator[Sequence[OneT]]:
    return (many[start : start + size] for start in range(0, len(many), size))


async def execute_in_slices(work: Work, statement: Executable, rows: Sequence[dict[str, Any]]) -> None:
    """Statements on SQLite run on the event loop itself."""
    for some in slices(rows):
        await work.execute(statement, some)
        await give_way()


async def add_many(work: Work, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows that are new. On PostgreSQL all by one statement, for what is counted of them is counted once for each."""
    if work.dialect == "sqlite":
        await execute_in_slices(work, insert(table), [dict(row) for row in rows])
        return
    columns = list(table.columns)
    written = []
    for some in slices(rows):
        written += [json.dumps({one.name: _as_stored(work, one, row) for one in columns}) for row in some]
        await give_way()
    await work.execute(_INSERT[table.name], {"written": f"[{','.join(written)}]"})


async def give_way() -> None:
    await asyncio.sleep(0)


def _as_stored(work: Work, column: Column[Any], row: Mapping[str, Any]) -> Any:
    """What is not said is nothing, where that may be."""
    value = row.get(column.name) if column.nullable else row[column.name]
    if isinstance(value, datetime):
        return value.isoformat()
    return work.sealing.seal(value) if value is not None and isinstance(column.type, Sealed) else value
