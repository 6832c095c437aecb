"""The command line as a person meets it: a process, its lines, and the code with which it ends."""

import asyncio
import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import make_url, text

from bot.settings import Settings
from db.invariants import INVARIANTS
from db.work import Work
from rules.phones import Phone
from services.buyers import TypedBuyer
from tests.cast import House
from tests.conftest import DATA_KEY, Postgres
from tests.people import telegram_here
from tests.people.warm import Place, start_bot

pytestmark = pytest.mark.story

SECRET = "sekret"
TOKEN = f"1:{SECRET}"
SOUND = f"sound: {len(INVARIANTS)} invariants hold\n"


class Ended(NamedTuple):
    code: int | None
    out: str
    err: str


class Started(NamedTuple):
    process: ForkServerProcess
    out: Path
    err: Path


class Bot:
    """`python -m bot` in a folder of its own, with nothing set but what is given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._started = count()

    def __call__(self, *words: str, **settings: str) -> Ended:
        return self.end_of(self.start(*words, **settings))

    def start(self, *words: str, **settings: str) -> Started:
        name = f"{self.folder}-{next(self._started)}"
        out, err = Path(f"{name}.out"), Path(f"{name}.err")
        return Started(start_bot(words, settings, Place(self.folder, out, err)), out, err)

    def end_of(self, started: Started) -> Ended:
        """Whatever happens, nobody sees a traceback or a secret."""
        started.process.join(60)
        out, err = started.out.read_text(), started.err.read_text()
        assert "Traceback" not in out + err
        assert SECRET not in out + err
        return Ended(started.process.exitcode, out, err)


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    folder = tmp_path / "started here"
    folder.mkdir()
    return Bot(folder)


@pytest.fixture
def empty_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Of a database in which there is nothing yet."""
    if engine == "sqlite":
        (tmp_path / "empty.db").touch()
        yield f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    database = server.new_database("template1")
    yield server.url(database)
    server.drop(database)


def assert_refused(ended: Ended, name: str) -> None:
    assert (ended.code, ended.out) == (2, "")
    assert re.fullmatch(rf"{name}: \S.*\. Example: {name}=\S.*\n", ended.err)


WRONG = [
    ("BOT_TOKEN", {"BOT_TOKEN": SECRET}),
    ("TELEGRAM_API_URL", {"TELEGRAM_API_URL": f"ftp://{SECRET}"}),
    ("DATABASE_URL", {"DATABASE_URL": f"mysql://ana:{SECRET}@localhost/raffle"}),
    ("DATABASE_URL", {"DATABASE_URL": f"postgresql+asyncpg://ana:x@localhost:{SECRET}/raffle"}),
    ("DATA_DIR", {"DATA_DIR": "/dev/null/below"}),
    ("UPDATES", {"UPDATES": "pigeons"}),
    ("PUBLIC_URL", {"PUBLIC_URL": "http://raffles.example.org"}),
    ("PUBLIC_URL", {"UPDATES": "webhook"}),
    ("WEBHOOK_SECRET", {"WEBHOOK_SECRET": f"{SECRET} word"}),
    ("HTTP_PORT", {"HTTP_PORT": "65536"}),
    ("SEND_LIMITS", {"SEND_LIMITS": "none"}),
    ("OPERATOR_IDS", {"OPERATOR_IDS": "7,ana"}),
    ("DEFAULT_LANGUAGE", {"DEFAULT_LANGUAGE": "fr"}),
    ("LOG_LEVEL", {"LOG_LEVEL": "LOUD"}),
    ("LOG_FORMAT", {"LOG_FORMAT": "xml"}),
    ("BEACON_URLS", {"BEACON_URLS": "gopher://b.example"}),
    ("DATA_KEY", {"DATA_KEY": SECRET}),
    ("DB_PGBOUNCER", {"DB_PGBOUNCER": "perhaps"}),
    ("DB_CONNECTIONS", {"DB_CONNECTIONS": "1"}),
    ("DB_STATEMENT_SECONDS", {"DB_STATEMENT_SECONDS": "0"}),
]


@pytest.mark.parametrize(("name", "settings"), WRONG)
def test_a_wrong_setting_ends_it_before_anything_is_made(bot: Bot, name: str, settings: dict[str, str]) -> None:
    assert_refused(bot("migrate", **settings), name)
    assert list(bot.folder.iterdir()) == []


def test_no_setting_that_can_be_wrong_was_forgotten_here() -> None:
    any_text_will_do = {"HTTP_HOST"}
    assert {name for name, _ in WRONG} | any_text_will_do == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("settings", [{}, {"BOT_TOKEN": ""}])
