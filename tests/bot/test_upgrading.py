"""A database of an older version is brought up to date: backed up first, and left alone where something is unclear."""

import asyncio
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, make_url, text

from bot.backup_files import list_backups, sha256_of
from bot.lock import only_one
from db.revisions import head_revision
from tests.bot.test_command_line import SOUND, Bot, Ended, bot
from tests.db.test_migrations import current_revision, look_at
from tests.db.test_released import Seen
from tests.people import telegram_here
from tests.released import KEY, lay_down
from tests.released.places import Places, places, release

__all__ = ["bot", "places", "release"]

pytestmark = pytest.mark.story
_USUAL_SECONDS = 1.5
"""An upgrade takes about so long."""
OURS = {"DATA_KEY": KEY.hex()}
UNKNOWN = "BOT_TOKEN: Telegram does not know this token; ask @BotFather for it again.\n"


@pytest.fixture
async def url(release: str, places: Places) -> str:
    url = places()
    await lay_down(release, url)
    return url


def backups(bot: Bot) -> list[Path]:
    return [backup for _, backup in list_backups(bot.folder / "data/backups")]


async def test_it_is_backed_up_before_and_the_backup_holds_what_was_there(
    bot: Bot, release: str, url: str, places: Places
) -> None:
    seen = Seen()
    before = await look_at(url, seen)
    ended = bot("migrate", DATABASE_URL=url, **OURS)
    (backup,) = backups(bot)
    assert ended == Ended(0, f"kept as it was before: data/backups/{backup.name}\n", "")
    assert json.loads(backup.with_suffix(".json").read_text())["revision"] == release
    assert bot("check", DATABASE_URL=url, **OURS) == Ended(0, SOUND, "")
    there = places()
    assert bot("restore", str(backup), DATABASE_URL=there, **OURS).code == 0
    restored = await look_at(there, seen)
    # Letters are held back there, tasks under way are over, and which process had which turn is of no use elsewhere.
    otherwise = {"outbox", "leases", "tasks", "task_files"}
    assert {name: rows for name, rows in restored.items() if name not in otherwise} == {
        name: rows for name, rows in before.items() if name not in otherwise
    }


async def test_up_to_date_it_is_not_backed_up_again(bot: Bot, url: str) -> None:
    for kept in (1, 1):
        assert bot("migrate", DATABASE_URL=url, **OURS).code == 0
        assert len(backups(bot)) == kept


async def test_starting_does_the_same(bot: Bot, url: str) -> None:
    async with telegram_here() as telegram:
        settings = {"TELEGRAM_API_URL": telegram.url, "HTTP_PORT": "0", "BOT_TOKEN": "1:unknown", "LOG_LEVEL": "ERROR"}
        ended = await asyncio.to_thread(lambda: bot(DATABASE_URL=url, **settings, **OURS))
    (backup,) = backups(bot)
    assert ended == Ended(1, f"kept as it was before: data/backups/{backup.name}\n", UNKNOWN)
    assert await look_at(url, current_revision) == head_revision()


async def test_who_has_backups_already_may_do_without(bot: Bot, url: str) -> None:
    assert bot("migrate", "--without-backup", DATABASE_URL=url, **OURS) == Ended(0, "", "")
    assert backups(bot) == []
    assert await look_at(url, current_revision) == head_revision()


MIXED = {
    "of a newer version": ("UPDATE alembic_version SET version_num = '9999'", r".*does not know.*\(9999\)"),
    "of no version": ("DROP TABLE alembic_version", r".*tables in it \(\w+\).*nothing says.*"),
    "of none any more": ("DELETE FROM alembic_version", r".*tables in it \(\w+\).*nothing says.*"),
    "of two versions": ("INSERT INTO alembic_version VALUES ('0003')", ".*2 revisions at once.*"),
    "of an older one": ("UPDATE alembic_version SET version_num = '0003'", r".*revision 0003, and has \w+\.\w+.*"),
    "with less": ("ALTER TABLE users DROP COLUMN payment_text", r".*lacks users\.payment_text.*"),
    "with more": ("ALTER TABLE users ADD COLUMN nickname TEXT", r".*has users\.nickname.*"),
}


