"""`copy` as an operator meets it: from one engine to the other and back, begun again when killed, never onto rows."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from bot.lock import only_one
from db.copying import TABLES, digest_rows
from db.invariants import INVARIANTS
from db.invariants.schema import NOT_MIGRATED, find_other_revision
from db.leases import hold_lease
from db.migrate import migrate_down
from db.outbox import ANSWER, Posted, post_letters
from db.revisions import COPYING, head_revision
from db.store import Store, StoreUnreachable, open_store
from db.work import Work, World
from rules.keys import ProjectKey
from rules.locking import ProjectLocked
from tests.bot.test_backups import sold
from tests.bot.test_command_line import SOUND, Bot, Ended, bot
from tests.cast import ANA, House
from tests.conftest import Postgres
from tests.services.drawn import locked

__all__ = ["bot"]

pytestmark = pytest.mark.story

DONE = f"counts, rows and histories are the same; sound: {len(INVARIANTS)} invariants hold\n"


@pytest.fixture
def empty_url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where there is nothing yet, on the other engine."""
    if engine == "postgresql":
        yield f"sqlite+aiosqlite:///{tmp_path / 'other' / 'raffles.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    database = server.new_database("template1")
    yield server.url(database)
    server.drop(database)


@asynccontextmanager
async def opened(url: str, world: World) -> AsyncIterator[Store]:
    store = await open_store(url, world)
    try:
        yield store
    finally:
        await store.close()


async def digests(url: str, world: World) -> dict[str, str]:
    async with opened(url, world) as store, store.reading() as work:
        return {table.name: await digest_rows(work, table) for table in TABLES}


async def test_there_and_back_again_every_row_is_as_it_was(
    bot: Bot, house: House, url: str, empty_url: str, world: World, tmp_path: Path
) -> None:
    await sold(house)
    ended = bot("copy", "--from", url, "--to", empty_url)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith(DONE)
    assert bot("check", DATABASE_URL=empty_url) == Ended(0, SOUND, "")
    back = f"sqlite+aiosqlite:///{tmp_path / 'back.db'}"
    assert bot("copy", "--from", empty_url, "--to", back) == ended
    assert await digests(url, world) == await digests(empty_url, world) == await digests(back, world)
    assert (tmp_path / "back.db").stat().st_mode & 0o777 == 0o600
    async with opened(empty_url, world) as store:
        there = House(store, house.clock)
        await there.sell((await house.open_project()).key._replace(project_number=1), 40)


async def test_a_locked_project_is_moved_with_its_list_and_stays_locked(
    bot: Bot, house: House, url: str, empty_url: str, world: World
) -> None:
    await locked(house)
    ended = bot("copy", "--from", url, "--to", empty_url)
    assert (ended.code, ended.err) == (0, "")
    assert await digests(url, world) == await digests(empty_url, world)
    assert bot("check", DATABASE_URL=empty_url) == Ended(0, SOUND, "")
    async with opened(empty_url, world) as store:
        with pytest.raises(ProjectLocked):
            await House(store, house.clock).sell(ProjectKey(ANA, 1), 40)


async def test_killed_anywhere_it_goes_on_and_nobody_begins_with_half_of_it(
    bot: Bot, house: House, url: str, empty_url: str, world: World
) -> None:
    await sold(house)
    await house.do(_post_many, 30_000)
    killed = 0
    for pause in (0.2, 0.4, 0.6, 0.8, 1.0):
        copying = bot.start("copy", "--from", url, "--to", empty_url)
        copying.process.join(pause)
        copying.process.kill()
        copying.process.join()
        if copying.process.exitcode == 0:
            break
        if (await _revision(empty_url, world)).startswith(COPYING):
            killed += 1
            ended = bot("migrate", DATABASE_URL=empty_url)
            assert (ended.code, ended.out) == (2, "")
            assert "half of a copy" in ended.err
            assert bot("check", DATABASE_URL=empty_url).code == 1
    if await _revision(empty_url, world) != head_revision():
        ended = bot("copy", "--from", url, "--to", empty_url)
        assert (ended.code, ended.err) == (0, "")
    print(f"killed {killed} times half way")
    assert await digests(url, world) == await digests(empty_url, world)
    assert bot("check", DATABASE_URL=empty_url) == Ended(0, SOUND, "")


