"""The counters: everybody's things count from 1, without a gap and without a repeat."""

from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.history_tables import Counters
from db.work import Work


def _take_statement(insert: Any, *scopes: str) -> Any:
    now: Any = bindparam("now")
    taken: dict[str, Any] = {"user_id": bindparam("user_id"), "value": bindparam("count")}
    first = insert(Counters).values(
        [{**taken, "scope": bindparam(scope), "created_at": now, "updated_at": now} for scope in scopes]
    )
    return first.on_conflict_do_update(
        index_elements=[Counters.user_id, Counters.scope],
        set_={"value": Counters.value + bindparam("count"), "updated_at": now},
    ).returning(Counters.value, Counters.scope)


_INSERTS = {"sqlite": sqlite_insert, "postgresql": postgres_insert}
_TAKE = {dialect: _take_statement(insert, "scope") for dialect, insert in _INSERTS.items()}
_TAKE_TWO = {dialect: _take_statement(insert, "scope", "other") for dialect, insert in _INSERTS.items()}


async def take_numbers(work: Work, user_id: int, scope: str, count: int = 1) -> range:
    """The next `count` numbers of the scope. They come back to it if the unit is not kept."""
    values = {"user_id": user_id, "scope": scope, "count": count, "now": work.now}
    last: int = (await work.execute(_TAKE[work.dialect], values)).scalar_one()
    return range(last - count + 1, last + 1)


async def take_two(work: Work, user_id: int, scope: str, other: str) -> tuple[int, int]:
    """The next number of each."""
    values = {"user_id": user_id, "scope": scope, "other": other, "count": 1, "now": work.now}
    taken = {name: value for value, name in await work.execute(_TAKE_TWO[work.dialect], values)}
    return taken[scope], taken[other]