@pytest.mark.parametrize("how", MIXED)
async def test_what_is_not_of_one_known_version_is_refused_and_left(bot: Bot, url: str, how: str) -> None:
    change, why = MIXED[how]

    def mix(connection: Connection) -> None:
        connection.execute(text(change))

    await look_at(url, mix)
    seen = Seen()
    before = await look_at(url, seen)
    for words in (("migrate",), ()):
        ended = bot(*words, DATABASE_URL=url, BOT_TOKEN="1:unknown", **OURS)
        assert (ended.code, ended.out) == (2, "")
        assert re.fullmatch(rf"migrate: {why}\.\n", ended.err), ended.err
    assert await look_at(url, seen) == before
    assert backups(bot) == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_where_parents_are_gone_nothing_is_changed(bot: Bot, release: str, url: str) -> None:
    with closing(sqlite3.connect(str(make_url(url).database))) as connection, connection:
        connection.execute("DELETE FROM buyers")
    refused = {
        (): r"backup: what was copied is not whole \(\w+ without its buyers\); it was not kept\.\n",
        ("--without-backup",): "migrate: there are rows whose parents are gone; nothing was changed, .*\n",
    }
    for words, why in refused.items():
        ended = bot("migrate", *words, DATABASE_URL=url, **OURS)
        assert (ended.code, ended.out) == (2, "")
        assert re.fullmatch(why, ended.err)
    assert await look_at(url, current_revision) == release


async def test_tables_of_others_beside_ours_are_theirs(bot: Bot, url: str, places: Places) -> None:
    def add(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE guests (name TEXT)"))

    for place in (url, places()):
        await look_at(place, add)
        assert bot("migrate", DATABASE_URL=place, **OURS).code == 0
        assert bot("check", DATABASE_URL=place, **OURS) == Ended(0, SOUND, "")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_disk_that_is_too_small_is_told_before_anything_is_written(bot: Bot, release: str, url: str) -> None:
    file = Path(str(make_url(url).database))
    _pretend_to_be_large(file, shutil.disk_usage(file.parent).free // 2)
    ended = bot("migrate", DATABASE_URL=url, **OURS)
    assert (ended.code, ended.out) == (2, "")
    assert re.fullmatch(r"migrate: \S+ has room for [0-9]+ MB, and [0-9]+ MB are needed; nothing.*\.\n", ended.err)
    assert backups(bot) == []
    assert await look_at(url, current_revision) == release


def _pretend_to_be_large(file: Path, size: int) -> None:
    """With pages at its end that nobody wrote and nobody reads: the disk has none of them."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        (page,) = connection.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as opened:
        opened.seek(28)
        opened.write((size // page).to_bytes(4, "big"))
        opened.truncate(size // page * page)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_under_a_bot_that_runs_nothing_is_changed(bot: Bot, release: str, url: str) -> None:
    with only_one(Path(str(make_url(url).database))):
        ended = bot("migrate", DATABASE_URL=url, **OURS)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith("DATABASE_URL: another bot runs")
        assert await look_at(url, current_revision) == release
    assert bot("migrate", DATABASE_URL=url, **OURS).code == 0
    with only_one(Path(str(make_url(url).database))):
        assert bot("migrate", DATABASE_URL=url, **OURS) == Ended(0, "", "")


async def test_killed_at_any_moment_the_next_one_finishes_and_every_backup_with_a_name_is_whole(
    bot: Bot, url: str, sized: Callable[[int, int], int]
) -> None:
    seen = Seen()
    before = await look_at(url, seen)
    kills = sized(3, 12)
    for step in range(1, kills + 1):
        started = bot.start("migrate", DATABASE_URL=url, **OURS)
        started.process.join(_USUAL_SECONDS * step / kills)
        started.process.kill()
        started.process.join()
        assert await look_at(url, seen) == before
    assert bot("migrate", DATABASE_URL=url, **OURS).code == 0
    assert bot("check", DATABASE_URL=url, **OURS) == Ended(0, SOUND, "")
    assert await look_at(url, seen) == before
    for backup in backups(bot):
        assert sha256_of(backup) == json.loads(backup.with_suffix(".json").read_text())["sha256"]
