"""Files that were sent: kept once by content, found by a file id that stays the same."""

import base64
import hashlib
import mimetypes
from dataclasses import asdict, dataclass
from pathlib import Path

from playground.errors import BadRequest
from playground.jsons import JSON
from playground.shapes import Upload
from playground.world.journal import Journal
from playground.world.pictures import dimensions, mime_of

UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024

_PREFIXES = {"photo": ("AgAC", "photos", ".jpg"), "document": ("BQAC", "documents", "")}


@dataclass(frozen=True, slots=True)
class File:
    number: int
    file_id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    size: int
    width: int
    height: int
    path: str

    def reference(self) -> JSON:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}

    def content_fields(self) -> JSON:
        """The part of a message that shows it."""
        if self.kind == "photo":
            return {"photo": [{**self.reference(), "width": self.width, "height": self.height}]}
        return {"document": {**self.reference(), "file_name": self.name, "mime_type": self.mime}}


class Files:
    def __init__(self, folder: Path | None, journal: Journal) -> None:
        self._folder = folder
        self._journal = journal
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}
        self._contents: dict[str, bytes] = {}

    def restore(self, kept: JSON) -> None:
        self._know(File(**kept))

    def _know(self, file: File) -> None:
        self._by_id[file.file_id] = self._by_path[file.path] = file

    def receive(self, kind: str, upload: Upload) -> File:
        """Keeps an upload, judged as Telegram judges it."""
        _check_size(kind, upload)
        width, height = _photo_size(upload.content) if kind == "photo" else (0, 0)
        unique, file_id = _names(kind, upload)
        if file_id in self._by_id:
            return self._by_id[file_id]
        number = len(self._by_id)
        path = f"{_PREFIXES[kind][1]}/file_{number}{_PREFIXES[kind][2] or Path(upload.name).suffix[:12]}"
        mime = (mime_of(upload.content) if kind == "photo" else None) or _mime(upload)
        file = File(number, file_id, unique, kind, upload.name, mime, len(upload.content), width, height, path)
        self._store(file, upload.content)
        return file

    def _store(self, file: File, content: bytes) -> None:
        if self._folder is None:
            self._contents[file.file_id] = content
        else:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / file.file_id).write_bytes(content)
        self._know(file)
        self._journal.note("files", (file.file_id, 0), asdict(file))

    def named(self, file_id: str) -> File | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> File | None:
        return self._by_path.get(path)

    def content(self, file: File) -> bytes:
        if self._folder is None:
            return self._contents[file.file_id]
        return (self._folder / file.file_id).read_bytes()


def _check_size(kind: str, upload: Upload) -> None:
    size = len(upload.content)
    if not size:
        raise BadRequest("file must be non-empty")
    if kind == "photo" and size > PHOTO_LIMIT:
        raise BadRequest(f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes")
    if size > UPLOAD_LIMIT:
        raise BadRequest(f"file of size {size} bytes is too big; the maximum size is {UPLOAD_LIMIT} bytes")


def _photo_size(content: bytes) -> tuple[int, int]:
    size = dimensions(content)
    if size is None or 0 in size:
        raise BadRequest("IMAGE_PROCESS_FAILED")
    if sum(size) > 10_000 or max(size) > 20 * min(size):
        raise BadRequest("PHOTO_INVALID_DIMENSIONS")
    return size


def _names(kind: str, upload: Upload) -> tuple[str, str]:
    """The same bytes have one unique id; a file id also knows how they were sent."""
    unique = hashlib.sha256(upload.content).digest()
    sent_as = hashlib.sha256(unique + kind.encode() + (b"" if kind == "photo" else upload.name.encode())).digest()
    prefix = _PREFIXES[kind][0]
    return _base64(unique[:11]), prefix + _base64(sent_as + unique[:6])


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _mime(upload: Upload) -> str:
    guessed = mimetypes.guess_type(upload.name)[0]
    return guessed or upload.mime or "application/octet-stream"
