"""The databases of every revision that was released, as they lay on disks and servers then, with rows of all kinds.

`python -m tests.released` keeps those of the newest revision, when it is released.
"""

import gzip
from pathlib import Path

import asyncpg

from db.store import file_of

_HERE = Path(__file__).parent
KEY = b"the key of what was released....".ljust(32, b".")
"""With which they are sealed."""


def file_of_release(revision: str) -> Path:
    """A file on SQLite."""
    return _HERE / f"{revision}.db.gz"


def script_of_release(revision: str) -> Path:
    """What makes it on PostgreSQL."""
    return _HERE / f"{revision}.sql.gz"


RELEASED = sorted(path.name.partition(".")[0] for path in _HERE.glob("*.db.gz"))


async def lay_down(revision: str, url: str) -> None:
    """Where nothing is yet."""
    file = file_of(url)
    if file is not None:
        file.write_bytes(gzip.decompress(file_of_release(revision).read_bytes()))
        return
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute(gzip.decompress(script_of_release(revision).read_bytes()).decode())
    finally:
        await connection.close()
