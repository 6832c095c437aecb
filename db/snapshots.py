"""The file of a database on SQLite as a whole: one moment of it copied while others write, and looked through."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import sleep

_PAGES = 256
_BREATH_SECONDS = 0.002
"""After so many pages others have the disk for so long."""
_MOST_TOLD = 20
_NOT_OF_ROWS = ("alembic_version", "leases", "sqlite_sequence")
BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file, under its name."""


class FileTorn(Exception):
    """What is in the file cannot be trusted; says where."""


def copy_file(source: Path, target: Path) -> None:
    """What stands in it at the moment of the call; whoever writes meanwhile neither waits nor is seen."""
    with _told(), closing(_opened(source, "ro")) as there, closing(_opened(target, "rwc")) as here:
        # Within a transaction that reads it sees no later write, and need not begin again after each.
        there.execute("BEGIN")
        there.execute("SELECT count(*) FROM sqlite_master").fetchone()
        there.backup(here, pages=_PAGES, progress=lambda *_: sleep(_BREATH_SECONDS))
    make_whole(target)


def make_whole(file: Path) -> None:
    """All of it in the one file, with nothing beside."""
    with _told(), closing(_opened(file, "rw")) as here:
        here.execute("PRAGMA journal_mode = DELETE").fetchone()


def look_through(file: Path) -> None:
    """Every page, every index, and the parents of every row."""
    with _told(), closing(_opened(file, "ro")) as here:
        torn = [str(row[0]) for row in here.execute(f"PRAGMA integrity_check({_MOST_TOLD})") if row[0] != "ok"]
        torn += [f"{table} without its {parent}" for table, _, parent, _ in here.execute("PRAGMA foreign_key_check")]
    if torn:
        raise FileTorn(torn[0])


def count_rows(file: Path) -> dict[str, int]:
    """Of every table there, whatever its revision."""
    with _told(), closing(_opened(file, "ro")) as here:
        tables = [name for (name,) in here.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        counts = {name: here.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
    return {name: count for name, count in counts.items() if name not in _NOT_OF_ROWS}


def remove_file(file: Path) -> None:
    for beside in ("", *BESIDE):
        file.with_name(f"{file.name}{beside}").unlink(missing_ok=True)


def _opened(file: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise FileTorn(str(error)) from error
