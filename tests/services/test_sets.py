"""Sets of a project: their ranges never overlap, they grow at their end, and what was taken keeps its price."""

import asyncio

from db.orders import find_order
from db.raffles import list_numbers_of
from db.sets import RaffleSet, change_set, list_sets
from rules.keys import ProjectKey, SetKey
from rules.misreadings import (
    AmountNotPositive,
    AmountTooLarge,
    NumberTooLarge,
    RangeBackwards,
    TextMissing,
    TextTooLong,
)
from rules.money import LARGEST_AMOUNT
from rules.numbers import LARGEST_NUMBER, LARGEST_PROJECT, NumberRange
from rules.refusals import NotFound, ProjectNotOpen, ProjectTooLarge, RangesOverlap, Refusal, SetOnlyGrows
from rules.states import SetType
from services.projects import close_project, create_project
from services.sets import add_set_to, grow_set
from services.totals import stand_of
from tests.cast import ANA, MARTA, SOFIA, House


async def test_sets_count_from_1_and_lie_in_the_order_of_their_numbers(house: House) -> None:
    project = await house.open_project(init=100, final=199)
    early = await house.do(
        add_set_to, project.key, NumberRange(0, 99, 2), 250, SOFIA, type=SetType.PHYSICAL, name=" Early  birds "
    )
    assert early == RaffleSet(*project.key, 2, "Early birds", "physical", 0, 99, 2, 250)
    assert [one.set_number for one in await house.look(list_sets, project.key)] == [2, 1]
    told = (await house.told())[-1]
    assert (told.kind, told.made_by) == ("set.added", SOFIA)
    assert {"init": 0, "final": 99, "type": "physical", "unit_price": 250}.items() <= told.after.items()


async def test_a_set_is_online_and_named_by_its_range_unless_told_otherwise(house: House) -> None:
    project = await house.open_project()
    for numbers, name in ((NumberRange(100, 199, 0), "100-199"), (NumberRange(200, 200, 0), "200-200")):
        added = await house.do(add_set_to, project.key, numbers, 500, ANA)
        assert (added.type, added.name) == ("online", name)


async def test_a_set_typed_with_leading_zeros_is_named_with_them(house: House) -> None:
    project = await house.open_project(init=1000, final=1099)
    assert (await house.do(add_set_to, project.key, NumberRange(0, 99, 2), 500, ANA)).name == "00-99"


async def test_a_set_of_ten_million_numbers_is_one_row(house: House) -> None:
    project = await house.open_project(init=0, final=9_999_999)
    rows = await house.everything()
    assert (len(rows["raffle_sets"]), rows["raffles"], rows["blocks"]) == (1, [], [])
    assert (await house.look(stand_of, project.key)).free == 10_000_000


async def test_the_largest_number_and_price_are_possible(house: House) -> None:
    project = await house.open_project()
    largest = NumberRange(LARGEST_NUMBER, LARGEST_NUMBER, 0)
    added = await house.do(add_set_to, project.key, largest, LARGEST_AMOUNT, ANA)
    assert (added.final, added.unit_price) == (LARGEST_NUMBER, LARGEST_AMOUNT)


async def test_a_wrong_set_is_refused(house: House) -> None:
    project = await house.open_project(init=100, final=199)
    wrong: list[tuple[type[Refusal], int, int, int, str | None]] = [
        (RangeBackwards, 20, 19, 500, None),
        (RangeBackwards, -1, 5, 500, None),
        (NumberTooLarge, 0, LARGEST_NUMBER + 1, 500, None),
        (AmountNotPositive, 0, 9, 0, None),
        (AmountNotPositive, 0, 9, -5, None),
        (AmountTooLarge, 0, 9, LARGEST_AMOUNT + 1, None),
        (TextMissing, 0, 9, 500, " "),
        (TextTooLong, 0, 9, 500, "a" * 81),
    ]
    for refusal, init, final, price, name in wrong:
        await house.refuses(refusal, add_set_to, project.key, NumberRange(init, final, 0), price, ANA, name=name)


async def test_ranges_never_overlap(house: House) -> None:
    project = await house.open_project(init=100, final=199)
    for init, final in ((100, 199), (50, 100), (199, 250), (120, 130), (0, 500)):
        refused = await house.refuses(RangesOverlap, add_set_to, project.key, NumberRange(init, final, 0), 500, ANA)
        assert (refused.wanted, refused.other) == ((init, final, 0), (100, 199, 0))
        assert refused.free_from == 200


async def test_ranges_may_touch_and_projects_do_not_mind_each_other(house: House) -> None:
    project = await house.open_project(init=100, final=199)
    other = await house.do(create_project, ANA, "Another")
    await house.add_set(project.key, 0, 99)
    await house.add_set(project.key, 200, 300)
    assert (await house.add_set(other.key, 150, 250)).set_number == 1


