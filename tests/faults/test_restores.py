"""Backups taken while many sell at once: each one restored is sound, and holds a moment that there was."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random

import pytest

from bot.backup_files import list_backups
from db.copying import count_rows
from db.outbox import ANSWER, Posted, post_letters
from db.store import open_store
from db.work import World
from rules.keys import ProjectKey
from rules.refusals import Refusal
from rules.states import PaymentMethod
from services.payments import pay
from services.releases import void
from tests.bot.test_backups import note_key
from tests.bot.test_command_line import Bot, bot
from tests.cast import ANA, BETO, LUIS, MARTA, House
from tests.conftest import DATA_KEY, Postgres

__all__ = ["bot"]

SELLERS = 8
_LONGEST_PAUSE = 0.8
"""Who sold faster would make each of a hundred backups so large that they take hours."""
NUMBERS = 200_000
METHODS = tuple(PaymentMethod)
KEY = {"DATA_KEY": DATA_KEY.hex()}

NewPlace = Callable[[], str]


@pytest.fixture
def new_place(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[NewPlace]:
    """An empty database on the same engine, each time another one."""
    made: list[str] = []
    server: Postgres | None = request.getfixturevalue("postgres") if engine == "postgresql" else None

    def new() -> str:
        if server is None:
            made.append(str(tmp_path / f"place {len(made)}"))
            return f"sqlite+aiosqlite:///{made[-1]}/raffles.db"
        if made:
            server.drop(made.pop())
        made.append(server.new_database("template1"))
        return server.url(made[-1])

    yield new
    for place in made:
        if server is None:
            shutil.rmtree(place, ignore_errors=True)
        else:
            server.drop(place)


async def seller(house: House, key: ProjectKey, chance: Random) -> None:
    while True:
        first = chance.randrange(NUMBERS - 3)
        with suppress(Refusal):
            if chance.random() < 0.4:
                await house.sell(key, first, first + 1, buyer=chance.choice((LUIS, MARTA)))
            else:
                order = (await house.reserve(key, first, buyer=MARTA)).order
                if chance.random() < 0.5:
                    await house.do(pay, order.key, key.user_id, chance.choice(METHODS), order.total)
                elif chance.random() < 0.5:
                    await house.do(void, order.key, "By mistake", key.user_id)
        await house.do(post_letters, [Posted(f"{chance.random()}", key.user_id, ANSWER, "sendMessage", "{}")])
        await asyncio.sleep(chance.uniform(0, _LONGEST_PAUSE))


@asynccontextmanager
async def selling(house: House, keys: list[ProjectKey]) -> AsyncIterator[None]:
    sellers = [asyncio.create_task(seller(house, keys[n % len(keys)], Random(n))) for n in range(SELLERS)]
    try:
        yield
        assert not [one for one in sellers if one.done()]
    finally:
        for one in sellers:
            one.cancel()
        await asyncio.gather(*sellers, return_exceptions=True)


async def test_whatever_is_restored_is_sound(
    bot: Bot, house: House, url: str, world: World, new_place: NewPlace, sized: Callable[[int, int], int]
) -> None:
    await house.do(note_key)
    keys = [(await house.open_project(user_id, 0, NUMBERS - 1)).key for user_id in (ANA, BETO)]
    held = []
    async with selling(house, keys):
        for turn in range(sized(1, 100)):
            before = await house.look(count_rows)
            made = await asyncio.to_thread(bot, "backup", "backups", DATABASE_URL=url, **KEY)
            assert (made.code, made.err) == (0, "")
            after = await house.look(count_rows)
            assert before["events"] < after["events"]  # somebody sold meanwhile
            _, newest = list_backups(bot.folder / "backups")[-1]
            place = new_place()
            restored = await asyncio.to_thread(bot, "restore", str(newest), DATABASE_URL=place, **KEY)
            assert (turn, restored.code, restored.err) == (turn, 0, "")
            rows = await rows_there(place, world)
            assert all(before[name] <= rows[name] <= after[name] for name in ("events", "orders", "payments", "outbox"))
            held.append(rows["outbox"])
            checked = await asyncio.to_thread(bot, "check", DATABASE_URL=place, **KEY)
            assert (turn, checked.code) == (turn, 0)
    print(f"{len(held)} restored under load, all sound; {held[0]} letters in the first, {held[-1]} in the last")


async def rows_there(url: str, world: World) -> dict[str, int]:
    store = await open_store(url, world)
    try:
        async with store.reading() as work:
            return await count_rows(work)
    finally:
        await store.close()
