"""How the store is opened: with the key that it was sealed with, in a place of its own, or only to be looked at."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

from bot.data_key import FILE, find_key, find_or_make_key, read_key
from bot.instance import own_name
from bot.lock import AlreadyRunning, only_one
from bot.settings import SettingRefused, Settings
from db.data_keys import UNDER_WAY, find_key_print, keep_key_print, lock_key_print
from db.sealing import KEY_BYTES, Sealing
from db.store import NO_LIMITS, Limits, Store, StoreUnreachable, file_of, open_store
from db.work import World


class Outside(NamedTuple):
    """What is handed in: the time, and chance."""

    clock: Callable[[], datetime]
    chance: Random

    def with_key(self, key: bytes) -> World:
        return World(self.clock, self.chance, Sealing(key))


@contextmanager
def place_among_others(settings: Settings, chance: Random) -> Iterator[str]:
    """Several may share a PostgreSQL, each under its name; on one SQLite file there is one bot at a time."""
    with ExitStack() as held:
        file = file_of(settings.database)
        if file is not None:
            insist_on_being_alone(file, held)
            yield "alone"
            return
        try:
            holder = held.enter_context(own_name(settings.data_dir, chance))
        except OSError as error:
            raise SettingRefused("DATA_DIR", f"the files in it cannot be used ({error.strerror}).") from None
        yield holder


def insist_on_being_alone(file: Path, held: ExitStack) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        held.enter_context(only_one(file))
    except AlreadyRunning:
        raise SettingRefused("DATABASE_URL", "another bot runs on this database file.") from None
    except OSError as error:
        raise StoreUnreachable(error.strerror or type(error).__name__) from None


async def open_with_its_key(settings: Settings, outside: Outside) -> Store:
    """A key is made only for a database that has none yet; with another one than its own nothing is begun."""
    key_print = await _find_or_make_key_print(settings, outside)
    key = data_key(settings, find_key_or_a_passing_one)
    if UNDER_WAY in key_print:
        raise SettingRefused("DATA_KEY", "a change of keys was begun: run `python -m bot rotate-key` once more.")
    if Sealing(key).key_print != key_print:
        raise SettingRefused("DATA_KEY", f"this database was sealed with another key; put back its {FILE}.")
    limits = Limits(settings.db_connections, settings.db_statement_seconds)
    return await _open(settings, outside, key, limits)


async def open_to_look(settings: Settings, outside: Outside) -> Store:
    """With whatever key there is; what was sealed with another one cannot be read."""
    return await _open(settings, outside, data_key(settings, find_key_or_a_passing_one))


def data_key(settings: Settings, from_folder: Callable[[Path], bytes], *, from_settings: bool = True) -> bytes:
    if settings.data_key is not None and from_settings:
        return read_key(settings.data_key.get_secret_value())
    try:
        return from_folder(settings.data_dir)
    except ValueError as wrong:
        raise SettingRefused("DATA_KEY", f"the file {FILE} in DATA_DIR holds no key: {wrong}") from None
    except OSError as error:
        raise SettingRefused("DATA_DIR", f"the file {FILE} in it cannot be used ({error.strerror}).") from None


def find_key_or_a_passing_one(folder: Path) -> bytes:
    """A look makes no file: what was sealed with a key that is not here is looked at without being read."""
    return find_key(folder) or secrets.token_bytes(KEY_BYTES)


async def _find_or_make_key_print(settings: Settings, outside: Outside) -> str:
    """Of several that start at once one makes the key; the others find its print."""
    looking = await open_to_look(settings, outside)
    try:
        async with looking.reading() as work:
            key_print = await find_key_print(work)
        if key_print is not None:
            return key_print
        async with looking.work() as work:
            key_print = await lock_key_print(work)
            if key_print is None:
                key_print = Sealing(data_key(settings, find_or_make_key)).key_print
                await keep_key_print(work, key_print)
                work.keep()
            return key_print
    finally:
        await looking.close()


async def _open(settings: Settings, outside: Outside, key: bytes, limits: Limits = NO_LIMITS) -> Store:
    world = outside.with_key(key)
    return await open_store(settings.database, world, pgbouncer=settings.db_pgbouncer, limits=limits)
