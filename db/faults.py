"""The door to what went wrong, by its sort, and to what operators were alerted of."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.operator_tables import Alerts, Faults
from db.work import Work, columns


class Fault(NamedTuple):
    kind: str
    fault: str
    times: int
    reference: str
    created_at: datetime
    updated_at: datetime


_KEY = ["kind", "fault"]


def _again(added: Any) -> dict[str, Any]:
    return {"times": Faults.times + 1, "reference": added.reference, "updated_at": added.updated_at}


_SQLITE, _POSTGRES = sqlite_insert(Faults), postgres_insert(Faults)
_NOTE = {
    "sqlite": _SQLITE.on_conflict_do_update(index_elements=_KEY, set_=_again(_SQLITE.excluded)),
    "postgresql": _POSTGRES.on_conflict_do_update(index_elements=_KEY, set_=_again(_POSTGRES.excluded)),
}
_LIST = select(*columns(Faults, Fault)).order_by(Faults.updated_at.desc(), Faults.kind, Faults.fault)
_COUNT = select(func.count()).select_from(Faults)
_FORGET = delete(Faults).where(Faults.updated_at < bindparam("before"))
_ALERT = {
    "sqlite": sqlite_insert(Alerts).on_conflict_do_nothing(index_elements=["cause"]),
    "postgresql": postgres_insert(Alerts).on_conflict_do_nothing(index_elements=["cause"]),
}
_ALERTS = select(Alerts.cause, Alerts.created_at).order_by(Alerts.created_at, Alerts.cause)
_OVER = delete(Alerts).where(Alerts.cause == bindparam("which"))


async def note_fault(work: Work, kind: str, fault: str, reference: str) -> None:
    values = {"kind": kind, "fault": fault, "times": 1, "reference": reference}
    await work.execute(_NOTE[work.dialect], {**values, "created_at": work.now, "updated_at": work.now})


async def list_faults(work: Work, limit: int) -> list[Fault]:
    """The last ones first."""
    return await work.rows(Fault, _LIST.limit(limit))


async def count_faults(work: Work) -> int:
    """How many sorts there are."""
    return int((await work.execute(_COUNT)).scalar_one())


async def forget_faults(work: Work, older_than: timedelta) -> None:
    """Not seen again for so long."""
    await work.execute(_FORGET, {"before": work.now - older_than})


async def list_alerts(work: Work) -> dict[str, datetime]:
    """The causes that are not over, and since when they are known."""
    return {row[0]: row[1] for row in await work.execute(_ALERTS)}


async def add_alert(work: Work, cause: str) -> None:
    await work.execute(_ALERT[work.dialect], {"cause": cause, "created_at": work.now, "updated_at": work.now})


async def end_alerts(work: Work, causes: Iterable[str]) -> None:
    for cause in causes:
        await work.execute(_OVER, {"which": cause})
