"""Taking numbers: reserved or sold, chosen or at random, all of them or none."""

from datetime import timedelta

import pytest

from rules.numbers import AtRandom, Chosen
from rules.refusals import (
    NoNumbersYet,
    NotEnoughFree,
    NumbersOutside,
    NumbersRepeated,
    NumbersTaken,
    ProjectNotOpen,
    TooManyNumbers,
)
from services.organizers import welcome
from services.projects import close_project, create_project
from services.sales import reserve, sell
from services.totals import stand_of
from tests.cast import ANA, LUIS, MARTA, House


async def test_a_reservation_takes_the_numbers_until_its_deadlines(house: House) -> None:
    project = await house.open_project()
    taken = await house.reserve(project.key, 7, 12)
    assert taken.numbers == (7, 12)
    assert (taken.order.state, taken.order.total, taken.order.paid) == ("reserved", 1000, 0)
    assert taken.order.told_deadline_at == house.clock.now + timedelta(hours=48)
    assert taken.order.release_at == house.clock.now + timedelta(hours=60)


async def test_a_sale_is_paid_in_full(house: House) -> None:
    project = await house.open_project()
    taken = await house.sell(project.key, 7, 12)
    assert (taken.order.state, taken.order.total, taken.order.paid) == ("paid", 1000, 1000)
    stand = await house.look(stand_of, project.key)
    assert (stand.sold, stand.reserved, stand.free, stand.money_in) == (2, 0, 98, 1000)


async def test_a_taken_number_is_named_with_the_free_ones_nearby_and_nothing_is_written(house: House) -> None:
    project = await house.open_project()
    await house.reserve(project.key, 7)
    before = await house.everything()
    with pytest.raises(NumbersTaken) as refused:
        await house.sell(project.key, 6, 7, 12, buyer=MARTA)
    assert refused.value.taken == (7,)
    assert refused.value.free_nearby == (5, 8, 9)
    assert await house.everything() == before


async def test_random_numbers_are_free_ones(house: House) -> None:
    project = await house.open_project(final=9)
    await house.sell(project.key, 0, 2, 4, 6)
    taken = await house.do(reserve, project.key, AtRandom(6), MARTA, ANA)
    assert set(taken.numbers) == {1, 3, 5, 7, 8, 9}
    with pytest.raises(NotEnoughFree) as refused:
        await house.do(sell, project.key, AtRandom(1), MARTA, ANA)
    assert (refused.value.wanted, refused.value.free) == (1, 0)


async def test_refusals_of_a_sale_write_nothing(house: House) -> None:
    project = await house.open_project()
    empty = await house.do(create_project, ANA, "No numbers yet")
    closed = await house.do(create_project, ANA, "Closed")
    await house.add_set(closed.key, 1, 10)
    await house.do(close_project, closed.key, ANA)
    before = await house.everything()
    for key, numbers, refusal in (
        (project.key, (100,), NumbersOutside),
        (project.key, (5, 5), NumbersRepeated),
        (project.key, tuple(range(1001)), TooManyNumbers),
        (empty.key, (1,), NoNumbersYet),
        (closed.key, (1,), ProjectNotOpen),
    ):
        with pytest.raises(refusal):
            await house.do(sell, key, Chosen(numbers), LUIS, ANA)
    assert await house.everything() == before


async def test_nothing_is_written_unless_the_unit_is_kept(house: House) -> None:
    project = await house.open_project()
    before = await house.everything()
    async with house.store.work() as work:
        await sell(work, project.key, Chosen((1,)), LUIS, ANA)
    assert await house.everything() == before


async def test_a_second_welcome_changes_nothing(house: House) -> None:
    await house.open_project()
    before = await house.everything()
    await house.do(welcome, ANA, "Somebody", "pt")
    assert await house.everything() == before
