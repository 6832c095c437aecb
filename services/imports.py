"""Lists that are to be taken in: collected, kept sealed while they are looked at, and forgotten when they are over."""

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from db.imports import (
    Import,
    add_import,
    add_parts,
    change_import,
    drop_parts,
    find_import,
    list_left_lying,
    list_open,
    list_open_of,
    list_parts,
)
from db.outbox import ANSWER, post_notice
from db.projects import Project, find_project, lock_project
from db.sets import list_ranges, list_sets
from db.users import find_user_if_any, lock_user
from db.work import Work
from rules.imports.encodings import MOST_BYTES, check_lines
from rules.imports.entries import Column, Ground, LeftOut, Manner, States, Why
from rules.imports.planning import Counts
from rules.imports.refusals import ImportOver, ListTooLarge
from rules.imports.states import ImportState, Part
from rules.imports.vocabulary import Role
from rules.keys import ImportKey, ProjectKey
from rules.numbers import NumberRange
from rules.quotas import Quota
from rules.refusals import NoNumbersYet
from services.projects import require_open
from services.quotas import require_room

LEFT_OUT = "left-out"
"""What is told of a list beside its screens."""
KEPT_FOR = timedelta(days=1)
"""A list that nobody went on with."""
_AT_ONCE = 50


class Example(NamedTuple):
    """A line as it was understood."""

    numbers: tuple[int, ...]
    name: str
    phone: str | None
    paid: bool


