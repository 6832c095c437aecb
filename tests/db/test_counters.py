"""Counting from 1 without a gap and without a repeat, however many count at once."""

from db.counters import take_numbers, take_two
from services.organizers import welcome
from tests.cast import ANA, BETO, House


async def test_numbers_follow_one_another_from_one(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    assert list(await house.do(take_numbers, ANA, "project:1:order", 3)) == [1, 2, 3]
    assert list(await house.do(take_numbers, ANA, "project:1:order")) == [4]


async def test_scopes_and_organizers_count_apart(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    await house.do(welcome, BETO, "Beto", "es")
    await house.do(take_numbers, ANA, "project:1:order", 7)
    assert list(await house.do(take_numbers, ANA, "project:2:order")) == [1]
    assert list(await house.do(take_numbers, BETO, "project:1:order")) == [1]


async def test_a_unit_that_is_not_kept_gives_its_numbers_back(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    async with house.store.work() as work:
        await take_numbers(work, ANA, "project:1:order", 5)
    assert list(await house.do(take_numbers, ANA, "project:1:order")) == [1]


async def test_of_two_things_the_next_of_each_is_taken_at_once(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    await house.do(take_numbers, ANA, "project:1:order", 3)
    assert await house.do(take_two, ANA, "project:1:order", "project:1:payment") == (4, 1)
    assert await house.do(take_two, ANA, "project:1:payment", "project:1:order") == (2, 5)
    assert list(await house.do(take_numbers, ANA, "project:1:payment")) == [3]
