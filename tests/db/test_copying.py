"""Rows carried from one engine to the other and back: the same rows, wherever it broke off on the way."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from db.copying import (
    TABLES,
    begin_copying,
    copy_everything,
    copy_rows,
    count_rows,
    digest_histories,
    digest_rows,
    end_copying,
    is_empty,
    print_of,
)
from db.declaring import Base
from db.history_tables import Counters
from db.invariants import check
from db.machinery_tables import Leases
from db.migrate import migrate
from db.outbox import ANSWER, Posted, list_due, post_letters
from db.store import Store, open_store
from db.work import Work, World
from tests.cast import ANA, Clock, House, all_rows
from tests.conftest import Postgres
from tests.db.test_migrations import fill


@pytest.fixture
def other_url(engine: str, tmp_path: Path, migrated_sqlite: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Of a migrated, empty database on the other engine."""
    if engine == "postgresql":
        shutil.copy(migrated_sqlite, tmp_path / "other.db")
        yield f"sqlite+aiosqlite:///{tmp_path / 'other.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    database = server.new_database()
    yield server.url(database)
    server.drop(database)


@pytest.fixture
async def other(other_url: str, world: World) -> AsyncIterator[Store]:
    async with opened(other_url, world) as store:
        yield store


@asynccontextmanager
async def opened(url: str, world: World) -> AsyncIterator[Store]:
    store = await open_store(url, world)
    try:
        yield store
    finally:
        await store.close()


async def copied(source: Store, target: Store) -> None:
    async with source.reading() as work:
        await copy_everything(work, target)


async def rows_of(store: Store) -> dict[str, list[object]]:
    async with store.reading() as work:
        rows = await all_rows(work)
    return {name: list(found) for name, found in rows.items() if name != "leases"}


async def test_every_row_arrives_as_it_was_and_goes_back_again(
    house: House, other: Store, world: World, tmp_path: Path
) -> None:
    await fill(house)
    await copied(house.store, other)
    assert await rows_of(other) == await rows_of(house.store)
    url = f"sqlite+aiosqlite:///{tmp_path / 'back.db'}"
    await migrate(url)
    async with opened(url, world) as back:
        await copied(other, back)
        assert await rows_of(back) == await rows_of(house.store)
        found = [[finding async for finding in check(store)] for store in (house.store, other, back)]
    assert found[0] == found[1] == found[2]


async def test_stores_with_the_same_rows_are_told_to_be_the_same_and_others_not(house: House, other: Store) -> None:
    await fill(house)
    await copied(house.store, other)
    async with house.store.reading() as one, other.reading() as another:
        assert await count_rows(one) == await count_rows(another)
        assert await digest_histories(one) == await digest_histories(another)
        assert await print_of(one) == await print_of(another)
        for table in TABLES:
            assert await digest_rows(one, table) == await digest_rows(another, table)
    house.clock.pass_(house.clock.now - house.clock.now.replace(hour=1))
    await house.do(post_letters, [Posted("another", ANA, ANSWER, "sendMessage", "{}")])
    async with house.store.reading() as one, other.reading() as another:
        assert await print_of(one) != await print_of(another)
        outbox = next(table for table in TABLES if table.name == "outbox")
        assert await digest_rows(one, outbox) != await digest_rows(another, outbox)


async def test_broken_off_anywhere_it_goes_on_behind_the_last_row_that_arrived(house: House, other: Store) -> None:
    await fill(house)
    for scope in ("Ñandú", "a", "Z", "_", "a:1", "á"):
        await house.do(_count, scope)

    class Broken(Exception):
        pass

    class Breaking:
        """Lets so many units through, of one row each."""

        def __init__(self, units: int) -> None:
            self.units = units

        reading = staticmethod(other.reading)

        @asynccontextmanager
        async def work(self) -> AsyncIterator[Work]:
            if self.units == 0:
                raise Broken
            self.units -= 1
            async with other.work() as work:
                yield work

    broken_off = 0
    await House(other, house.clock).do(begin_copying, "source")
    async with house.store.reading() as source:
        one_by_one = _one_by_one(source)
        while True:
            try:
                await copy_rows(one_by_one, Breaking(3))  # type: ignore[arg-type]
            except Broken:
                broken_off += 1
            else:
                break
    assert broken_off > 10
    await House(other, house.clock).do(end_copying)
    assert await rows_of(other) == await rows_of(house.store)


async def _count(work: Work, scope: str) -> None:
    dated = {"created_at": work.now, "updated_at": work.now}
    await work.execute(insert(Counters), {"user_id": ANA, "scope": scope, "value": 1, **dated})


def _one_by_one(work: Work) -> Work:
    class OneByOne:
        dialect = work.dialect
        execute = staticmethod(work.execute)

        @staticmethod
        async def chunks(statement: object, values: object = None) -> AsyncIterator[object]:
            async for chunk in work.chunks(statement, values):  # type: ignore[arg-type]
                for row in chunk:
                    yield [row]

    return OneByOne()  # type: ignore[return-value]


async def test_what_comes_later_is_numbered_behind_what_was_copied(house: House, other: Store, clock: Clock) -> None:
    await house.do(post_letters, [Posted(str(n), n, ANSWER, "sendMessage", "{}") for n in range(1, 10)])
    await copied(house.store, other)
    there = House(other, clock)
    await there.do(post_letters, [Posted("new", 77, ANSWER, "sendMessage", "{}")])
    assert [letter.letter_number for letter in await there.look(list_due, 100)][-1] == 10


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_postgresql_knows_at_once_how_much_came(house: House, other: Store) -> None:
    """Else it would plan what follows, `check` above all, as if every table were small."""
    await fill(house)
    await copied(house.store, other)
    async with other.reading() as work:
        counted = text("SELECT reltuples FROM pg_class WHERE oid = 'raffles'::regclass")
        assert (await work.execute(counted)).scalar() == (await count_rows(work))["raffles"]


async def test_an_empty_store_is_known_whatever_processes_did_there(house: House) -> None:
    assert await house.look(is_empty)
    await house.do(_count_nothing)
    assert await house.look(is_empty)
    await house.do(post_letters, [Posted("one", 1, ANSWER, "sendMessage", "{}")])
    assert not await house.look(is_empty)


async def _count_nothing(work: Work) -> None:
    dated = {"created_at": work.now, "updated_at": work.now}
    await work.execute(insert(Leases), {"name": "clock", "holder": "one", "token": 1, "until": work.now, **dated})


def test_only_what_processes_leave_stays_behind() -> None:
    assert set(Base.metadata.tables) - {table.name for table in TABLES} == {"leases"}
