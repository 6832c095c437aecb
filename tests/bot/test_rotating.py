"""`rotate-key` as an operator meets it: alone on the database, killed and begun again, with the old key kept."""

import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from random import Random

import pytest

from bot.data_key import FILE, NEXT, find_key
from bot.lock import only_one
from db.buyers import search_buyers
from db.data_keys import UNDER_WAY
from db.sealing import Sealing
from db.store import open_store
from db.work import Work, World
from services.buyers import add_new_buyer
from tests.bot.test_command_line import SOUND, TOKEN, Bot, Ended, assert_refused, run_with_unknown_token
from tests.cast import ANA, Clock, House
from tests.services.strangers import PHONE

pytestmark = pytest.mark.story


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    folder = tmp_path / "started here"
    folder.mkdir()
    return Bot(folder)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[House]:
    key, clock = find_key(folder), Clock()
    assert key is not None
    store = await open_store(f"sqlite+aiosqlite:///{folder / 'raffles.db'}", World(clock, Random(1), Sealing(key)))
    try:
        yield House(store, clock)
    finally:
        await store.close()


async def with_buyers(bot: Bot, count: int) -> Path:
    """A database with its key, as the bot makes it."""
    await run_with_unknown_token(bot, BOT_TOKEN=TOKEN, LOG_LEVEL="ERROR")
    folder = bot.folder / "data"
    async with opened(folder) as house:
        await house.open_project()

        async def add(work: Work) -> None:
            for number in range(count):
                phone = PHONE._replace(raw=f"555 {number:06}", e164=None)
                await add_new_buyer(work, ANA, f"Buyer {number}", phone, ANA)

        await house.do(add)
    return folder


def is_under_way(folder: Path) -> bool:
    with closing(sqlite3.connect(folder / "raffles.db")) as database:
        ((key_print,),) = database.execute("SELECT key_print FROM data_keys")
    return UNDER_WAY in key_print


async def phones(folder: Path) -> list[str]:
    async with opened(folder) as house:
        return sorted(str(buyer.phone) for buyer in await house.look(search_buyers, ANA, "Buyer", None, 10_000))


async def test_the_new_key_takes_the_place_of_the_old_one_which_is_kept(bot: Bot) -> None:
    folder = await with_buyers(bot, 3)
    old, read = find_key(folder), await phones(folder)
    ended = bot("rotate-key")
    assert (ended.code, ended.err) == (0, "")
    first, second = ended.out.splitlines()
    assert first == "3 rows sealed anew"
    kept = Path(second.rpartition(": ")[2])
    assert (bot.folder / kept).read_bytes() != (folder / FILE).read_bytes()
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
    assert find_key(folder) != old
    assert await phones(folder) == read
    assert bot("check") == Ended(0, SOUND, "")
    await run_with_unknown_token(bot, BOT_TOKEN=TOKEN, LOG_LEVEL="ERROR")
    assert not (folder / NEXT).exists()


async def test_killed_half_way_the_bot_does_not_start_and_the_next_one_finishes(bot: Bot) -> None:
    folder = await with_buyers(bot, 4000)
    read = await phones(folder)
    process = bot.start("rotate-key").process
    while not is_under_way(folder):
        time.sleep(0.001)
    process.kill()
    process.join()
    refused = bot(BOT_TOKEN=TOKEN)
    assert_refused(refused, "DATA_KEY")
    assert "rotate-key" in refused.err
    assert bot("rotate-key").code == 0
    assert await phones(folder) == read
    assert bot("check") == Ended(0, SOUND, "")


async def test_it_does_not_begin_while_a_bot_runs_or_without_the_right_key(bot: Bot) -> None:
    folder = await with_buyers(bot, 1)
    with only_one(folder / "raffles.db"):
        assert_refused(bot("rotate-key"), "DATABASE_URL")
    assert_refused(bot("rotate-key", DATA_KEY="00" * 32), "DATA_KEY")
    (folder / FILE).unlink()
    assert_refused(bot("rotate-key"), "DATA_KEY")


async def test_with_a_key_from_the_settings_the_new_one_is_in_a_file(bot: Bot) -> None:
    folder = await with_buyers(bot, 2)
    key = find_key(folder)
    assert key is not None
    (folder / FILE).unlink()
    ended = bot("rotate-key", DATA_KEY=key.hex())
    assert ended.code == 0
    assert f"data/{NEXT}" in ended.out
    assert "DATA_KEY" in ended.out
    new = (folder / NEXT).read_text().strip()
    again = bot("rotate-key", DATA_KEY=new)
    assert again.out.startswith("2 rows sealed anew")
    newest = (folder / NEXT).read_text().strip()
    assert newest != new
    assert bot("check", DATA_KEY=newest) == Ended(0, SOUND, "")
