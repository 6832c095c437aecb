"""A statement that is executed again and again says the same as when SQLAlchemy executed it the first time."""

import asyncio
from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, InvalidRequestError, MultipleResultsFound, NoResultFound

from db.history_tables import Counters
from db.people_tables import Buyers
from db.store import Store
from db.work import Work
from rules.phones import read_phone
from services.buyers import TypedBuyer, find_or_add_buyer
from services.organizers import welcome
from tests.cast import ANA, House

PHONE = read_phone("+57 300 123 4567", None)

_COUNTERS = select(Counters.scope, Counters.value).where(Counters.user_id == ANA, Counters.value >= bindparam("least"))
_SOME = select(Counters.value).where(Counters.scope.in_(bindparam("scopes", expanding=True)))
_RAISE = update(Counters).where(Counters.user_id == bindparam("whose"))
_ADD = insert(Counters)
_ADD_AND_TELL = insert(Counters).returning(Counters.created_at, Counters.scope)
_PHONES = select(Buyers.phone, Buyers.practice, Buyers.created_at, Buyers.email).order_by(Buyers.buyer_number)
_WRITTEN_OUT = text("UPDATE counters SET value = value + :more WHERE user_id = :whose RETURNING value")
_NONE = select(func.count()).select_from(Counters).where(Counters.scope == bindparam("scope"))


@pytest.fixture
async def ana(house: House) -> House:
    await house.do(welcome, ANA, "Ana", "es")
    return house


def _row(work: Work, scope: str, value: int = 1) -> dict[str, object]:
    return {"user_id": ANA, "scope": scope, "value": value, "created_at": work.now, "updated_at": work.now}


async def test_rows_are_the_same_every_time(ana: House) -> None:
    await ana.do(find_or_add_buyer, ANA, TypedBuyer("Luis", PHONE), ANA)
    seen = []
    for _ in range(3):
        async with ana.store.reading() as work:
            seen.append([tuple(row) for row in await work.execute(_PHONES)])
    ((phone, practice, created_at, email),) = seen[0]
    assert (phone, practice, email) == (PHONE.raw, False, None)
    assert created_at.tzinfo is UTC
    assert seen[0] == seen[1] == seen[2]


async def test_what_is_added_and_changed_is_counted_and_told(ana: House) -> None:
    async with ana.store.work() as work:
        for turn in ("a", "b", "c"):
            told = (await work.execute(_ADD_AND_TELL, _row(work, turn))).one()
            assert tuple(told) == (work.now, turn)
            await work.execute(_ADD, [_row(work, f"{turn}1"), _row(work, f"{turn}2")])
        for value in (5, 6, 7):
            assert (await work.execute(_RAISE, {"whose": ANA, "value": value})).rowcount == 10
            assert (await work.execute(_RAISE, {"whose": ANA + 1, "value": 0})).rowcount == 0
        for value in (8, 9, 10):
            assert list((await work.execute(_WRITTEN_OUT, {"whose": ANA, "more": 1})).scalars()) == [value] * 10
        work.keep()
    async with ana.store.reading() as work:
        for least, count in ((10, 10), (11, 0), (10, 10)):
            assert len((await work.execute(_COUNTERS, {"least": least})).all()) == count
        for scopes in (["a"], ["a", "b1", "c2"], [], ["b"]):
            assert len((await work.execute(_SOME, {"scopes": scopes})).all()) == len(scopes)
        strangers = [f"x{number}" for number in range(500)]
        assert len((await work.execute(_SOME, {"scopes": [*strangers, "a", "b"]})).all()) == 2


async def test_one_row_is_one_row(ana: House) -> None:
    async with ana.store.work() as work:
        await work.execute(_ADD, [_row(work, "a"), _row(work, "b")])
        for _ in range(3):
            with pytest.raises(MultipleResultsFound):
                (await work.execute(_COUNTERS, {"least": 1})).one()
            with pytest.raises(NoResultFound):
                (await work.execute(_COUNTERS, {"least": 100})).one()
            assert (await work.execute(_COUNTERS, {"least": 100})).first() is None
            assert (await work.execute(_COUNTERS, {"least": 100})).scalar() is None
            assert (await work.execute(_NONE, {"scope": "a"})).scalar_one() == 1