def test_running_without_a_token_says_that_one_is_needed(bot: Bot, settings: dict[str, str]) -> None:
    assert_refused(bot(**settings), "BOT_TOKEN")
    assert not (bot.folder / "data/raffles.db").exists()


@pytest.mark.parametrize("words", [(), ("migrate",), ("check",)])
def test_help_needs_no_setting_and_minds_no_wrong_one(bot: Bot, words: tuple[str, ...]) -> None:
    ended = bot(*words, "--help", LOG_LEVEL="LOUD")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(" ".join(("usage: python -m bot", *words)))
    assert list(bot.folder.iterdir()) == []


def test_a_word_that_is_none_of_its_commands_is_refused_with_those_there_are(bot: Bot) -> None:
    ended = bot("chekc")
    assert (ended.code, ended.out) == (2, "")
    assert "'migrate', 'check'" in ended.err


async def test_the_file_is_read_the_environment_wins_and_what_nobody_knows_is_passed_over(bot: Bot) -> None:
    (bot.folder / ".env").write_text(f"DATA_DIR=from-the-file\nBOT_TOKEN={TOKEN}\nLOG_LEVEL=LOUD\nSOMETHING=else\n")
    assert_refused(bot(), "LOG_LEVEL")
    await run_with_unknown_token(bot, LOG_LEVEL="ERROR", SOMETHING_ELSE="too")
    assert (bot.folder / "from-the-file/raffles.db").exists()


async def test_running_brings_the_database_up_to_date_and_makes_the_key_once(bot: Bot) -> None:
    await run_with_unknown_token(bot, BOT_TOKEN=TOKEN, LOG_LEVEL="ERROR")
    key = bot.folder / "data/data.key"
    assert key.stat().st_mode & 0o777 == 0o600
    made = key.read_bytes()
    await run_with_unknown_token(bot, BOT_TOKEN=TOKEN, LOG_LEVEL="ERROR")
    assert key.read_bytes() == made
    assert bot("check") == Ended(0, SOUND, "")


async def test_a_database_is_not_opened_with_another_key_than_its_own(bot: Bot) -> None:
    await run_with_unknown_token(bot, BOT_TOKEN=TOKEN, LOG_LEVEL="ERROR")
    key = bot.folder / "data/data.key"
    kept = key.read_bytes()
    key.unlink()
    for settings in ({}, {"DATA_KEY": "00" * 32}):
        ended = bot(BOT_TOKEN=TOKEN, **settings)
        assert_refused(ended, "DATA_KEY")
        assert not key.exists()
    key.write_bytes(kept)
    await run_with_unknown_token(bot, BOT_TOKEN=TOKEN, LOG_LEVEL="ERROR")


async def run_with_unknown_token(bot: Bot, **settings: str) -> None:
    """Everything that comes before the first call to Telegram, which then says that it knows no such bot."""
    async with telegram_here() as telegram:
        ended = await asyncio.to_thread(lambda: bot(TELEGRAM_API_URL=telegram.url, HTTP_PORT="0", **settings))
    assert ended == Ended(1, "", "BOT_TOKEN: Telegram does not know this token; ask @BotFather for it again.\n")


@pytest.mark.parametrize("word", ["migrate", "check"])
def test_a_postgresql_that_is_not_there_is_told_at_once(bot: Bot, word: str) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        address = f"postgresql+asyncpg://ana:{SECRET}@127.0.0.1:{taken.getsockname()[1]}/raffle"
        assert_refused(bot(word, DATABASE_URL=address), "DATABASE_URL")


def test_a_postgresql_that_never_answers_is_given_up_after_a_short_wait(bot: Bot) -> None:
    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        began = time.monotonic()
        address = f"postgresql+asyncpg://ana:{SECRET}@127.0.0.1:{silent.getsockname()[1]}/raffle"
        assert_refused(bot("migrate", DATABASE_URL=address), "DATABASE_URL")
        assert time.monotonic() - began < 20


def test_a_postgresql_without_that_database_is_refused(bot: Bot, postgres: Postgres) -> None:
    assert_refused(bot("check", DATABASE_URL=postgres.url("nowhere")), "DATABASE_URL")


