"""Buyers: the one that was meant is found, or added; what is known of them is corrected and searched."""

import asyncio
from typing import Any

import pytest

from db.buyers import Buyer, find_buyer
from rules.keys import BuyerKey, ProjectKey
from rules.misreadings import EmailUnreadable, TextMissing, TextTooLong
from rules.phones import read_phone
from rules.refusals import BuyerAmbiguous, NotFound, Refusal
from services.buyers import (
    NumberedBuyer,
    TypedBuyer,
    add_new_buyer,
    correct_email,
    correct_phone,
    find_or_add_buyer,
    rename_buyer,
    search,
    write_notes,
)
from services.organizers import choose_country
from services.projects import create_project
from tests.cast import ANA, BETO, LUIS, SOFIA, House

PHONE = read_phone("+57 300 123 4567", None)
SAME_PHONE_TYPED_AT_HOME = read_phone("300 123-4567", "CO")
OTHER_PHONE = read_phone("+57 311 765 4321", None)


async def meant(house: House, buyer: NumberedBuyer | TypedBuyer, user_id: int = ANA) -> Buyer:
    return await house.do(find_or_add_buyer, user_id, buyer, user_id)


async def test_a_new_buyer_is_added_and_told_without_a_word_about_them(house: House) -> None:
    await house.open_project()
    buyer = await house.do(add_new_buyer, ANA, "  Luis   Gómez ", PHONE, SOFIA)
    assert buyer == Buyer(ANA, 1, "Luis Gómez", "+57 300 123 4567", "+573001234567", None, None, None)
    assert await house.look(find_buyer, buyer.key) == buyer
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.before) == ("buyer.added", SOFIA, {})


async def test_everybodys_buyers_count_from_1(house: House) -> None:
    await house.open_project(ANA)
    await house.open_project(BETO)
    assert [(await meant(house, TypedBuyer(name), BETO)).buyer_number for name in ("Luis", "Marta")] == [1, 2]
    assert (await meant(house, LUIS, ANA)).buyer_number == 1


async def test_a_buyer_is_found_by_number(house: House) -> None:
    await house.open_project()
    luis = await meant(house, LUIS)
    assert await meant(house, NumberedBuyer(1)) == luis
    refused = await house.refuses(NotFound, find_or_add_buyer, ANA, NumberedBuyer(2), ANA)
    assert (refused.noun, refused.number) == ("buyer", 2)


async def test_a_buyer_is_found_by_the_name_case_accents_and_spaces_aside(house: House) -> None:
    await house.open_project()
    luis = await meant(house, TypedBuyer("Luis Gómez", PHONE))
    before = await house.everything()
    for name in ("luis gomez", "LUIS  GÓMEZ", "Luisgómez", "Lui\u0301s Go\u0301mez"):
        assert await meant(house, TypedBuyer(name)) == luis
    assert await house.everything() == before


async def test_a_buyer_is_found_by_the_phone_whatever_the_name(house: House) -> None:
    await house.open_project()
    luis = await meant(house, TypedBuyer("Luis", PHONE))
    before = await house.everything()
    assert await meant(house, TypedBuyer("Somebody else", PHONE)) == luis
    assert await meant(house, TypedBuyer("Luis", SAME_PHONE_TYPED_AT_HOME)) == luis
    assert await house.everything() == before


async def test_the_same_name_with_another_phone_is_another_person(house: House) -> None:
    await house.open_project()
    await meant(house, TypedBuyer("Luis", PHONE))
    other = await meant(house, TypedBuyer("Luis", OTHER_PHONE))
    assert (other.buyer_number, other.phone) == (2, OTHER_PHONE.raw)


async def test_two_of_one_name_are_told_apart_by_their_numbers(house: House) -> None:
    project = await house.open_project()
    for phone in (PHONE, OTHER_PHONE):
        await meant(house, TypedBuyer("Luis", phone))
    refused = await house.refuses(BuyerAmbiguous, find_or_add_buyer, ANA, TypedBuyer("luis"), ANA)
    assert refused.buyer_numbers == (1, 2)
    assert (await meant(house, TypedBuyer("Luis", OTHER_PHONE))).buyer_number == 2
    assert (await house.reserve(project.key, 1, buyer=NumberedBuyer(2))).buyer.buyer_number == 2


async def test_a_buyer_without_a_phone_is_given_the_one_that_is_typed(house: House) -> None:
    await house.open_project()
    await meant(house, LUIS)
    known = await meant(house, TypedBuyer("Luis", PHONE))
    assert (known.buyer_number, known.phone_e164) == (1, PHONE.e164)
    assert (await house.told())[-1].kind == "buyer.corrected"
    assert (await meant(house, TypedBuyer("Who?", PHONE))).buyer_number == 1


async def test_one_person_typed_in_two_places_at_once_is_one_buyer(house: House) -> None:
    await house.open_project()
    keys = [(await house.do(create_project, ANA, f"Project {count}")).key for count in range(4)]
    for key in keys:
        await house.add_set(key, 0, 99)
    taken = await asyncio.gather(*(house.reserve(key, 1, buyer=TypedBuyer("Luis", PHONE)) for key in keys))
    assert {one.buyer.buyer_number for one in taken} == {1}


