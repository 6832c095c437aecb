"""Random numbers of a set at any fill: free ones, each as likely as the other; and pages of free ones."""

from math import sqrt
from random import Random

import pytest

from db.blocks import choose_random, count_taken, list_free, list_free_near
from db.sets import list_sets
from db.work import Work
from rules.keys import ProjectKey
from rules.numbers import AtRandom, Chosen
from services.releases import release
from services.sales import reserve
from tests.cast import ANA, LUIS, House


async def _choose(work: Work, key: ProjectKey, count: int) -> list[int]:
    chosen, _ = await choose_random(work, await list_sets(work, key), count)
    return [number for numbers in chosen.values() for number in numbers]


async def _free_page(work: Work, key: ProjectKey, limit: int, skip: int) -> list[int]:
    return await list_free(work, await list_sets(work, key), limit, skip)


async def test_every_free_number_is_equally_likely_wherever_the_taken_ones_are(house: House) -> None:
    """Chi-square over the free numbers of two sets and several blocks, taken by hand in lumps."""
    project = await house.open_project(final=4999)
    await house.add_set(project.key, 10_000, 14_999)
    taken = {*range(0, 4000, 2), *range(4090, 4110), *range(10_000, 14_900)}
    for start in range(0, len(taken), 1000):
        await house.do(reserve, project.key, Chosen(tuple(sorted(taken)[start : start + 1000])), LUIS, ANA)
    free = [number for number in (*range(5000), *range(10_000, 15_000)) if number not in taken]
    draws, each = 60, 1000
    counts = dict.fromkeys(free, 0)
    for _ in range(draws):
        for number in await house.look(_choose, project.key, each):
            counts[number] += 1
    expected = draws * each / len(free)
    # Without replacement the spread is smaller than the multinomial's by the share that is left over.
    spread = 1 - each / len(free)
    chi_square = sum((count - expected) ** 2 / expected for count in counts.values()) / spread
    degrees = len(free) - 1
    assert abs(chi_square - degrees) < 5 * sqrt(2 * degrees)


async def test_a_set_can_be_sold_out_at_random(house: House) -> None:
    project = await house.open_project(init=1, final=9000)
    sold: list[int] = []
    for _ in range(9):
        sold += (await house.do(reserve, project.key, AtRandom(1000), LUIS, ANA)).numbers
    assert sorted(sold) == list(range(1, 9001))


@pytest.mark.parametrize("final", [99, 4095, 4096, 8191, 9_999_999])
async def test_pages_of_free_numbers_leave_none_out(house: House, final: int) -> None:
    project = await house.open_project(final=final)
    chance = Random(final)
    taken = set(chance.sample(range(min(final + 1, 9000)), 60))
    await house.do(reserve, project.key, Chosen(tuple(taken)), LUIS, ANA)
    free = [number for number in range(min(final + 1, 9000)) if number not in taken]
    for skip in (0, 30, len(free) // 2, len(free) - 10):
        assert await house.look(_free_page, project.key, 10, skip) == free[skip : skip + 10]
    assert await house.look(_free_page, project.key, 10, final + 1) == []


async def test_a_released_number_can_be_chosen_again(house: House) -> None:
    project = await house.open_project(final=9)
    await house.reserve(project.key, *range(10))
    await house.do(release, project.key, (4, 7), ANA)
    assert sorted(await house.look(_choose, project.key, 2)) == [4, 7]


async def test_free_numbers_nearby_are_the_nearest_also_across_blocks(house: House) -> None:
    project = await house.open_project(final=9000)
    await house.reserve(project.key, *range(4000, 4200))
    (raffle_set,) = await house.look(list_sets, project.key)
    assert await house.look(list_free_near, raffle_set, 4100, 3) == [3999, 4200, 4201]
    assert await house.look(list_free_near, raffle_set, 4100, 2, {4200}) == [3999, 4201]


async def test_where_there_are_very_many_numbers_only_some_blocks_are_looked_at_one_by_one(house: House) -> None:
    """Two sets, the taken numbers in lumps: pages and chance find what is free, all along."""
    project = await house.open_project(final=599_999)
    await house.add_set(project.key, 1_000_000, 1_299_999)
    taken = {*range(0, 300, 2), *range(262_100, 262_200), *range(599_900, 600_000), *range(1_262_000, 1_262_500)}
    await house.do(reserve, project.key, Chosen(tuple(sorted(taken))), LUIS, ANA)
    every = [number for number in (*range(600_000), *range(1_000_000, 1_300_000)) if number not in taken]
    for skip in (0, 120, 261_900, 262_000, 599_600, 861_000, len(every) - 10, len(every)):
        assert await house.look(_free_page, project.key, 50, skip) == every[skip : skip + 50]
    free = set(every)
    chosen = await house.look(_choose, project.key, 1000)
    assert len(set(chosen)) == 1000
    assert set(chosen) <= free


@pytest.mark.parametrize("step", [100, 4096, 5000, 100_000])
async def test_taken_numbers_are_counted_by_stretches_that_are_no_blocks(house: House, step: int) -> None:
    project = await house.open_project(final=300_000)
    taken = {*range(0, 300, 3), 4095, 4096, 4999, 5000, 99_999, 100_000, 299_999, 300_000, *range(204_700, 204_900)}
    await house.do(reserve, project.key, Chosen(tuple(sorted(taken))), LUIS, ANA)
    (raffle_set,) = await house.look(list_sets, project.key)
    counted = [sum(first <= number < first + step for number in taken) for first in range(0, 300_001, step)]
    assert await house.look(count_taken, raffle_set, step) == counted
