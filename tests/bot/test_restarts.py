"""Nothing is remembered in the process: with a new one for every message each conversation goes the same way."""

import shutil
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import make_url

from db.sealing import Sealing
from db.store import open_store
from db.work import World
from tests.bot.test_every_button import SCRIPTS, desk_of_the_bot, run, settle
from tests.cast import ANA, Clock, House
from tests.conftest import DATA_KEY


@pytest.mark.parametrize("script", SCRIPTS, ids=" ".join)
async def test_a_new_process_for_every_message_changes_nothing(
    script: tuple[str, ...], tmp_path: Path, migrated_sqlite: Path
) -> None:
    told = {}
    ways: dict[str, list[tuple[str, ...]]] = {"one": [script], "many": [(deed,) for deed in script]}
    for name, parts in ways.items():
        path = tmp_path / name
        shutil.copy(migrated_sqlite, path)
        told[name] = await _told(path, parts)
    assert told["many"] == told["one"]


async def _told(path: Path, parts: list[tuple[str, ...]]) -> list[str]:
    """Each part of the exchange is met by a process of its own."""
    clock = Clock()
    store = await open_store(make_url(f"sqlite+aiosqlite:///{path}"), World(clock, Random(7), Sealing(DATA_KEY)))
    async with desk_of_the_bot(store, clock) as desk:
        await settle(desk, House(store, clock))
    for part in parts:
        async with desk_of_the_bot(store, clock) as desk:
            await run(desk, part)
    texts = await desk.texts(ANA)
    await store.close()
    return texts
