"""A backup every night by itself: once, made up for when nobody was there, and its failures told once per cause."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.backup_files import free_name, list_backups
from bot.nightly import TRY_AGAIN, Nightly, make_apart
from db.machinery_tables import Outbox
from db.work import Work
from services.operators import BACKUP_FAILED
from tests.bot.test_backups import note_key, sold
from tests.cast import ANA, BETO, House

pytestmark = pytest.mark.story

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Night:
    """Makes empty files, or fails as it is told to; and looks as often as the clock does."""

    def __init__(self, house: House, folder: Path) -> None:
        folder.mkdir()
        self.house = house
        self.folder = folder
        self.why: str | None = None
        self.tried_at: list[datetime] = []
        self.nightly = Nightly(folder, [ANA, BETO], self.make)

    async def make(self, folder: Path) -> str | None:
        self.tried_at.append(self.house.clock.now)
        if self.why is None:
            free_name(folder, self.house.clock.now).touch()
        return self.why

    async def pass_(self, time: timedelta, every: timedelta = 10 * MINUTE) -> list[datetime]:
        """When one was tried meanwhile."""
        self.tried_at = []
        until = self.house.clock.now + time
        while self.house.clock.now < until:
            self.house.clock.pass_(every)
            await self.nightly.look(self.house.store)
        return self.tried_at

    async def told(self) -> list[tuple[int, str]]:
        return await self.house.look(_told)


async def _told(work: Work) -> list[tuple[int, str]]:
    letters = select(Outbox.chat_id, Outbox.payload).where(Outbox.method == BACKUP_FAILED)
    return [(chat, json.loads(payload)["why"]) for chat, payload in await work.execute(letters)]


@pytest.fixture
async def night(house: House, tmp_path: Path) -> Night:
    await house.do(note_key)
    return Night(house, tmp_path / "backups")


def at(day: int, hour: int = 3, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


async def test_every_night_at_three_one_is_made(night: Night) -> None:
    assert await night.pass_(4 * DAY) == [at(3), at(4), at(5), at(6)]


async def test_before_its_first_night_a_database_has_none(night: Night) -> None:
    assert await night.pass_(11 * HOUR) == []


async def test_a_database_that_never_came_into_use_has_none(house: House, tmp_path: Path) -> None:
    assert await Night(house, tmp_path / "backups").pass_(3 * DAY) == []


async def test_who_was_away_at_night_makes_it_up_once_at_the_first_look(night: Night) -> None:
    night.house.clock.pass_(2 * DAY)
    assert await night.pass_(HOUR) == [at(4, 15, 40)]
    assert await night.pass_(DAY) == [at(5)]


async def test_another_process_sees_that_one_was_made(night: Night) -> None:
    assert await night.pass_(DAY) == [at(3)]
    night.nightly = Nightly(night.folder, [ANA], night.make)
    assert await night.pass_(HOUR) == []


async def test_one_by_hand_in_the_daytime_takes_no_nights_place_and_one_at_night_does(night: Night) -> None:
    await night.make(night.folder)
    assert await night.pass_(DAY) == [at(3)]
    night.house.clock.now = at(4, 2, 55)
    free_name(night.folder, at(4, 3, 1)).touch()
    assert await night.pass_(HOUR) == []


async def test_one_that_is_dated_by_a_wrong_clock_is_not_made_over_and_over(night: Night) -> None:
    async def make(folder: Path) -> str | None:
        night.tried_at.append(night.house.clock.now)
        free_name(folder, at(1)).touch()
        return None

    night.nightly = Nightly(night.folder, [ANA], make)
    assert await night.pass_(3 * DAY) == [at(3), at(4), at(5)]


async def test_a_clock_that_jumps_back_a_day_makes_none_twice(night: Night) -> None:
    assert await night.pass_(DAY) == [at(3)]
    night.house.clock.pass_(-DAY)
    assert await night.pass_(DAY) == []
    assert await night.pass_(DAY) == [at(4)]


async def test_a_failure_is_told_once_for_its_cause_and_tried_again_each_hour(night: Night) -> None:
    night.why = "backup: data has room for 12 MB, and 40 MB are needed."
    tried = await night.pass_(DAY)
    assert tried == [at(3) + TRY_AGAIN * ago for ago in range(13)]
    assert await night.told() == [(ANA, night.why), (BETO, night.why)]
    night.why = "backup: data has room for 13 MB, and 41 MB are needed."
    await night.pass_(2 * HOUR)
    assert len(await night.told()) == 2
    night.why = "another"
    await night.pass_(2 * HOUR)
    assert (await night.told())[2:] == [(ANA, "another"), (BETO, "another")]


async def test_after_a_good_night_the_same_cause_is_told_again(night: Night) -> None:
    night.why = "full"
    await night.pass_(DAY)
    night.why = None
    await night.pass_(HOUR)
    night.why = "full"
    await night.pass_(DAY)
    assert await night.told() == [(ANA, "full"), (BETO, "full")] * 2


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_it_is_made_by_a_process_of_its_own_with_the_same_settings(
    house: House, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sold(house)
    folder = tmp_path / "data/backups"
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:////dev/null/below")
    assert "DATABASE_URL: the database cannot be reached" in str(await make_apart(folder))
    assert list_backups(folder) == []
    monkeypatch.setenv("DATABASE_URL", url)
    assert await make_apart(folder) is None
    assert len(list_backups(folder)) == 1
