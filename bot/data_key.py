"""The key for sealed columns: from the settings, or from a file of its own that is made at the first start."""

import base64
import binascii
import os
import re
from contextlib import suppress
from pathlib import Path

from db.sealing import KEY_BYTES

FILE = "data.key"
NEXT = "data.key.next"
"""While everything is sealed anew: the key that comes."""
_WRONG = f"a key is {KEY_BYTES} bytes, as base64 or as hex."


def read_key(text: str) -> bytes:
    stripped = text.strip()
    try:
        if re.fullmatch("[0-9A-Fa-f]+", stripped) and len(stripped) == 2 * KEY_BYTES:
            return bytes.fromhex(stripped)
        key = base64.b64decode(stripped.replace("-", "+").replace("_", "/") + "=" * (-len(stripped) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(_WRONG) from None
    if len(key) != KEY_BYTES:
        raise ValueError(_WRONG)
    return key


def key_text(key: bytes) -> bytes:
    return base64.b64encode(key) + b"\n"


def find_key(folder: Path) -> bytes | None:
    path = folder / FILE
    return read_key(path.read_text("ascii", "replace")) if path.exists() else None


def find_or_make_key(folder: Path) -> bytes:
    """Two processes that start at once use the same one: whoever comes second finds it complete."""
    path = folder / FILE
    if not path.exists():
        _make_key(path)
    return read_key(path.read_text("ascii", "replace"))


def find_or_make_next(folder: Path, besides: bytes) -> bytes:
    """The one that is on its way, or a new one; never the one that there is."""
    path = folder / NEXT
    if path.exists() and read_key(path.read_text("ascii", "replace")) == besides:
        path.unlink()
    if not path.exists():
        _make_key(path)
    return read_key(path.read_text("ascii", "replace"))


def put_next_in_place(folder: Path, old_print: str) -> Path | None:
    """The old one stays beside it, for backups that were sealed with it: where, or None when it was none of ours."""
    current, kept = folder / FILE, folder / f"{FILE}.{old_print[:8]}"
    if not current.exists():
        return None
    with suppress(FileExistsError):
        kept.hardlink_to(current)
    (folder / NEXT).replace(current)
    return kept


def _make_key(path: Path) -> None:
    draft = path.with_name(f".data.key.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(key_text(os.urandom(KEY_BYTES)))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
