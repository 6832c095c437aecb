"""The command line: `python -m bot` runs the bot, and a word after it does one thing with its data."""

import gc

# Nearly all that is imported stays for good: who looks meanwhile for what could be let go takes a sixth of the start.
gc.disable()

import argparse
import asyncio
import os
import secrets
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.data_key import NEXT
from bot.logs import set_up_logs
from bot.memory import memory_kept_small
from bot.opening import Outside, open_to_look, open_with_its_key, place_among_others
from bot.settings import SettingRefused, Settings, StartRefused, read_settings
from db.revisions import ForeignKeysBroken, HalfCopied, RevisionUnknown, SchemaMixed
from db.store import StoreUnreachable

gc.enable()

Command = Callable[[Settings, argparse.Namespace], Coroutine[Any, Any, int]]


OK, FINDINGS, REFUSED = 0, 1, 2
_GENTLE = 10
"""So much a backup steps back behind whoever else wants the processor."""
_DONE_WITH_LETTERS = {"send": "will be sent", "drop": "dropped", None: "held back"}
_VERIFY = "Recompute a draw from its proof: exit 0 and the winners, or 1 and why not."


def main() -> int:
    words = _arguments().parse_args()
    if words.command == verify_draw:
        return verify_draw(words)
    command: Command = words.command
    try:
        return asyncio.run(command(read_settings(), words))
    except StartRefused as refused:
        return _refuse(str(refused))
    except StoreUnreachable as error:
        return _refuse(str(SettingRefused("DATABASE_URL", f"the database cannot be reached ({error}).")))
    except HalfCopied:
        return _refuse("migrate: only half of a copy is in this database; run the same `copy` once more.")
    except RevisionUnknown as unknown:
        return _refuse(f"migrate: this version does not know the database's revision ({unknown}).")
    except SchemaMixed as mixed:
        return _refuse(f"migrate: the database is not of one version: {mixed}; nothing was changed.")
    except ForeignKeysBroken:
        return _refuse("migrate: there are rows whose parents are gone; nothing was changed, `check` names them.")
    except KeyboardInterrupt:
        return 130


async def run(settings: Settings, _: argparse.Namespace) -> int:
    settings.require_token()
    with place_among_others(settings, _OUTSIDE.chance) as holder:
        return await run_in_place(settings, _OUTSIDE, holder)


async def run_in_place(settings: Settings, outside: Outside, holder: str) -> int:
    # The other commands start twice as fast without what this one alone needs.
    gc.disable()
    from bot.running import CannotRun, run_bot
    from bot.upgrading import upgrade

    gc.enable()
    _tell_of_backup(await upgrade(settings, outside))
    store = await open_with_its_key(settings, outside)
    set_up_logs(settings.log_level, settings.log_format)
    try:
        async with memory_kept_small():
            await run_bot(settings, store, outside, holder)
    except CannotRun as reason:
        return _refuse(str(reason), FINDINGS)
    finally:
        await store.close()
    return OK


async def bring_up_to_date(settings: Settings, words: argparse.Namespace) -> int:
    """Every step or none; harmless when there is nothing to do."""
    from bot.upgrading import upgrade_alone

    _tell_of_backup(await upgrade_alone(settings, _OUTSIDE, backup=not words.without_backup))
    return OK


async def verify_invariants(settings: Settings, _: argparse.Namespace) -> int:
    from db.invariants import INVARIANTS, check

    store = await open_to_look(settings, _OUTSIDE)
    try:
        count = 0
        async for finding in check(store):
            count += 1
            _say(f"{finding.invariant}: {finding.key}")
    finally:
        await store.close()
    _say(f"{count} finding{'s' * (count > 1)}" if count else f"sound: {len(INVARIANTS)} invariants hold")
    return FINDINGS if count else OK


def verify_draw(words: argparse.Namespace) -> int:
    """Anybody's proof anywhere: whatever the settings are, they are not asked."""
    from bot.verifying import CannotRead, verify_files

    try:
        valid, lines = verify_files(words.file, words.entries, words.receipt)
    except CannotRead as reason:
        return _refuse(f"verify: {reason}")
    _say("\n".join(lines))
    return OK if valid else FINDINGS


async def rotate_key(settings: Settings, _: argparse.Namespace) -> int:
    from bot.rekeying import change_key

    rekeyed = await change_key(settings, _OUTSIDE)
    _say(f"{rekeyed.rows} row{'s' * (rekeyed.rows != 1)} sealed anew")
    if rekeyed.old_key is None:
        _say(f"the new key is in {settings.data_dir / NEXT}: put it into DATA_KEY")
    else:
        _say(f"backups from before need the old key: {rekeyed.old_key}")
    return OK


