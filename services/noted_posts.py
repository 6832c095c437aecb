"""Noting where commitments stand, once they have arrived there: whoever reads a proof finds them."""

from datetime import datetime

from db.live_boards import LiveBoard, change_live_board, list_unnoted
from db.outbox import Delivery, find_delivery_if_any
from db.work import Work
from rules.keys import DrawKey
from rules.refusals import Refusal
from rules.states import DrawState
from services.draw_posts import once_in_chat
from services.draws import note_published

AT_ONCE = 20
_SUPERGROUP = "-100"


async def list_arrived(work: Work, most: int = AT_ONCE) -> list[LiveBoard]:
    """Where a commitment has arrived, or never will."""
    return [board for board in await list_unnoted(work, most) if not await _is_on_its_way(work, board)]


async def note_arrived(work: Work) -> int:
    """How many places were looked at. A draw that is over by then needs none."""
    arrived = await list_arrived(work)
    for board in arrived:
        delivery = await _delivery(work, board)
        if delivery is not None and delivery.message_id is not None and delivery.sent_at is not None:
            await _note(work, board, delivery.message_id, delivery.sent_at)
        await change_live_board(work, board, unnoted_draw=None)
    return len(arrived)


async def _note(work: Work, board: LiveBoard, message_id: int, sent_at: datetime) -> None:
    message = (board.chat_id, message_id)
    try:
        async with work.part():
            await note_published(work, _draw(board), board.place, sent_at, message, address_of(board, message_id))
    except Refusal:
        return


def address_of(board: LiveBoard, message_id: int) -> str | None:
    """Of a message in a public chat for everybody, in another one for its members; basic groups have none."""
    if board.username:
        return f"https://t.me/{board.username}/{message_id}"
    chat = str(board.chat_id)
    return f"https://t.me/c/{chat.removeprefix(_SUPERGROUP)}/{message_id}" if chat.startswith(_SUPERGROUP) else None


async def _is_on_its_way(work: Work, board: LiveBoard) -> bool:
    delivery = await _delivery(work, board)
    return delivery is not None and delivery.is_ahead


async def _delivery(work: Work, board: LiveBoard) -> Delivery | None:
    return await find_delivery_if_any(work, once_in_chat(_draw(board), board, DrawState.LOCKED, 0))


def _draw(board: LiveBoard) -> DrawKey:
    return DrawKey(*board.project, board.unnoted_draw or 0)
