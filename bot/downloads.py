"""Files that people sent, loaded from Telegram: bounded before they come and while they come."""

import json
from typing import Any
from urllib.parse import quote

from telegram.error import NetworkError

from bot.telegram_answers import whole
from bot.transport import Transport

_ASK_SECONDS, _LOAD_SECONDS = 20.0, 60.0


class FileNotToBeHad(Exception):
    """Telegram does not give it, now or later: it is gone, or larger than bots may load."""


class FileLargerThanSaid(Exception):
    """Nothing of it is kept."""


class Downloads:
    def __init__(self, transport: Transport, bot_url: str, file_url: str) -> None:
        """Both addresses hold the token: no error tells them."""
        self._transport = transport
        self._bot_url = bot_url
        self._file_url = file_url

    async def load(self, file_id: str, most: int) -> bytes:
        """At most so many bytes, or it raises; after a `NetworkError` it may be tried again. Never inside of a unit."""
        status, body = await self._transport.send(f"{self._bot_url}/getFile", {"file_id": file_id}, _ASK_SECONDS)
        _require_answered(status)
        path, size = _file_in(body)
        if path is None:
            raise FileNotToBeHad
        if size > most:
            raise FileLargerThanSaid
        status, content = await self._transport.load(f"{self._file_url}/{quote(path)}", most + 1, _LOAD_SECONDS)
        _require_answered(status)
        if status != 200:
            raise FileNotToBeHad
        if len(content) > most:
            raise FileLargerThanSaid
        return content


def _require_answered(status: int) -> None:
    """Too much at a time, a gateway or Telegram itself in trouble: all of them pass."""
    if status == 429 or status >= 500:
        raise NetworkError(f"the file cannot be loaded now ({status})")


def _file_in(body: bytes) -> tuple[str | None, int]:
    try:
        said: Any = json.loads(body)
    except (ValueError, RecursionError):
        # Whatever comes back: a gateway may answer in HTML.
        raise NetworkError("the answer cannot be read") from None
    file = said.get("result") if isinstance(said, dict) else None
    if not isinstance(file, dict) or not isinstance(file.get("file_path"), str):
        return None, 0
    return file["file_path"], whole(file.get("file_size"))