async def back_up(settings: Settings, words: argparse.Namespace) -> int:
    from bot.backup_files import FOLDER
    from bot.backups import make_backup

    os.nice(_GENTLE)
    made = await make_backup(settings, _OUTSIDE, words.folder or settings.data_dir / FOLDER, with_key=words.with_key)
    _say(f"{made.file}: {made.rows} row{'s' * (made.rows != 1)}")
    if not made.findings:
        return OK
    return _refuse(f"backup: kept, but not everything in it is as it must be ({made.findings[0]}).", FINDINGS)


async def restore_backup(settings: Settings, words: argparse.Namespace) -> int:
    from bot.restoring import Unsound, restore

    try:
        restored = await restore(settings, _OUTSIDE, words.file, anyway=words.anyway)
    except Unsound as why:
        return _refuse(f"restore: nothing was put in place, for `check` finds {why}; --anyway does.", FINDINGS)
    _say(f"{restored.rows} row{'s' * (restored.rows != 1)} restored")
    if restored.held:
        _say(f"{restored.held} held back that waited then: `python -m bot letters send`, or drop")
    for line in (*restored.findings, *filter(None, [restored.warning])):
        _refuse(line)
    return FINDINGS if restored.findings else OK


async def settle_letters(settings: Settings, words: argparse.Namespace) -> int:
    """Those that a restore held back; without a word, how many there are."""
    from db.held_letters import count_held_letters, drop_held_letters, send_held_letters

    deed = {"send": send_held_letters, "drop": drop_held_letters, None: count_held_letters}[words.deed]
    store = await open_to_look(settings, _OUTSIDE)
    try:
        async with store.work() as work:
            count = await deed(work)
            work.keep()
    finally:
        await store.close()
    _say(f"{count} letter{'s' * (count != 1)} {_DONE_WITH_LETTERS[words.deed]}")
    return OK


async def copy_everything(settings: Settings, words: argparse.Namespace) -> int:
    from bot.moving import move
    from db.invariants import INVARIANTS

    moved = await move(settings, _OUTSIDE, words.source, words.target)
    for finding in moved.findings:
        _say(finding)
    count = len(moved.findings)
    found = f"{count} finding{'s' * (count != 1)}" if count else f"sound: {len(INVARIANTS)} invariants hold"
    _say(f"{moved.rows} row{'s' * (moved.rows != 1)} copied, counts, rows and histories are the same; {found}")
    return FINDINGS if count else OK


def _now() -> datetime:
    return datetime.now(UTC)


_OUTSIDE = Outside(_now, secrets.SystemRandom())


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Runs the raffle bot.")
    parser.set_defaults(command=run)
    words = parser.add_subparsers(title="instead of running", metavar="COMMAND")
    migrating = _word(words, "migrate", bring_up_to_date, "Bring the database to the newest revision.")
    migrating.add_argument("--without-backup", action="store_true", help="make none of what was there before")
    _word(words, "check", verify_invariants, "Look whether everything in the database is as it must be: exit 0 or 1.")
    verifying = words.add_parser("verify", help=_VERIFY, description=_VERIFY)
    verifying.set_defaults(command=verify_draw)
    verifying.add_argument("file", type=Path, metavar="FILE", help="the proof, as it was published")
    verifying.add_argument("--entries", type=Path, metavar="FILE", help="the list, if the proof says only where it is")
    verifying.add_argument("--receipt", help="of your own number: is it in the list?")
    _word(words, "rotate-key", rotate_key, "Seal everything anew with a new key, while no bot runs.")
    _add_backup_words(words)
    return parser


def _add_backup_words(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = _word(words, "backup", back_up, "Copy everything into a file that is looked through, while the bot runs.")
    backup.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="where to (default: backups in DATA_DIR)")
    backup.add_argument("--with-key", action="store_true", help="put the data key beside it, so that all can be read")
    restore = _word(words, "restore", restore_backup, "Make a backup the database, where there is none yet.")
    restore.add_argument("file", type=Path, metavar="FILE", help="the backup")
    restore.add_argument("--anyway", action="store_true", help="even if not everything in it is as it must be")
    letters = _word(words, "letters", settle_letters, "Say what becomes of the letters that a restore held back.")
    letters.add_argument("deed", nargs="?", choices=("send", "drop"), help="(default: how many there are)")
    copy = _word(words, "copy", copy_everything, "Copy everything into an empty database, while no bot runs.")
    copy.add_argument("--from", dest="source", required=True, metavar="URL", help="the database there is")
    copy.add_argument("--to", dest="target", required=True, metavar="URL", help="the empty one, on either engine")


def _word(
    words: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, command: Command, what: str
) -> argparse.ArgumentParser:
    word = words.add_parser(name, help=what, description=what)
    word.set_defaults(command=command)
    return word


def _tell_of_backup(backup: Path | None) -> None:
    if backup is not None:
        _say(f"kept as it was before: {backup}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _refuse(line: str, code: int = REFUSED) -> int:
    sys.stderr.write(f"{line}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
