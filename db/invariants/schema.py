"""Of every table alike: its CHECKs, the types of its values, the parents of its rows, and the revision of the whole."""

from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    Select,
    Table,
    exists,
    false,
    literal_column,
    not_,
    or_,
    select,
    text,
)

from db.every_table import Base
from db.invariants.telling import Broken, told
from db.revisions import head_revision
from db.work import Work

INVARIANTS = {
    "revision": "The schema is that of the newest revision.",
    "integrity": "The database file is sound (SQLite).",
    "checks": "Every row meets the CHECK constraints of its table.",
    "types": "Every value has the type of its column (SQLite does not insist by itself).",
    "parents": "Every row that names another row names one that is there, of the same organizer.",
}

NOT_MIGRATED = "none"
_VERSIONED = {
    "sqlite": text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"),
    "postgresql": text("SELECT to_regclass('alembic_version')"),
}

# Looked at together with what they hold, in `holdings`: a million rows are read once.
_PARENTS_ELSEWHERE = {"raffles"}


async def broken(work: Work) -> Broken:
    for table in Base.metadata.sorted_tables:
        async for finding in _of_rows(work, table):
            yield finding
        if table.name not in _PARENTS_ELSEWHERE:
            for orphans in _orphans(table):
                for row in await work.execute(orphans):
                    yield "parents", told(table.name, *row)


async def find_other_revision(work: Work) -> str | None:
    """What the schema is instead of the newest revision; then nothing else can be said of it."""
    if (await work.execute(_VERSIONED[work.dialect])).scalar() is None:
        return NOT_MIGRATED
    revision = str((await work.execute(text("SELECT version_num FROM alembic_version"))).scalar())
    return None if revision == head_revision() else revision


async def list_torn(work: Work) -> list[str]:
    """What is wrong with the file itself; what it says cannot be trusted then."""
    if work.dialect != "sqlite":
        return []
    return [str(row[0]) for row in await work.execute(text("PRAGMA quick_check(20)")) if row[0] != "ok"]


async def _of_rows(work: Work, table: Table) -> Broken:
    """One scan looks at everything; only when it finds a row is it told what is wrong with it."""
    invariants, wrong = _wrong(work.dialect, table)
    for row in await work.execute(wrong) if invariants else ():
        key, failed = row[: -len(invariants)], row[-len(invariants) :]
        for invariant, fails in zip(invariants, failed, strict=True):
            if fails:
                yield invariant, told(table.name, *key)


@cache
def _wrong(dialect: str, table: Table) -> tuple[list[str], Select[Any]]:
    """The same statement at each look, so that it is made into SQL once."""
    rules = _rules(dialect, table)
    flags = (rule.label(f"rule_{i}") for i, rule in enumerate(rules.values()))
    return list(rules), select(*table.primary_key.columns, *flags).where(or_(false(), *rules.values()))


def _rules(dialect: str, table: Table) -> dict[str, ColumnElement[bool]]:
    checks = sorted(str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint))
    met = " AND ".join(f"({check})" for check in checks)
    mistyped = " OR ".join(_mistyped(column) for column in table.columns)
    rules: dict[str, ColumnElement[bool]] = {}
    if checks:
        rules["checks"] = literal_column(f"NOT ({met})", Boolean)
    if dialect == "sqlite":
        rules["types"] = literal_column(f"({mistyped})", Boolean)
    return rules


def _mistyped(column: Column[Any]) -> str:
    kind = "text"
    if isinstance(column.type, BigInteger | Integer | Boolean):
        kind = "integer"
    elif isinstance(column.type, LargeBinary):
        kind = "blob"
    known = f"'{kind}', 'null'" if column.nullable else f"'{kind}'"
    return f"typeof({column.name}) NOT IN ({known})"


@cache
def _orphans(table: Table) -> list[Select[Any]]:
    """By each of the ways in which a row names another."""
    return [_without_parent(table, link) for link in table.foreign_key_constraints]


def _without_parent(table: Table, link: ForeignKeyConstraint) -> Select[Any]:
    parent = link.referred_table
    same = [element.parent == parent.c[element.column.name] for element in link.elements]
    named = [element.parent.is_not(None) for element in link.elements if element.parent.nullable]
    return select(*table.primary_key.columns).where(*named, not_(exists().where(*same)))