async def test_what_is_known_of_a_buyer_is_corrected_and_told_by_field(house: House) -> None:
    await house.open_project()
    buyer = await meant(house, LUIS)
    corrections: list[tuple[Any, Any, dict[str, Any]]] = [
        (rename_buyer, " Luisa  Gómez", {"name": "Luisa Gómez"}),
        (correct_phone, PHONE, {"phone": PHONE.raw, "phone_e164": PHONE.e164}),
        (correct_email, "luis@EXAMPLE.org", {"email": "luis@example.org"}),
        (write_notes, "Pays late\n\n\n\nbut pays", {"notes": "Pays late\n\nbut pays"}),
        (correct_phone, None, {"phone": None, "phone_e164": None}),
        (correct_email, None, {"email": None}),
        (write_notes, None, {"notes": None}),
    ]
    for correct, value, expected in corrections:
        buyer = buyer._replace(**expected)
        assert await house.do(correct, buyer.key, value, SOFIA) == buyer
        assert await house.look(find_buyer, buyer.key) == buyer
        told = (await house.told())[-1]
        assert (told.kind, told.made_by) == ("buyer.corrected", SOFIA)
        assert set(told.after["fields"]) == set(expected)
        again = await house.everything()
        await house.do(correct, buyer.key, value, SOFIA)
        assert await house.everything() == again


async def test_a_corrected_name_and_phone_are_the_ones_that_are_found(house: House) -> None:
    await house.open_project()
    buyer = await meant(house, TypedBuyer("Luis", PHONE))
    await house.do(rename_buyer, buyer.key, "Luisa", ANA)
    await house.do(correct_phone, buyer.key, OTHER_PHONE, ANA)
    assert (await meant(house, TypedBuyer("Luisa"))).buyer_number == 1
    assert (await meant(house, TypedBuyer("Anybody", OTHER_PHONE))).buyer_number == 1
    assert (await meant(house, TypedBuyer("Luis", PHONE))).buyer_number == 2


async def test_wrong_corrections_are_refused(house: House) -> None:
    await house.open_project()
    buyer = await meant(house, LUIS)
    wrong: list[tuple[type[Refusal], Any, str]] = [
        (TextMissing, rename_buyer, " "),
        (TextTooLong, rename_buyer, "a" * 81),
        (EmailUnreadable, correct_email, "luis at example"),
        (TextMissing, write_notes, "\n"),
        (TextTooLong, write_notes, "a" * 501),
    ]
    for refusal, correct, value in wrong:
        await house.refuses(refusal, correct, buyer.key, value, ANA)
    for correct in (rename_buyer, correct_email, write_notes):
        await house.refuses(NotFound, correct, BuyerKey(ANA, 2), "b@example.org", ANA)
    await house.refuses(NotFound, correct_phone, BuyerKey(ANA, 2), PHONE, ANA)


async def test_a_new_buyer_needs_a_name_and_an_organizer(house: House) -> None:
    await house.open_project()
    for name, refusal in ((" \u200b", TextMissing), ("a" * 81, TextTooLong)):
        await house.refuses(refusal, find_or_add_buyer, ANA, TypedBuyer(name), ANA)
        await house.refuses(refusal, add_new_buyer, ANA, name, PHONE, ANA)
    await house.refuses(NotFound, add_new_buyer, BETO, "Luis", None, BETO)
    await house.refuses(NotFound, find_or_add_buyer, BETO, LUIS, BETO)


async def test_buyers_are_searched_by_a_part_of_the_name_or_the_end_of_the_phone(house: House) -> None:
    await known_buyers(house)
    expected = {
        "lui": [1, 2],
        "GOM": [1],
        "luis g": [1],
        "4567": [1],
        "4321": [3],
        "0000": [2],
        "456": [],
        "%": [4],
        "_": [4],
        "/": [4],
        "zoe": [],
    }
    assert await found(house, *expected) == expected


async def test_buyers_are_searched_by_a_full_phone(house: House) -> None:
    await known_buyers(house)
    expected = {"+57 300 123 4567": [1], "573001234567": [1], "(311) 555-0000": [2], "+57 300 123 4568": []}
    assert await found(house, *expected) == expected


async def known_buyers(house: House) -> None:
    await house.open_project()
    for name, phone in (
        ("Luis Gómez", PHONE),
        ("Luisa", read_phone("311 555 0000", None)),
        ("Marta", OTHER_PHONE),
        ("100 %_/", None),
    ):
        await house.do(add_new_buyer, ANA, name, phone, ANA)
    await house.open_project(BETO)
    await house.do(add_new_buyer, BETO, "Luis Gómez", PHONE, BETO)


async def found(house: House, *searches: str) -> dict[str, list[int]]:
    return {words: [buyer.buyer_number for buyer in await house.look(search, ANA, words, 10)] for words in searches}


async def test_a_phone_is_found_as_it_is_typed_where_the_organizer_lives(house: House) -> None:
    await house.open_project()
    await house.do(add_new_buyer, ANA, "Luis", PHONE, ANA)
    assert await found(house, "300 123 4567") == {"300 123 4567": []}
    await house.do(choose_country, ANA, "CO")
    assert await found(house, "300 123 4567") == {"300 123 4567": [1]}


async def test_a_search_goes_page_by_page(house: House) -> None:
    await house.open_project()
    for count in range(5):
        await house.do(add_new_buyer, ANA, f"Luis {count}", None, ANA)
    pages = [await house.look(search, ANA, "luis", 2, skip) for skip in (0, 2, 4)]
    assert [[buyer.buyer_number for buyer in page] for page in pages] == [[1, 2], [3, 4], [5]]


async def test_a_refused_sale_adds_no_buyer(house: House) -> None:
    await house.open_project()
    await house.refuses(NotFound, find_buyer, BuyerKey(ANA, 1))
    with pytest.raises(NotFound):
        await house.reserve(ProjectKey(ANA, 2), 1)
    await house.refuses(NotFound, find_buyer, BuyerKey(ANA, 1))
