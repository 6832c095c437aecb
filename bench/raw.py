"""The baselines: the writes of a reservation of three numbers, by hand and with nothing around them."""

import hashlib
import sqlite3
from datetime import UTC, datetime
from itertools import count
from typing import Any

from bench.places import ORGANIZER, PRICE

_COUNT = (
    "INSERT INTO counters VALUES (?1, ?2, 1, ?3, ?3) ON CONFLICT (user_id, scope)"
    " DO UPDATE SET value = counters.value + 1, updated_at = ?3 RETURNING value"
)
_ORDER = (
    "INSERT INTO orders (user_id, project_number, order_number, buyer_number, state, code, total, paid, made_by,"
    " told_deadline_at, release_at, numbers, created_at, updated_at)"
    " VALUES (?1, ?2, ?3, 1, 'reserved', ?4, ?5, 0, ?1, ?6, ?6, 3, ?6, ?6)"
)
_CLAIM = (
    "INSERT INTO raffles VALUES (?1, ?2, ?3, 1, ?4, 1, 'reserved', NULL, ?5, NULL, ?6, ?6)"
    " ON CONFLICT (user_id, project_number, raffle_number) DO UPDATE SET state = excluded.state,"
    " order_number = excluded.order_number, buyer_number = excluded.buyer_number,"
    " unit_price = excluded.unit_price WHERE raffles.state = 'available' RETURNING raffle_number"
)
_BITS = "SELECT bits FROM blocks WHERE user_id = ?1 AND project_number = ?2 AND set_number = 1 AND block_number = ?3"
_BLOCK = (
    "INSERT INTO blocks VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?6)"
    " ON CONFLICT (user_id, project_number, set_number, block_number)"
    " DO UPDATE SET taken = excluded.taken, bits = excluded.bits"
)
_NEWEST = "SELECT hash FROM events WHERE user_id = ?1 AND event_number = ?2"
_EVENT = "INSERT INTO events VALUES (?1, ?2, ?1, 'order.reserved', ?3, ?4, 1, '{}', ?5, ?6, ?7, ?8, ?8)"
_codes = count()


def for_postgres(statement: str) -> str:
    return statement.replace("?", "$")


def after_text(numbers: range) -> str:
    return f'{{"numbers":{list(numbers)},"paid":0,"state":"reserved","total":{PRICE * len(numbers)}}}'


def changed_bits(raw: bytes, numbers: range) -> bytes:
    bits = int.from_bytes(raw, "little")
    for number in numbers:
        bits |= 1 << (number % 4096)
    return bits.to_bytes(512, "little")


def reserve_on_sqlite(driver: sqlite3.Connection, project_number: int, numbers: range) -> None:
    now = datetime.now(UTC).isoformat(" ")
    scope = f"project:{project_number}:order"
    run = driver.execute
    run("BEGIN IMMEDIATE")
    (order,) = run(_COUNT, (ORGANIZER, scope, now)).fetchone()
    run(_ORDER, (ORGANIZER, project_number, order, f"R{next(_codes)}", PRICE * len(numbers), now))
    for number in numbers:
        if run(_CLAIM, (ORGANIZER, project_number, number, order, PRICE, now)).fetchone() is None:
            raise RuntimeError("taken")
    block = numbers[0] // 4096
    found = run(_BITS, (ORGANIZER, project_number, block)).fetchone()
    bits = changed_bits(found[0] if found else b"", numbers)
    run(_BLOCK, (ORGANIZER, project_number, block, int.from_bytes(bits, "little").bit_count(), bits, now))
    (event,) = run(_COUNT, (ORGANIZER, "event", now)).fetchone()
    (previous,) = run(_NEWEST, (ORGANIZER, event - 1)).fetchone()
    after = after_text(numbers)
    digest = hashlib.sha256((previous + after).encode()).hexdigest()
    run(_EVENT, (ORGANIZER, event, project_number, order, after, previous, digest, now))
    run("COMMIT")


async def reserve_on_postgres(connection: Any, project_number: int, numbers: range) -> None:
    now = datetime.now(UTC)
    scope = f"project:{project_number}:order"
    one, run = connection.fetchval, connection.execute
    async with connection.transaction():
        order = await one(for_postgres(_COUNT), ORGANIZER, scope, now)
        code = f"R{next(_codes)}"
        await run(for_postgres(_ORDER), ORGANIZER, project_number, order, code, PRICE * len(numbers), now)
        for number in numbers:
            if await one(for_postgres(_CLAIM), ORGANIZER, project_number, number, order, PRICE, now) is None:
                raise RuntimeError("taken")
        block = numbers[0] // 4096
        bits = changed_bits(await one(for_postgres(_BITS), ORGANIZER, project_number, block) or b"", numbers)
        taken = int.from_bytes(bits, "little").bit_count()
        await run(for_postgres(_BLOCK), ORGANIZER, project_number, block, taken, bits, now)
        event = await one(for_postgres(_COUNT), ORGANIZER, "event", now)
        previous = await one(for_postgres(_NEWEST), ORGANIZER, event - 1)
        after = after_text(numbers)
        digest = hashlib.sha256((previous + after).encode()).hexdigest()
        await run(for_postgres(_EVENT), ORGANIZER, event, project_number, order, after, previous, digest, now)
