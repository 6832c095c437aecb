"""A practice raffle: made-up buyers, minutes instead of days, and gone at one tap; real buyers never meet them."""

from datetime import timedelta

from db.invariants import check
from db.orders import find_order, list_orders_in_state
from db.projects import Project
from rules.keys import BuyerKey, OrderKey
from rules.misreadings import HoldOutOfBounds
from rules.numbers import AtRandom, Chosen
from rules.phones import read_phone
from rules.refusals import NotFound, NotPractice
from services.buyers import (
    NumberedBuyer,
    TypedBuyer,
    add_new_buyer,
    find_or_add_buyer,
    list_buyers,
    list_recent_buyers,
    search,
)
from services.histories import list_organizer_history
from services.holders import change_holder
from services.links import claim_link, open_claim
from services.organizers import choose_country, find_organizer, welcome
from services.practice import end_practice, start_practice
from services.projects import (
    active_project,
    choose_project,
    create_project,
    list_all_projects,
    list_open_projects,
    set_terms,
)
from services.sales import sell
from services.totals import stand_of
from tests.cast import ANA, LUIS, House

MINUTE = timedelta(minutes=1)
NAMES = ["Rosa", "Pablo", "Irene", "Tomás", "Clara", "Andrés", "Elena", "Bruno", "Sara"]


async def started(house: House) -> Project:
    await house.do(welcome, ANA, "Ana", "es")
    return await house.do(start_practice, ANA, "Practice raffle", "A cake", NAMES)


async def test_it_begins_with_sold_reserved_and_free_numbers_at_a_price_of_the_country(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    await house.do(choose_country, ANA, "CO")
    project = await started(house)
    stand = await house.look(stand_of, project.key)
    assert (project.practice, project.state, stand.size) == (True, "open", 100)
    assert (stand.sold, stand.reserved) == (9, 9)
    assert [(one.raffle_set.width, one.raffle_set.unit_price) for one in stand.sets] == [(2, 500_000)]
    assert 0 < stand.owed < 9 * 500_000
    assert [finding async for finding in check(house.store)] == []


async def test_its_reservations_are_held_for_minutes(house: House) -> None:
    project = await started(house)
    listed = await house.look(list_orders_in_state, project.key, "reserved", 100, 0)
    now = house.clock.now
    assert {(one.order.told_deadline_at, one.order.release_at) for one in listed} == {
        (now + 3 * MINUTE, now + 4 * MINUTE)
    }
    assert (await house.do(set_terms, project.key, MINUTE, 0 * MINUTE, ANA)).hold_minutes == 1
    await house.refuses(HoldOutOfBounds, set_terms, project.key, MINUTE / 2, MINUTE, ANA)
    real = await house.do(create_project, ANA, "Spring trip")
    await house.refuses(HoldOutOfBounds, set_terms, real.key, MINUTE, MINUTE, ANA)


async def test_who_starts_it_again_is_shown_the_first(house: House) -> None:
    project = await started(house)
    real = await house.do(create_project, ANA, "Spring trip")
    before = await house.everything()
    assert await house.do(start_practice, ANA, "Another", "A goat", ["Zoe"]) == project
    assert (await house.look(active_project, ANA)).key == project.key
    await house.do(choose_project, real.key)
    after = await house.everything()
    assert {table for table in before if before[table] != after[table]} <= {"users"}


async def test_made_up_buyers_are_seen_in_the_practice_raffle_alone(house: House) -> None:
    real = await house.open_project()
    await house.sell(real.key, 1, buyer=TypedBuyer("Rosa Pérez"))
    practice = await started(house)
    assert [buyer.name for buyer in await house.look(search, ANA, "rosa", 10)] == ["Rosa Pérez"]
    inside = await house.look(search, ANA, "rosa", 10, practice=True)
    assert [(buyer.name, buyer.practice) for buyer in inside] == [("Rosa", True)]
    assert [buyer.name for buyer in (await house.look(list_buyers, ANA)).found] == ["Rosa Pérez"]
    assert len((await house.look(list_buyers, ANA, practice=True)).found) == len(NAMES)
    assert [buyer.name for buyer in await house.look(list_recent_buyers, real.key)] == ["Rosa Pérez"]
    recent = await house.look(list_recent_buyers, practice.key)
    assert [buyer.name for buyer in recent] == NAMES[:-7:-1]


async def test_a_new_name_or_phone_in_it_is_made_up_too_whoever_else_has_it(house: House) -> None:
    real = await house.open_project()
    phone = read_phone("+57 300 123 4567", None)
    luis = await house.do(find_or_add_buyer, ANA, TypedBuyer("Luis", phone), ANA)
    practice = await started(house)
    for meant in (LUIS, TypedBuyer("Lucho", phone)):
        buyer = (await house.do(sell, practice.key, AtRandom(1), meant, ANA)).buyer
        assert (buyer.practice, buyer.name) == (True, meant.name)
        assert buyer.key != luis.key
    assert (await house.sell(real.key, 5, buyer=LUIS)).buyer == luis


async def test_by_number_too_the_two_never_meet(house: House) -> None:
    real = await house.open_project()
    luis = await house.do(add_new_buyer, ANA, "Luis", None, ANA)
    await started(house)
    made_up = NumberedBuyer(luis.buyer_number + 1)
    await house.refuses(NotFound, sell, real.key, Chosen((9,)), made_up, ANA)
    await house.refuses(NotFound, change_holder, OrderKey(ANA, 2, 1), NumberedBuyer(luis.buyer_number), ANA)


async def test_at_its_end_only_its_history_is_left(house: House) -> None:
    real = await house.open_project()
    await house.sell(real.key, 1, buyer=LUIS)
    before = await house.everything()
    practice = await started(house)
    code = await house.do(claim_link, BuyerKey(ANA, 2), ANA)
    await house.do(open_claim, code, ANA)
    hidden = await house.do(end_practice, practice.key, ANA)
    assert hidden.hidden_at == house.clock.now
    after = await house.everything()
    left = {table for table in before if len(before[table]) != len(after[table])}
    assert left - {"errands"} == {"projects", "events", "counters"}
    assert practice.key not in [errand[:2] for errand in after["errands"]]
    history = await house.look(list_organizer_history, ANA)
    assert (history.found[0].kind, history.found[0].after["links"]) == ("project.hidden", [1])
    assert [finding async for finding in check(house.store)] == []


async def test_after_its_end_it_is_not_found_any_more_and_another_may_begin(house: House) -> None:
    real = await house.open_project()
    practice = await started(house)
    await house.do(end_practice, practice.key, ANA)
    assert (await house.look(find_organizer, ANA)).active_project is None
    assert await house.look(active_project, ANA) == real
    assert await house.look(list_open_projects, ANA) == [real]
    assert (await house.look(list_all_projects, ANA)).found == [real]
    for absent in (choose_project, stand_of):
        await house.refuses(NotFound, absent, practice.key)
    await house.refuses(NotFound, find_order, OrderKey(*practice.key, 1))
    await house.refuses(NotFound, end_practice, practice.key, ANA)
    again = await started(house)
    assert again.project_number == 3
    assert [finding async for finding in check(house.store)] == []


async def test_a_raffle_with_real_people_is_not_taken_away(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 1)
    refused = await house.refuses(NotPractice, end_practice, project.key, ANA)
    assert refused.project_number == 1
