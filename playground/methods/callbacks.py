"""The answer to a tap."""

from playground.errors import BadRequest
from playground.jsons import JSON
from playground.methods.registry import answers
from playground.world.world import World

ANSWER_LIMIT = 200


@answers("answerCallbackQuery")
def answer_callback_query(world: World, params: JSON) -> bool:
    text = params.get("text", "")
    if len(text) > ANSWER_LIMIT:
        raise BadRequest("MESSAGE_TOO_LONG")
    tap = world.queries.answer_tap(params["callback_query_id"])
    world.events.tell(
        "callback_answer",
        [tap.person],
        chat=tap.chat,
        message_id=tap.message_id,
        query_id=params["callback_query_id"],
        text=text,
        show_alert=params.get("show_alert", False),
        url=params.get("url", ""),
    )
    return True
