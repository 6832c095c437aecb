"""What Telegram's answer to a letter means for the letter."""

import json
from enum import Enum, auto
from typing import Any, NamedTuple


class Verdict(Enum):
    SENT = auto()
    PAUSE = auto()
    AGAIN = auto()
    AWAY = auto()
    UNREACHABLE = auto()
    MOVED = auto()
    PLAIN = auto()
    SPLIT = auto()
    AFRESH = auto()
    GONE = auto()
    """What was to be changed in place."""
    ALONE = auto()
    REFUSED = auto()
    NO_TOKEN = auto()
    UNWANTED = auto()
    FAULT = auto()


class Answer(NamedTuple):
    verdict: Verdict
    message_id: int | None = None
    seconds: int = 0
    new_chat: int = 0
    words: str = ""
    file_id: str = ""
    """Of the file that was sent: by it Telegram sends it again."""


_BY_STATUS = {
    401: Verdict.NO_TOKEN,
    403: Verdict.UNREACHABLE,
    404: Verdict.NO_TOKEN,
    408: Verdict.AGAIN,
    409: Verdict.AGAIN,
}
# Pieces of the descriptions of "400 Bad Request", in small letters, and what to do about each.
_REFUSALS = (
    ("message is not modified", Verdict.SENT),
    ("can't parse entities", Verdict.PLAIN),
    ("message is too long", Verdict.SPLIT),
    ("message_too_long", Verdict.SPLIT),
    ("caption is too long", Verdict.SPLIT),
    ("caption_too_long", Verdict.SPLIT),
    ("message to edit not found", Verdict.AFRESH),
    ("message can't be edited", Verdict.AFRESH),
    ("message_id_invalid", Verdict.AFRESH),
    ("there is no text in the message to edit", Verdict.AFRESH),
    ("there is no caption in the message to edit", Verdict.AFRESH),
    ("wrong file identifier", Verdict.ALONE),
    ("wrong remote file identifier", Verdict.ALONE),
    ("can't use file of type", Verdict.ALONE),
    ("file reference", Verdict.ALONE),
    ("image_process_failed", Verdict.ALONE),
    ("photo_invalid_dimensions", Verdict.ALONE),
    ("message to delete not found", Verdict.SENT),
    ("message to unpin not found", Verdict.SENT),
    ("not enough rights to manage pinned messages", Verdict.UNWANTED),
    ("not enough rights to pin a message", Verdict.UNWANTED),
    ("message to pin not found", Verdict.UNWANTED),
    ("chat not found", Verdict.UNREACHABLE),
    ("user is deactivated", Verdict.UNREACHABLE),
)


def judge(status: int, body: bytes) -> Answer:
    said = _read(body)
    if said.get("ok") is True:
        result = said.get("result")
        if not isinstance(result, dict):
            return Answer(Verdict.SENT)
        return Answer(Verdict.SENT, whole(result.get("message_id")) or None, file_id=_file_of(result))
    words = str(said.get("description", ""))
    if status == 429:
        return Answer(Verdict.PAUSE, seconds=max(1, whole_parameter(said, "retry_after")), words=words)
    if new_chat := whole_parameter(said, "migrate_to_chat_id"):
        return Answer(Verdict.MOVED, new_chat=new_chat, words=words)
    if status in _BY_STATUS:
        return Answer(_BY_STATUS[status], words=words)
    if 400 <= status < 500:
        small = words.lower()
        return Answer(next((verdict for piece, verdict in _REFUSALS if piece in small), Verdict.REFUSED), words=words)
    return Answer(Verdict.AGAIN, words=words)


def whole_parameter(said: dict[str, Any], name: str) -> int:
    """Of those that come with a refusal; 0 where there is none that makes sense."""
    parameters = said.get("parameters")
    return whole(parameters.get(name)) if isinstance(parameters, dict) else 0


def whole(value: object) -> int:
    """As the store can keep it; 0 where it cannot."""
    return value if isinstance(value, int) and abs(value) < 2**63 else 0


def _file_of(message: dict[str, Any]) -> str:
    """The largest of a picture's sizes, which come last; the empty word where there is none."""
    sizes = message.get("photo")
    file = sizes[-1] if isinstance(sizes, list) and sizes else message.get("document")
    file_id = file.get("file_id") if isinstance(file, dict) else None
    return file_id if isinstance(file_id, str) else ""


def _read(body: bytes) -> dict[str, Any]:
    """Whatever comes back: a gateway may answer in HTML."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
