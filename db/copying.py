"""All rows of one store written into another, table by table in the order of their keys, as they are on disk.

What is sealed stays sealed, so that no key is needed. Broken off, it goes on behind the last row that arrived.
"""

import hashlib
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    MetaData,
    Select,
    Table,
    Text,
    bindparam,
    collate,
    func,
    select,
    text,
    tuple_,
)

from db.every_table import Base
from db.prepared import AnyRow
from db.revisions import COPYING, head_revision
from db.store import Store
from db.types import Sealed
from db.work import Work

_OF_ITS_PLACE = {"leases"}
"""What says something of the processes there, and nothing elsewhere."""


def _plain_tables() -> list[Table]:
    """Parents before their children."""
    plain = MetaData()
    for table in Base.metadata.sorted_tables:
        for column in table.to_metadata(plain).columns:
            if isinstance(column.type, Sealed):
                column.type = Text()
    return [table for table in plain.sorted_tables if table.name not in _OF_ITS_PLACE]


TABLES = _plain_tables()
_COUNT_ANEW = text(f"ANALYZE {', '.join(table.name for table in TABLES)}")


async def copy_rows(source: Work, target: Store) -> None:
    """What one moment of the source holds. Each batch is on disk before the next one is read."""
    for table in TABLES:
        async with target.reading() as work:
            last = (await work.execute(_in_order(work, table, backwards=True).limit(1))).first()
        async for rows in _behind(source, table, last):
            async with target.work() as work:
                await work.add_rows(table, rows)
                work.keep()
    async with target.work() as work:
        await _count_on(work)
        work.keep()


async def copy_everything(source: Work, target: Store) -> None:
    """In one go, into one that nobody else knows of."""
    async with target.work() as work:
        await begin_copying(work, await print_of(source))
        work.keep()
    await copy_rows(source, target)
    async with target.work() as work:
        await end_copying(work)
        work.keep()


async def is_empty(work: Work) -> bool:
    for table in TABLES:
        if (await work.execute(select(text("1")).select_from(table).limit(1))).first() is not None:
            return False
    return True


async def count_rows(work: Work) -> dict[str, int]:
    counts = {}
    for table in TABLES:
        counts[table.name] = int((await work.execute(select(func.count()).select_from(table))).scalar_one())
    return counts


async def digest_histories(work: Work) -> str:
    """Of the newest event of every organizer: it stands for all that happened before it."""
    events = Base.metadata.tables["events"]
    newest = select(events.c.user_id, func.max(events.c.event_number)).group_by(events.c.user_id)
    heads = select(events.c.user_id, events.c.event_number, events.c.hash).where(
        tuple_(events.c.user_id, events.c.event_number).in_(newest)
    )
    digest = hashlib.sha256()
    async for chunk in work.chunks(heads.order_by(events.c.user_id)):
        for row in chunk:
            digest.update(f"{row[0]}/{row[1]}/{row[2]}\n".encode())
    return digest.hexdigest()


async def digest_rows(work: Work, table: Table) -> str:
    """Equal for equal rows on either engine."""
    digest = hashlib.sha256()
    async for chunk in work.chunks(_in_order(work, table)):
        for row in chunk:
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


async def print_of(work: Work) -> str:
    """Tells two states of stores apart, without a look at every value."""
    digest = hashlib.sha256((await digest_histories(work)).encode())
    for table in TABLES:
        look = select(func.count(), func.max(table.c.updated_at, type_=table.c.updated_at.type))
        count, newest = (await work.execute(look.select_from(table))).one()
        digest.update(f"{table.name}/{count}/{_written(newest)}\n".encode())
    return digest.hexdigest()[:16]


async def begin_copying(work: Work, source: str) -> None:
    """Until it is ended nobody begins with what is there, and what guards a draw lets its rows come."""
    await _write_revision(work, f"{COPYING}{source}")


async def end_copying(work: Work) -> None:
    await _write_revision(work, head_revision())
    if work.dialect == "postgresql":
        # It would count what came only minutes later, and plan until then as if every table were small.
        await work.execute(_COUNT_ANEW)


def source_of(revision: str | None) -> str | None:
    """The print of the store of which half is there, if that is what such a revision says."""
    return revision.removeprefix(COPYING) if revision is not None and revision.startswith(COPYING) else None


async def _write_revision(work: Work, revision: str) -> None:
    await work.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def _in_order(work: Work, table: Table, *, backwards: bool = False) -> Select[*tuple[Any, ...]]:
    keys = _keys(work, table)
    return select(table).order_by(*([key.desc() for key in keys] if backwards else keys))


async def _behind(work: Work, table: Table, last: AnyRow | None) -> AsyncIterator[Sequence[AnyRow]]:
    statement, values = _in_order(work, table), {}
    if last is not None:
        keys, row = list(table.primary_key.columns), _named(table, last)
        behind = tuple_(*(bindparam(f"last_{key.name}", type_=key.type) for key in keys))
        statement = statement.where(tuple_(*_keys(work, table)) > behind)
        values = {f"last_{key.name}": row[key.name] for key in keys}
    async for chunk in work.chunks(statement, values):
        yield chunk


def _named(table: Table, row: AnyRow) -> dict[str, Any]:
    return dict(zip(table.columns.keys(), row, strict=True))


def _keys(work: Work, table: Table) -> list[ColumnElement[Any]]:
    """Texts by their bytes, as SQLite orders them, whatever the language of the other engine."""
    columns = table.primary_key.columns
    if work.dialect == "sqlite":
        return list(columns)
    return [collate(column, "C") if isinstance(column.type, Text) else column for column in columns]


async def _count_on(work: Work) -> None:
    """Rows that come later are numbered after those that were copied."""
    if work.dialect != "postgresql":
        return
    for table in TABLES:
        number = table.autoincrement_column
        if number is not None and number.autoincrement is True:
            sequence = f"pg_get_serial_sequence('{table.name}', '{number.name}')"
            highest = f"SELECT max({number.name}) AS number FROM {table.name}"
            await work.execute(text(f"SELECT setval({sequence}, number) FROM ({highest}) AS counted WHERE number > 0"))


def _written(at: datetime | None) -> str:
    return "" if at is None else at.isoformat()
