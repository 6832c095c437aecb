"""The command line: `python -m bot` runs the bot, and a word after it does one thing with its data."""

import argparse
import asyncio
import gc
import secrets
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.data_key import (
    FILE,
    NEXT,
    find_key,
    find_or_make_key,
    find_or_make_next,
    put_next_in_place,
    read_key,
)
from bot.instance import own_name
from bot.lock import AlreadyRunning, only_one
from bot.logs import set_up_logs
from bot.settings import SettingRefused, Settings, StartRefused, read_settings
from db.data_keys import UNDER_WAY, change_key_print, find_key_print, keep_key_print, lock_key_print
from db.invariants import INVARIANTS, check
from db.leases import is_any_lease_held
from db.migrate import ForeignKeysBroken, RevisionUnknown, migrate
from db.resealing import TwoKeys, reseal_everything
from db.sealing import KEY_BYTES, Sealing
from db.store import Store, StoreUnreachable, open_store
from db.work import World

Command = Callable[[Settings], Coroutine[Any, Any, int]]

OK, FINDINGS, REFUSED = 0, 1, 2


def main() -> int:
    command: Command = _arguments().parse_args().command
    try:
        return asyncio.run(command(read_settings()))
    except StartRefused as refused:
        return _refuse(str(refused))
    except StoreUnreachable as error:
        return _refuse(str(SettingRefused("DATABASE_URL", f"the database cannot be reached ({error}).")))
    except RevisionUnknown as unknown:
        return _refuse(f"migrate: this version does not know the database's revision ({unknown}).", FINDINGS)
    except ForeignKeysBroken:
        return _refuse(
            "migrate: there are rows whose parents are gone; nothing was changed, `check` names them.", FINDINGS
        )
    except KeyboardInterrupt:
        return 130


async def run(settings: Settings) -> int:
    settings.require_token()
    with _place_among_others(settings) as holder:
        return await _run_in_place(settings, holder)


async def _run_in_place(settings: Settings, holder: str) -> int:
    # The other commands start twice as fast without what this one alone needs.
    from bot.running import CannotRun, run_bot

    await migrate(settings.database, pgbouncer=settings.db_pgbouncer)
    store = await _open_with_its_key(settings)
    set_up_logs(settings.log_level, settings.log_format)
    try:
        # What was imported stays for good: looking through it again and again would stop everybody for moments.
        gc.freeze()
        await run_bot(settings, store, secrets.SystemRandom(), holder)
    except CannotRun as reason:
        return _refuse(str(reason), FINDINGS)
    finally:
        await store.close()
    return OK


async def bring_up_to_date(settings: Settings) -> int:
    """Every step or none; harmless when there is nothing to do."""
    await migrate(settings.database, pgbouncer=settings.db_pgbouncer)
    return OK


async def verify_invariants(settings: Settings) -> int:
    store = await _open(settings, _data_key(settings, _find_key_or_a_passing_one))
    try:
        count = 0
        async for finding in check(store):
            count += 1
            _say(f"{finding.invariant}: {finding.key}")
    finally:
        await store.close()
    _say(f"{count} finding{'s' * (count > 1)}" if count else f"sound: {len(INVARIANTS)} invariants hold")
    return FINDINGS if count else OK


async def rotate_key(settings: Settings) -> int:
    """Everything sealed anew with a new key. Killed half way, it goes on where the next one finds it."""
    with ExitStack() as held:
        if settings.database.get_backend_name() == "sqlite":
            _insist_on_being_alone(Path(settings.database.database or ""), held)
        await migrate(settings.database, pgbouncer=settings.db_pgbouncer)
        old = _data_key(settings, lambda folder: find_key(folder) or b"")
        if not old:
            raise SettingRefused("DATA_KEY", "there is no key yet, so that nothing was sealed with one.")
        new = _data_key(settings, lambda folder: find_or_make_next(folder, besides=old), from_settings=False)
        count = await _reseal(settings, old, new)
        kept = None if settings.data_key else put_next_in_place(settings.data_dir, Sealing(old).key_print)
    _say(f"{count} row{'s' * (count != 1)} sealed anew")
    if kept is None:
        _say(f"the new key is in {settings.data_dir / NEXT}: put it into DATA_KEY")
    else:
        _say(f"backups from before need the old key: {kept}")
    return OK


