"""The door to errands: what happens by itself, planned where it becomes known, and gone when it is done."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.errand_tables import Errands
from db.work import Work, columns
from rules.keys import ProjectKey

EVERYTHING = 0
"""In place of a project's number: it is about all that the organizer has."""


class Errand(NamedTuple):
    user_id: int
    project_number: int
    kind: str
    due_at: datetime
    since: datetime | None = None

    @property
    def project(self) -> ProjectKey:
        return ProjectKey(self.user_id, self.project_number)


_KEY = ["user_id", "project_number", "kind"]
_ADD_SQLITE, _ADD_POSTGRES = sqlite_insert(Errands), postgres_insert(Errands)


def _anew(added: Any) -> dict[str, Any]:
    return {"due_at": added.due_at, "since": added.since, "updated_at": added.updated_at}


# What is planned stays as it is, and is locked: whoever carries it out just now waits for us, or we for them.
_AS_IT_IS: dict[str, Any] = {"due_at": Errands.due_at}
_PLAN = {
    "sqlite": _ADD_SQLITE.on_conflict_do_update(index_elements=_KEY, set_=_anew(_ADD_SQLITE.excluded)),
    "postgresql": _ADD_POSTGRES.on_conflict_do_update(index_elements=_KEY, set_=_anew(_ADD_POSTGRES.excluded)),
}
_PLAN_IF_NONE = {
    "sqlite": _ADD_SQLITE.on_conflict_do_update(index_elements=_KEY, set_=_AS_IT_IS),
    "postgresql": _ADD_POSTGRES.on_conflict_do_update(index_elements=_KEY, set_=_AS_IT_IS),
}
_LIST = (
    select(*columns(Errands, Errand))
    .where(Errands.user_id == bindparam("user_id"), Errands.project_number == bindparam("project_number"))
    .order_by(Errands.kind)
)
_MINE = (
    Errands.user_id == bindparam("owner"),
    Errands.project_number == bindparam("project"),
    Errands.kind == bindparam("of_kind"),
)
_LOCK_AS_SEEN = select(Errands.kind).where(*_MINE, Errands.due_at == bindparam("due")).with_for_update(skip_locked=True)
_DROP = delete(Errands).where(*_MINE)
_DUE = (
    select(*columns(Errands, Errand))
    .where(Errands.due_at <= bindparam("now"))
    .order_by(Errands.due_at, Errands.user_id, Errands.project_number, Errands.kind)
    .limit(1)
)
_DUE_LATER = _DUE.where(
    # Said once more, for only then is the index used up to there.
    Errands.due_at >= bindparam("due_at"),
    tuple_(Errands.due_at, Errands.user_id, Errands.project_number, Errands.kind)
    > tuple_(bindparam("due_at"), bindparam("user_id"), bindparam("project_number"), bindparam("kind")),
)


async def plan_errand(work: Work, errand: Errand) -> None:
    """From now on at that moment, whenever it was planned for."""
    await work.execute(_PLAN[work.dialect], _values(work, errand))


async def plan_errand_if_none(work: Work, errand: Errand) -> None:
    await work.execute(_PLAN_IF_NONE[work.dialect], _values(work, errand))


async def drop_errand(work: Work, user_id: int, project_number: int, kind: str) -> None:
    await work.execute(_DROP, {"owner": user_id, "project": project_number, "of_kind": kind})


async def list_errands(work: Work, user_id: int, project_number: int) -> list[Errand]:
    return await work.rows(Errand, _LIST, {"user_id": user_id, "project_number": project_number})


async def find_due_errand(work: Work, after: Errand | None = None) -> Errand | None:
    """Of everybody, the first that is due; or the first behind that one."""
    if after is None:
        return await work.row(Errand, _DUE, {"now": work.now})
    return await work.row(Errand, _DUE_LATER, {**after._asdict(), "now": work.now})


async def claim_errand(work: Work, errand: Errand) -> bool:
    """It is ours alone and gone, unless another process has it in hand or it was planned anew since it was seen."""
    mine = {"owner": errand.user_id, "project": errand.project_number, "of_kind": errand.kind}
    if (await work.execute(_LOCK_AS_SEEN, {**mine, "due": errand.due_at})).first() is None:
        return False
    await work.execute(_DROP, mine)
    return True


def _values(work: Work, errand: Errand) -> dict[str, object]:
    return {**errand._asdict(), "created_at": work.now, "updated_at": work.now}
