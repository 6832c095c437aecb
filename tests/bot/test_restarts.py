"""Nothing is remembered in the process: with a new one for every message each conversation goes the same way."""

from pathlib import Path
from random import Random

import pytest

from db.sealing import Sealing
from db.store import address_of, open_store
from db.work import World
from tests.bot.settled import Settled
from tests.bot.test_every_button import SCRIPTS, desk_of_the_bot, run
from tests.cast import ANA, Clock
from tests.conftest import DATA_KEY


@pytest.mark.parametrize("script", SCRIPTS, ids=" ".join)
async def test_a_new_process_for_every_message_changes_nothing(
    script: tuple[str, ...], tmp_path: Path, settled: Settled
) -> None:
    in_one = await _told(settled, tmp_path / "one", [script])
    in_many = await _told(settled, tmp_path / "many", [(deed,) for deed in script])
    assert in_many == in_one


async def _told(settled: Settled, path: Path, parts: list[tuple[str, ...]]) -> list[str]:
    """Each part of the exchange is met by a process of its own."""
    clock = Clock()
    address = address_of(settled.copied_to(path, clock))
    store = await open_store(address, World(clock, Random(7), Sealing(DATA_KEY)))
    for part in parts:
        async with desk_of_the_bot(store, clock) as desk:
            await run(desk, part)
    texts = await desk.texts(ANA)
    await store.close()
    return texts
