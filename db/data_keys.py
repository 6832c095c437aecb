"""The door to the print of the data key: by which key this database is sealed."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select, text, update

from db.machinery_tables import DataKeys
from db.work import Work

UNDER_WAY = ">"
"""Between the prints of two keys: everything is being sealed anew with the second, and nobody may begin with either."""

# On SQLite the writer's turn is this lock.
_LOCK = text("LOCK TABLE data_keys IN SHARE ROW EXCLUSIVE MODE")

_CHANGE = update(DataKeys).where(DataKeys.key_print == bindparam("before"))


async def find_key_print(work: Work) -> str | None:
    """None until the first start."""
    return (await work.execute(select(DataKeys.key_print))).scalar()


async def find_first_start(work: Work) -> datetime | None:
    """When this database came into use: its key was noted then, and is dated so however often it changes."""
    return (await work.execute(select(DataKeys.created_at))).scalar()


async def lock_key_print(work: Work) -> str | None:
    """Of those who start at once on an empty database only the first finds none."""
    if work.dialect == "postgresql":
        await work.execute(_LOCK)
    return await find_key_print(work)


async def keep_key_print(work: Work, key_print: str) -> None:
    await work.execute(insert(DataKeys), {"key_print": key_print, "created_at": work.now, "updated_at": work.now})


async def change_key_print(work: Work, before: str, after: str) -> None:
    if (await work.execute(_CHANGE, {"before": before, "key_print": after, "updated_at": work.now})).rowcount != 1:
        raise RuntimeError("only the key that there is can be changed")
