"""The door to the print of the data key: by which key this database is sealed."""

from sqlalchemy import insert, select

from db.machinery_tables import DataKeys
from db.work import Work


async def find_key_print(work: Work) -> str | None:
    """None until the first start."""
    return (await work.execute(select(DataKeys.key_print))).scalar()


async def keep_key_print(work: Work) -> None:
    await work.execute(
        insert(DataKeys), {"key_print": work.sealing.key_print, "created_at": work.now, "updated_at": work.now}
    )
