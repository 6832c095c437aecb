"""Everything from one database into another that is empty, whichever the engines; broken off, it goes on."""

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from typing import NamedTuple

from bot.lock import AlreadyRunning, only_one
from bot.opening import Outside, data_key, find_key_or_a_passing_one
from bot.settings import Settings, StartRefused, read_address
from db.copying import (
    TABLES,
    begin_copying,
    copy_rows,
    count_rows,
    digest_histories,
    digest_rows,
    end_copying,
    is_empty,
    print_of,
    source_of,
)
from db.invariants import check
from db.invariants.schema import NOT_MIGRATED, find_other_revision
from db.leases import is_any_lease_held
from db.migrate import migrate
from db.store import Store, StoreUnreachable, file_of, open_store
from db.work import Work, World


class Place(NamedTuple):
    """A database, as somebody named it."""

    word: str
    url: str
    pgbouncer: bool = False


class Moved(NamedTuple):
    rows: int
    findings: list[str]


async def move(settings: Settings, outside: Outside, from_: str, to: str) -> Moved:
    """While nobody else uses either of them. Killed half way, the next one goes on with the same source."""
    world = outside.with_key(data_key(settings, find_key_or_a_passing_one))
    if from_ == to:
        raise StartRefused("--to: it is the same database.")
    source, target = (_place(word, url, settings) for word, url in (("--from", from_), ("--to", to)))
    with ExitStack() as held:
        for place in (source, target):
            _insist_on_being_alone(place, held)
        async with opened(source, world) as store:
            async with store.reading() as work:
                await _insist_on_rest(work, source)
                came_from = await print_of(work)
                rows = await pour(work, target, world)
            async with store.reading() as work:
                if await print_of(work) != came_from:
                    raise StartRefused("--from: somebody wrote into it meanwhile; begin again with an empty target.")
            return Moved(rows, await _findings(store, target, world))


async def pour(source: Work, target: Place, world: World) -> int:
    """Nobody can begin with it before all of it is there and the same. How many rows it has."""
    await _begin(target, world, await print_of(source))
    async with opened(target, world) as store:
        await copy_rows(source, store)
        async with store.reading() as work:
            rows = await _compare(source, work, target)
        async with store.work() as work:
            await end_copying(work)
            work.keep()
    return rows


@asynccontextmanager
async def opened(place: Place, world: World) -> AsyncIterator[Store]:
    try:
        store = await open_store(place.url, world, pgbouncer=place.pgbouncer)
    except StoreUnreachable as error:
        raise StartRefused(f"{place.word}: the database cannot be reached ({error}).") from None
    try:
        yield store
    finally:
        await store.close()


def _place(word: str, url: str, settings: Settings) -> Place:
    try:
        read_address(url)
    except ValueError as wrong:
        raise StartRefused(f"{word}: {wrong}") from None
    return Place(word, url, settings.db_pgbouncer)


def _insist_on_being_alone(place: Place, held: ExitStack) -> None:
    file = file_of(place.url)
    if file is None:
        return
    if not file.is_file() and place.word == "--from":
        raise StartRefused(f"{place.word}: there is no such file.")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        held.enter_context(only_one(file))
    except AlreadyRunning:
        raise StartRefused(f"{place.word}: a bot runs on this database: stop it first.") from None
    except OSError as error:
        raise StartRefused(f"{place.word}: the file cannot be used ({error.strerror}).") from None


async def _insist_on_rest(work: Work, source: Place) -> None:
    other = await find_other_revision(work)
    if other is not None:
        raise StartRefused(f"{source.word}: the database is of revision {other}; run `python -m bot migrate` first.")
    if await is_any_lease_held(work):
        raise StartRefused(f"{source.word}: a bot runs on this database: stop it first.")


async def _begin(target: Place, world: World, came_from: str) -> None:
    if await _is_new(target, world):
        await _migrate(target)
    async with opened(target, world) as store, store.work() as work:
        revision = await find_other_revision(work)
        if source_of(revision) == came_from:
            return
        if revision is not None or not await is_empty(work):
            raise StartRefused(f"{target.word}: {_why_not(revision)}")
        if await is_any_lease_held(work):
            raise StartRefused(f"{target.word}: a bot runs on this database: stop it first.")
        await begin_copying(work, came_from)
        work.keep()


def _why_not(revision: str | None) -> str:
    if revision is None:
        return "there are rows in this database already; it must be empty."
    if source_of(revision) is not None:
        return "half of something else was copied into this database; it must be empty."
    return f"there is a database of revision {revision} already; it must be empty, or of the newest."


async def _is_new(target: Place, world: World) -> bool:
    file = file_of(target.url)
    if file is not None and not (file.exists() and file.stat().st_size):
        file.touch(0o600)
        return True
    async with opened(target, world) as store, store.reading() as work:
        return await find_other_revision(work) == NOT_MIGRATED


async def _migrate(target: Place) -> None:
    try:
        await migrate(target.url, pgbouncer=target.pgbouncer)
    except StoreUnreachable as error:
        raise StartRefused(f"{target.word}: the database cannot be reached ({error}).") from None


async def _compare(source: Work, copy: Work, target: Place) -> int:
    counts = await count_rows(source)
    differ = [name for name, count in (await count_rows(copy)).items() if count != counts[name]]
    if await digest_histories(source) != await digest_histories(copy):
        differ.append("events")
    for table in TABLES:
        if not differ and await digest_rows(source, table) != await digest_rows(copy, table):
            differ.append(table.name)
    if differ:
        raise StartRefused(
            f"{target.word}: {differ[0]} did not arrive as they were; begin again with an empty database."
        )
    return sum(counts.values())


async def _findings(source: Store, target: Place, world: World) -> list[str]:
    """They hold the same rows, so that the same must be said of both."""
    async with opened(target, world) as copy:
        found = [[f"{one.invariant}: {one.key}" async for one in check(store)] for store in (source, copy)]
    return [*found[1], *(f"only in the source: {one}" for one in found[0] if one not in found[1])]
