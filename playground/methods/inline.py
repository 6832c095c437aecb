"""The answer to an inline query, and the message a chosen result becomes."""

from playground.errors import BadRequest, NotImitated
from playground.jsons import JSON
from playground.methods.content import (
    caption_content,
    contact_content,
    file_content,
    location_content,
    text_content,
)
from playground.methods.markup import inline_keyboard
from playground.methods.registry import answers
from playground.world.world import World

MOST_RESULTS = 50
_IMITATED = {"article", "photo", "document", "contact", "location"}


@answers("answerInlineQuery")
def answer_inline_query(world: World, params: JSON) -> bool:
    results: list[JSON] = params["results"]
    if len(results) > MOST_RESULTS:
        raise BadRequest("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise BadRequest("RESULT_ID_DUPLICATE")
    if len(params.get("next_offset", "").encode()) > 64:
        raise BadRequest("NEXT_OFFSET_INVALID")
    contents = {result["id"]: _checked(world, result) for result in results}
    asked = world.queries.answer_inline(params["inline_query_id"])
    asked.results = contents
    shown = {"results": results, "next_offset": params.get("next_offset", ""), "button": params.get("button")}
    asked.answer.set_result(shown)
    return True


def _checked(world: World, result: JSON) -> JSON:
    if not 1 <= len(result["id"].encode()) <= 64:
        raise BadRequest("RESULT_ID_INVALID")
    if result["type"] not in _IMITATED:
        raise NotImitated(f"inline results of type {result['type']}")
    return {**result_content(world, result), **inline_keyboard(result.get("reply_markup"))}


def result_content(world: World, result: JSON) -> JSON:
    """What is sent when the result is chosen."""
    given = result.get("input_message_content")
    if given is not None:
        return _given(world, given)
    kind = result["type"]
    if kind in {"photo", "document"}:
        file = str(result.get(f"{kind}_file_id", result.get(f"{kind}_url")))
        return {**file_content(world, kind, file, {}), **caption_content(world, result)}
    if kind == "contact":
        return contact_content(result)
    if kind == "location":
        return location_content(result)
    raise BadRequest("SEND_MESSAGE_TYPE_INVALID")


def _given(world: World, given: JSON) -> JSON:
    if "message_text" in given:
        return text_content(world, given["message_text"], given)
    if "phone_number" in given:
        return contact_content(given)
    if "latitude" in given and "title" not in given:
        return location_content(given)
    raise NotImitated("this input_message_content")
