"""The revisions: each goes up, down and up again, makes what the tables say, and leaves no trace if it breaks off."""

import re
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, inspect, make_url, text

import db.migrate
from db.announcements import Announcement, add_announcement, add_opt_out
from db.backdrops import SentPhoto
from db.bars import add_bar
from db.data_keys import keep_key_print
from db.every_table import Base
from db.faults import add_alert, note_fault
from db.files import keep_file
from db.invariants import check
from db.machinery_tables import Dialogs, Inbox, Leases, Outbox
from db.migrate import migrate, migrate_down
from db.postgres import reach
from db.quotas import put_level
from db.revisions import ForeignKeysBroken, RevisionUnknown, head_revision
from db.sqlite_files import sqlite_engine
from db.steps import downwards, upwards
from db.store import open_store
from db.work import Work, World
from rules.bars import BarKind
from rules.keys import BuyerKey, ProjectKey
from rules.numbers import Chosen
from rules.phones import Phone
from rules.quotas import Level
from rules.states import DrawMethod, ProofKind
from rules.tasks import TaskKind
from services.backdrops import send_backdrop, set_backdrop
from services.buyers import TypedBuyer
from services.buying import buy
from services.drawing import draw
from services.draws import note_published
from services.links import claim_link
from services.live_boards import Place, ask_for_board
from services.locking import lock_for_draw
from services.prizes import add_prize_to
from services.projects import set_draw_method, set_limits
from services.proofs import send_proof
from services.shares import share_link
from services.strangers import Person
from services.tasks import begin_task, start_task, store_file
from services.waiting import wait_for
from tests.cast import ANA, BETO, Clock, House
from tests.services.importing import listed

ROOT = Path(__file__).parents[2]
REVISIONS = [one.revision for one in ScriptDirectory(str(ROOT / "migrations")).walk_revisions()][::-1]
T = TypeVar("T")
OPERATOR = 9001


async def look_at(url: str, look: Callable[[Connection], T]) -> T:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        with sqlite_engine(address, "rwc").connect() as connection:
            return look(connection)
    engine = await reach(address)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(look)
    finally:
        await engine.dispose()


