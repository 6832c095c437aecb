"""Of which revision a database is, and whether its tables are those of that revision."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from db.every_table import Base
from db.work import Work

Column = tuple[str, str]
"""By the names of its table and its own."""

_VERSIONS = Path(__file__).parent.parent / "migrations" / "versions"
COPYING = "copying-"
"""What the revision begins with while rows arrive from another database: nobody begins with half of them."""
_REVISION_TABLE = "alembic_version"
_REVISIONS = text("SELECT version_num FROM alembic_version")
_LOOKS = {
    "sqlite": (
        text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"),
        _REVISIONS,
        text(
            "SELECT tables.name, columns.name FROM sqlite_master AS tables"
            " JOIN pragma_table_info(tables.name) AS columns"
            " WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%'"
        ),
    ),
    "postgresql": (
        text("SELECT to_regclass('alembic_version')::text"),
        _REVISIONS,
        text(
            "SELECT tables.relname, columns.attname FROM pg_class AS tables"
            " JOIN pg_attribute AS columns ON columns.attrelid = tables.oid"
            " WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')"
            " AND attnum > 0 AND NOT attisdropped"
        ),
    ),
}
"""Whether there are revisions, which, and the columns of all tables."""


class RevisionUnknown(Exception):
    """The database is of a revision that this version does not know; nothing was changed."""


class HalfCopied(Exception):
    """A copy into this database was broken off; nothing was changed."""


class ForeignKeysBroken(Exception):
    """A migration would leave rows whose parents are gone; nothing was changed."""


class SchemaMixed(Exception):
    """The tables are not those of the revision; says which. Nothing was changed."""


def head_revision() -> str:
    return _revisions()[-1]


@cache
def _revisions() -> Sequence[str]:
    """Oldest first. The names of the files say it: most who start take no step, and need none of them."""
    return sorted(file.name.partition("_")[0] for file in _VERSIONS.glob("[0-9]*_*.py"))


def insist_on_standing(connection: Connection) -> str | None:
    """The revision, if it is one from which a migration may set out; None where nothing is yet."""
    is_there, revisions, columns = _LOOKS[connection.dialect.name]
    heads = connection.execute(revisions).scalars() if connection.execute(is_there).scalar() else ()
    return _judged(list(heads), _read(connection.execute(columns)))


async def find_standing(work: Work) -> str | None:
    """The same, by somebody who only looks."""
    is_there, revisions, columns = _LOOKS[work.dialect]
    heads = (await work.execute(revisions)).scalars() if (await work.execute(is_there)).scalar() else ()
    return _judged(list(heads), _read(await work.execute(columns)))


def _judged(revisions: Sequence[str], there: frozenset[Column]) -> str | None:
    if any(revision.startswith(COPYING) for revision in revisions):
        raise HalfCopied
    if len(revisions) > 1:
        raise SchemaMixed(f"it says that it is of {len(revisions)} revisions at once")
    if not revisions:
        _insist_on_nothing(there)
        return None
    (revision,) = revisions
    _insist_on_tables(revision, there)
    return revision


@cache
def _columns_of(revision: str) -> frozenset[Column]:
    """By climbing there in a place that is gone afterwards; names are the same on both engines."""
    if revision == head_revision():
        tables = Base.metadata.tables.values()
        return frozenset((table.name, column.name) for table in tables for column in table.columns)
    # Nobody loads the steps who has none to take, or to compare with.
    from db.steps import climbed

    with climbed(revision) as scratch:
        return _read(scratch.execute(_LOOKS["sqlite"][-1]))


def _insist_on_nothing(there: frozenset[Column]) -> None:
    """What belongs to others, and has other names, may be there."""
    ours = sorted({table for table, _ in there} & {table for table, _ in _columns_of(head_revision())})
    if ours:
        raise SchemaMixed(f"there are tables in it ({ours[0]}), and nothing says of which revision")


def _insist_on_tables(revision: str, there: frozenset[Column]) -> None:
    if revision not in _revisions():
        raise RevisionUnknown(revision)
    expected = _columns_of(revision)
    ours = {table for table, _ in expected | _columns_of(head_revision())}
    found = frozenset(column for column in there if column[0] in ours)
    for names, word in ((expected - found, "lacks"), (found - expected, "has")):
        if names:
            table, column = min(names)
            raise SchemaMixed(f"it says that it is of revision {revision}, and {word} {table}.{column}")


def _read(columns: Iterable[Any]) -> frozenset[Column]:
    return frozenset((str(table), str(column)) for table, column in columns if table != _REVISION_TABLE)
