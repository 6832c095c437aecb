"""The look that finds what must not be: nothing in a sound store, and every single damage in a spoilt one."""

from db.invariants import INVARIANTS, check
from tests.cast import House


async def test_a_sound_store_has_no_finding(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 1, 2)
    await house.reserve(project.key, 3)
    assert [finding async for finding in check(house.store)] == []
    assert len(INVARIANTS) >= 20
