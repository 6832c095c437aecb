"""Backups as they lie in their folder: their names, what lies beside each, and which of them are kept."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from db.snapshots import remove_file

FOLDER = "backups"
"""Within `DATA_DIR`, unless another one is named."""
LATEST, DAYS, WEEKS = 3, 7, 4
"""These are kept: the latest, and the last one of each of so many days and weeks that have some."""
SPARE_BYTES = 16 * 1024 * 1024
"""Must be left on the disk when a file is on it."""
_NAME = re.compile(r"raffles-([0-9]{8}T[0-9]{6})Z(?:-([0-9]+))?\.db")
_DRAFT = re.compile(r"\.([0-9]{1,9})\.part")
_LEFT_SECONDS = 3600
_STAMP = "%Y%m%dT%H%M%S"


class NoRoom(Exception):
    """Says how much is needed, and how much there is."""


def list_backups(folder: Path) -> list[tuple[datetime, Path]]:
    """The oldest first."""
    names = ((_NAME.fullmatch(path.name), path) for path in folder.iterdir()) if folder.is_dir() else ()
    found = [(_made_at(name[1]), int(name[2] or 0), path) for name, path in names if name is not None]
    return [(at, path) for at, _, path in sorted(found)]


def manifest_of(backup: Path) -> Path:
    return backup.with_suffix(".json")


def key_of(backup: Path) -> Path:
    return backup.with_suffix(".key")


def free_name(folder: Path, now: datetime) -> Path:
    stamp = now.astimezone(UTC).strftime(_STAMP)
    names = (f"raffles-{stamp}Z{f'-{again}' if again else ''}.db" for again in count())
    return next(folder / name for name in names if not (folder / name).exists())


def rotate(folder: Path) -> None:
    backups = list_backups(folder)
    days = {at.date(): path for at, path in backups}
    weeks = {at.isocalendar()[:2]: path for at, path in backups}
    kept = {path for _, path in backups[-LATEST:]}
    kept |= {days[day] for day in sorted(days)[-DAYS:]} | {weeks[week] for week in sorted(weeks)[-WEEKS:]}
    for _, path in backups:
        if path not in kept:
            for one in (path, manifest_of(path), key_of(path)):
                one.unlink(missing_ok=True)


@contextmanager
def draft_in(folder: Path) -> Iterator[Path]:
    """An empty file that nobody else can read, gone at the end unless it was renamed; so is what a dead one left."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f".{os.getpid()}.part"
    draft.touch(0o600)
    for other in folder.glob(".*.part"):
        if _is_left(other, draft.stat().st_mtime):
            remove_file(other)
    try:
        yield draft
    finally:
        remove_file(draft)


def insist_on_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        needs, has = (f"{count / 1e6:.0f} MB" for count in (needed + SPARE_BYTES, free))
        raise NoRoom(f"{folder} has room for {has}, and {needs} are needed")


def write_privately(file: Path, content: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def put_on_disk(path: Path) -> None:
    """A file's content, or a folder's names."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sha256_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _made_at(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)


def _is_left(draft: Path, now: float) -> bool:
    """In another container its process cannot be seen, and yet may write to it."""
    name = _DRAFT.fullmatch(draft.name)
    if name is None or _is_alive(int(name[1])):
        return False
    try:
        return now - draft.stat().st_mtime > _LEFT_SECONDS
    except FileNotFoundError:
        return False


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
