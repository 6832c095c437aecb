"""Boards that keep themselves up to date in groups and channels: asked for, posted, edited, and forgotten.

What a row says was seen is always older than what is shown for it, so that nothing is missed however a process ends.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from db.links import find_live_share_if_any
from db.live_boards import (
    LiveBoard,
    add_live_board,
    change_live_board,
    claim_changed,
    find_live_board_if_any,
    lock_live_board_at,
    lock_live_board_if_any,
    lock_live_boards_in,
    newest_event,
    remove_live_board,
    remove_live_boards_in,
)
from db.live_boards import list_live_boards as list_live_boards_of
from db.outbox import BEHIND, BULK, Posted, find_delivery_if_any, post_letters, post_notice
from db.projects import find_project, find_project_if_any, lock_project
from db.sets import list_sets
from db.users import lock_user
from db.work import Work
from rules.keys import LiveBoardKey, ProjectKey
from rules.misreadings import TextMissing
from rules.quotas import Quota
from rules.refusals import NoNumbersYet
from rules.states import LiveBoardState
from rules.words import NAME_LIMIT, clean_line
from services.boards import BoardPage, look_at_page
from services.projects import is_running
from services.quotas import require_room
from services.shares import share_link
from services.strangers import require_offered

LIVE_BOARD, BOARD_REPLACED, BOARD_REFUSED = "live-board", "live-board-replaced", "live-board-refused"
TOGETHER = timedelta(seconds=5)
"""What changes in that time is one edit."""
AT_ONCE = 50
_ASK_AGAIN, _TRY_AGAIN = timedelta(seconds=10), timedelta(hours=1)


class Place(NamedTuple):
    """A chat, as Telegram tells it."""

    chat_id: int
    title: str
    username: str | None
    is_channel: bool


class Right(StrEnum):
    """What a person may do in a chat."""

    LEADS = "leads"
    NONE = "none"


class LiveView(NamedTuple):
    board: LiveBoard
    page: BoardPage
    code: str | None
    """Of the link by which numbers are chosen."""


async def ask_for_board(work: Work, key: ProjectKey, place: Place, by: int) -> LiveBoard:
    """It is posted as soon as Telegram has said what they may do there."""
    project = require_offered(await lock_project(work, key))
    if not await list_sets(work, key):
        raise NoNumbersYet(key.project_number)
    if is_running(project):
        await share_link(work, key, by)
    asked = LiveBoard(
        *key,
        place.chat_id,
        LiveBoardState.ASKED.value,
        _short(place.title),
        place.username,
        in_channel=place.is_channel,
        due_at=work.now,
    )
    known = await lock_live_board_if_any(work, asked.key)
    if known is None:
        await lock_user(work, key.user_id)
        await require_room(work, key.user_id, Quota.BOARDS)
        await add_live_board(work, asked)
        return asked
    named = {"place": asked.place, "username": asked.username, "in_channel": asked.in_channel}
    return await change_live_board(work, known, **named, state=asked.state, due_at=work.now)


async def settle_asked(work: Work, key: LiveBoardKey, right: Right | None) -> None:
    """In a channel only who leads may post. In a group everybody may, and for who leads it is pinned."""
    board = await lock_live_board_if_any(work, key)
    if board is None or board.state != LiveBoardState.ASKED:
        return
    if right is None:
        await change_live_board(work, board, due_at=work.now + _ASK_AGAIN)
    elif board.in_channel and right is not Right.LEADS:
        await _refuse(work, board)
    else:
        await _post(work, await change_live_board(work, board, pinned=right is Right.LEADS))


async def list_live_boards(work: Work, key: ProjectKey) -> list[LiveBoard]:
    """Those that stand somewhere, the first one first."""
    await find_project(work, key)
    return [board for board in await list_live_boards_of(work, key) if board.state != LiveBoardState.ASKED]


async def look_at_live_board(work: Work, key: LiveBoardKey) -> LiveView | None:
    """None when it is not there any more, or has nothing to show."""
    board = await find_live_board_if_any(work, key)
    if board is None or not await list_sets(work, key.project):
        return None
    share = await find_live_share_if_any(work, key.project)
    return LiveView(board, await look_at_page(work, key.project, board.page), share.code if share else None)


async def refresh_changed(work: Work, most: int = AT_ONCE) -> int:
    """Each is to show what has happened: how many there were. One letter is enough while it waits."""
    boards = await claim_changed(work, most)
    for board in boards:
        await _refresh(work, board)
    return len(boards)


async def turn_board(work: Work, chat_id: int, message_id: int, page: int) -> bool:
    """For all who look at it; whether it is still the board of that chat."""
    board = await lock_live_board_at(work, chat_id, message_id)
    if board is None:
        return False
    turned = await change_live_board(work, board, page=max(page, 1))
    if not await _is_said_later(work, turned):
        await _say(work, turned, BEHIND)
    return True


async def note_arrival(work: Work, key: LiveBoardKey, letter: str, message_id: int | None, shown: str) -> None:
    """What stands there from now on."""
    board = await lock_live_board_if_any(work, key)
    if board is None:
        return
    if board.message_id is not None:
        await change_live_board(work, board, shown=shown)
    elif board.letter != letter:
        await _retire(work, board, message_id)
    else:
        arrived = await change_live_board(work, board, message_id=message_id, shown=shown)
        await _pin(work, arrived)


async def note_failure(work: Work, key: LiveBoardKey, letter: str, *, is_gone: bool = False) -> None:
    """Forgotten when its message is gone; what never arrived is told to its organizer; else it is tried much later."""
    board = await lock_live_board_if_any(work, key)
    if board is None or board.letter != letter:
        return
    if board.message_id is None:
        await _refuse(work, board)
    elif is_gone:
        await remove_live_board(work, key)
    else:
        again = {"seen_event": 0, "due_at": work.now + _TRY_AGAIN}
        await change_live_board(work, board, state=LiveBoardState.STANDING.value, **again)


async def leave_chat(work: Work, chat_id: int) -> None:
    """The bot was removed: nobody is told."""
    await remove_live_boards_in(work, chat_id)


async def follow_group(work: Work, old_chat: int, new_chat: int) -> None:
    """What stood in a group cannot be edited in the supergroup that it became: it is posted anew."""
    for board in await lock_live_boards_in(work, old_chat):
        await remove_live_board(work, board.key._replace(chat_id=new_chat))
        moved = await change_live_board(work, board, chat_id=new_chat, message_id=None)
        if board.state == LiveBoardState.STANDING:
            await _post(work, moved)


async def _refresh(work: Work, board: LiveBoard) -> None:
    project, newest = await find_project_if_any(work, board.project), await newest_event(work, board.project)
    if board.message_id is None and not await _is_on_its_way(work, board):
        await remove_live_board(work, board.key)
        return
    due_at = work.now + TOGETHER
    if board.message_id is None:
        await change_live_board(work, board, due_at=due_at)
        return
    going_on = project is not None and is_running(project)
    state = LiveBoardState.STANDING if going_on else LiveBoardState.RESTING
    seen = await change_live_board(work, board, state=state.value, seen_event=newest, due_at=due_at)
    if not await _is_said_later(work, seen):
        await _say(work, seen, BULK)


async def _post(work: Work, board: LiveBoard) -> None:
    """Below all that is said there now; what stood there before is no longer kept up to date."""
    project = await find_project_if_any(work, board.project)
    if project is None:
        await remove_live_board(work, board.key)
        return
    await _retire(work, board, board.message_id)
    newest = await newest_event(work, board.project)
    state = LiveBoardState.STANDING if is_running(project) else LiveBoardState.RESTING
    fresh = {"message_id": None, "shown": None, "page": 1, "due_at": work.now + TOGETHER}
    await _say(work, board, BEHIND, state=state.value, seen_event=newest, **fresh)


async def _say(work: Work, board: LiveBoard, priority: int, **changes: Any) -> None:
    """As it is when the letter leaves."""
    letter = "/".join((LIVE_BOARD, *map(str, board.key), work.mark))
    await change_live_board(work, board, letter=letter, **changes)
    await post_notice(work, LIVE_BOARD, board.chat_id, {**board.project._asdict(), "letter": letter}, priority, letter)


async def _retire(work: Work, board: LiveBoard, message_id: int | None) -> None:
    if message_id is None:
        return
    once = f"{BOARD_REPLACED}/{board.chat_id}/{message_id}"
    keys = {**board.project._asdict(), "message_id": message_id}
    await post_notice(work, BOARD_REPLACED, board.chat_id, keys, BULK, once)


async def _refuse(work: Work, board: LiveBoard) -> None:
    """What stood there before goes on standing."""
    if board.message_id is None:
        await remove_live_board(work, board.key)
    else:
        await change_live_board(work, board, state=LiveBoardState.STANDING.value)
    keys = {**board.project._asdict(), "in_channel": int(board.in_channel)}
    once = f"{BOARD_REFUSED}/{board.user_id}/{board.chat_id}/{work.mark}"
    await post_notice(work, BOARD_REFUSED, board.user_id, keys, BEHIND, once)


async def _pin(work: Work, board: LiveBoard) -> None:
    if not board.pinned or board.message_id is None:
        return
    call = f'{{"chat_id": "{board.chat_id}", "message_id": "{board.message_id}", "disable_notification": "true"}}'
    await post_letters(work, [Posted(f"{board.letter}/pin", board.chat_id, BULK, "pinChatMessage", call)])


async def _is_said_later(work: Work, board: LiveBoard) -> bool:
    """Its last letter still waits, and will say how things are then."""
    delivery = await find_delivery_if_any(work, board.letter or "")
    return delivery is not None and delivery.state == "waiting"


async def _is_on_its_way(work: Work, board: LiveBoard) -> bool:
    delivery = await find_delivery_if_any(work, board.letter or "")
    return delivery is not None and delivery.is_ahead


def _short(title: str) -> str:
    try:
        return clean_line(title[:NAME_LIMIT], "name", NAME_LIMIT)
    except TextMissing:
        return "…"
