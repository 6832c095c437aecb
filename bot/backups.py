"""Making a backup: one moment of the store in a file on SQLite, looked through before it gets its name."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bot.backup_files import (
    NoRoom,
    draft_in,
    free_name,
    insist_on_room,
    key_of,
    manifest_of,
    put_on_disk,
    rotate,
    sha256_of,
    write_privately,
)
from bot.data_key import find_key, key_text
from bot.opening import Outside, data_key, find_key_or_a_passing_one
from bot.settings import SettingRefused, Settings, StartRefused
from bot.version import VERSION
from db.copying import copy_everything, digest_histories
from db.data_keys import find_key_print
from db.invariants import check
from db.invariants.schema import NOT_MIGRATED, find_other_revision
from db.migrate import migrate
from db.older_copies import copy_as_they_are
from db.revisions import HalfCopied, RevisionUnknown, SchemaMixed, find_standing, head_revision
from db.sealing import Sealing
from db.snapshots import FileTorn, copy_file, count_rows, look_through, make_whole
from db.store import StoreUnreachable, address_of, file_of, open_store
from db.work import Work, World


class Made(NamedTuple):
    file: Path
    rows: int
    findings: Sequence[str]
    """What `check` says of it; it is kept all the same, and then no older one goes."""


class Look(NamedTuple):
    revision: str
    key_print: str | None
    rows: dict[str, int]
    histories: str
    findings: list[str]


async def make_backup(settings: Settings, outside: Outside, folder: Path, *, with_key: bool = False) -> Made:
    """Beside a bot that runs. There is a whole one under its name, or none."""
    key = _find_key(settings) if with_key else None
    with _telling(folder), draft_in(folder) as draft:
        world = outside.with_key(data_key(settings, find_key_or_a_passing_one))
        await _take(settings, world, draft)
        look_through(draft)
        look = await look_at(draft, world)
        if key is not None and look.key_print not in (None, Sealing(key).key_print):
            raise SettingRefused("DATA_KEY", "the key here is not the one with which this database is sealed.")
        file = _publish(draft, look, outside, key)
    if not look.findings:
        rotate(folder)
    return Made(file, sum(look.rows.values()), look.findings)


async def look_at(file: Path, world: World) -> Look:
    """What `check` says can be told of the newest revision alone."""
    store = await open_store(address_of(file), world)
    try:
        async with store.reading() as work:
            revision = await find_other_revision(work)
            if revision == NOT_MIGRATED:
                raise StartRefused("backup: there is nothing in this database yet.")
            key_print = await find_key_print(work)
            histories = await digest_histories(work)
        told = [f"{one.invariant}: {one.key}" async for one in check(store)] if revision is None else []
    finally:
        await store.close()
    return Look(revision or head_revision(), key_print, count_rows(file), histories, told)


def _find_key(settings: Settings) -> bytes:
    key = data_key(settings, lambda folder: find_key(folder) or b"")
    if not key:
        raise SettingRefused("DATA_KEY", "there is no key here that a backup could hold.")
    return key


@contextmanager
def _telling(folder: Path) -> Iterator[None]:
    try:
        yield
    except NoRoom as no_room:
        raise StartRefused(f"backup: {no_room}.") from None
    except OSError as error:
        raise StartRefused(f"backup: the folder {folder} cannot be written to ({error.strerror}).") from None
    except FileTorn as torn:
        raise StartRefused(f"backup: what was copied is not whole ({torn}); it was not kept.") from None


async def _take(settings: Settings, world: World, draft: Path) -> None:
    source = file_of(settings.database)
    if source is None:
        await _take_rows(settings, world, draft)
        return
    if not source.is_file():
        raise StoreUnreachable("unable to open database file")
    insist_on_room(draft.parent, sum(path.stat().st_size for path in source.parent.glob(f"{source.name}*")))
    copy_file(source, draft)


async def _take_rows(settings: Settings, world: World, draft: Path) -> None:
    """Whatever it is taken from, a backup can be looked through here, and restored anywhere."""
    source = await open_store(settings.database, world, pgbouncer=settings.db_pgbouncer)
    try:
        async with source.reading() as work:
            revision = await _find_standing(work)
            await migrate(address_of(draft), revision)
            if revision != head_revision():
                await copy_as_they_are(work, draft)
            else:
                await _copy_everything(work, draft, world)
    finally:
        await source.close()
    make_whole(draft)


async def _find_standing(work: Work) -> str:
    try:
        revision = await find_standing(work)
    except HalfCopied:
        raise StartRefused("backup: only half of a copy is in this database.") from None
    except RevisionUnknown as unknown:
        raise StartRefused(f"backup: this version does not know the database's revision ({unknown}).") from None
    except SchemaMixed as mixed:
        raise StartRefused(f"backup: what is in this database is not of one version ({mixed}).") from None
    if revision is None:
        raise StartRefused("backup: there is nothing in this database yet.")
    return revision


async def _copy_everything(work: Work, draft: Path, world: World) -> None:
    target = await open_store(address_of(draft), world)
    try:
        await copy_everything(work, target)
    finally:
        await target.close()


def _publish(draft: Path, look: Look, outside: Outside, key: bytes | None) -> Path:
    """First what lies beside it: under its own name there is never one without its manifest."""
    now = outside.clock()
    file = free_name(draft.parent, now)
    manifest = {
        "file": file.name,
        "made_at": now.isoformat(timespec="seconds"),
        "program": VERSION,
        "holds_key": key is not None,
        "bytes": draft.stat().st_size,
        "sha256": sha256_of(draft),
        **look._asdict(),
    }
    put_on_disk(draft)
    if key is not None:
        write_privately(key_of(file), key_text(key))
    write_privately(manifest_of(file), f"{json.dumps(manifest, indent=2)}\n".encode())
    draft.rename(file)
    put_on_disk(file.parent)
    return file
