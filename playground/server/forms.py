"""Parameters of a call from the query, a form, JSON or a form with files."""

import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from playground.errors import ApiError, BadRequest
from playground.jsons import JSON
from playground.shapes import Upload
from playground.world.files import UPLOAD_LIMIT

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.types import Receive, Scope

BODY_LIMIT = UPLOAD_LIMIT + 1024 * 1024
PART_LIMIT = 1024 * 1024


async def read_call(scope: "Scope", receive: "Receive") -> JSON:
    query = scope["query_string"]
    given: JSON = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True)) if query else {}
    kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    if kind.startswith(b"multipart/form-data"):
        return given | await _files(scope, receive)
    body = await _body(receive)
    if not body:
        return given
    if kind.startswith(b"application/json"):
        return given | _object(body)
    if kind.startswith(b"application/x-www-form-urlencoded"):
        return given | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    raise BadRequest("unsupported content type of the request")


async def _body(receive: "Receive") -> bytes:
    message = await receive()
    if not message.get("more_body"):
        return bytes(message.get("body", b""))
    chunks = [message["body"]]
    async for chunk in _rest(receive, len(chunks[0])):
        chunks.append(chunk)  # noqa: PERF401 - the length is watched while they come
    return b"".join(chunks)


async def _rest(receive: "Receive", length: int = 0) -> "AsyncGenerator[bytes, None]":
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequest("the request ended early")
        chunk = message.get("body", b"")
        length += len(chunk)
        if length > BODY_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
        yield chunk
        more = message.get("more_body", False)


def _object(body: bytes) -> JSON:
    try:
        given = json.loads(body)
    except ValueError:
        raise BadRequest("can't parse JSON object") from None
    if not isinstance(given, dict):
        raise BadRequest("JSON object expected")
    return given


async def _files(scope: "Scope", receive: "Receive") -> JSON:
    parser = MultiPartParser(Headers(scope=scope), _rest(receive), max_files=20, max_part_size=PART_LIMIT)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError):
        raise BadRequest("can't parse the form with files") from None
    try:
        return {name: await _upload(value) for name, value in form.multi_items()}
    finally:
        await form.close()


async def _upload(value: UploadFile | str) -> Upload | str:
    if isinstance(value, str):
        return value
    return Upload(value.filename or "", value.content_type or "", await value.read())
