"""The history as people read it: pages of a project, of a buyer, of all; with the names of today."""

from rules.keys import BuyerKey, ProjectKey
from rules.refusals import NotFound
from services.buyers import rename_buyer
from services.histories import list_buyer_history, list_history, list_organizer_history
from services.projects import create_project
from tests.cast import ANA, BETO, MARTA, SOFIA, House


async def test_what_happened_to_a_project_is_read_newest_first_a_page_at_a_time(house: House) -> None:
    project = await house.open_project()
    await house.do(create_project, ANA, "Another")
    for number in range(12):
        await house.reserve(project.key, number)
    first, second = [await house.look(list_history, project.key, page) for page in (1, 2)]
    assert [row.kind for row in first.found] == ["order.reserved"] * 10
    assert [row.order_number for row in first.found] == list(range(12, 2, -1))
    assert [row.kind for row in second.found] == ["order.reserved"] * 2 + ["set.added", "project.created"]
    assert (first.number, first.more, second.number, second.more) == (1, True, 2, False)
    assert (await house.look(list_history, project.key, 3)).found == []


async def test_a_row_has_its_facts_and_the_name_of_today(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 7, buyer=MARTA)
    await house.do(rename_buyer, BuyerKey(ANA, 1), "Marta G.", SOFIA)
    row = (await house.look(list_history, project.key)).found[0]
    assert (row.kind, row.made_by, row.at, row.project_number) == ("order.sold", ANA, house.clock.now, 1)
    assert (row.order_number, row.buyer_number, row.buyer_name) == (1, 1, "Marta G.")
    assert (row.before, row.after["numbers"], row.after["total"]) == ({}, [7], 500)


async def test_a_buyers_history_is_theirs_alone(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 7, buyer=MARTA)
    await house.sell(project.key, 8)
    await house.do(rename_buyer, BuyerKey(ANA, 1), "Marta G.", SOFIA)
    rows = (await house.look(list_buyer_history, BuyerKey(ANA, 1))).found
    assert [row.kind for row in rows] == ["buyer.corrected", "order.sold", "buyer.added"]
    assert {row.buyer_number for row in rows} == {1}


async def test_an_organizers_history_is_all_that_is_theirs(house: House) -> None:
    await house.open_project()
    await house.open_project(BETO)
    rows = (await house.look(list_organizer_history, ANA)).found
    assert [row.kind for row in rows] == ["set.added", "project.created", "organizer.welcomed"]


async def test_what_is_not_there_has_no_history(house: House) -> None:
    project = await house.open_project()
    await house.refuses(NotFound, list_history, ProjectKey(ANA, 2))
    await house.refuses(NotFound, list_buyer_history, BuyerKey(ANA, 1))
    await house.refuses(NotFound, list_history, project.key, 0)
    await house.refuses(NotFound, list_organizer_history, ANA, 10**30)
