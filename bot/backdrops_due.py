"""Photos that organizers sent to stand behind their boards: loaded, made small, and kept."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import NetworkError

from bot.downloads import FileLargerThanSaid, FileNotToBeHad
from bot.pictures.backdrops import PhotoNotUsable, prepare
from db.backdrops import SentPhoto, list_sent_photos
from db.leases import LeaseLost
from db.store import Store
from services.backdrops import refuse_backdrop, set_backdrop, try_again_later

LARGEST_SENT = 10_000_000
_AT_ONCE = 5

Load = Callable[[str, int], Awaitable[bytes]]

log = structlog.get_logger()


class BackdropsDue:
    """How a file is loaded is handed in."""

    def __init__(self, load: Load) -> None:
        self._load = load

    async def look(self, store: Store) -> None:
        """Nobody's unit stays open while Telegram or a picture takes its time."""
        async with store.reading() as work:
            photos = await list_sent_photos(work, _AT_ONCE)
        for sent in photos:
            try:
                await self._bring(store, sent)
            except LeaseLost:
                raise
            except Exception:  # the edge of the loop: it is tried again, and others are not held up
                log.exception("backdrop", project=sent.project_number)
                await _put_off(store, sent)

    async def _bring(self, store: Store, sent: SentPhoto) -> None:
        try:
            content = await asyncio.to_thread(prepare, await self._load(sent.file_id, LARGEST_SENT))
        except NetworkError:
            await _put_off(store, sent)
        except (FileNotToBeHad, FileLargerThanSaid, PhotoNotUsable):
            async with store.work() as work:
                await refuse_backdrop(work, sent)
                work.keep()
        else:
            async with store.work() as work:
                await set_backdrop(work, sent, content)
                work.keep()


async def _put_off(store: Store, sent: SentPhoto) -> None:
    async with store.work() as work:
        await try_again_later(work, sent)
        work.keep()
