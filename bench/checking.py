"""The look at every invariant, over a million taken numbers."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bench.measure import in_turns, milliseconds, tell
from bench.places import BUYER, ORGANIZER, PRICE, new_project, opened
from db.invariants import check
from db.orders import Order
from db.projects import Project
from db.store import Store
from rules.chain import Link, facts_text, link_hash

TAKEN = 1_000_000
_COUNT = text("SELECT count(unit_price), count(receipt) FROM raffles")
_START = datetime(2026, 3, 1, tzinfo=UTC)


async def bench_check(folder: Path, rounds: int) -> None:
    for each in (3, 10):
        await _bench_orders_of(folder / f"checking-{each}.db", rounds, each)


async def _bench_orders_of(path: Path, rounds: int, each: int) -> None:
    orders = TAKEN // each
    async with opened(f"sqlite+aiosqlite:///{path}") as store:
        project = await new_project(store, 9_999_999)
        _fill(path, project, orders, each)

        async def count_rows() -> None:
            async with store.reading() as work:
                await work.execute(_COUNT)

        ways = {
            "read every number's row once (SQLite)": lambda: milliseconds(count_rows),
            "all invariants": lambda: milliseconds(lambda: _sound(store)),
        }
        title = f"Check {orders * each:,} taken numbers, {each} to an order"
        tell(title, "ms", await in_turns(rounds, ways), next(iter(ways)))


async def _sound(store: Store) -> None:
    findings = [finding async for finding in check(store)]
    if findings:
        raise RuntimeError(f"{len(findings)} findings: {findings[:3]}")


def _fill(path: Path, project: Project, orders: int, each: int) -> None:
    """The rows that so many reservations leave, chained as they would be."""
    with sqlite3.connect(path) as driver:
        newest = driver.execute("SELECT max(event_number), hash FROM events").fetchone()
        _insert(driver, "orders", (_order_row(order) for order in _orders(project, orders, each)))
        _insert(driver, "raffles", _raffle_rows(project, orders, each))
        _insert(driver, "blocks", _block_rows(project, orders * each))
        _insert(driver, "events", _event_rows(project, orders, each, *newest))
        counters = (("event", newest[0] + orders), (f"project:{project.project_number}:order", orders))
        for scope, value in counters:
            driver.execute(
                "INSERT INTO counters VALUES (?1, ?2, ?3, ?4, ?4) ON CONFLICT DO UPDATE SET value = ?3",
                (ORGANIZER, scope, value, _text(_START)),
            )


def _insert(driver: sqlite3.Connection, table: str, rows: Iterator[tuple[Any, ...]]) -> None:
    width = len(driver.execute(f"SELECT * FROM {table} LIMIT 0").description)
    driver.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)


def _orders(project: Project, orders: int, each: int) -> Iterator[Order]:
    for number in range(1, orders + 1):
        told_at = _START + timedelta(hours=48)
        code = "".join("ABCDEFGHJK"[int(digit)] for digit in f"{number:07}")
        money = (PRICE * each, 0, ORGANIZER)
        yield Order(*project.key, number, BUYER, "reserved", code, *money, told_at, told_at, None)


def _order_row(order: Order) -> tuple[Any, ...]:
    times = tuple(_text(at) for at in (order.told_deadline_at, order.release_at) if at)
    return (*order[:9], *times, None, _text(_START), _text(_START))


def _raffle_rows(project: Project, orders: int, each: int) -> Iterator[tuple[Any, ...]]:
    for number in range(orders * each):
        order = number // each + 1
        holding = (1, order, BUYER, "reserved", None, PRICE, None)
        yield (*project.key, number, *holding, _text(_START), _text(_START))


def _block_rows(project: Project, size: int) -> Iterator[tuple[Any, ...]]:
    for block in range((size + 4095) // 4096):
        taken = min(4096, size - block * 4096)
        bits = ((1 << taken) - 1).to_bytes(512, "little")
        yield (*project.key, 1, block, taken, bits, _text(_START), _text(_START))


def _event_rows(project: Project, orders: int, each: int, newest: int, previous: str) -> Iterator[tuple[Any, ...]]:
    for event_number, order in enumerate(_orders(project, orders, each), newest + 1):
        first = (order.order_number - 1) * each
        after = facts_text(order.facts | {"numbers": list(range(first, first + each))})
        said = (ORGANIZER, "order.reserved", project.project_number, order.order_number, BUYER, "{}", after)
        digest = link_hash(previous, Link(ORGANIZER, event_number, _START, *said))
        yield (ORGANIZER, event_number, *said, previous, digest, _text(_START), _text(_START))
        previous = digest


def _text(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(" ", "microseconds")