def current_revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def tables_there(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


@asynccontextmanager
async def opened(url: str, world: World, clock: Clock) -> AsyncIterator[House]:
    store = await open_store(url, world)
    try:
        yield House(store, clock)
    finally:
        await store.close()


async def fill(house: House) -> None:
    """A few rows in every table."""
    for user_id in (ANA, BETO):
        project = await house.open_project(user_id, 0, 9_999)
        luis = TypedBuyer("Luis", Phone("300 123 4567", "+573001234567"))
        await house.sell(project.key, 1, 2, 9_000, buyer=luis)
        await house.reserve(project.key, 3)
        await house.do(add_prize_to, project.key, "A bicycle", user_id)
        await house.do(claim_link, BuyerKey(user_id, 1), user_id)
        await _let_buyers_do_something(house, project.key)
        await _draw(house, user_id)
        await _do_a_task(house, project.key)
        await listed(house, project.key, "60 Rosa")
    await house.do(_write_machinery)
    assert [name for name, rows in (await house.everything()).items() if not rows] == []


async def _let_buyers_do_something(house: House, key: ProjectKey) -> None:
    await house.do(set_limits, key, 50, 100, key.user_id)
    await house.do(share_link, key, key.user_id)
    order = (await house.do(buy, key, Chosen((4, 5)), Person(71, "Zoe"), "Her mother")).order
    await house.do(send_proof, order.key, 71, ProofKind.PHOTO, "file", "unique")
    await house.do(wait_for, key, 4, Person(72, "Max"))
    await house.do(send_backdrop, key, "photo", key.user_id)
    await house.do(set_backdrop, SentPhoto(*key, "photo", key.user_id, None, 0), bytes(range(256)))
    await house.do(ask_for_board, key, Place(-100, "Their group", None, is_channel=False), key.user_id)


async def _draw(house: House, user_id: int) -> None:
    """In a project of its own, for it can be sold no more afterwards."""
    project = await house.open_project(user_id)
    await house.do(set_draw_method, project.key, DrawMethod.SEALED, user_id)
    await house.do(add_prize_to, project.key, "A goat", user_id)
    await house.sell(project.key, 7, 8)
    waiting = await house.do(lock_for_draw, project.key, user_id, house.clock.now + timedelta(hours=1))
    await house.do(note_published, waiting.key, "Our group", house.clock.now, (-100, 7), None)
    house.clock.pass_(timedelta(hours=1))
    await house.do(draw, waiting.key, user_id)


async def _do_a_task(house: House, key: ProjectKey) -> None:
    task = await house.do(begin_task, key, TaskKind.EXPORT, key.user_id)
    await house.do(start_task, task)
    await house.do(store_file, task, 1, b"some names")
    await house.do(add_announcement, Announcement(*task, key.project_number, "all", "We draw", None, 1, 0))
    await house.do(add_opt_out, key.user_id, 71)


async def _write_machinery(work: Work) -> None:
    dated = {"created_at": work.now, "updated_at": work.now}
    waiting = {"state": "waiting", "payload": "{}", "attempts": 0, "due_at": work.now, **dated}
    await work.execute(insert(Inbox), [{"update_id": 7 + n, "lane": ANA, **waiting} for n in range(2)])
    letter = {"letter_key": "order 1", "chat_id": ANA, "priority": 1, "method": "sendMessage", **waiting}
    await work.execute(insert(Outbox), letter)
    await keep_key_print(work, work.sealing.key_print)
    await add_bar(work, BETO, BarKind.EVERYTHING, OPERATOR)
    await put_level(work, BETO, Level.MORE, OPERATOR)
    await note_fault(work, "message", "ValueError", "7")
    await add_alert(work, "disk")
    dialog = {"chat_id": ANA, "user_id": ANA, "conversation": "sell", "step": "numbers", "version": 1, "draft": "{}"}
    await work.execute(insert(Dialogs), {**dialog, "expires_at": work.now, **dated})
    await keep_file(work, "board/1", "file")
    await work.execute(insert(Leases), {"name": "clock", "holder": "one", "token": 1, "until": work.now, **dated})


async def test_every_revision_goes_up_down_and_up_again(url: str) -> None:
    await migrate_down(url, "base")
    assert await look_at(url, current_revision) is None
    for before, revision in zip(["base", *REVISIONS], REVISIONS, strict=False):
        await migrate(url, revision)
        made = await look_at(url, tables_there)
        await migrate_down(url, before)
        await migrate(url, revision)
        assert await look_at(url, current_revision) == revision
        assert await look_at(url, tables_there) == made
    assert db.revisions._revisions() == REVISIONS
    assert made == set(Base.metadata.tables)


async def test_all_the_way_down_with_data_nothing_is_left_and_up_again_everything_works(
    url: str, world: World, clock: Clock
) -> None:
    async with opened(url, world, clock) as house:
        await fill(house)
    await migrate_down(url, "base")
    assert await look_at(url, tables_there) == set()
    await migrate(url)
    async with opened(url, world, clock) as house:
        assert not any((await house.everything()).values())
        await fill(house)
        assert [finding async for finding in check(house.store)] == []


async def test_down_to_each_revision_and_up_again_no_row_is_lost_of_the_tables_there(
    url: str, world: World, clock: Clock
) -> None:
    async with opened(url, world, clock) as house:
        await fill(house)
        before = await house.everything()
    for revision in reversed(REVISIONS):
        await migrate_down(url, revision)
        assert await look_at(url, current_revision) == revision
        there = await look_at(url, tables_there)
        await migrate(url)
        async with opened(url, world, clock) as house:
            after = await house.everything()
        assert {name: _count(after, name) for name in there} == {name: _count(before, name) for name in there}


def _count(rows: dict[str, list[tuple[Any, ...]]], table: str) -> int:
    """What counted rows that are gone begins anew with them."""
    return sum(table != "counters" or not row[1].endswith(("task", ":import")) for row in rows[table])


async def test_migrating_again_changes_no_row(url: str, world: World, clock: Clock) -> None:
    async with opened(url, world, clock) as house:
        await fill(house)
        before = await house.everything()
    await migrate(url)
    async with opened(url, world, clock) as house:
        assert await house.everything() == before


async def test_the_revisions_make_what_the_tables_say(url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, Base.metadata))

    assert await look_at(url, differences) == []


