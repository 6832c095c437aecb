"""The counters: everybody's things count from 1, without a gap and without a repeat."""

from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.history_tables import Counters
from db.work import Work


def _take_statement(insert: Any) -> Any:
    first = insert(Counters).values(
        user_id=bindparam("user_id"),
        scope=bindparam("scope"),
        value=bindparam("count"),
        created_at=bindparam("now"),
        updated_at=bindparam("now"),
    )
    return first.on_conflict_do_update(
        index_elements=[Counters.user_id, Counters.scope],
        set_={"value": Counters.value + bindparam("count"), "updated_at": bindparam("now")},
    ).returning(Counters.value)


_TAKE = {"sqlite": _take_statement(sqlite_insert), "postgresql": _take_statement(postgres_insert)}


async def take_numbers(work: Work, user_id: int, scope: str, count: int = 1) -> range:
    """The next `count` numbers of the scope. They come back to it if the unit is not kept."""
    values = {"user_id": user_id, "scope": scope, "count": count, "now": work.now}
    last: int = (await work.execute(_TAKE[work.dialect], values)).scalar_one()
    return range(last - count + 1, last + 1)
