"""The door to leases: what one process at a time does, and the token that proves nobody has taken over since."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Interval, bindparam, case, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.machinery_tables import Leases
from db.work import Work

NOBODY = ""


class LeaseLost(Exception):
    """Another process has taken over: whatever this one still wanted to write must not be written."""


_INSERT: dict[str, Any] = {"sqlite": sqlite_insert, "postgresql": postgres_insert}
# Hosts may disagree about the time. Where there can be several, only the database's clock counts, read when the row
# is in hand rather than when the wait for it began.
_NOW: dict[str, ColumnElement[Any]] = {"sqlite": bindparam("now"), "postgresql": func.clock_timestamp()}
_UNTIL: dict[str, ColumnElement[Any]] = {
    "sqlite": bindparam("until"),
    "postgresql": func.clock_timestamp() + bindparam("for_", type_=Interval),
}


def _hold(dialect: str) -> Any:
    taking = _INSERT[dialect](Leases).values(
        name=bindparam("name"),
        holder=bindparam("holder"),
        token=1,
        until=_UNTIL[dialect],
        created_at=bindparam("dated"),
        updated_at=bindparam("dated"),
    )
    is_theirs = Leases.holder == taking.excluded.holder
    return taking.on_conflict_do_update(
        index_elements=["name"],
        set_={
            "holder": taking.excluded.holder,
            "token": Leases.token + case((is_theirs, 0), else_=1),
            "until": _UNTIL[dialect],
            "updated_at": bindparam("dated"),
        },
        where=or_(is_theirs, Leases.until <= _NOW[dialect]),
    ).returning(Leases.token)


_HOLD = {dialect: _hold(dialect) for dialect in _NOW}
_CHECK = (
    select(Leases.token)
    .where(Leases.name == bindparam("name"), Leases.token == bindparam("token"))
    .with_for_update(read=True)
)
_RELEASE = {
    dialect: update(Leases)
    .where(Leases.name == bindparam("lease"), Leases.holder.startswith(bindparam("whose")))
    .values(holder=NOBODY, until=now, updated_at=bindparam("dated"))
    for dialect, now in _NOW.items()
}

_HELD = {
    dialect: select(Leases.name).where(Leases.holder != NOBODY, Leases.until > now).limit(1)
    for dialect, now in _NOW.items()
}


async def is_any_lease_held(work: Work) -> bool:
    """Then a bot runs; on SQLite none is ever held."""
    times = {"now": work.now} if work.dialect == "sqlite" else {}
    return (await work.execute(_HELD[work.dialect], times)).first() is not None


async def hold_lease(work: Work, name: str, holder: str, for_: timedelta) -> int | None:
    """Takes or renews it; none while another has it. The token is another one each time the holder is another one."""
    times = {"until": work.now + for_, "now": work.now} if work.dialect == "sqlite" else {"for_": for_}
    values = {"name": name, "holder": holder, "dated": work.now, **times}
    return (await work.execute(_HOLD[work.dialect], values)).scalar()


async def check_lease(work: Work, name: str, token: int) -> None:
    """Whoever wants to take over waits from here until the unit ends."""
    if (await work.execute(_CHECK, {"name": name, "token": token})).first() is None:
        raise LeaseLost(name)


async def release_lease(work: Work, name: str, whose: str) -> None:
    """If its holder's name begins so: the next who asks has it at once."""
    times = {"now": work.now} if work.dialect == "sqlite" else {}
    await work.execute(_RELEASE[work.dialect], {"lease": name, "whose": whose, "dated": work.now, **times})
