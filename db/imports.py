"""The door to imports: how far each is, and the list itself in parts, as long as it is needed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, text, update

from db.counters import take_numbers
from db.import_tables import ImportParts, Imports
from db.work import Work, columns
from rules.keys import ImportKey, ProjectKey
from rules.refusals import NotFound

PART_LENGTH = 30_000
"""So many characters are sealed together."""

Facts = Mapping[str, Any]


class Import(NamedTuple):
    user_id: int
    project_number: int
    import_number: int
    state: str
    version: int = 0
    file_id: str | None = None
    manner: str = "{}"
    counts: str = "{}"
    digest: str | None = None
    first_order: int | None = None
    last_order: int | None = None
    mark: str | None = None
    taken_at: datetime | None = None

    @property
    def key(self) -> ImportKey:
        return ImportKey(self.user_id, self.project_number, self.import_number)

    @property
    def counted(self) -> dict[str, int]:
        return dict(json.loads(self.counts))


_ALL = columns(Imports, Import)
_MINE = (
    Imports.user_id == bindparam("owner"),
    Imports.project_number == bindparam("project"),
    Imports.import_number == bindparam("number"),
)
_ITS_PARTS = (
    ImportParts.user_id == bindparam("owner"),
    ImportParts.project_number == bindparam("project"),
    ImportParts.import_number == bindparam("number"),
)
# Written out, for only then does SQLite use the index of those that are open.
_IS_OPEN = text("imports.state IN ('collecting', 'reading', 'ready')")
_ADD = insert(Imports)
_FIND = select(*_ALL).where(*_MINE)
_CHANGE = update(Imports).where(*_MINE)
_OPEN_OF = (
    select(*_ALL)
    .where(Imports.user_id == bindparam("owner"), Imports.project_number == bindparam("project"), _IS_OPEN)
    .order_by(Imports.import_number)
)
_OPEN_OF_ORGANIZERS = (
    select(*_ALL)
    .where(Imports.user_id.in_(bindparam("owners", expanding=True)), _IS_OPEN)
    .order_by(Imports.user_id, Imports.project_number, Imports.import_number)
)
_OVERDUE = (
    select(*_ALL)
    .where(Imports.updated_at < bindparam("before", type_=Imports.updated_at.type), _IS_OPEN)
    .order_by(Imports.updated_at)
    .limit(bindparam("most"))
)
_ADD_PARTS = insert(ImportParts)
_LAST_PART = select(func.coalesce(func.max(ImportParts.part_number), 0)).where(*_ITS_PARTS)
_PARTS = (
    select(ImportParts.content)
    .where(*_ITS_PARTS, ImportParts.kind == bindparam("of_kind"))
    .order_by(ImportParts.part_number)
)
_DROP = delete(ImportParts).where(*_ITS_PARTS)
_DROP_KINDS = _DROP.where(ImportParts.kind.in_(bindparam("kinds", expanding=True)))


async def add_import(work: Work, project: ProjectKey, state: str, file_id: str | None) -> Import:
    (number,) = await take_numbers(work, project.user_id, f"project:{project.project_number}:import")
    added = Import(*project, number, state, file_id=file_id)
    await work.execute(_ADD, {**added._asdict(), "created_at": work.now, "updated_at": work.now})
    return added


async def find_import(work: Work, key: ImportKey) -> Import:
    found = await work.row(Import, _FIND, _of(key))
    if found is None:
        raise NotFound("import", key.import_number)
    return found


async def change_import(work: Work, changed: Import) -> None:
    values = changed._asdict()
    for name in ("user_id", "project_number", "import_number"):
        values.pop(name)
    await work.execute(_CHANGE, {**values, **_of(changed.key), "updated_at": work.now})


async def list_open(work: Work, project: ProjectKey) -> list[Import]:
    """Those that are neither taken in nor cancelled."""
    return await work.rows(Import, _OPEN_OF, {"owner": project.user_id, "project": project.project_number})


async def list_open_of(work: Work, user_ids: Iterable[int]) -> list[Import]:
    """Of these organizers, in all of their projects."""
    return await work.rows(Import, _OPEN_OF_ORGANIZERS, {"owners": sorted(user_ids)})


async def list_left_lying(work: Work, before: datetime, most: int) -> list[Import]:
    """Of everybody: open, and not touched since then."""
    return await work.rows(Import, _OVERDUE, {"before": before, "most": most})


async def add_parts(work: Work, key: ImportKey, kind: str, content: str) -> None:
    """Behind those of the same kind."""
    last: int = (await work.execute(_LAST_PART, _of(key))).scalar_one()
    pieces = [content[start : start + PART_LENGTH] for start in range(0, len(content), PART_LENGTH)]
    times = {"created_at": work.now, "updated_at": work.now}
    rows = [
        {**key._asdict(), "part_number": number, "kind": kind, "content": piece, **times}
        for number, piece in enumerate(pieces, last + 1)
    ]
    if rows:
        await work.execute(_ADD_PARTS, rows)


async def list_parts(work: Work, key: ImportKey, kind: str) -> list[str]:
    return list((await work.execute(_PARTS, {**_of(key), "of_kind": kind})).scalars())


async def drop_parts(work: Work, key: ImportKey, kinds: Sequence[str] = ()) -> None:
    """All of them, or those of some kinds."""
    if kinds:
        await work.execute(_DROP_KINDS, {**_of(key), "kinds": list(kinds)})
    else:
        await work.execute(_DROP, _of(key))


def _of(key: ImportKey) -> dict[str, int]:
    return {"owner": key.user_id, "project": key.project_number, "number": key.import_number}
