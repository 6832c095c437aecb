"""Two buyers who turned out to be one: what one held is the other's, and whoever types the old name means the new."""

from db.buyers import find_buyer
from db.invariants import check
from db.orders import find_order
from db.raffles import list_numbers_of
from rules.keys import BuyerKey, OrderKey, ProjectKey
from rules.phones import read_phone
from rules.refusals import CannotMerge, NotFound
from services.buyers import (
    NumberedBuyer,
    TypedBuyer,
    add_new_buyer,
    correct_email,
    find_or_add_buyer,
    list_buyers,
    list_recent_buyers,
    rename_buyer,
    search,
)
from services.histories import list_buyer_history, list_history
from services.holders import change_holder
from services.holdings import find_holdings
from services.links import claim_link, open_claim
from services.merges import merge_buyers
from services.practice import start_practice
from services.projects import create_project
from tests.cast import ANA, BETO, LUIS, MARTA, SOFIA, House

PHONE = read_phone("+57 300 123 4567", None)
OTHER_PHONE = read_phone("+57 311 765 4321", None)
KEEP, GONE = BuyerKey(ANA, 1), BuyerKey(ANA, 2)
LUCHO = TypedBuyer("Lucho", PHONE)
PROJECT = ProjectKey(ANA, 1)
LUCHOS = OrderKey(ANA, 1, 2)
"""Lucho's first order."""


async def two_who_are_one(house: House) -> None:
    """Luis, who holds 1, and Lucho, who holds 2, 3 and in another project 1."""
    project = await house.open_project()
    await house.sell(project.key, 1, buyer=LUIS)
    await house.sell(project.key, 2, buyer=LUCHO)
    await house.reserve(project.key, 3, buyer=LUCHO)
    other = await house.do(create_project, ANA, "Another")
    await house.add_set(other.key, 1, 9)
    await house.reserve(other.key, 1, buyer=LUCHO)


async def test_all_that_either_held_is_held_by_the_one_who_is_kept(house: House) -> None:
    await two_who_are_one(house)
    before = [await house.look(find_holdings, key) for key in (KEEP, GONE)]
    assert [sum(one.total for one in page.found) for page in before] == [500, 1500]
    receipts = {row[2]: row[9] for row in (await house.everything())["raffles"] if row[1] == 1}
    kept = await house.do(merge_buyers, KEEP, GONE, SOFIA)
    assert (kept.buyer_number, kept.name, kept.phone) == (1, "Luis", "+57 300 123 4567")
    assert {row[2]: row[9] for row in (await house.everything())["raffles"] if row[1] == 1} == receipts
    held = await house.look(find_holdings, KEEP)
    assert [(one.project_number, one.orders, one.total, one.paid) for one in held.found] == [
        (2, 1, 500, 0),
        (1, 3, 1500, 1000),
    ]
    assert (await house.look(find_holdings, GONE)).found == []
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.after) == ("buyer.merged", SOFIA, {"into": 1, "orders": 3})
    assert [finding async for finding in check(house.store)] == []


async def test_what_the_kept_one_lacks_moves_and_what_they_have_stays(house: House) -> None:
    await house.open_project()
    luis = await house.do(add_new_buyer, ANA, "Luis", OTHER_PHONE, ANA)
    lucho = await house.do(add_new_buyer, ANA, "Lucho", PHONE, ANA)
    await house.do(correct_email, lucho.key, "luis@example.org", ANA)
    await house.do(open_claim, await house.do(claim_link, lucho.key, ANA), 77)
    kept = await house.do(merge_buyers, luis.key, lucho.key, ANA)
    assert (kept.phone, kept.email, kept.telegram_id) == (luis.phone, "luis@example.org", 77)
    gone = await house.look(find_buyer, lucho.key)
    assert (gone.name, gone.phone, gone.email, gone.telegram_id, gone.merged_into) == (
        "Lucho",
        lucho.phone,
        None,
        None,
        1,
    )


async def test_who_types_the_other_name_phone_or_number_means_the_kept_one(house: House) -> None:
    await house.open_project()
    for name, phone in (("Luis", OTHER_PHONE), ("Lucho", PHONE)):
        await house.do(add_new_buyer, ANA, name, phone, ANA)
    kept = await house.do(merge_buyers, KEEP, GONE, ANA)
    before = await house.everything()
    for meant in (TypedBuyer("lucho"), TypedBuyer("Somebody", PHONE), NumberedBuyer(2), LUIS, NumberedBuyer(1)):
        assert await house.do(find_or_add_buyer, ANA, meant, ANA) == kept
    assert await house.everything() == before
    assert (await house.do(rename_buyer, GONE, "Luis G.", ANA)).key == KEEP