async def test_a_value_that_is_not_handed_in_is_never_made_up(ana: House) -> None:
    async with ana.store.reading() as work:
        await work.execute(_COUNTERS, {"least": 1})
        for _ in range(2):
            with pytest.raises(InvalidRequestError):
                await work.execute(_COUNTERS, {"last": 1})


async def test_a_row_that_is_there_already_is_refused_by_the_same_name(ana: House) -> None:
    for _ in range(3):
        async with ana.store.work() as work:
            await work.execute(_ADD, _row(work, "a"))
            with pytest.raises(IntegrityError):
                await work.execute(_ADD, _row(work, "a"))


async def test_a_time_without_a_zone_is_refused_every_time(ana: House) -> None:
    async with ana.store.work() as work:
        for scope in ("a", "b", "c"):
            await work.execute(_ADD, _row(work, scope))
            with pytest.raises(Exception, match="needs a zone"):
                await work.execute(_ADD, _row(work, "d") | {"created_at": datetime(2026, 3, 2)})  # noqa: DTZ001


async def _value(store: Store) -> int:
    async with store.reading() as work:
        found: int = (await work.execute(_NONE, {"scope": "a"})).scalar_one()
        return found


async def test_a_connection_that_its_server_ended_is_replaced(ana: House) -> None:
    if not ana.store.shared:
        pytest.skip("SQLite has no server")
    await asyncio.gather(*(_value(ana.store) for _ in range(5)))
    async with ana.store.reading() as work:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        await work.execute(text(f"{others} AND datname = current_database()"))
    await asyncio.sleep(0.2)
    assert await asyncio.gather(*(_value(ana.store) for _ in range(20))) == [0] * 20


async def test_who_gives_up_in_the_middle_leaves_no_open_transaction_behind(ana: House) -> None:
    if not ana.store.shared:
        pytest.skip("on SQLite a statement is never waited for")

    async def add_slowly() -> None:
        async with ana.store.work() as work:
            await work.execute(_ADD, _row(work, "a"))
            await work.execute(text("SELECT pg_sleep(5)"))
            work.keep()

    for _ in range(15):
        adding = asyncio.create_task(add_slowly())
        await asyncio.sleep(0.02)
        adding.cancel()
        await asyncio.gather(adding, return_exceptions=True)
    async with asyncio.timeout(5):
        assert await asyncio.gather(*(_value(ana.store) for _ in range(15))) == [0] * 15


async def test_whoever_gives_up_at_any_moment_leaves_only_whole_transactions(ana: House) -> None:
    """Also when that is the moment in which one begins or ends: whoever comes next shares none with them."""

    async def add(scope: str) -> None:
        async with ana.store.work() as work:
            await work.execute(_ADD, [_row(work, f"{scope}-1"), _row(work, f"{scope}-2")])
            work.keep()

    for turn in range(60):
        adding = [asyncio.create_task(add(f"{turn}-{number}")) for number in range(8)]
        await asyncio.sleep(turn / 6000)
        for task in adding[::2]:
            task.cancel()
        await asyncio.gather(*adding, return_exceptions=True)
        async with ana.store.work() as work:
            await work.execute(_ADD, _row(work, "never kept"))
    async with ana.store.reading() as work:
        scopes = {scope for scope, _ in await work.execute(_COUNTERS, {"least": 1})}
    assert "never kept" not in scopes
    pairs = Counter(scope.rpartition("-")[0] for scope in scopes if scope.endswith(("-1", "-2")))
    assert set(pairs.values()) == {2}
    assert all(f"{turn}-{number}" in pairs for turn in range(60) for number in range(1, 8, 2))
