"""The screens of a tenant that becomes ten times as large: as many statements, and no more work for the database.

Steps of SQLite's machine are counted, for they are the same on any day; what PostgreSQL chooses depends on statistics.
"""

from pathlib import Path

from bench.effort import Effort
from bench.growth import Grown, grow, named
from bench.screens import COUNTED, GROWS
from rules.numbers import MOST_COUNTED

SMALL, MOMENTS = 400, 24
_FEW = 500
"""Steps that make no difference: a longer name, one more line on a page."""
_EACH_COUNTED = 150
"""Steps for each that is counted one by one."""


async def test_no_screen_takes_more_of_the_database_when_there_is_ten_times_as_much(tmp_path: Path) -> None:
    async with (
        grow(f"sqlite+aiosqlite:///{tmp_path / 'small.db'}", SMALL, MOMENTS) as small,
        grow(f"sqlite+aiosqlite:///{tmp_path / 'large.db'}", 10 * SMALL, MOMENTS) as large,
    ):
        before, after = await _efforts(small), await _efforts(large)
    assert {name for name in before if not _is_alike(name, before[name], after[name])} == set()
    # Those that are known to grow show that growth would be seen.
    assert all(after[name].steps > 3 * before[name].steps for name in GROWS)


async def _efforts(grown: Grown) -> dict[str, Effort]:
    """Once known, a statement is executed in another way than before."""
    ways = named(grown)
    for _ in range(2):
        for way in ways.values():
            await way.weighed()
    return {name: await way.weighed() for name, way in ways.items()}


def _is_alike(name: str, before: Effort, after: Effort) -> bool:
    more = _EACH_COUNTED * MOST_COUNTED if name in COUNTED else _FEW
    same_work = name in GROWS or after.steps <= 1.3 * before.steps + more
    return same_work and after.statements <= 1.3 * before.statements + 2