class Shown(NamedTuple):
    """What somebody looks at before they say yes: the first lines of each kind."""

    examples: tuple[Example, ...] = ()
    columns: tuple[Column, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


class ImportView(NamedTuple):
    project: Project
    import_: Import
    counts: Counts
    manner: Manner
    shown: Shown
    ranges: tuple[NumberRange, ...]
    """Of the project: how wide its numbers are shown."""


async def begin_import(work: Work, project_key: ProjectKey, file_id: str | None = None) -> Import:
    """Lines are collected, or a file is loaded. Whatever else was begun for the raffle is over: one list at a time."""
    project = await lock_project(work, project_key)
    require_open(project, work.now)
    if not await list_sets(work, project_key):
        raise NoNumbersYet(project_key.project_number)
    await lock_user(work, project_key.user_id)
    await require_room(work, project_key.user_id, Quota.LISTS)
    for other in await list_open(work, project_key):
        await _end(work, other)
    state = ImportState.COLLECTING if file_id is None else ImportState.READING
    return await add_import(work, project_key, state.value, file_id)


async def add_lines(work: Work, key: ImportKey, text: str) -> int:
    """Behind those that came before; how many there are now."""
    await _lock(work, key, ImportState.COLLECTING)
    so_far = await list_parts(work, key, Part.TEXT)
    size = sum(len(part.encode()) for part in (*so_far, text))
    if size > MOST_BYTES:
        raise ListTooLarge(size, MOST_BYTES)
    check_lines("\n".join((*so_far, text)))
    # Each came as a message of its own, and is a part of its own.
    await add_parts(work, key, Part.TEXT, text.strip("\n") + "\n")
    return sum(1 for line in "\n".join((*so_far, text)).splitlines() if line.strip())


async def ask_to_read(work: Work, key: ImportKey, manner: Manner | None = None) -> Import:
    """All of it came, or it is to be read otherwise."""
    found = await _lock(work, key)
    said = found.manner if manner is None else _written(manner)
    asked = found._replace(state=ImportState.READING.value, manner=said)
    await change_import(work, asked)
    return asked


async def cancel_import(work: Work, key: ImportKey) -> Import:
    return await _end(work, await _lock(work, key))


async def store_text(work: Work, key: ImportKey, text: str) -> None:
    """Of a file that was loaded, in place of what came before."""
    await _lock(work, key, ImportState.READING)
    await drop_parts(work, key)
    await add_parts(work, key, Part.TEXT, text)


async def find_text(work: Work, key: ImportKey) -> str:
    return "".join(await list_parts(work, key, Part.TEXT))


async def find_ground(work: Work, project_key: ProjectKey) -> Ground:
    project = await find_project(work, project_key)
    organizer = await find_user_if_any(work, project_key.user_id)
    width = max((len(str(one.final)) for one in await list_sets(work, project_key)), default=1)
    country, language = (organizer.country, organizer.language) if organizer else (None, "en")
    return Ground(width, country, project.currency, language)


async def store_findings(
    work: Work, key: ImportKey, counts: Counts, digest: str, shown: Shown, left_out: Iterable[LeftOut]
) -> Import:
    """What is shown from now on; what was shown before is not answered any more."""
    found = await _lock(work, key)
    ready = found._replace(
        state=ImportState.READY.value,
        version=found.version + 1,
        counts=json.dumps(counts._asdict()),
        digest=digest,
    )
    await change_import(work, ready)
    await drop_parts(work, key, (Part.SHOWN, Part.LEFT_OUT))
    await add_parts(work, key, Part.SHOWN, json.dumps(shown, ensure_ascii=False))
    lines = [json.dumps(one, ensure_ascii=False) for one in left_out]
    if lines:
        await add_parts(work, key, Part.LEFT_OUT, "\n".join(lines))
    return ready


async def look_at_import(work: Work, key: ImportKey) -> ImportView:
    found = await find_import(work, key)
    kept = "".join(await list_parts(work, key, Part.SHOWN))
    return ImportView(
        await find_project(work, key.project),
        found,
        Counts(**found.counted),
        manner_of(found),
        _shown(kept) if kept else Shown(),
        await list_ranges(work, key.project),
    )


async def list_left_out(work: Work, key: ImportKey) -> list[LeftOut]:
    """All of them, as long as the import is not over."""
    kept = "".join(await list_parts(work, key, Part.LEFT_OUT))
    return [_left_out(json.loads(line)) for line in kept.split("\n") if line]


async def post_left_out(work: Work, key: ImportKey, chat_id: int, answers: int | None = None) -> None:
    """As a file, worded as it leaves."""
    found = await find_import(work, key)
    if found.state != ImportState.READY:
        raise ImportOver(found.state)
    keys = key._asdict() if answers is None else {**key._asdict(), "answers": answers}
    once = f"{LEFT_OUT}/{key.user_id}/{key.project_number}/{key.import_number}/{work.mark}"
    await post_notice(work, LEFT_OUT, chat_id, keys, ANSWER, once)


async def forget_lists_of(work: Work, user_ids: Iterable[int]) -> None:
    """Somebody is erased who may stand in them."""
    for one in await list_open_of(work, user_ids):
        await _end(work, one)


async def forget_left_lying(work: Work) -> None:
    """Of everybody."""
    for one in await list_left_lying(work, work.now - KEPT_FOR, _AT_ONCE):
        await _end(work, one)


def manner_of(found: Import) -> Manner:
    said = json.loads(found.manner)
    roles = {int(place): Role(role) for place, role in said.get("roles", {}).items()}
    return Manner(States(said.get("states", States.MARKED)), roles)


async def _lock(work: Work, key: ImportKey, *states: ImportState) -> Import:
    """By its project's lock: nothing else happens to it meanwhile."""
    await lock_project(work, key.project)
    found = await find_import(work, key)
    if found.state not in (states or (ImportState.COLLECTING, ImportState.READING, ImportState.READY)):
        raise ImportOver(found.state)
    return found


async def _end(work: Work, found: Import) -> Import:
    work.leave_no_trace()
    ended = found._replace(state=ImportState.CANCELLED.value, file_id=None, digest=None)
    await change_import(work, ended)
    await drop_parts(work, found.key)
    return ended


def _written(manner: Manner) -> str:
    roles = {str(place): role.value for place, role in manner.roles.items()}
    return json.dumps({"states": manner.states.value, "roles": roles})


def _shown(kept: str) -> Shown:
    examples, columns, left_out = json.loads(kept)
    return Shown(
        tuple(Example(tuple(numbers), name, phone, paid) for numbers, name, phone, paid in examples),
        tuple(Column(heading, Role(role), sample) for heading, role, sample in columns),
        tuple(_left_out(one) for one in left_out),
    )


def _left_out(kept: tuple[int, str, str, list[int], int]) -> LeftOut:
    line, why, text, numbers, other = kept
    return LeftOut(line, Why(why), text, tuple(numbers), other)
