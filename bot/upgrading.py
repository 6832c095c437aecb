"""A database of an older version becomes one of this version: first it is backed up, and what is unclear is refused."""

from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from bot.backup_files import FOLDER, NoRoom, insist_on_room
from bot.opening import Outside, insist_on_being_alone, open_to_look
from bot.settings import Settings, StartRefused
from db.revisions import find_standing, head_revision
from db.sizes import count_bytes
from db.store import file_of

_WHILE_MIGRATED = 2
"""So many times its size may a file on SQLite need besides, while all of its rows are written anew."""


class _Standing(NamedTuple):
    revision: str | None
    bytes: int

    @property
    def is_older(self) -> bool:
        return self.revision not in (None, head_revision())


_NOTHING = _Standing(None, 0)


async def upgrade(settings: Settings, outside: Outside, *, backup: bool = True) -> Path | None:
    """The backup, if there was anything to change. Whatever is refused, nothing was changed."""
    standing = await _look(settings, outside)
    if standing.revision == head_revision():
        return None
    # Most who start are up to date, and need none of what follows.
    from bot.backups import make_backup
    from db.migrate import migrate

    made = None
    if standing.is_older:
        _insist_on_room(settings, standing.bytes, backup=backup)
        if backup:
            made = (await make_backup(settings, outside, settings.data_dir / FOLDER)).file
    await migrate(settings.database, pgbouncer=settings.db_pgbouncer)
    return made


async def upgrade_alone(settings: Settings, outside: Outside, *, backup: bool = True) -> Path | None:
    """The same, by somebody who has no turn on the file yet: none is needed where nothing changes."""
    with ExitStack() as held:
        file = file_of(settings.database)
        if file is not None and (await _look(settings, outside)).is_older:
            insist_on_being_alone(file, held)
        return await upgrade(settings, outside, backup=backup)


async def _look(settings: Settings, outside: Outside) -> _Standing:
    file = file_of(settings.database)
    if file is not None and not (file.is_file() and file.stat().st_size):
        return _NOTHING
    store = await open_to_look(settings, outside)
    try:
        async with store.reading() as work:
            return _Standing(await find_standing(work), await count_bytes(work))
    finally:
        await store.close()


def _insist_on_room(settings: Settings, size: int, *, backup: bool) -> None:
    """Before anything is written, a backup neither: who is started again and again would make one each time."""
    file = file_of(settings.database)
    needed = size * backup
    try:
        if file is not None and _is_on_disk_of(file, settings.data_dir):
            needed += _WHILE_MIGRATED * size
        elif file is not None:
            insist_on_room(file.parent, _WHILE_MIGRATED * size)
        insist_on_room(settings.data_dir, needed)
    except NoRoom as no_room:
        without = " `python -m bot migrate --without-backup` does without a copy." if backup else ""
        raise StartRefused(f"migrate: {no_room}; nothing was changed.{without}") from None


def _is_on_disk_of(file: Path, folder: Path) -> bool:
    return file.stat().st_dev == folder.stat().st_dev
