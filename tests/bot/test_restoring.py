"""A backup becomes the database again: all of it or nothing, and nobody hears twice what was on its way then."""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import make_url, text

from bot.backups import make_backup
from bot.data_key import FILE, find_key
from bot.lock import only_one
from bot.opening import Outside
from bot.restoring import NO_KEY, Restored, Unsound, restore
from bot.settings import SettingRefused, Settings, StartRefused
from db.buyers import search_buyers
from db.copying import is_empty
from db.held_letters import count_held_letters, drop_held_letters, send_held_letters
from db.invariants import check
from db.leases import hold_lease
from db.migrate import migrate_down
from db.outbox import ANSWER, Posted, claim_letters, list_due, mark_sent, post_letters
from db.sealing import UNREADABLE, Sealing
from db.store import open_store
from db.work import Work, World
from tests.bot.test_backups import names, sold
from tests.cast import ANA, Clock, House, all_rows
from tests.conftest import DATA_KEY, Postgres

pytestmark = pytest.mark.story

PHONE = "300 123 4567"


class Place:
    """An empty one, with a folder of its own."""

    def __init__(self, folder: Path, url: str, clock: Clock) -> None:
        self.folder = folder
        self.url = url
        self.clock = clock
        self.key: bytes | None = None

    @property
    def settings(self) -> Settings:
        key = self.key.hex() if self.key else None
        return Settings(_env_file=None, database_url=self.url, data_dir=self.folder, data_key=key)

    async def restore(self, backup: Path, *, anyway: bool = False) -> Restored:
        return await restore(self.settings, Outside(self.clock, Random(1)), backup, anyway=anyway)

    async def opened(self, key: bytes = DATA_KEY) -> House:
        world = World(self.clock, Random(1), Sealing(key))
        return House(await open_store(self.url, world), self.clock)


