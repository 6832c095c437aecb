"""The unit of work: all of it or nothing of it, also where several units share one commit."""

import asyncio
import sqlite3
from time import monotonic

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, DBAPIError

from db.counters import take_numbers
from db.sqlite import SqliteStore
from db.store import Store
from db.work import Work
from services.organizers import find_organizer, welcome
from tests.cast import ANA, House


@pytest.fixture
async def ana(house: House) -> House:
    await house.do(welcome, ANA, "Ana", "es")
    return house


async def _next(house: House) -> int:
    return (await house.do(take_numbers, ANA, "project:1:order"))[0]


async def test_what_fails_leaves_no_trace_and_those_beside_it_are_kept(ana: House) -> None:
    async def act(number: int) -> None:
        async with ana.store.work() as work:
            await take_numbers(work, ANA, "project:1:order")
            if number % 3 == 0:
                raise ValueError(number)
            work.keep()

    outcomes = await asyncio.gather(*(act(number) for number in range(30)), return_exceptions=True)
    assert sum(isinstance(outcome, ValueError) for outcome in outcomes) == 10
    assert await _next(ana) == 21


async def test_an_ended_unit_takes_nothing_more(ana: House) -> None:
    async with ana.store.work() as work:
        pass
    with pytest.raises(RuntimeError, match="ended"):
        await work.execute(text("SELECT 1"))


async def test_a_reading_can_write_nothing(ana: House) -> None:
    with pytest.raises(DBAPIError):
        await ana.look(take_numbers, ANA, "project:1:order")
    assert await _next(ana) == 1


async def test_a_glance_sees_what_is_kept_and_can_write_nothing(ana: House) -> None:
    async with ana.store.glance() as work:
        assert (await find_organizer(work, ANA)).id == ANA
        with pytest.raises((DBAPIError, RuntimeError)):
            await take_numbers(work, ANA, "project:1:order")
    with pytest.raises(RuntimeError, match="ended"):
        await find_organizer(work, ANA)
    assert await _next(ana) == 1


async def test_a_reading_sees_one_moment(ana: House) -> None:
    async with ana.store.reading() as work:
        before = await find_organizer(work, ANA)
        await _next(ana)
        counted = await work.execute(text("SELECT COUNT(*) FROM counters WHERE scope = 'project:1:order'"))
        assert counted.scalar_one() == 0
        assert await find_organizer(work, ANA) == before


async def test_who_gives_up_waiting_holds_nobody_up(ana: House) -> None:
    """Cancelled at every stage: before their turn, in it, and while it is being written."""
    for pause in (0, 0.0001, 0.001, 0.002, 0.005):
        tasks = [asyncio.create_task(_next(ana)) for _ in range(12)]
        await asyncio.sleep(pause)
        for task in tasks[::2]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    async with asyncio.timeout(5):
        first, second = await _next(ana), await _next(ana)
    assert second == first + 1


async def test_who_gives_up_twice_while_another_process_writes_holds_nobody_up(
    sqlite_store: SqliteStore, ana: House
) -> None:
    (_, _, path) = sqlite_store._driver.execute("PRAGMA database_list").fetchone()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(_next(ana))
    for _ in range(2):
        await asyncio.sleep(0.05)
        waiting.cancel()
    await asyncio.sleep(0.05)
    other.execute("ROLLBACK")
    other.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await _next(ana) == 1


async def test_the_loop_goes_on_while_another_process_writes(sqlite_store: SqliteStore, ana: House) -> None:
    (_, _, path) = sqlite_store._driver.execute("PRAGMA database_list").fetchone()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(_next(ana))
    start = monotonic()
    await asyncio.sleep(0.05)
    assert monotonic() - start < 1
    assert not waiting.done()
    other.execute("ROLLBACK")
    other.close()
    assert await waiting == 1


@pytest.fixture
def sqlite_store(store: Store) -> SqliteStore:
    if not isinstance(store, SqliteStore):
        pytest.skip("shares no commits: PostgreSQL has a transaction for each unit")
    return store


async def test_units_that_wait_share_one_commit(sqlite_store: SqliteStore, ana: House) -> None:
    statements: list[str] = []
    sqlite_store._driver.set_trace_callback(statements.append)
    await asyncio.gather(*(_next(ana) for _ in range(40)))
    commits = sum(statement == "COMMIT" for statement in statements)
    assert 1 <= commits < 10


async def test_the_first_unit_of_a_transaction_has_no_savepoint_and_every_other_has_one(
    sqlite_store: SqliteStore, ana: House
) -> None:
    statements: list[str] = []
    sqlite_store._driver.set_trace_callback(statements.append)
    await _next(ana)
    assert [one for one in statements if "SAVEPOINT" in one] == []
    await asyncio.gather(_next(ana), _next(ana), _next(ana))
    assert sum(one == "SAVEPOINT unit" for one in statements) == 2


async def test_a_first_unit_that_overlooks_a_full_disk_is_not_kept_and_the_others_are(
    sqlite_store: SqliteStore, ana: House
) -> None:
    async def overlook(work: Work) -> None:
        sqlite_store._driver.execute("ROLLBACK")  # as SQLite does by itself

    first, *others = await asyncio.gather(ana.do(overlook), _next(ana), _next(ana), return_exceptions=True)
    assert isinstance(first, sqlite3.OperationalError)
    assert others == [1, 2]


async def test_a_commit_that_fails_is_told_to_all_who_share_it(sqlite_store: SqliteStore, ana: House) -> None:
    async def orphan(work: Work) -> None:
        await work.execute(text("PRAGMA defer_foreign_keys = ON"))
        await work.execute(text("UPDATE counters SET user_id = 777 WHERE scope = 'event'"))

    outcomes = await asyncio.gather(_next(ana), ana.do(orphan), _next(ana), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [sqlite3.IntegrityError] * 3
    assert await _next(ana) == 1


async def test_a_full_disk_is_told_and_passes(sqlite_store: SqliteStore, ana: House) -> None:
    driver = sqlite_store._driver
    (pages,) = driver.execute("PRAGMA page_count").fetchone()
    driver.execute(f"PRAGMA max_page_count = {pages + 2}")

    async def fill(work: Work) -> None:
        values = [{"scope": f"project:{number}:order", "words": "x" * 900} for number in range(1, 60)]
        statement = "INSERT INTO counters VALUES (1001, :scope || :words, 1, '2026-01-01', '2026-01-01')"
        await work.execute(text(statement), values)

    outcomes = await asyncio.gather(_next(ana), ana.do(fill), _next(ana), return_exceptions=True)
    assert isinstance(outcomes[1], DatabaseError)
    kept = [outcome for outcome in outcomes if isinstance(outcome, int)]
    driver.execute("PRAGMA max_page_count = 1073741823")
    assert await _next(ana) == len(kept) + 1