async def test_checks_partial_indexes_and_clustered_tables_are_those_of_the_tables_too(url: str) -> None:
    migrated = await look_at(url, _schema)
    await migrate_down(url, "base")
    await look_at(url, Base.metadata.create_all)
    created = await look_at(url, _schema)
    assert migrated == created
    assert [
        f"no {word}" for word in ("CHECK", "WHERE", "FOREIGN KEY") if not any(word in line for line in created)
    ] == []


def _schema(connection: Connection) -> list[str]:
    """Every line of the schema as the database itself tells it."""
    if connection.dialect.name == "postgresql":
        return [" ".join(map(str, row)) for row in connection.execute(text(_POSTGRES_SCHEMA))]
    master = text("SELECT name, sql FROM sqlite_master WHERE tbl_name <> 'alembic_version' AND type <> 'trigger'")
    return sorted(f"{name}: {part}" for name, sql in connection.execute(master) if sql for part in _parts_of(str(sql)))


def _parts_of(sql: str) -> list[str]:
    """What stands between the commas of a definition; a column that was added brings its check along."""
    plain = " ".join(sql.translate(str.maketrans('"\t', "  ")).split())
    if not plain.startswith("CREATE TABLE"):
        return [plain]
    depths = accumulate((sign == "(") - (sign == ")") for sign in plain)
    parts = "".join("\n" if sign == "," and depth == 1 else sign for sign, depth in zip(plain, depths, strict=True))
    _, _, body = parts.partition("(")
    body, _, rest = body.rpartition(")")
    found = [piece.strip() for line in body.splitlines() for piece in re.split(r"(?=\bCONSTRAINT )", line)]
    return [re.sub(r"\s+", " ", piece) for piece in [*found, rest.strip()] if piece]


_POSTGRES_SCHEMA = """
SELECT table_name, 'column', column_name, data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
UNION ALL
SELECT conrelid::regclass::text, 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND conrelid <> coalesce(to_regclass('alembic_version'), 0)
UNION ALL
SELECT tablename, 'index', indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename <> 'alembic_version'
ORDER BY 1, 2, 3
"""


class PowerLost(Exception):
    pass


def _and_then_the_power_goes(step: Callable[[Connection, str], None], revision: str) -> Callable[[Connection], None]:
    def until_then(connection: Connection) -> None:
        step(connection, revision)
        raise PowerLost

    return until_then


async def test_a_step_that_breaks_off_leaves_the_revision_and_the_rows_that_were(
    url: str, world: World, clock: Clock
) -> None:
    async with opened(url, world, clock) as house:
        await fill(house)
        before = await house.everything()
    with pytest.raises(PowerLost):
        await db.migrate._on_connection(url, _and_then_the_power_goes(downwards, "base"))
    assert await look_at(url, current_revision) == head_revision()
    async with opened(url, world, clock) as house:
        assert await house.everything() == before

    await migrate_down(url, "base")
    with pytest.raises(PowerLost):
        await db.migrate._on_connection(url, _and_then_the_power_goes(upwards, "head"))
    assert await look_at(url, current_revision) is None
    assert await look_at(url, tables_there) == set()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_step_that_leaves_rows_without_their_parents_is_taken_back(
    url: str, world: World, clock: Clock
) -> None:
    def lose_the_parents(connection: Connection) -> None:
        connection.execute(text("DELETE FROM projects"))

    async with opened(url, world, clock) as house:
        await fill(house)
        before = await house.everything()
    with pytest.raises(ForeignKeysBroken):
        await db.migrate._on_connection(url, lose_the_parents)
    async with opened(url, world, clock) as house:
        assert await house.everything() == before


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_store_whose_parents_are_gone_already_is_not_migrated(url: str, world: World, clock: Clock) -> None:
    async with opened(url, world, clock) as house:
        await fill(house)
    with closing(sqlite3.connect(str(make_url(url).database))) as connection, connection:
        connection.execute("DELETE FROM buyers")
    with pytest.raises(ForeignKeysBroken):
        await migrate(url)


async def test_a_revision_from_the_future_is_refused_and_left(url: str, house: House) -> None:
    async with house.store.work() as work:
        await work.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        work.keep()
    with pytest.raises(RevisionUnknown):
        await migrate(url)
    with pytest.raises(RevisionUnknown):
        await migrate_down(url, "base")
