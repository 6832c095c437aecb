"""What a letter brings about once it has arrived, or when it never will."""

import json

from db.outbox import NOTICE, Letter
from db.work import Work
from rules.keys import LiveBoardKey
from services.live_boards import LIVE_BOARD, note_arrival, note_failure


async def landed(work: Work, letter: Letter, message_id: int | None, shows: str | None) -> None:
    board = _board_of(letter)
    if board is not None and shows is not None:
        await note_arrival(work, board, letter.letter_key, message_id, shows)


async def lost(work: Work, letter: Letter, *, is_gone: bool) -> None:
    board = _board_of(letter)
    if board is not None:
        await note_failure(work, board, letter.letter_key, is_gone=is_gone)


def _board_of(letter: Letter) -> LiveBoardKey | None:
    """In the chat where the letter goes now, for groups move."""
    if letter.kind != NOTICE or letter.method != LIVE_BOARD:
        return None
    keys = json.loads(letter.payload)
    return LiveBoardKey(keys["user_id"], keys["project_number"], letter.chat_id)
