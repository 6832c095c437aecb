"""Of every table alike: its CHECKs, the types of its values, the parents of its rows, and the revision of the whole."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ColumnElement,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    Table,
    exists,
    func,
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
            async for finding in _of_parents(work, table):
                yield finding


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
    rules = _rules(work, table)
    if not rules:
        return
    keys = list(table.primary_key.columns)
    wrong = select(*keys, *(rule.label(f"rule_{i}") for i, (_, rule) in enumerate(rules)))
    for row in await work.execute(wrong.where(or_(*(rule for _, rule in rules)))):
        for (invariant, _), fails in zip(rules, row[len(keys) :], strict=True):
            if fails:
                yield invariant, told(table.name, *row[: len(keys)])


def _rules(work: Work, table: Table) -> list[tuple[str, ColumnElement[bool]]]:
    checks = sorted(str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint))
    met = " AND ".join(f"({check})" for check in checks)
    rules: list[tuple[str, ColumnElement[bool]]] = []
    if checks:
        rules.append(("checks", literal_column(f"NOT ({met})", Boolean)))
    if work.dialect == "sqlite":
        rules.append(("types", or_(*(_mistyped(table, column.name) for column in table.columns))))
    return rules


def _mistyped(table: Table, name: str) -> ColumnElement[bool]:
    column = table.c[name]
    kind = "text"
    if isinstance(column.type, BigInteger | Integer | Boolean):
        kind = "integer"
    elif isinstance(column.type, LargeBinary):
        kind = "blob"
    return func.typeof(column).not_in([kind, "null"] if column.nullable else [kind])


async def _of_parents(work: Work, table: Table) -> Broken:
    for link in table.foreign_key_constraints:
        async for finding in _orphans(work, table, link):
            yield finding


async def _orphans(work: Work, table: Table, link: ForeignKeyConstraint) -> Broken:
    parent = link.referred_table
    same = [element.parent == parent.c[element.column.name] for element in link.elements]
    named = [element.parent.is_not(None) for element in link.elements if element.parent.nullable]
    orphans = select(*table.primary_key.columns).where(*named, not_(exists().where(*same)))
    for row in await work.execute(orphans):
        yield "parents", told(table.name, *row)
