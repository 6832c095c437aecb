"""Many who count at once, the right way and, as a control, a wrong one."""

import asyncio
import sqlite3
from collections import Counter

import asyncpg
from sqlalchemy import make_url

from db.counters import take_numbers
from services.organizers import welcome
from tests.cast import ANA, House

TASKS, TAKES = 64, 50


async def test_sixty_four_tasks_take_every_number_exactly_once(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")

    async def take_many() -> list[int]:
        return [(await house.do(take_numbers, ANA, "project:1:order"))[0] for _ in range(TAKES)]

    taken = [number for numbers in await asyncio.gather(*(take_many() for _ in range(TASKS))) for number in numbers]
    assert sorted(taken) == list(range(1, TASKS * TAKES + 1))


async def test_the_highest_number_plus_one_repeats_or_fails(url: str) -> None:
    """The control: the same race lost by whoever reads the highest number and adds one."""
    taken, errors = await (_race_on_sqlite(url) if url.startswith("sqlite") else _race_on_postgres(url))
    repeated = [number for number, times in Counter(taken).items() if times > 1]
    assert repeated or errors


async def _race_on_sqlite(url: str) -> tuple[list[int], int]:
    path = make_url(url).database or ""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE naive (number INTEGER)")

    def take_many() -> tuple[list[int], int]:
        taken, errors = [], 0
        own = sqlite3.connect(path, timeout=0.05, isolation_level=None)
        for _ in range(TAKES):
            try:
                own.execute("BEGIN")
                (number,) = own.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM naive").fetchone()
                own.execute("INSERT INTO naive VALUES (?)", (number,))
                own.execute("COMMIT")
                taken.append(number)
            except sqlite3.OperationalError:
                errors += 1
                if own.in_transaction:
                    own.execute("ROLLBACK")
        own.close()
        return taken, errors

    outcomes = await asyncio.gather(*(asyncio.to_thread(take_many) for _ in range(TASKS)))
    return [number for taken, _ in outcomes for number in taken], sum(errors for _, errors in outcomes)


async def _race_on_postgres(url: str) -> tuple[list[int], int]:
    pool = await asyncpg.create_pool(url.replace("+asyncpg", ""), min_size=16, max_size=16)
    await pool.execute("CREATE TABLE naive (number BIGINT)")

    async def take_many() -> list[int]:
        taken = []
        for _ in range(TAKES):
            async with pool.acquire() as connection, connection.transaction():
                number = await connection.fetchval("SELECT COALESCE(MAX(number), 0) + 1 FROM naive")
                await connection.execute("INSERT INTO naive VALUES ($1)", number)
                taken.append(number)
        return taken

    taken = await asyncio.gather(*(take_many() for _ in range(TASKS)))
    await pool.close()
    return [number for numbers in taken for number in numbers], 0
