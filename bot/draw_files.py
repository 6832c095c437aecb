"""The notice that brings the proof file of a draw."""

from bot.drawings import Drawing
from bot.texts.drawing_results import proof_attached
from bot.wording import Call, Keys, Reader, document
from db.work import Work
from rules.keys import DrawKey
from rules.states import DrawState
from services.draws import look_at_draw, proof_of


async def draw_proof(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """As it is when it leaves: a figure may have been corrected meanwhile."""
    key = DrawKey(keys["user_id"], keys["project_number"], keys["draw_number"])
    view = await look_at_draw(work, key)
    result = view.result
    if view.draw.state != DrawState.DRAWN or result is None or result.result_hash is None:
        return None
    written = await proof_of(work, key)
    file_key = f"draw/{'/'.join(map(str, key))}/{result.result_hash}"
    name = f"draw-{view.draw.public_id}.json"
    drawing = Drawing("document", name, "application/json", written.encode, file_key)
    return [document(proof_attached(reader.say, view.project.name, view.draw.draw_number), drawing)]
