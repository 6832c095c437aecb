"""`backup`, `restore` and `letters` as an operator meets them: their lines, and their codes."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.backup_files import list_backups
from bot.lock import only_one
from bot.restoring import NO_KEY
from db.outbox import list_due
from db.store import open_store
from db.work import World
from tests.bot.test_backups import sold
from tests.bot.test_command_line import SOUND, Bot, Ended, bot
from tests.cast import House
from tests.conftest import DATA_KEY

__all__ = ["bot"]

pytestmark = pytest.mark.story


def refused(ended: Ended, words: str) -> None:
    assert (ended.code, ended.out) == (2, "")
    assert re.fullmatch(rf"{words}.*\.( Example: .*)?\n", ended.err), ended.err


@pytest.mark.parametrize("word", ["backup", "restore", "letters", "copy"])
def test_help_needs_no_setting_and_minds_no_wrong_one(bot: Bot, word: str) -> None:
    ended = bot(word, "--help", LOG_LEVEL="LOUD")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"usage: python -m bot {word}")
    assert list(bot.folder.iterdir()) == []


async def test_backed_up_beside_a_running_bot_and_restored_where_nothing_is(bot: Bot, house: House, url: str) -> None:
    await sold(house)
    key = {"DATA_KEY": DATA_KEY.hex()}
    made = bot("backup", DATABASE_URL=url, **key)
    ((_, backup),) = list_backups(bot.folder / "data/backups")
    assert (made.code, made.err) == (0, "")
    assert re.fullmatch(rf"data/backups/{backup.name}: [0-9]+ rows\n", made.out)
    restored = bot("restore", str(backup), DATA_DIR="there", **key)
    count = made.out.strip().rpartition(": ")[2]
    held = "2 held back that waited then: `python -m bot letters send`, or drop\n"
    assert restored == Ended(0, f"{count} restored\n{held}", "")
    assert bot("check", DATA_DIR="there") == Ended(0, SOUND, "")
    refused(bot("restore", str(backup), DATA_DIR="there", **key), "DATABASE_URL: there is something")


async def test_where_to_can_be_said_and_the_key_taken_along(bot: Bot, house: House, url: str) -> None:
    await sold(house)
    made = bot("backup", "elsewhere", "--with-key", DATABASE_URL=url, DATA_KEY=DATA_KEY.hex())
    assert made.code == 0
    assert sorted(path.suffix for path in (bot.folder / "elsewhere").iterdir()) == [".db", ".json", ".key"]
    ((_, backup),) = list_backups(bot.folder / "elsewhere")
    restored = bot("restore", str(backup), DATA_DIR="there")
    assert (restored.code, restored.err) == (0, "")
    assert (bot.folder / "there/data.key").exists()


async def test_without_the_key_one_line_warns(bot: Bot, house: House, url: str) -> None:
    await sold(house)
    assert bot("backup", DATABASE_URL=url).code == 0
    ((_, backup),) = list_backups(bot.folder / "data/backups")
    restored = bot("restore", str(backup), DATA_DIR="there")
    assert (restored.code, restored.err) == (0, f"{NO_KEY}\n")
    assert bot("check", DATA_DIR="there") == Ended(0, SOUND, "")


async def test_held_letters_are_counted_sent_and_dropped(bot: Bot, house: House, url: str, world: World) -> None:
    await sold(house)
    assert bot("backup", DATABASE_URL=url).code == 0
    ((_, backup),) = list_backups(bot.folder / "data/backups")
    for place, deed, done, due in (("a", "send", "will be sent", 2), ("b", "drop", "dropped", 0)):
        assert bot("restore", str(backup), DATA_DIR=place).code == 0
        assert bot("letters", DATA_DIR=place) == Ended(0, "2 letters held back\n", "")
        assert bot("letters", deed, DATA_DIR=place) == Ended(0, f"2 letters {done}\n", "")
        assert bot("letters", deed, DATA_DIR=place) == Ended(0, f"0 letters {done}\n", "")
        house.clock.pass_(timedelta(days=3650))
        store = await open_store(f"sqlite+aiosqlite:///{bot.folder / place / 'raffles.db'}", world)
        assert len(await House(store, house.clock).look(list_due, 10)) == due
        await store.close()


async def test_what_cannot_be_is_refused_in_one_line(bot: Bot, house: House, url: str, tmp_path: Path) -> None:
    refused(bot("backup"), "DATABASE_URL: the database cannot be reached")
    refused(bot("backup", "/dev/null/below", DATABASE_URL=url), "backup: the folder /dev/null/below cannot be written")
    refused(bot("backup", "--with-key", DATABASE_URL=url), "DATA_KEY: there is no key here")
    refused(bot("restore", "nowhere"), "restore: there is no file nowhere")
    refused(bot("restore", "."), "restore: there is no file")
    (bot.folder / "garbage").write_bytes(b"not a database, " * 500)
    refused(bot("restore", "garbage"), "restore: garbage is not a whole backup")
    refused(bot("letters"), "DATABASE_URL: the database cannot be reached")
    assert bot("restore").code == bot("letters", "burn").code == 2
    assert bot("migrate").code == 0
    with only_one(bot.folder / "data/raffles.db"):
        refused(bot("restore", "garbage"), "DATABASE_URL: another bot runs")
        assert bot("backup").code == 0


async def test_a_database_that_was_never_migrated_is_nothing_to_back_up(bot: Bot) -> None:
    (bot.folder / "data").mkdir()
    (bot.folder / "data/raffles.db").touch()
    refused(bot("backup"), "backup: there is nothing in this database")