async def test_of_overlapping_sets_added_together_one_is_added(house: House) -> None:
    project = await house.open_project(init=0, final=9)
    ranges = [NumberRange(100 - shift, 200 - shift, 0) for shift in range(12)]
    results = await asyncio.gather(
        *(house.do(add_set_to, project.key, numbers, 500, ANA) for numbers in ranges), return_exceptions=True
    )
    added = [result for result in results if isinstance(result, RaffleSet)]
    assert [type(result) for result in results if not isinstance(result, RaffleSet)] == [RangesOverlap] * 11
    assert [one.set_number for one in added] == [2]
    assert len(await house.look(list_sets, project.key)) == 2


async def test_a_set_that_grows_and_a_set_that_is_added_never_meet(house: House) -> None:
    project = await house.open_project(init=0, final=99)
    results = await asyncio.gather(
        house.do(grow_set, SetKey(*project.key, 1), 199, ANA),
        house.do(add_set_to, project.key, NumberRange(150, 250, 0), 500, ANA),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["RaffleSet", "RangesOverlap"]


async def test_a_set_grows_at_its_end(house: House) -> None:
    project = await house.open_project(init=0, final=9)
    await house.sell(project.key, *range(10))
    grown = await house.do(grow_set, SetKey(*project.key, 1), 14, SOFIA)
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.before["final"], told.after["final"]) == ("set.grown", SOFIA, 9, 14)
    assert (grown.init, grown.final) == (0, 14)
    assert await house.look(list_sets, project.key) == [grown]
    assert (await house.look(stand_of, project.key)).free == 5
    assert (await house.sell(project.key, 10, 14, buyer=MARTA)).numbers == (10, 14)


async def test_a_set_does_not_grow_otherwise(house: House) -> None:
    project = await house.open_project(init=0, final=99)
    await house.add_set(project.key, 200, 299)
    key = SetKey(*project.key, 1)
    for final in (99, 50, -1):
        refused = await house.refuses(SetOnlyGrows, grow_set, key, final, ANA)
        assert (refused.final, refused.new_final) == (99, final)
    overlap = await house.refuses(RangesOverlap, grow_set, key, 200, ANA)
    assert overlap.other.init == 200
    await house.refuses(NumberTooLarge, grow_set, SetKey(*project.key, 2), LARGEST_NUMBER + 1, ANA)
    await house.refuses(NotFound, grow_set, SetKey(*project.key, 3), 500, ANA)
    await house.refuses(NotFound, grow_set, SetKey(ANA, 2, 1), 500, ANA)
    await house.refuses(NotFound, add_set_to, ProjectKey(ANA, 2), NumberRange(0, 9, 0), 500, ANA)


async def test_a_closed_project_keeps_its_sets(house: House) -> None:
    project = await house.open_project()
    await house.do(close_project, project.key, ANA)
    refused = await house.refuses(ProjectNotOpen, add_set_to, project.key, NumberRange(100, 199, 0), 500, ANA)
    assert (refused.project_number, refused.state) == (1, "closed")
    await house.refuses(ProjectNotOpen, grow_set, SetKey(*project.key, 1), 199, ANA)


async def test_a_number_keeps_the_price_at_which_it_was_taken(house: House) -> None:
    project = await house.open_project(price=500)
    first = (await house.reserve(project.key, 1)).order
    (raffle_set,) = await house.look(list_sets, project.key)
    await house.do(change_set, raffle_set._replace(unit_price=900))
    second = (await house.reserve(project.key, 2)).order
    assert (await house.look(find_order, first.key)).total == 500
    assert [raffle.unit_price for raffle in await house.look(list_numbers_of, first.key)] == [500]
    assert second.total == 900


async def test_a_project_holds_ten_million_numbers_and_no_more(house: House) -> None:
    project = await house.open_project(final=LARGEST_PROJECT - 11)
    refused = await house.refuses(
        ProjectTooLarge, add_set_to, project.key, NumberRange(LARGEST_PROJECT, LARGEST_PROJECT + 10, 0), 500, ANA
    )
    assert (refused.size, refused.limit) == (LARGEST_PROJECT + 1, LARGEST_PROJECT)
    (whole,) = await house.look(list_sets, project.key)
    await house.refuses(ProjectTooLarge, grow_set, whole.key, LARGEST_PROJECT, ANA)
    await house.do(grow_set, whole.key, LARGEST_PROJECT - 1, ANA)


async def test_a_set_named_after_its_numbers_is_named_after_them_when_it_grows(house: House) -> None:
    project = await house.open_project(final=9)
    (plain,) = await house.look(list_sets, project.key)
    assert (await house.do(grow_set, plain.key, 49, ANA)).name == "0-49"