@pytest.mark.parametrize("word", ["migrate", "check"])
@pytest.mark.parametrize("place", ["/dev/null/below/raffles.db", "garbage.db", "."])
def test_a_file_that_cannot_be_the_database_is_refused(bot: Bot, word: str, place: str) -> None:
    garbage = b"not a database, " * 500
    (bot.folder / "garbage.db").write_bytes(garbage)
    assert_refused(bot(word, DATABASE_URL=f"sqlite+aiosqlite:///{place}"), "DATABASE_URL")
    assert (bot.folder / "garbage.db").read_bytes() == garbage


@pytest.mark.parametrize("word", ["", "check"])
def test_a_key_file_without_a_key_is_refused(bot: Bot, word: str) -> None:
    (bot.folder / "data").mkdir()
    (bot.folder / "data/data.key").write_text(SECRET)
    assert_refused(bot(*word.split(), BOT_TOKEN=TOKEN), "DATA_KEY")


def test_checking_where_nothing_is_makes_nothing(bot: Bot) -> None:
    assert_refused(bot("check"), "DATABASE_URL")
    assert [path.name for path in bot.folder.rglob("*")] == ["data"]


def test_checking_a_database_that_was_never_migrated_names_its_revision(bot: Bot, empty_url: str) -> None:
    assert bot("check", DATABASE_URL=empty_url) == Ended(1, "revision: none\n1 finding\n", "")


def test_migrating_twice_is_migrating_once(bot: Bot, empty_url: str) -> None:
    assert bot("migrate", DATABASE_URL=empty_url) == Ended(0, "", "")
    assert bot("migrate", DATABASE_URL=empty_url) == Ended(0, "", "")
    assert bot("check", DATABASE_URL=empty_url) == Ended(0, SOUND, "")


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_where_parents_are_gone_check_says_whose(bot: Bot, house: House, url: str) -> None:
    await house.reserve((await house.open_project()).key, 3)
    with closing(sqlite3.connect(str(make_url(url).database))) as connection, connection:
        connection.execute("DELETE FROM buyers")
    told = bot("check", DATABASE_URL=url)
    assert told.code == 1
    assert "orders" in told.out


_NOT_AT_EACH_START = {"aiohttp", "alembic", "asyncpg", "bot.backups", "bot.beacon", "db.copying", "db.invariants"}


def test_a_start_loads_nothing_that_most_do_without() -> None:
    start = (
        "import asyncio, sys, bot.__main__, bot.running, bot.upgrading\n"
        "asyncio.run(bot.running.Transport(2).initialize())\n"
        "print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, check=True).stdout.split()
    assert "bot.courier" in loaded
    assert _NOT_AT_EACH_START.isdisjoint(loaded)


async def test_up_to_date_nothing_is_written_whatever_is_wrong_in_it(bot: Bot, house: House, url: str) -> None:
    await house.reserve((await house.open_project()).key, 3)
    if house.store.shared:
        assert bot("migrate", DATABASE_URL=url) == Ended(0, "", "")
        return
    file = Path(str(make_url(url).database))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM buyers")
    before = file.read_bytes()
    assert bot("migrate", DATABASE_URL=url) == Ended(0, "", "")
    assert file.read_bytes() == before


def test_those_who_migrate_at_once_do_it_one_after_the_other(bot: Bot, empty_url: str) -> None:
    at_once = [bot.start("migrate", DATABASE_URL=empty_url) for _ in range(3)]
    assert [bot.end_of(one) for one in at_once] == [Ended(0, "", "")] * 3
    assert bot("check", DATABASE_URL=empty_url) == Ended(0, SOUND, "")


async def test_a_sound_store_is_found_sound_beside_a_running_one(bot: Bot, house: House, url: str) -> None:
    project = await house.open_project()
    await house.sell(project.key, 1, 2, buyer=TypedBuyer("Luis", Phone("300 123 4567", None)))
    await house.reserve(project.key, 3)
    for key in ({"DATA_KEY": DATA_KEY.hex()}, {}):
        assert bot("check", DATABASE_URL=url, **key) == Ended(0, SOUND, "")
    assert not list(bot.folder.rglob("data.key"))


async def test_a_damaged_store_is_told_by_its_failing_keys(bot: Bot, house: House, url: str) -> None:
    project = await house.open_project()
    await house.sell(project.key, 1, 2)

    async def damage(work: Work) -> None:
        await work.execute(text("UPDATE payments SET amount = amount - 1"))

    await house.do(damage)
    ended = bot("check", DATABASE_URL=url, DATA_KEY=DATA_KEY.hex())
    *findings, last = ended.out.splitlines()
    assert (ended.code, ended.err) == (1, "")
    assert "paid: orders 1001/1/1" in findings
    assert last == f"{len(findings)} findings"
