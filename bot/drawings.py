"""A file that a letter brings: made while it leaves, off the event loop, and known to Telegram from then on."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

import structlog

from bot.telegram_answers import Answer, Verdict
from bot.transport import WithFile
from db.files import find_file_id
from db.store import Store

log = structlog.get_logger()

Post = Callable[[str, Any], Awaitable[Answer]]


class Drawing(NamedTuple):
    field: str
    """Of the call that it fills: photo or document."""
    name: str
    kind: str
    draw: Callable[[], bytes]
    """Runs in a thread: it reads nothing that others change."""
    file_key: str | None = None
    """Says all that it shows: what is known by it is not drawn again."""


async def send_drawn(store: Store, post: Post, method: str, parameters: Mapping[str, Any], drawing: Drawing) -> Answer:
    """Where it cannot be drawn, or Telegram does not take it, the words are to go alone."""
    known = await _find_known(store, drawing)
    if known is not None:
        answer = await post(method, _filled(parameters, drawing, known))
        if answer.verdict is not Verdict.ALONE:
            return answer
    try:
        content = await asyncio.to_thread(drawing.draw)
    except Exception:  # an edge of the courier's loop: the words are worth more than the picture
        log.exception("it cannot be drawn", method=method)
        return Answer(Verdict.ALONE, words="it cannot be drawn")
    filled = {**parameters, **_named_in_media(parameters, f"attach://{drawing.field}")}
    fields = {name: str(value) for name, value in filled.items()}
    return await post(method, WithFile(fields, drawing.field, drawing.name, drawing.kind, content))


def _filled(parameters: Mapping[str, Any], drawing: Drawing, file: str) -> dict[str, Any]:
    return {**parameters, **(_named_in_media(parameters, file) or {drawing.field: file})}


def _named_in_media(parameters: Mapping[str, Any], file: str) -> dict[str, str]:
    """Where a file takes the place of another one, it is named within a text."""
    if "media" not in parameters:
        return {}
    return {"media": json.dumps({**json.loads(parameters["media"]), "media": file}, ensure_ascii=False)}


async def _find_known(store: Store, drawing: Drawing) -> str | None:
    if drawing.file_key is None:
        return None
    async with store.reading() as work:
        return await find_file_id(work, drawing.file_key)
