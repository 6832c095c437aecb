"""The proof file of a draw, asked for: it is written when its letter leaves."""

from db.draws import find_draw, find_last_drawn_if_any, list_results
from db.outbox import BEHIND, post_notice
from db.work import Work
from rules.keys import DrawKey
from rules.locking import DrawOver, StillListing
from rules.states import DrawState

DRAW_PROOF = "draw-proof"


async def send_last_proof(work: Work, user_id: int, chat_id: int) -> bool:
    """Of an organizer's last draw that has a result, if there is one."""
    last = await find_last_drawn_if_any(work, user_id)
    if last is not None:
        await send_proof(work, last.key, chat_id)
    return last is not None


async def send_proof(work: Work, key: DrawKey, chat_id: int) -> None:
    """Asked for twice within a minute it goes once."""
    draw, results = await find_draw(work, key), await list_results(work, key)
    if draw.state != DrawState.DRAWN:
        raise DrawOver(draw.draw_number, draw.state)
    if results[-1].result is None:
        raise StillListing(draw.draw_number)
    once = f"{DRAW_PROOF}/{'/'.join(map(str, key))}/{chat_id}/{work.now:%Y-%m-%dT%H:%M}"
    await post_notice(work, DRAW_PROOF, chat_id, key, BEHIND, once)
