"""A backup becomes the database again, where there is none: the newest revision, looked through, its letters held."""

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from bot.backup_files import (
    NoRoom,
    draft_in,
    insist_on_room,
    key_of,
    manifest_of,
    put_on_disk,
    sha256_of,
    write_privately,
)
from bot.backups import Look, look_at
from bot.data_key import FILE, find_key, key_text, read_key
from bot.moving import Place, opened, pour
from bot.opening import Outside, data_key, find_key_or_a_passing_one, insist_on_being_alone
from bot.settings import SettingRefused, Settings, StartRefused
from db.data_keys import UNDER_WAY
from db.held_letters import hold_waiting_letters
from db.migrate import migrate
from db.revisions import RevisionUnknown, SchemaMixed
from db.sealing import Sealing
from db.snapshots import BESIDE, FileTorn, count_rows, look_through, make_whole
from db.store import address_of, file_of
from db.task_files import drop_unfinished_files
from db.tasks import stop_every_task
from db.work import World

NO_KEY = f"the key of this backup is not here: phones, e-mails and notes cannot be read until its {FILE} is back."


class Unsound(Exception):
    """The backup is whole, and yet not everything in it is as it must be; nothing was put in place."""


class Restored(NamedTuple):
    rows: int
    held: int
    """So many letters wait for somebody to say what becomes of them."""
    findings: list[str]
    warning: str | None


async def restore(settings: Settings, outside: Outside, backup: Path, *, anyway: bool = False) -> Restored:
    """All of it, or nothing is changed; anyway is also when `check` finds something in it."""
    with _telling(backup), ExitStack() as held:
        _insist_on_manifest(backup)
        file = file_of(settings.database)
        if file is not None:
            insist_on_being_alone(file, held)
            _insist_on_nothing(file)
        folder = settings.data_dir if file is None else file.parent
        draft = held.enter_context(draft_in(folder))
        world = outside.with_key(data_key(settings, find_key_or_a_passing_one))
        letters = await _make_ready(backup, draft, world)
        look = await look_at(draft, world)
        if look.findings and not anyway:
            raise Unsound(look.findings[0])
        await _put_in_place(settings, draft, world)
    return Restored(sum(look.rows.values()), letters, look.findings, _settle_key(settings, backup, look))


@contextmanager
def _telling(backup: Path) -> Iterator[None]:
    try:
        yield
    except NoRoom as no_room:
        raise StartRefused(f"restore: {no_room}.") from None
    except OSError as error:
        raise StartRefused(f"restore: {error.filename or backup} cannot be used ({error.strerror}).") from None
    except FileTorn as torn:
        raise StartRefused(f"restore: {backup} is not a whole backup ({torn}).") from None
    except RevisionUnknown:
        raise StartRefused(f"restore: {backup} was made by a newer version than this one.") from None
    except SchemaMixed as mixed:
        raise StartRefused(f"restore: {backup} is not a backup of one version ({mixed}).") from None


def _insist_on_manifest(backup: Path) -> None:
    """Where there is none, what the file says of itself must do."""
    if not backup.is_file():
        raise StartRefused(f"restore: there is no file {backup}.")
    manifest = manifest_of(backup)
    if not manifest.is_file() or manifest == backup:
        return
    try:
        expected = json.loads(manifest.read_text())["sha256"]
    except (ValueError, KeyError, TypeError):
        raise StartRefused(f"restore: the manifest {manifest} cannot be read.") from None
    if sha256_of(backup) != expected:
        raise StartRefused(f"restore: {backup} is not as it was when it was made.")


def _insist_on_nothing(file: Path) -> None:
    if not file.exists() or not file.stat().st_size:
        return
    try:
        full = [name for name, count in count_rows(file).items() if count]
    except FileTorn:
        full = ["file"]
    if full:
        raise SettingRefused("DATABASE_URL", f"there is something in this database already ({full[0]}).")


async def _make_ready(backup: Path, draft: Path, world: World) -> int:
    """How many letters are held back."""
    _fetch(backup, draft)
    look_through(draft)
    if not {"users", "events", "outbox"} <= count_rows(draft).keys():
        raise StartRefused(f"restore: {backup} is not a backup of this program.")
    await migrate(address_of(draft))
    async with opened(Place("restore", str(address_of(draft))), world) as store, store.work() as work:
        letters = await hold_waiting_letters(work)
        # What was under way may have come to its end since.
        await drop_unfinished_files(work)
        await stop_every_task(work)
        work.keep()
    make_whole(draft)
    return letters


def _fetch(backup: Path, draft: Path) -> None:
    """Twice its size, for a migration may write all of it anew."""
    insist_on_room(draft.parent, 2 * backup.stat().st_size)
    shutil.copyfile(backup, draft)


def _rename(draft: Path, file: Path) -> None:
    """A log that was left beside another file of that name would be taken for its own."""
    put_on_disk(draft)
    for beside in BESIDE:
        file.with_name(f"{file.name}{beside}").unlink(missing_ok=True)
    draft.replace(file)
    put_on_disk(file.parent)


async def _put_in_place(settings: Settings, draft: Path, world: World) -> None:
    file = file_of(settings.database)
    if file is not None:
        _rename(draft, file)
        return
    target = Place("DATABASE_URL", settings.database.render_as_string(hide_password=False), settings.db_pgbouncer)
    async with opened(Place("restore", str(address_of(draft))), world) as store, store.reading() as work:
        await pour(work, target, world)


def _settle_key(settings: Settings, backup: Path, look: Look) -> str | None:
    """The one beside the backup comes to where there is none; never in the place of another."""
    prints = (look.key_print or "").split(UNDER_WAY)
    here = data_key(settings, lambda folder: find_key(folder) or b"")
    kept = key_of(backup)
    if not here and kept.is_file():
        key = read_key(kept.read_text("ascii", "replace"))
        if Sealing(key).key_print in prints:
            write_privately(settings.data_dir / FILE, key_text(key))
            return None
    is_here = bool(here) and Sealing(here).key_print in prints
    return None if is_here or look.key_print is None else NO_KEY