@pytest.fixture
def place(engine: str, clock: Clock, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    folder = tmp_path / "place"
    folder.mkdir()
    if engine == "sqlite":
        yield Place(folder, f"sqlite+aiosqlite:///{folder / 'raffles.db'}", clock)
        return
    server: Postgres = request.getfixturevalue("postgres")
    database = server.new_database("template1")
    yield Place(folder, server.url(database), clock)
    server.drop(database)


async def backup_of(house: House, url: str, tmp_path: Path, *, with_key: bool = False) -> Path:
    settings = Settings(_env_file=None, database_url=url, data_dir=tmp_path / "data", data_key=DATA_KEY.hex())
    made = await make_backup(settings, Outside(house.clock, Random(1)), tmp_path / "backups", with_key=with_key)
    return made.file


async def test_everything_is_as_it_was_but_for_the_letters_that_waited(
    house: House, url: str, place: Place, tmp_path: Path
) -> None:
    await sold(house)
    await house.do(_send_the_first)
    place.key = DATA_KEY
    before = await house.everything()
    restored = await place.restore(await backup_of(house, url, tmp_path))
    there = await place.opened()
    try:
        after = await there.everything()
        held = [tuple("held" if value == "waiting" else value for value in row) for row in before["outbox"]]
        assert (restored.held, restored.findings, restored.warning) == (len(held) - 1, [], None)
        assert after == {**before, "outbox": held, "leases": []}
        assert [finding async for finding in check(there.store)] == []
        assert await there.look(list_due, 100) == []
    finally:
        await there.store.close()
    assert [name for name in names(place.folder) if "part" in name] == []


async def _send_the_first(work: Work) -> None:
    first, *_ = await list_due(work, 100)
    await claim_letters(work, [first])
    await mark_sent(work, [(first, 1)])


async def test_a_letter_in_doubt_is_held_back_too_and_all_go_in_their_order_once_somebody_says_so(
    house: House, url: str, place: Place, tmp_path: Path
) -> None:
    await house.do(post_letters, [Posted(str(n), ANA, ANSWER, "sendMessage", "{}") for n in range(4)])
    await house.do(_claim_the_first)
    restored = await place.restore(await backup_of(house, url, tmp_path))
    assert restored.held == 4
    there = await place.opened()
    try:
        assert await there.look(count_held_letters) == 4
        assert await there.do(send_held_letters) == 4
        assert [letter.letter_key for letter in await there.look(list_due, 100)] == ["0"]
        assert await there.look(count_held_letters) == 0
    finally:
        await there.store.close()


async def _claim_the_first(work: Work) -> None:
    await claim_letters(work, await list_due(work, 1))


async def test_letters_that_were_dropped_never_leave_and_what_is_new_leaves_at_once(
    house: House, url: str, place: Place, tmp_path: Path
) -> None:
    await sold(house)
    restored = await place.restore(await backup_of(house, url, tmp_path))
    there = await place.opened()
    try:
        await there.do(post_letters, [Posted("new", ANA, ANSWER, "sendMessage", "{}")])
        assert [letter.letter_key for letter in await there.look(list_due, 100)] == ["new"]
        assert await there.do(drop_held_letters) == restored.held
        assert [letter.letter_key for letter in await there.look(list_due, 100)] == ["new"]
    finally:
        await there.store.close()


async def test_without_the_key_contact_data_cannot_be_read_until_it_is_back(
    house: House, url: str, place: Place, tmp_path: Path
) -> None:
    await sold(house)
    restored = await place.restore(await backup_of(house, url, tmp_path))
    assert restored.warning == NO_KEY
    assert not (place.folder / FILE).exists()
    for key, shown in ((b"another key".ljust(32, b"."), UNREADABLE), (DATA_KEY, PHONE)):
        there = await place.opened(key)
        try:
            assert {buyer.phone for buyer in await there.look(search_buyers, ANA, "Luis", None, 10)} == {shown}
            assert [finding async for finding in check(there.store)] == []
        finally:
            await there.store.close()


async def test_a_key_beside_the_backup_comes_along_but_never_in_the_place_of_another(
    house: House, url: str, place: Place, tmp_path: Path
) -> None:
    await sold(house)
    backup = await backup_of(house, url, tmp_path, with_key=True)
    other = place.folder / FILE
    other.write_text("11" * 32)
    assert (await place.restore(backup)).warning == NO_KEY
    assert find_key(place.folder) == b"\x11" * 32


async def test_a_key_beside_the_backup_comes_along(house: House, url: str, place: Place, tmp_path: Path) -> None:
    await sold(house)
    assert (await place.restore(await backup_of(house, url, tmp_path, with_key=True))).warning is None
    assert find_key(place.folder) == DATA_KEY
    assert (place.folder / FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("revision", ["0001", "0003"])
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_an_older_backup_is_brought_up_to_date(
    house: House, url: str, place: Place, tmp_path: Path, revision: str
) -> None:
    await sold(house)
    before = await house.everything()
    await migrate_down(url, revision)
    restored = await place.restore(await backup_of(house, url, tmp_path))
    assert restored.findings == []
    there = await place.opened()
    try:
        after = await there.everything()
        assert len(after["raffles"]) == len(before["raffles"])
        assert [finding async for finding in check(there.store)] == []
    finally:
        await there.store.close()


async def refused(place: Place, backup: Path, why: str, kind: type[Exception] = StartRefused) -> None:
    """And everything is as it was."""
    before = await _standing(place)
    with pytest.raises(kind, match=why):
        await place.restore(backup)
    assert await _standing(place) == before


async def _standing(place: Place) -> object:
    files = {path.name: path.read_bytes() for path in place.folder.iterdir() if not path.name.endswith(".lock")}
    if "sqlite" in place.url:
        return files
    there = await place.opened()
    try:
        async with there.store.reading() as work:
            if (await work.execute(text("SELECT to_regclass('alembic_version')"))).scalar() is None:
                return files
            return files, await all_rows(work)
    finally:
        await there.store.close()


async def test_a_file_that_is_no_backup_or_not_as_it_was_is_refused(
    house: House, url: str, place: Place, tmp_path: Path
) -> None:
    await sold(house)
    backup = await backup_of(house, url, tmp_path)
    await refused(place, tmp_path / "nowhere.db", "there is no file")
    garbage = tmp_path / "garbage.db"
    garbage.write_bytes(b"not a database, " * 500)
    await refused(place, garbage, "not a whole backup")
    garbage.write_bytes(b"")
    await refused(place, garbage, "not a backup of this program")
    with closing(sqlite3.connect(garbage)) as other:
        other.execute("CREATE TABLE notes (note TEXT)")
    await refused(place, garbage, "not a backup of this program")
    changed = bytearray(backup.read_bytes())
    changed[len(changed) // 2] ^= 1
    backup.write_bytes(changed)
    await refused(place, backup, "not as it was")
    backup.write_bytes(changed[: len(changed) // 2])
    backup.with_suffix(".json").unlink()
    await refused(place, backup, "not a whole backup")


async def test_a_manifest_that_cannot_be_read_is_told(house: House, url: str, place: Place, tmp_path: Path) -> None:
    await sold(house)
    backup = await backup_of(house, url, tmp_path)
    for content in ("{", "[]", json.dumps({"rows": {}})):
        backup.with_suffix(".json").write_text(content)
        await refused(place, backup, "cannot be read")
    backup.with_suffix(".json").unlink()
    assert (await place.restore(backup)).findings == []


async def test_where_there_is_something_already_nothing_is_restored(
    house: House, url: str, place: Place, tmp_path: Path
) -> None:
    await sold(house)
    backup = await backup_of(house, url, tmp_path)
    await place.restore(backup)
    await refused(place, backup, "DATABASE_URL")


async def test_beside_a_running_bot_nothing_is_restored(
    house: House, url: str, place: Place, engine: str, tmp_path: Path
) -> None:
    await sold(house)
    backup = await backup_of(house, url, tmp_path)
    if engine == "sqlite":
        with only_one(place.folder / "raffles.db"):
            await refused(place, backup, "another bot runs", SettingRefused)
        return
    await place.restore(backup)
    there = await place.opened()
    for table in reversed(list(await there.everything())):
        await there.do(_empty, table)
    await there.do(hold_lease, "clock", "somebody", 60 * (house.clock.now - house.clock.now.replace(minute=29)))
    await there.store.close()
    await refused(place, backup, "a bot runs")


async def _empty(work: Work, table: str) -> None:
    await work.execute(text(f"TRUNCATE {table} CASCADE"))


async def test_an_empty_database_that_was_migrated_already_is_a_place_too(
    house: House, url: str, place: Place, tmp_path: Path
) -> None:
    await sold(house)
    backup = await backup_of(house, url, tmp_path)
    from db.migrate import migrate

    await migrate(place.url)
    assert (await place.restore(backup)).findings == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_log_that_was_left_of_another_file_is_not_taken_for_its_own(
    house: House, url: str, place: Place, tmp_path: Path
) -> None:
    await sold(house)
    backup = await backup_of(house, url, tmp_path)
    shutil.copy(f"{make_url(url).database}-wal", place.folder / "raffles.db-wal")
    assert (place.folder / "raffles.db-wal").stat().st_size
    assert (await place.restore(backup)).findings == []
    assert sorted(name for name in names(place.folder) if "lock" not in name) == ["raffles.db"]


async def test_a_backup_from_the_future_is_refused(house: House, url: str, place: Place, tmp_path: Path) -> None:
    await sold(house)
    backup = await backup_of(house, url, tmp_path)
    backup.with_suffix(".json").unlink()
    with closing(sqlite3.connect(backup)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    await refused(place, backup, "newer version")


async def test_what_is_not_as_it_must_be_is_put_in_place_only_if_that_was_said(
    house: House, url: str, place: Place, tmp_path: Path
) -> None:
    await sold(house)

    async def damage(work: Work) -> None:
        await work.execute(text("UPDATE payments SET amount = amount - 1"))

    await house.do(damage)
    backup = await backup_of(house, url, tmp_path)
    await refused(place, backup, "paid", Unsound)
    restored = await place.restore(backup, anyway=True)
    assert "paid: orders 1001/1/1" in restored.findings


async def test_two_at_once_restore_it_once(house: House, url: str, place: Place, tmp_path: Path, engine: str) -> None:
    if engine == "postgresql":
        return
    await sold(house)
    backup = await backup_of(house, url, tmp_path)
    outcomes = await asyncio.gather(place.restore(backup), place.restore(backup), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Restored", "SettingRefused"]
    there = await place.opened()
    assert not await there.look(is_empty)
    await there.store.close()
