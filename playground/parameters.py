"""The parameters of a call, read by the method's shape; whatever does not fit is refused."""

from functools import cache

from playground.errors import OLD_QUERY, BadRequest
from playground.jsons import JSON
from playground.readers import Misfit, Reader, reader_of
from playground.shapes import METHODS, Upload

_BY_LOWER_CASE = {name.lower(): name for name in METHODS}

# What Telegram says when these are missing; everything else is named plainly.
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "from_chat_id": "from_chat_id is empty",
    "user_id": "invalid user_id specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "file_id": "file_id is not specified",
    "callback_query_id": OLD_QUERY,
    "inline_query_id": OLD_QUERY,
}


def name_of(method: str) -> str | None:
    """Telegram reads names of methods without regard to case."""
    return method if method in METHODS else _BY_LOWER_CASE.get(method.lower())


def read_parameters(method: str, given: JSON) -> JSON:
    """The call's parameters, typed; unknown ones, misfits and missing ones are refused."""
    readers, required = _compiled(method)
    read: JSON = {}
    for name, value in given.items():
        if value is None:
            continue
        reader = readers.get(name)
        if reader is None:
            if isinstance(value, Upload):
                continue
            raise BadRequest(f'unknown parameter "{name}" of method {method}')
        try:
            read[name] = reader(value)
        except Misfit as misfit:
            raise BadRequest(f'can\'t parse parameter "{name}": {misfit}') from None
    for name in required:
        if name not in read:
            raise BadRequest(_MISSING.get(name, f'parameter "{name}" is required'))
    return read


@cache
def _compiled(method: str) -> tuple[dict[str, Reader], list[str]]:
    fields = METHODS[method]
    readers = {name.rstrip("!"): reader_of(shape, outermost=True) for name, shape in fields.items()}
    return readers, [name[:-1] for name in fields if name.endswith("!")]
