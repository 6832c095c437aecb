"""How large a database is on its disk."""

from sqlalchemy import text

from db.work import Work

_BYTES = {
    "sqlite": text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"),
    "postgresql": text("SELECT pg_database_size(current_database())"),
}


async def count_bytes(work: Work) -> int:
    return int((await work.execute(_BYTES[work.dialect])).scalar() or 0)
