"""What Telegram's answer to a letter means for the letter."""

import json
from enum import Enum, auto
from typing import Any, NamedTuple


class Verdict(Enum):
    SENT = auto()
    PAUSE = auto()
    AGAIN = auto()
    UNREACHABLE = auto()
    MOVED = auto()
    PLAIN = auto()
    SPLIT = auto()
    AFRESH = auto()
    REFUSED = auto()
    NO_TOKEN = auto()


class Answer(NamedTuple):
    verdict: Verdict
    message_id: int | None = None
    seconds: int = 0
    new_chat: int = 0
    words: str = ""


# Pieces of the descriptions of "400 Bad Request", and what to do about each.
_REFUSALS = (
    ("message is not modified", Verdict.SENT),
    ("can't parse entities", Verdict.PLAIN),
    ("is too long", Verdict.SPLIT),
    ("message to edit not found", Verdict.AFRESH),
    ("message can't be edited", Verdict.AFRESH),
    ("message to delete not found", Verdict.SENT),
    ("chat not found", Verdict.UNREACHABLE),
    ("user is deactivated", Verdict.UNREACHABLE),
)


def judge(status: int, body: bytes) -> Answer:
    said = _read(body)
    if said.get("ok") is True:
        result = said.get("result")
        return Answer(Verdict.SENT, result.get("message_id") if isinstance(result, dict) else None)
    words, parameters = str(said.get("description", "")), said.get("parameters") or {}
    if status == 429:
        return Answer(Verdict.PAUSE, seconds=int(parameters.get("retry_after", 1)), words=words)
    if "migrate_to_chat_id" in parameters:
        return Answer(Verdict.MOVED, new_chat=int(parameters["migrate_to_chat_id"]), words=words)
    if status == 403:
        return Answer(Verdict.UNREACHABLE, words=words)
    if status in (401, 404):
        return Answer(Verdict.NO_TOKEN, words=words)
    if status == 400:
        return Answer(next((verdict for piece, verdict in _REFUSALS if piece in words), Verdict.REFUSED), words=words)
    return Answer(Verdict.AGAIN, words=words)


def _read(body: bytes) -> dict[str, Any]:
    """Whatever comes back: a gateway may answer in HTML."""
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
