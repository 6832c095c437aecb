"""Choosing numbers by eye: what a page shows, what a choice holds, and what became of it meanwhile."""

from collections import Counter

import pytest

from rules.misreadings import TooManyNumbers
from rules.refusals import NoNumbersYet, NotEnoughFree, NumbersOutside, ProjectNotOpen
from services.picking import (
    Selection,
    add_random,
    add_to_selection,
    count_free,
    look_at_selection,
    numbers_between,
    page_of,
    page_with,
)
from services.projects import close_project, create_project
from tests.cast import ANA, House


async def chosen(house: House, *numbers: int, final: int = 119) -> Selection:
    project = await house.open_project(final=final)
    return await house.look(look_at_selection, project.key, numbers)


async def test_a_page_shows_fifty_numbers_with_their_states(house: House) -> None:
    selection = await chosen(house)
    await house.reserve(selection.project.key, 7)
    await house.sell(selection.project.key, 51, 119)
    pages = [await house.look(page_of, selection, number) for number in (1, 2, 3)]
    assert [len(page.cells) for page in pages] == [50, 50, 20]
    assert {page.pages for page in pages} == {3}
    taken = {cell.number: cell.state for page in pages for cell in page.cells if cell.state != "available"}
    assert taken == {7: "reserved", 51: "sold", 119: "sold"}


async def test_pages_go_on_through_the_sets_and_stay_within_them(house: House) -> None:
    first = await chosen(house, final=59)
    await house.add_set(first.project.key, 1_000, 1_999_999)
    selection = await house.look(look_at_selection, first.project.key, ())
    assert [cell.number for cell in (await house.look(page_of, selection, 2)).cells] == list(range(50, 60))
    assert (await house.look(page_of, selection, 3)).cells[0].number == 1_000
    last = await house.look(page_of, selection, 10**9)
    assert last.cells[-1].number == 1_999_999
    assert page_with(selection, 1_999_999) == last.number == last.pages
    assert page_with(selection, 59) == 2
    assert numbers_between(selection, 2, 3) == ("50", "1049")


async def test_the_free_ones_fill_their_pages_without_gaps(house: House) -> None:
    selection = await chosen(house)
    await house.sell(selection.project.key, *range(0, 60, 2))
    page = await house.look(page_of, selection, 1, free_only=True)
    assert [cell.number for cell in page.cells[:3]] == [1, 3, 5]
    assert (len(page.cells), page.pages) == (50, 2)
    await house.sell(selection.project.key, *(cell.number for cell in page.cells))
    again = await house.look(page_of, selection, 2, free_only=True)
    assert (again.number, again.pages, len(again.cells)) == (1, 1, 40)
    assert await house.look(count_free, selection) == 40


async def test_a_look_says_what_is_gone_and_what_the_rest_costs(house: House) -> None:
    before = await chosen(house, 5, 7, 9)
    assert (before.numbers, before.gone, before.total) == ((5, 7, 9), (), 1500)
    await house.sell(before.project.key, 7)
    now = await house.look(look_at_selection, before.project.key, before.numbers)
    assert (now.numbers, now.gone, now.total) == ((5, 9), (7,), 1000)


async def test_more_is_added_all_of_it_or_none(house: House) -> None:
    selection = await chosen(house, 5)
    assert await house.look(add_to_selection, selection, [5, 9, 7]) == (5, 9, 7)
    outside = await house.refuses(NumbersOutside, add_to_selection, selection, [6, 120])
    assert outside.numbers == (120,)
    large = await chosen_of_large(house)
    await house.refuses(TooManyNumbers, add_to_selection, large, list(range(10_000, 11_001)))


async def chosen_of_large(house: House) -> Selection:
    project = await house.do(create_project, ANA, "A large one")
    await house.add_set(project.key, 10_000, 99_999)
    return await house.look(look_at_selection, project.key, ())


async def test_random_ones_come_besides_those_chosen_and_each_is_as_likely(house: House) -> None:
    selection = await chosen(house, 0, 1, final=9)
    await house.sell(selection.project.key, 2, 3)
    drawn: Counter[int] = Counter()
    for _ in range(300):
        before, after = (0, 1), await house.look(add_random, selection, 2)
        assert after[:2] == before
        drawn.update(after[2:])
    assert set(drawn) == {4, 5, 6, 7, 8, 9}
    # 100 each are expected, with a deviation of 8.
    assert all(60 < count < 140 for count in drawn.values())
    assert len(await house.look(add_random, selection, 6)) == 8
    few = await house.refuses(NotEnoughFree, add_random, selection, 7)
    assert (few.wanted, few.free) == (7, 6)
    await house.refuses(TooManyNumbers, add_random, selection, 10**18)


@pytest.mark.parametrize("reason", ["no numbers", "closed"])
async def test_where_nothing_can_be_sold_nothing_is_shown(house: House, reason: str) -> None:
    selection = await chosen(house)
    if reason == "closed":
        await house.do(close_project, selection.project.key, ANA)
        await house.refuses(ProjectNotOpen, look_at_selection, selection.project.key, ())
    else:
        empty = await house.do(create_project, ANA, "No numbers yet")
        await house.refuses(NoNumbersYet, look_at_selection, empty.key, ())