async def _post_many(work: Work, count: int) -> None:
    await post_letters(work, [Posted(f"many {n}", n, ANSWER, "sendMessage", "{}") for n in range(1, count)])


async def _revision(url: str, world: World) -> str:
    try:
        async with opened(url, world) as store, store.reading() as work:
            return await find_other_revision(work) or head_revision()
    except StoreUnreachable:  # not even the file is there
        return NOT_MIGRATED


async def begun(url: str, world: World) -> None:
    """As a copy that was killed leaves it, of some other source."""
    async with opened(url, world) as store, store.work() as work:
        await work.execute(text("UPDATE alembic_version SET version_num = 'copying-0123456789abcdef'"))
        work.keep()


async def test_onto_something_that_is_there_nothing_is_copied(
    bot: Bot, house: House, url: str, empty_url: str, world: World
) -> None:
    await sold(house)
    assert bot("migrate", DATABASE_URL=empty_url).code == 0
    assert bot("copy", "--from", empty_url, "--to", url) == _refused("--to: there are rows in this database already")
    await begun(empty_url, world)
    assert bot("copy", "--from", url, "--to", empty_url) == _refused("--to: half of something else was copied")
    assert bot("copy", "--from", empty_url, "--to", url) == _refused("--from: the database is of revision copying-")


class _Line(str):
    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and other.startswith(str(self)) and other.count("\n") == 1

    __hash__ = str.__hash__


def _refused(line: str) -> Ended:
    """With one line that begins so."""
    return Ended(2, "", _Line(line))


async def test_beside_a_running_bot_nothing_is_copied(
    bot: Bot, house: House, url: str, empty_url: str, engine: str
) -> None:
    file = make_url(url).database
    holding = only_one(Path(str(file))) if engine == "sqlite" else nullcontext()
    if engine == "postgresql":
        await house.do(hold_lease, "clock", "somebody", timedelta(minutes=5))
    with holding:
        assert bot("copy", "--from", url, "--to", empty_url) == _refused("--from: a bot runs")
        assert bot("migrate", DATABASE_URL=empty_url).code == 0
        assert bot("copy", "--from", empty_url, "--to", url) == _refused("--to: a bot runs")


def test_addresses_that_cannot_be_are_refused_with_their_word(bot: Bot, url: str, tmp_path: Path) -> None:
    nowhere = f"sqlite+aiosqlite:///{tmp_path / 'nowhere.db'}"
    refused = "postgresql+asyncpg://ana:sekret@127.0.0.1:1/raffle"
    for words, line in (
        (("mysql://ana:sekret@localhost/x", url), "--from: the address begins with"),
        ((url, "sekret"), "--to: this is not the address"),
        ((nowhere, url), "--from: there is no such file"),
        ((refused, nowhere), "--from: the database cannot be reached"),
        ((url, refused), "--to: the database cannot be reached"),
        ((url, url), "--to: it is the same database"),
    ):
        assert bot("copy", "--from", words[0], "--to", words[1]) == _refused(line)
    assert not (tmp_path / "nowhere.db").exists()


async def test_a_source_that_is_to_be_migrated_first_is_told(bot: Bot, house: House, url: str, empty_url: str) -> None:
    await migrate_down(url, "0003")
    assert bot("copy", "--from", url, "--to", empty_url) == _refused("--from: the database is of revision 0003")


def test_both_addresses_are_needed(bot: Bot, url: str) -> None:
    ended = bot("copy", "--from", url)
    assert ended.code == 2
    assert "--to" in ended.err
