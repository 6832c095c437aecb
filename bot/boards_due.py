"""Boards in groups and channels that are behind: asked for and not yet posted, or not showing what has happened."""

from collections.abc import Awaitable, Callable

from bot.looks import do_some, is_any
from db.live_boards import is_any_changed, list_asked
from db.store import Store
from services.live_boards import AT_ONCE, Right, refresh_changed, settle_asked
from services.noted_posts import list_arrived, note_arrived

FindRight = Callable[[int, int], Awaitable[Right | None]]
"""Of a person in a chat; None as long as Telegram does not say."""


class BoardsDue:
    """What people may do where is handed in."""

    def __init__(self, find_right: FindRight) -> None:
        self._find_right = find_right

    async def look(self, store: Store) -> None:
        while await is_any(store, is_any_changed) and await do_some(store, refresh_changed):
            pass
        while await is_any(store, list_arrived) and await do_some(store, note_arrived):
            pass
        await self._settle_asked(store)

    async def _settle_asked(self, store: Store) -> None:
        """Telegram is asked outside of any unit: it may take seconds to answer."""
        async with store.reading() as work:
            asked = await list_asked(work, AT_ONCE)
        for board in asked:
            right = await self._find_right(board.chat_id, board.user_id)
            async with store.work() as work:
                await settle_asked(work, board.key, right)
                work.keep()
