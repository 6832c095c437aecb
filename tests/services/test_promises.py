"""What was promised stays: once somebody has a number, what they took it for does not change under them."""

from datetime import timedelta

import pytest

from db.projects import find_project
from db.sets import find_set, list_sets
from rules.keys import SetKey
from rules.misreadings import AmountNotPositive, DateInThePast
from rules.numbers import Chosen
from rules.refusals import AlreadyPromised, NotFound, NumbersOutside, ProjectNotOpen
from rules.states import DrawMethod
from services.prizes import add_prize_to, list_prizes, remove_prize, rename_prize
from services.projects import close_project, describe_project, rename_project, set_draw_date, set_draw_method
from services.releases import release, void
from services.sales import sell
from services.sets import change_price, remove_set
from tests.cast import ANA, LUIS, SOFIA, House

DAY = timedelta(days=1)


@pytest.mark.parametrize("method", DrawMethod)
async def test_how_winners_are_found_is_chosen_while_nobody_has_a_number(house: House, method: DrawMethod) -> None:
    project = await house.open_project()
    assert project.draw_method is None
    assert (await house.do(set_draw_method, project.key, method, SOFIA)).draw_method == method
    assert (await house.look(find_project, project.key)).draw_method == method
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.after["draw_method"]) == ("project.changed", SOFIA, method)
    assert told.after["fields"] == ["draw_method"]


async def test_once_a_number_is_taken_the_method_stays_until_it_is_free_again(house: House) -> None:
    project = await house.open_project()
    await house.do(set_draw_method, project.key, DrawMethod.SEALED, ANA)
    await house.reserve(project.key, 7)
    refused = await house.refuses(AlreadyPromised, set_draw_method, project.key, DrawMethod.NUMBER, ANA)
    assert refused.field == "draw_method"
    before = await house.everything()
    await house.do(set_draw_method, project.key, DrawMethod.SEALED, ANA)
    assert await house.everything() == before
    await house.do(release, project.key, [7], ANA)
    assert (await house.do(set_draw_method, project.key, DrawMethod.NUMBER, ANA)).draw_method == "number"


async def test_the_draw_only_moves_further_away_once_a_number_is_taken(house: House) -> None:
    project = await house.open_project()
    date = house.clock.now + 30 * DAY
    await house.do(set_draw_date, project.key, date, ANA)
    assert (await house.do(set_draw_date, project.key, date - DAY, ANA)).draw_at == date - DAY
    assert (await house.do(set_draw_date, project.key, None, ANA)).draw_at is None
    await house.sell(project.key, 7)
    assert (await house.do(set_draw_date, project.key, date, ANA)).draw_at == date
    assert (await house.do(set_draw_date, project.key, date + DAY, ANA)).draw_at == date + DAY
    for earlier in (date, None):
        refused = await house.refuses(AlreadyPromised, set_draw_date, project.key, earlier, ANA)
        assert refused.field == "draw_at"
    await house.refuses(DateInThePast, set_draw_date, project.key, house.clock.now - DAY, ANA)


async def test_its_name_and_description_may_change_and_it_may_close_whoever_has_numbers(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 7)
    await house.do(rename_project, project.key, "Autumn trip", ANA)
    await house.do(describe_project, project.key, "For the school", ANA)
    assert (await house.do(close_project, project.key, ANA)).name == "Autumn trip"


async def test_a_set_has_another_price_while_nobody_has_a_number_of_it(house: House) -> None:
    project = await house.open_project(price=500)
    other = await house.add_set(project.key, 200, 299)
    await house.sell(project.key, 200)
    repriced = await house.do(change_price, SetKey(*project.key, 1), 750, SOFIA)
    assert repriced == await house.look(find_set, repriced.key)
    told = (await house.told())[-1]
    assert (told.kind, told.before["unit_price"], told.after["unit_price"]) == ("set.repriced", 500, 750)
    refused = await house.refuses(AlreadyPromised, change_price, other.key, 750, ANA)
    assert refused.field == "unit_price"
    before = await house.everything()
    await house.do(change_price, other.key, other.unit_price, ANA)
    assert await house.everything() == before
    await house.refuses(AmountNotPositive, change_price, repriced.key, 0, ANA)
    await house.refuses(NotFound, change_price, SetKey(ANA, 1, 9), 750, ANA)


async def test_a_set_is_removed_while_nobody_has_a_number_of_it_whoever_had_one(house: House) -> None:
    project = await house.open_project()
    other = await house.add_set(project.key, 200, 299)
    voided = (await house.sell(project.key, 200)).order
    refused = await house.refuses(AlreadyPromised, remove_set, other.key, ANA)
    assert refused.field == "set"
    await house.do(void, voided.key, "By mistake", ANA)
    await house.sell(project.key, 7)
    assert await house.do(remove_set, other.key, SOFIA) == other
    assert [one.set_number for one in await house.look(list_sets, project.key)] == [1]
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.before["final"], told.after) == ("set.removed", SOFIA, 299, {"set_number": 2})
    await house.refuses(NumbersOutside, sell, project.key, Chosen((200,)), LUIS, ANA)
    await house.refuses(NotFound, remove_set, other.key, ANA)
    assert (await house.add_set(project.key, 200, 299)).set_number == 3
    await house.do(close_project, project.key, ANA)
    await house.refuses(ProjectNotOpen, remove_set, SetKey(*project.key, 3), ANA)


async def test_prizes_are_renamed_and_removed_while_nobody_has_a_number(house: House) -> None:
    project = await house.open_project()
    for name in ("A bicycle", "A cake"):
        await house.do(add_prize_to, project.key, name, ANA)
    assert (await house.do(rename_prize, project.key, 1, " A red  bicycle ", SOFIA)).name == "A red bicycle"
    assert (await house.told())[-1].kind == "prize.renamed"
    await house.do(remove_prize, project.key, 2, SOFIA)
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.after) == ("prize.removed", SOFIA, {"prize": 2})
    assert [prize.name for prize in await house.look(list_prizes, project.key)] == ["A red bicycle"]
    await house.refuses(NotFound, remove_prize, project.key, 2, ANA)
    assert (await house.do(add_prize_to, project.key, "A goat", ANA)).prize_number == 3


async def test_once_a_number_is_taken_prizes_are_only_added(house: House) -> None:
    project = await house.open_project()
    await house.do(add_prize_to, project.key, "A bicycle", ANA)
    await house.reserve(project.key, 7)
    for change, values in ((rename_prize, (1, "A goat", ANA)), (remove_prize, (1, ANA))):
        refused = await house.refuses(AlreadyPromised, change, project.key, *values)
        assert refused.field == "prize"
    await house.do(rename_prize, project.key, 1, "A bicycle", ANA)
    assert (await house.do(add_prize_to, project.key, "A cake", ANA)).prize_number == 2
