"""Backups: whole, looked through, readable by nobody else, and as many as are wanted."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import make_url, text

from bot.backup_files import (
    DAYS,
    LATEST,
    WEEKS,
    NoRoom,
    draft_in,
    free_name,
    insist_on_room,
    list_backups,
    rotate,
    sha256_of,
)
from bot.backups import Made, make_backup
from bot.opening import Outside
from bot.settings import SettingRefused, Settings, StartRefused
from bot.version import VERSION
from db.copying import TABLES, digest_histories, digest_rows
from db.data_keys import keep_key_print
from db.migrate import migrate_down
from db.outbox import ANSWER, Posted, post_letters
from db.revisions import head_revision
from db.store import address_of, open_store
from db.work import Work, World
from rules.phones import Phone
from services.buyers import TypedBuyer
from tests.cast import ANA, BETO, Clock, House
from tests.conftest import DATA_KEY

ROOT = Path(__file__).parents[2]
LUIS = TypedBuyer("Luis", Phone("300 123 4567", "+573001234567"))


@pytest.fixture
def settings(url: str, tmp_path: Path) -> Settings:
    return Settings(_env_file=None, database_url=url, data_dir=tmp_path / "data", data_key=DATA_KEY.hex())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


async def sold(house: House) -> None:
    """Two organizers with buyers, orders and letters, and the key noted."""
    for user_id in (ANA, BETO):
        project = await house.open_project(user_id)
        await house.sell(project.key, 1, 2, buyer=LUIS)
        await house.reserve(project.key, 3)
        await house.do(post_letters, [Posted(f"hello {user_id}", user_id, ANSWER, "sendMessage", '{"text": "hello"}')])
    await house.do(note_key)


async def note_key(work: Work) -> None:
    await keep_key_print(work, work.sealing.key_print)


async def backed_up(settings: Settings, clock: Clock, folder: Path, *, with_key: bool = False) -> Made:
    return await make_backup(settings, Outside(clock, Random(1)), folder, with_key=with_key)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_backup_holds_every_row_and_says_what_it_is(
    house: House, settings: Settings, clock: Clock, world: World, folder: Path
) -> None:
    await sold(house)
    made = await backed_up(settings, clock, folder)
    assert made.findings == []
    assert names(folder) == ["raffles-20260302T153000Z.db", "raffles-20260302T153000Z.json"]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    told = json.loads((folder / "raffles-20260302T153000Z.json").read_text())
    assert (told["revision"], told["program"], told["holds_key"]) == (head_revision(), VERSION, False)
    assert told["sha256"] == sha256_of(made.file)
    assert (told["rows"]["orders"], told["rows"]["outbox"], told["key_print"]) == (4, 2, world.sealing.key_print)
    backup = await open_store(address_of(made.file), world)
    async with house.store.reading() as there, backup.reading() as here:
        assert told["histories"] == await digest_histories(here)
        for table in TABLES:
            assert await digest_rows(there, table) == await digest_rows(here, table)
    await backup.close()


async def test_the_key_is_beside_it_only_if_that_was_asked_for(
    house: House, settings: Settings, clock: Clock, folder: Path
) -> None:
    await sold(house)
    plain = await backed_up(settings, clock, folder)
    assert not plain.file.with_suffix(".key").exists()
    clock.pass_(timedelta(seconds=1))
    with_key = await backed_up(settings, clock, folder, with_key=True)
    key = with_key.file.with_suffix(".key")
    assert key.stat().st_mode & 0o777 == 0o600
    for made in (plain, with_key):
        content = made.file.read_bytes()
        assert DATA_KEY not in content
        assert key.read_bytes().strip() not in content
        assert b"300 123 4567" not in content


async def test_a_key_that_is_not_here_or_not_its_own_is_not_taken_along(
    house: House, settings: Settings, clock: Clock, folder: Path
) -> None:
    await sold(house)
    for key in (None, "00" * 32):
        wrong = Settings(_env_file=None, database_url=settings.database_url, data_dir=folder, data_key=key)
        with pytest.raises(SettingRefused) as refused:
            await backed_up(wrong, clock, folder, with_key=True)
        assert refused.value.name == "DATA_KEY"
        assert list_backups(folder) == []
    assert names(folder) == []


async def test_what_is_not_as_it_must_be_is_kept_and_told_and_drives_out_no_older_one(
    house: House, settings: Settings, clock: Clock, folder: Path
) -> None:
    await sold(house)
    await backed_up(settings, clock, folder)

    async def damage(work: Work) -> None:
        await work.execute(text("UPDATE payments SET amount = amount - 1"))

    await house.do(damage)
    for _ in range(5):
        made = await backed_up(settings, clock, folder)
        assert "paid: orders 1001/1/1" in made.findings
    assert len(list_backups(folder)) == 6


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_torn_file_is_no_backup(house: House, settings: Settings, url: str, clock: Clock, folder: Path) -> None:
    await sold(house)
    await house.store.close()
    file = Path(str(make_url(url).database))
    with closing(sqlite3.connect(file)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'events'").fetchone()[0]
    with file.open("r+b") as opened:
        opened.seek((root - 1) * size)
        opened.write(b"\xff" * size)
    with pytest.raises(StartRefused, match="not whole"):
        await backed_up(settings, clock, folder)
    assert names(folder) == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_store_that_is_still_to_be_migrated_can_be_backed_up_before(
    house: House, settings: Settings, url: str, clock: Clock, folder: Path
) -> None:
    await sold(house)
    await migrate_down(url, "0003")
    made = await backed_up(settings, clock, folder)
    told = json.loads(made.file.with_suffix(".json").read_text())
    assert (told["revision"], told["rows"]["orders"]) == ("0003", 4)


async def test_those_of_the_last_days_and_weeks_are_kept(folder: Path, clock: Clock) -> None:
    folder.mkdir()
    for _ in range(200):
        file = free_name(folder, clock.now)
        for suffix in (".db", ".json", ".key"):
            file.with_suffix(suffix).touch()
        rotate(folder)
        clock.pass_(timedelta(hours=12))
    times = [at for at, _ in list_backups(folder)]
    days, weeks = sorted({at.date() for at in times}), {at.isocalendar()[:2] for at in times}
    assert times[-3:] == [clock.now - timedelta(hours=12 * ago) for ago in (3, 2, 1)]
    assert [days[-1] - day for day in days[-DAYS:]] == [timedelta(days=ago) for ago in reversed(range(DAYS))]
    assert len(weeks) == WEEKS
    assert len(times) <= LATEST + DAYS + WEEKS
    assert len(names(folder)) == 3 * len(times)


async def test_what_is_no_backup_of_ours_is_left_alone(folder: Path, clock: Clock) -> None:
    folder.mkdir()
    (folder / "raffles.db").touch()
    (folder / "raffles-20200101T000000Z.db.gz").touch()
    (folder / "notes.txt").touch()
    rotate(folder)
    assert len(names(folder)) == 3


def test_what_a_process_that_died_left_goes_and_what_another_one_writes_stays(folder: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    folder.mkdir()
    for name in (f".{dead.pid}.part", f".{dead.pid}.part-wal", f".{os.getppid()}.part", ".notes.part"):
        (folder / name).touch()
        os.utime(folder / name, (0, 0))
    (folder / f".{dead.pid}1.part").touch()
    others = [f".{os.getppid()}.part", f".{dead.pid}1.part", ".notes.part"]
    with draft_in(folder) as draft:
        assert draft.stat().st_mode & 0o777 == 0o600
        assert names(folder) == sorted([f".{os.getpid()}.part", *others])
    assert names(folder) == sorted(others)


def test_a_disk_without_room_is_told_before_anything_is_written(tmp_path: Path) -> None:
    insist_on_room(tmp_path, 1)
    with pytest.raises(NoRoom, match="are needed"):
        insist_on_room(tmp_path, 2**60)


def test_the_version_is_that_of_the_project() -> None:
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text()