async def _reseal(settings: Settings, old: bytes, new: bytes) -> int:
    old_print, new_print = Sealing(old).key_print, Sealing(new).key_print
    begun = f"{old_print}{UNDER_WAY}{new_print}"
    world = World(_now, secrets.SystemRandom(), TwoKeys(new, old))
    store = await open_store(settings.database, world, pgbouncer=settings.db_pgbouncer)
    try:
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
    finally:
        await store.close()


@contextmanager
def _place_among_others(settings: Settings) -> Iterator[str]:
    """Several may share a PostgreSQL, each under its name; on one SQLite file there is one bot at a time."""
    with ExitStack() as held:
        if settings.database.get_backend_name() == "sqlite":
            _insist_on_being_alone(Path(settings.database.database or ""), held)
            yield "alone"
            return
        try:
            holder = held.enter_context(own_name(settings.data_dir, secrets.SystemRandom()))
        except OSError as error:
            raise SettingRefused("DATA_DIR", f"the files in it cannot be used ({error.strerror}).") from None
        yield holder


def _insist_on_being_alone(file: Path, held: ExitStack) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        held.enter_context(only_one(file))
    except AlreadyRunning:
        raise SettingRefused("DATABASE_URL", "another bot runs on this database file.") from None
    except OSError as error:
        raise StoreUnreachable(error.strerror or type(error).__name__) from None


async def _open_with_its_key(settings: Settings) -> Store:
    """A key is made only for a database that has none yet; with another one than its own nothing is begun."""
    key_print = await _find_or_make_key_print(settings)
    key = _data_key(settings, _find_key_or_a_passing_one)
    if UNDER_WAY in key_print:
        raise SettingRefused("DATA_KEY", "a change of keys was begun: run `python -m bot rotate-key` once more.")
    if Sealing(key).key_print != key_print:
        raise SettingRefused("DATA_KEY", f"this database was sealed with another key; put back its {FILE}.")
    return await _open(settings, key)


async def _find_or_make_key_print(settings: Settings) -> str:
    """Of several that start at once one makes the key; the others find its print."""
    looking = await _open(settings, _data_key(settings, _find_key_or_a_passing_one))
    try:
        async with looking.reading() as work:
            key_print = await find_key_print(work)
        if key_print is not None:
            return key_print
        async with looking.work() as work:
            key_print = await lock_key_print(work)
            if key_print is None:
                key_print = Sealing(_data_key(settings, find_or_make_key)).key_print
                await keep_key_print(work, key_print)
                work.keep()
            return key_print
    finally:
        await looking.close()


async def _open(settings: Settings, key: bytes) -> Store:
    return await open_store(
        settings.database, World(_now, secrets.SystemRandom(), Sealing(key)), pgbouncer=settings.db_pgbouncer
    )


def _data_key(settings: Settings, from_folder: Callable[[Path], bytes], *, from_settings: bool = True) -> bytes:
    if settings.data_key is not None and from_settings:
        return read_key(settings.data_key.get_secret_value())
    try:
        return from_folder(settings.data_dir)
    except ValueError as wrong:
        raise SettingRefused("DATA_KEY", f"the file {FILE} in DATA_DIR holds no key: {wrong}") from None
    except OSError as error:
        raise SettingRefused("DATA_DIR", f"the file {FILE} in it cannot be used ({error.strerror}).") from None


def _find_key_or_a_passing_one(folder: Path) -> bytes:
    """A look makes no file: what was sealed with a key that is not here is looked at without being read."""
    return find_key(folder) or secrets.token_bytes(KEY_BYTES)


def _now() -> datetime:
    return datetime.now(UTC)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Runs the raffle bot.")
    parser.set_defaults(command=run)
    words = parser.add_subparsers(title="instead of running", metavar="COMMAND")
    _word(words, "migrate", bring_up_to_date, "Bring the database to the newest revision.")
    _word(words, "check", verify_invariants, "Look whether everything in the database is as it must be: exit 0 or 1.")
    _word(words, "rotate-key", rotate_key, "Seal everything anew with a new key, while no bot runs.")
    return parser


def _word(words: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, command: Command, what: str) -> None:
    words.add_parser(name, help=what, description=what).set_defaults(command=command)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _refuse(line: str, code: int = REFUSED) -> int:
    sys.stderr.write(f"{line}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
