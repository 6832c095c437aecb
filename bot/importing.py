"""How a list is taken in: loaded, read and planned beside everything else, and written in one unit or not at all."""

import asyncio
from collections.abc import Sequence

from telegram.error import NetworkError

from bot.downloads import Downloads, FileLargerThanSaid, FileNotToBeHad
from bot.tasks_due import Progress
from db.store import Store
from db.tasks import Task
from rules.imports.encodings import MOST_BYTES, read_text
from rules.imports.entries import Listing
from rules.imports.planning import Plan, plan
from rules.imports.reading import read_listing
from rules.imports.refusals import ImportOver, LinesTooMany, ListNotLoaded, ListTooLarge, TextNotReadable
from rules.imports.states import Deed, ImportState
from rules.keys import ImportKey
from rules.misreadings import TooManyNumbers
from services.import_undo import undo_import
from services.imports import (
    Example,
    Shown,
    cancel_import,
    find_ground,
    find_text,
    look_at_import,
    manner_of,
    store_findings,
    store_text,
)
from services.surveys import survey, wanted_of
from services.taking_in import NotAsPlannedError, Prepared, take_in
from services.tasks import end_task

STEPS = 3
"""Loaded, read, shown."""
_EXAMPLES, _SHOWN = 3, 3
_PAUSES = (1.0, 4.0, 15.0)
"""Telegram may be away for a while."""
_UNREADABLE = (TextNotReadable, LinesTooMany, ListTooLarge, ListNotLoaded, TooManyNumbers)


class Importing:
    def __init__(self, downloads: Downloads, pauses: Sequence[float] = _PAUSES) -> None:
        self._downloads = downloads
        self._pauses = pauses

    async def run(self, store: Store, task: Task, progress: Progress) -> None:
        key = ImportKey(task.user_id, task.about_project or 0, int(task.asked["number"]))
        match Deed(task.asked["deed"]):
            case Deed.READ:
                await self._read(store, task, key, progress)
            case Deed.TAKE_IN:
                await _take_in(store, task, key)
            case Deed.UNDO:
                async with store.work() as work:
                    await undo_import(work, key, task.user_id)
                    await end_task(work, task.key)
                    work.keep()

    async def _read(self, store: Store, task: Task, key: ImportKey, progress: Progress) -> None:
        """What cannot be read at all is over, and nothing of it is kept."""
        try:
            await self._load(store, key)
            await progress(1, STEPS)
            prepared, listing = await prepare(store, key)
        except _UNREADABLE:
            async with store.work() as work:
                await cancel_import(work, key)
                work.keep()
            raise
        await progress(2, STEPS)
        await _show(store, task, key, prepared.plan, listing)

    async def _load(self, store: Store, key: ImportKey) -> None:
        """What was loaded already is not asked for again."""
        async with store.reading() as work:
            found = (await look_at_import(work, key)).import_
            is_there = bool(await find_text(work, key))
        if found.state != ImportState.READING:
            raise ImportOver(found.state)
        if found.file_id is None or is_there:
            return
        text = await asyncio.to_thread(read_text, await self._content(found.file_id))
        async with store.work() as work:
            await store_text(work, key, text)
            work.keep()

    async def _content(self, file_id: str) -> bytes:
        for pause in (*self._pauses, None):
            try:
                return await self._downloads.load(file_id, MOST_BYTES)
            except FileLargerThanSaid:
                raise ListTooLarge(MOST_BYTES + 1, MOST_BYTES) from None
            except FileNotToBeHad:
                raise ListNotLoaded from None
            except NetworkError:
                if pause is not None:
                    await asyncio.sleep(pause)
        raise ListNotLoaded


async def prepare(store: Store, key: ImportKey) -> tuple[Prepared, Listing]:
    """What would come of it as things stand. What is only reckoned is done in a thread."""
    async with store.reading() as work:
        view = await look_at_import(work, key)
        text, ground = await find_text(work, key), await find_ground(work, key.project)
    listing = await asyncio.to_thread(read_listing, text, ground, manner_of(view.import_))
    wanted = await asyncio.to_thread(wanted_of, listing)
    async with store.reading() as work:
        world = await survey(work, view.project, wanted)
    return Prepared(wanted, world, await asyncio.to_thread(plan, listing, world)), listing


async def _take_in(store: Store, task: Task, key: ImportKey) -> None:
    """What is not any more as it was shown is not done, but shown anew."""
    prepared, listing = await prepare(store, key)
    try:
        async with store.work() as work:
            await take_in(work, key, prepared, task.user_id)
            await end_task(work, task.key)
            work.keep()
    except NotAsPlannedError:
        prepared, listing = await prepare(store, key)
        await _show(store, task, key, prepared.plan, listing, moved=True)


async def _show(
    store: Store, task: Task, key: ImportKey, planned: Plan, listing: Listing, *, moved: bool = False
) -> None:
    shown = Shown(tuple(_examples(planned)), listing.columns, planned.left_out[:_SHOWN])
    async with store.work() as work:
        await store_findings(work, key, planned.counts, planned.digest, shown, planned.left_out)
        await end_task(work, task.key, {"moved": int(moved)})
        work.keep()


def _examples(planned: Plan) -> list[Example]:
    return [
        Example(entry.numbers, entry.name, entry.phone.raw if entry.phone else None, bool(entry.paid))
        for entry in planned.entries[:_EXAMPLES]
    ]
