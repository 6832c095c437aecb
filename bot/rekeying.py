"""The change of the data key: everything sealed anew, while no bot runs; begun again it goes on."""

from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from bot.data_key import FILE, find_key, find_or_make_next, put_next_in_place
from bot.opening import Outside, data_key, insist_on_being_alone
from bot.settings import SettingRefused, Settings
from db.data_keys import UNDER_WAY, change_key_print, lock_key_print
from db.leases import is_any_lease_held
from db.migrate import migrate
from db.resealing import TwoKeys, reseal_everything
from db.sealing import Sealing
from db.store import Store, file_of, open_store
from db.work import World


class Rekeyed(NamedTuple):
    rows: int
    old_key: Path | None
    """Where it is kept; none when it was never in a file of ours."""


async def change_key(settings: Settings, outside: Outside) -> Rekeyed:
    """Killed half way, it goes on where the next one finds it."""
    with ExitStack() as held:
        file = file_of(settings.database)
        if file is not None:
            insist_on_being_alone(file, held)
        await migrate(settings.database, pgbouncer=settings.db_pgbouncer)
        old = data_key(settings, lambda folder: find_key(folder) or b"")
        if not old:
            raise SettingRefused("DATA_KEY", "there is no key yet, so that nothing was sealed with one.")
        new = data_key(settings, lambda folder: find_or_make_next(folder, besides=old), from_settings=False)
        rows = await _reseal(settings, outside, old, new)
        kept = None if settings.data_key else put_next_in_place(settings.data_dir, Sealing(old).key_print)
    return Rekeyed(rows, kept)


async def _reseal(settings: Settings, outside: Outside, old: bytes, new: bytes) -> int:
    world = World(outside.clock, outside.chance, TwoKeys(new, old))
    store = await open_store(settings.database, world, pgbouncer=settings.db_pgbouncer)
    try:
        return await _reseal_in(store, Sealing(old).key_print, Sealing(new).key_print)
    finally:
        await store.close()


async def _reseal_in(store: Store, old_print: str, new_print: str) -> int:
    begun = f"{old_print}{UNDER_WAY}{new_print}"
    async with store.work() as work:
        if await is_any_lease_held(work):
            raise SettingRefused("DATABASE_URL", "a bot runs on this database: stop it first.")
        key_print = await lock_key_print(work)
        if key_print not in (old_print, begun, new_print):
            raise SettingRefused("DATA_KEY", f"this database was sealed with another key; put back its {FILE}.")
        if key_print == old_print:
            await change_key_print(work, old_print, begun)
        work.keep()
    return 0 if key_print == new_print else await reseal_everything(store, begun, new_print)
