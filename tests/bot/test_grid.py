"""The grid of numbers: whatever the set, each button can be read on a telephone."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.application import HANDLERS
from db.store import Store
from tests.bot.desk import Desk, desk_of
from tests.bot.hands import do, last
from tests.cast import ANA, House

_READ = {5: 6, 4: 7, 3: 9, 2: 20, 1: 40}
"""So many signs of a button can be read where so many stand in a row."""


@pytest.fixture
async def desk(store: Store, house: House) -> AsyncIterator[Desk]:
    async with desk_of(store, house.clock, HANDLERS) as desk:
        await do(desk, "/language en")
        yield desk


async def rows(desk: Desk) -> list[list[str]]:
    keyboard: Any = json.loads((await last(desk))["reply_markup"])["inline_keyboard"]
    return [[button["text"] for button in row] for row in keyboard]


@pytest.mark.parametrize(("final", "across"), [(99, 5), (9_999, 5), (99_999, 4), (999_999, 3), (99_999_999, 2)])
@pytest.mark.parametrize("free_only", [False, True])
async def test_numbers_and_pages_can_be_read(
    desk: Desk, house: House, final: int, across: int, *, free_only: bool
) -> None:
    first = max(final - 9_999, 0)
    project = await house.open_project(ANA, first, final)
    await house.sell(project.key, first)
    await do(desk, "/sell", *(["@Free only"] if free_only else []), f"@{first + 6}")
    found = await rows(desk)
    grid = [row for row in found if row[0].strip("•").isdigit() or row[0] == "✅"]
    assert any(f"•{first + 6}•" in row for row in grid)
    assert {len(row) for row in grid[:-1]} == {across}
    assert sum(map(len, grid)) == 50
    below = found[len(grid) : found.index(["Cancel"])]
    assert {"‹", "›", "🎲 1", "🎲 3"} <= {label for row in below for label in row}
    for row in [*grid, *below]:
        assert all(len(label) <= _READ[len(row)] for label in row), row
