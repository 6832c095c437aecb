"""What everybody hears of a draw where a live board stands: its commitment, its result, that it was taken back."""

from datetime import timedelta

from db.draws import Draw
from db.live_boards import LiveBoard, change_live_board, list_live_boards
from db.outbox import BEHIND, post_notice
from db.work import Work
from rules.keys import DrawKey
from rules.states import DrawState

DRAW_POSTED = "draw-posted"
_AFTER_THE_ORGANIZER = timedelta(seconds=10)
"""Who is shown the winners prize by prize knows the last of them by then."""


async def tell_where_boards_stand(work: Work, draw: Draw, results: int) -> None:
    """Of what was published, once for each result. That a commitment has arrived there is noted afterwards."""
    if draw.commitment is None:
        return
    due_at = work.now + _AFTER_THE_ORGANIZER if draw.state == DrawState.DRAWN else work.now
    for board in await list_live_boards(work, draw.project):
        if board.message_id is None:
            continue
        keys = {**draw.key._asdict(), "state": draw.state, "results": results}
        once = once_in_chat(draw.key, board, draw.state, results)
        await post_notice(work, DRAW_POSTED, board.chat_id, keys, BEHIND, once, due_at)
        if draw.state == DrawState.LOCKED:
            await change_live_board(work, board, unnoted_draw=draw.draw_number)


def once_in_chat(key: DrawKey, board: LiveBoard, state: str, results: int) -> str:
    return "/".join((DRAW_POSTED, state, *map(str, key), str(results), str(board.chat_id)))