async def test_two_of_one_name_are_no_longer_ambiguous_once_merged(house: House) -> None:
    await house.open_project()
    for _ in range(2):
        await house.do(add_new_buyer, ANA, "Luis", None, ANA)
    kept = await house.do(merge_buyers, KEEP, GONE, ANA)
    assert await house.do(find_or_add_buyer, ANA, LUIS, ANA) == kept


async def test_the_other_is_seen_in_no_list_any_more(house: House) -> None:
    await two_who_are_one(house)
    kept = await house.do(merge_buyers, KEEP, GONE, ANA)
    assert await house.look(search, ANA, "lu", 10) == [kept]
    assert await house.look(search, ANA, "4567", 10) == [kept]
    assert (await house.look(list_buyers, ANA)).found == [kept]
    assert await house.look(list_recent_buyers, PROJECT) == [kept]


async def test_merging_goes_on_from_one_to_the_next(house: House) -> None:
    await two_who_are_one(house)
    marta = (await house.do(add_new_buyer, ANA, "Marta", None, ANA)).key
    await house.do(merge_buyers, KEEP, GONE, ANA)
    await house.do(merge_buyers, marta, KEEP, ANA)
    assert [(await house.look(find_buyer, key)).merged_into for key in (KEEP, GONE, marta)] == [3, 3, None]
    assert (await house.do(find_or_add_buyer, ANA, LUCHO, ANA)).key == marta
    assert {raffle.buyer_number for raffle in await house.look(list_numbers_of, LUCHOS)} == {3}
    assert [finding async for finding in check(house.store)] == []


async def test_what_happens_to_an_order_afterwards_is_told_of_the_kept_one(house: House) -> None:
    await two_who_are_one(house)
    await house.do(merge_buyers, KEEP, GONE, ANA)
    await house.do(change_holder, LUCHOS, MARTA, ANA)
    await house.do(change_holder, LUCHOS, LUCHO, ANA)
    assert (await house.look(find_order, LUCHOS)).buyer_number == 1
    assert [finding async for finding in check(house.store)] == []


async def test_the_history_names_the_kept_one_and_theirs_holds_both(house: House) -> None:
    await two_who_are_one(house)
    await house.do(merge_buyers, KEEP, GONE, ANA)
    history = await house.look(list_history, PROJECT)
    assert {(row.buyer_number, row.buyer_name) for row in history.found if row.buyer_number} == {
        (1, "Luis"),
        (2, "Luis"),
    }
    for key in (KEEP, GONE):
        kinds = [row.kind for row in (await house.look(list_buyer_history, key)).found]
        assert kinds == [
            "buyer.merged",
            "order.reserved",
            "order.reserved",
            "order.sold",
            "buyer.added",
            "order.sold",
            "buyer.added",
        ]


async def test_who_cannot_be_one_is_not_merged(house: House) -> None:
    await two_who_are_one(house)
    marta = (await house.do(add_new_buyer, ANA, "Marta", None, ANA)).key
    for key, telegram_id in ((KEEP, 71), (GONE, 72)):
        await house.do(open_claim, await house.do(claim_link, key, ANA), telegram_id)
    await house.do(start_practice, ANA, "Practice", "A cake", ["Uno"])
    made_up = BuyerKey(ANA, 4)

    async def why(keep: BuyerKey, gone: BuyerKey) -> str:
        refused = await house.refuses(CannotMerge, merge_buyers, keep, gone, ANA)
        assert (refused.keep, refused.gone) == (keep.buyer_number, gone.buyer_number)
        return refused.why

    assert await why(KEEP, KEEP) == "same"
    assert await why(KEEP, GONE) == "telegram"
    assert await why(KEEP, made_up) == "practice"
    await house.do(merge_buyers, KEEP, marta, ANA)
    assert await why(KEEP, marta) == await why(marta, GONE) == "merged"
    await house.refuses(NotFound, merge_buyers, KEEP, BuyerKey(ANA, 9), ANA)
    await house.refuses(NotFound, merge_buyers, KEEP, BuyerKey(BETO, 1), ANA)
