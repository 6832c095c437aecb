"""The door to the pictures that Telegram has already: found by what they show."""

from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.machinery_tables import Files
from db.work import Work

_FIND = select(Files.file_id).where(Files.file_key == bindparam("key"))
_FORGET = delete(Files).where(Files.file_key.startswith(bindparam("beginning")))


def _keep(insert: Any) -> Any:
    new = insert(Files)
    changed = {"file_id": new.excluded.file_id, "updated_at": new.excluded.updated_at}
    return new.on_conflict_do_update(index_elements=["file_key"], set_=changed)


_KEEP = {"sqlite": _keep(sqlite_insert), "postgresql": _keep(postgres_insert)}


async def find_file_id(work: Work, file_key: str) -> str | None:
    found: str | None = (await work.execute(_FIND, {"key": file_key})).scalar()
    return found


async def keep_file(work: Work, file_key: str, file_id: str) -> None:
    """The newest, if there is one already."""
    values = {"file_key": file_key, "file_id": file_id, "created_at": work.now, "updated_at": work.now}
    await work.execute(_KEEP[work.dialect], values)


async def forget_files(work: Work, beginning: str) -> None:
    """All whose key begins so: `ticket/1001/2/7/` for one order's."""
    await work.execute(_FORGET, {"beginning": beginning})
