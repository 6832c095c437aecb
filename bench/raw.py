"""The baselines: the writes of a sale of three numbers, by hand and with nothing around them."""

import hashlib
import sqlite3
from collections.abc import Generator, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

from bench.places import PRICE

_COUNT = (
    "INSERT INTO counters VALUES (?1, ?2, 1, ?3, ?3) ON CONFLICT (user_id, scope)"
    " DO UPDATE SET value = counters.value + 1, updated_at = ?3 RETURNING value"
)
_ORDER = (
    "INSERT INTO orders (user_id, project_number, order_number, buyer_number, state, code, total, paid, made_by,"
    " check_code, numbers, created_at, updated_at) VALUES (?1, 1, ?2, 1, 'paid', ?3, ?4, ?4, ?1, ?5, ?6, ?7, ?7)"
)
_CLAIM = (
    "INSERT INTO raffles (user_id, project_number, raffle_number, set_number, order_number, buyer_number, state,"
    " payment_method, unit_price, receipt, created_at, updated_at)"
    " VALUES (?1, 1, ?2, 1, ?3, 1, 'sold', 'cash', ?4, ?5, ?6, ?6)"
    " ON CONFLICT (user_id, project_number, raffle_number) DO UPDATE SET state = excluded.state,"
    " order_number = excluded.order_number, buyer_number = excluded.buyer_number,"
    " payment_method = excluded.payment_method, unit_price = excluded.unit_price, receipt = excluded.receipt"
    " WHERE raffles.state = 'available' RETURNING raffle_number"
)
_BITS = "SELECT bits FROM blocks WHERE user_id = ?1 AND project_number = 1 AND set_number = 1 AND block_number = ?2"
_BLOCK = (
    "INSERT INTO blocks VALUES (?1, 1, 1, ?2, ?3, ?4, ?5, ?5)"
    " ON CONFLICT (user_id, project_number, set_number, block_number)"
    " DO UPDATE SET taken = excluded.taken, bits = excluded.bits, updated_at = excluded.updated_at"
)
_PAYMENT = (
    "INSERT INTO payments (user_id, project_number, order_number, payment_number, amount, method, made_by,"
    " created_at, updated_at) VALUES (?1, 1, ?2, ?3, ?4, 'cash', ?1, ?5, ?5)"
)
_NEWEST = "SELECT hash FROM events WHERE user_id = ?1 AND event_number = ?2"
_EVENT = (
    "INSERT INTO events (user_id, event_number, made_by, kind, project_number, order_number, buyer_number, before,"
    " after, previous_hash, hash, created_at, updated_at)"
    " VALUES (?1, ?2, ?1, 'order.sold', 1, ?3, 1, '{}', ?4, ?5, ?6, ?7, ?7)"
)
_codes = count()

Statement = tuple[str, tuple[Any, ...]]


def sale(organizer: int, numbers: Sequence[int], now: object) -> Generator[Statement, Any, None]:
    """One statement after the other; whoever runs them sends back the first value of what each finds."""
    code, total = next(_codes), PRICE * len(numbers)
    order = yield _COUNT, (organizer, "project:1:order", now)
    yield _ORDER, (organizer, order, f"R{code}", total, f"{code:026}", len(numbers), now)
    for number in numbers:
        receipt = f"{organizer:016}{number:010}"
        if (yield _CLAIM, (organizer, number, order, PRICE, receipt, now)) is None:
            raise RuntimeError("taken")
    block = numbers[0] // 4096
    bits = _changed((yield _BITS, (organizer, block)) or b"", numbers)
    yield _BLOCK, (organizer, block, int.from_bytes(bits, "little").bit_count(), bits, now)
    payment = yield _COUNT, (organizer, "project:1:payment", now)
    yield _PAYMENT, (organizer, order, payment, total, now)
    event = yield _COUNT, (organizer, "event", now)
    previous = yield _NEWEST, (organizer, event - 1)
    after = f'{{"amount":{total},"method":"cash","numbers":{list(numbers)},"paid":{total},"state":"paid"}}'
    digest = hashlib.sha256((previous + after).encode()).hexdigest()
    yield _EVENT, (organizer, event, order, after, previous, digest, now)


def _changed(raw: bytes, numbers: Sequence[int]) -> bytes:
    bits = int.from_bytes(raw, "little")
    for number in numbers:
        bits |= 1 << (number % 4096)
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def sell_on_sqlite(driver: sqlite3.Connection, organizer: int, numbers: Sequence[int]) -> None:
    """Within whatever transaction is open."""
    steps = sale(organizer, numbers, datetime.now(UTC).replace(tzinfo=None).isoformat(" ", "microseconds"))
    found = None
    try:
        while True:
            row = driver.execute(*steps.send(found)).fetchone()
            found = row[0] if row else None
    except StopIteration:
        return


async def sell_on_postgres(connection: Any, organizer: int, numbers: Sequence[int]) -> None:
    steps, found = sale(organizer, numbers, datetime.now(UTC)), None
    async with connection.transaction():
        try:
            while True:
                statement, values = steps.send(found)
                found = await connection.fetchval(_NUMBERED[statement], *values)
        except StopIteration:
            return


_NUMBERED = {one: one.replace("?", "$") for one in (_COUNT, _ORDER, _CLAIM, _BITS, _BLOCK, _PAYMENT, _NEWEST, _EVENT)}
