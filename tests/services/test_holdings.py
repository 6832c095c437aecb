"""What buyers hold, and who was here last."""

from db.buyers import Buyer
from rules.keys import BuyerKey, ProjectKey
from rules.refusals import NotFound
from services.buyers import TypedBuyer, list_buyers, list_recent_buyers
from services.holdings import find_holdings, list_top_buyers
from services.projects import create_project
from services.releases import release
from tests.cast import ANA, LUIS, MARTA, House


def names(buyers: list[Buyer]) -> list[str]:
    return [buyer.name for buyer in buyers]


async def test_what_a_buyer_holds_is_summed_by_project_and_what_ended_does_not_count(house: House) -> None:
    project = await house.open_project()
    other = await house.do(create_project, ANA, "Another")
    await house.add_set(other.key, 1, 9, 100)
    await house.sell(project.key, 1, 2)
    await house.reserve(project.key, 3)
    await house.reserve(project.key, 4)
    await house.do(release, project.key, [4], ANA)
    await house.reserve(other.key, 5, 6)
    await house.sell(other.key, 7, buyer=MARTA)
    held = (await house.look(find_holdings, BuyerKey(ANA, 1))).found
    assert [(one.project_name, one.orders, one.total, one.paid) for one in held] == [
        ("Another", 1, 200, 0),
        ("Spring trip", 2, 1500, 1000),
    ]
    await house.refuses(NotFound, find_holdings, BuyerKey(ANA, 9))


async def test_who_paid_most_comes_first(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 1)
    await house.sell(project.key, 2, 3, buyer=MARTA)
    await house.reserve(project.key, 4, 5, 6, buyer=TypedBuyer("Zoe"))
    top = await house.look(list_top_buyers, project.key)
    assert [(one.buyer_name, one.total, one.paid) for one in top] == [
        ("Marta", 1000, 1000),
        ("Luis", 500, 500),
        ("Zoe", 1500, 0),
    ]
    assert len(await house.look(list_top_buyers, project.key, 2)) == 2
    await house.refuses(NotFound, list_top_buyers, ProjectKey(ANA, 2))


async def test_recent_buyers_are_those_of_the_newest_orders_each_once(house: House) -> None:
    project = await house.open_project()
    for number, name in enumerate(["Luis", "Marta", "Zoe", "Luis", "Marta"]):
        await house.reserve(project.key, number, buyer=TypedBuyer(name))
    assert names(await house.look(list_recent_buyers, project.key)) == ["Marta", "Luis", "Zoe"]
    assert names(await house.look(list_recent_buyers, project.key, 2)) == ["Marta", "Luis"]


async def test_where_nobody_bought_yet_those_of_other_projects_are_recent(house: House) -> None:
    older = await house.open_project()
    await house.reserve(older.key, 1, buyer=LUIS)
    new = await house.do(create_project, ANA, "Another")
    await house.add_set(new.key, 1, 9)
    await house.reserve(older.key, 2, buyer=MARTA)
    assert names(await house.look(list_recent_buyers, new.key)) == ["Marta", "Luis"]
    await house.reserve(new.key, 1, buyer=TypedBuyer("Zoe"))
    assert names(await house.look(list_recent_buyers, new.key)) == ["Zoe", "Marta", "Luis"]
    await house.refuses(NotFound, list_recent_buyers, ProjectKey(ANA, 3))


async def test_buyers_are_listed_by_name_a_page_at_a_time(house: House) -> None:
    project = await house.open_project()
    for number in range(11):
        await house.reserve(project.key, number, buyer=TypedBuyer(f"Buyer {chr(ord('k') - number)}"))
    first, second = [await house.look(list_buyers, ANA, page) for page in (1, 2)]
    assert names(first.found) == [f"Buyer {letter}" for letter in "abcdefghij"]
    assert (names(second.found), first.more, second.more) == (["Buyer k"], True, False)
    await house.refuses(NotFound, list_buyers, ANA, 0)
