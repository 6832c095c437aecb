"""Buying by oneself: of what is sold online, within the limits; the organizer hears of it once."""

import json

from sqlalchemy import text

from db.invariants import check
from db.sets import change_set, find_set
from db.work import Work
from rules.buying import (
    MOST_ORDERS_AN_HOUR,
    MOST_PER_ORDER,
    MOST_UNPAID,
    LimitOutOfBounds,
    MoreThanPerBuyer,
    MoreThanPerOrder,
    OrderedTooOften,
    TooManyUnpaid,
)
from rules.keys import ProjectKey, SetKey
from rules.misreadings import NumbersRepeated, TextTooLong
from rules.numbers import AtRandom, Chosen
from rules.refusals import NoNumbersYet, NotEnoughFree, NotFound, NumbersOutside, NumbersTaken, ProjectNotOpen
from rules.states import OrderState, PaymentMethod
from services.buyers import TypedBuyer
from services.buying import BOUGHT, buy
from services.links import claim_link, open_claim
from services.merges import merge_buyers
from services.payments import pay
from services.picking import add_random, count_free, look_at_selection, page_of
from services.practice import start_practice
from services.projects import close_project, create_project, set_limits
from services.releases import release
from services.strangers import Person, find_known_buyer, find_twin
from services.tickets import TICKET, find_ticket
from tests.cast import ANA, BETO, House
from tests.services.strangers import LUIS, MARTA, PHONE, bought


async def letters(house: House, about: str) -> list[tuple[int, dict[str, int]]]:
    """Notices: to whom, and by which keys."""
    async with house.store.reading() as work:
        rows = await work.execute(
            text("SELECT chat_id, payload FROM outbox WHERE method = :about ORDER BY letter_number").bindparams(
                about=about
            )
        )
        return [(chat_id, json.loads(payload)) for chat_id, payload in rows]


async def make_physical(house: House, key: SetKey) -> None:
    async def change(work: Work) -> None:
        await change_set(work, (await find_set(work, key))._replace(type="physical"))

    await house.do(change)


async def test_a_stranger_reserves_and_the_organizer_hears_of_it_once(house: House) -> None:
    project = await house.open_project()
    taken = await bought(house, project.key, 7, 8)
    assert (taken.order.state, taken.order.total, taken.order.made_by) == (OrderState.RESERVED, 1000, 71)
    assert (taken.buyer.name, taken.buyer.telegram_id, taken.buyer.phone) == ("Luis Gómez", 71, "+57 300 123 4567")
    assert taken.order.told_deadline_at is not None
    keys = {**taken.order.key._asdict(), "buyer_number": 1}
    assert await letters(house, BOUGHT) == [(ANA, keys)]
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.after["numbers"]) == ("order.reserved", 71, [7, 8])
    assert "Luis" not in json.dumps([one.after for one in await house.told()])
    assert [finding async for finding in check(house.store)] == []


async def test_who_is_known_is_not_asked_again(house: House) -> None:
    project = await house.open_project()
    await bought(house, project.key, 7, person=LUIS._replace(phone=None))
    assert (await house.look(find_known_buyer, ANA, 71)).name == "Luis Gómez"  # type: ignore[union-attr]
    assert await house.look(find_known_buyer, ANA, 72) is None
    again = await bought(house, project.key, 8, person=Person(71, "Somebody", PHONE))
    assert (again.buyer.buyer_number, again.buyer.name, again.buyer.phone) == (1, "Luis Gómez", "+57 300 123 4567")
    third = await bought(house, project.key, 9, person=Person(71, "Somebody", None))
    assert third.buyer.phone == "+57 300 123 4567"


async def test_an_equal_phone_or_name_makes_nobody_somebody_else(house: House) -> None:
    project = await house.open_project()
    typed = (await house.reserve(project.key, 1, buyer=TypedBuyer("Luis Gómez", PHONE))).buyer
    himself = (await bought(house, project.key, 7)).buyer
    assert himself.buyer_number != typed.buyer_number
    twin = await house.look(find_twin, himself)
    assert twin is not None
    assert twin.buyer_number == typed.buyer_number
    assert await house.look(find_twin, typed) is None
    kept = await house.do(merge_buyers, himself.key, typed.key, ANA)
    assert kept.telegram_id == 71
    assert await house.look(find_twin, kept) is None
    assert [finding async for finding in check(house.store)] == []


async def test_a_claim_link_makes_them_the_one_whom_the_organizer_typed_in(house: House) -> None:
    project = await house.open_project()
    typed = (await house.reserve(project.key, 1, buyer=TypedBuyer("Luis", PHONE))).buyer
    await house.do(open_claim, await house.do(claim_link, typed.key, ANA), 71)
    assert (await bought(house, project.key, 7)).buyer.buyer_number == typed.buyer_number


async def test_the_holder_is_on_the_ticket_and_in_no_event(house: House) -> None:
    project = await house.open_project()
    order = (await house.do(buy, project.key, Chosen((7,)), LUIS, "  Grandma   Rosa ")).order
    assert order.holder_name == "Grandma Rosa"
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    ticket = await house.look(find_ticket, order.key)
    assert ticket is not None
    assert ticket.holder_name == "Grandma Rosa"
    assert len(ticket.order.check_code or "") == 26
    assert "Rosa" not in json.dumps([one.after for one in await house.told()])
    assert [chat for chat, _ in await letters(house, TICKET)] == [71]
    await house.refuses(TextTooLong, buy, project.key, Chosen((8,)), LUIS, "W" * 4000)


async def test_taken_numbers_are_refused_and_nothing_is_half_done(house: House) -> None:
    project = await house.open_project()
    await house.sell(project.key, 7)
    refused = await house.refuses(NumbersTaken, buy, project.key, Chosen((6, 7)), LUIS)
    assert (refused.taken, refused.free_nearby) == ((7,), (5, 8, 9))
    await house.refuses(NumbersRepeated, buy, project.key, Chosen((6, 6)), LUIS)
    await house.refuses(NumbersOutside, buy, project.key, Chosen((100,)), LUIS)


async def test_what_is_on_paper_is_neither_sold_nor_shown_nor_offered_instead(house: House) -> None:
    project = await house.open_project(final=9)
    paper = await house.add_set(project.key, 10, 19)
    await make_physical(house, paper.key)
    await house.refuses(NumbersOutside, buy, project.key, Chosen((10,)), LUIS)
    await house.sell(project.key, 9, 12)
    refused = await house.refuses(NumbersTaken, buy, project.key, Chosen((9,)), LUIS)
    assert max(refused.free_nearby) < 9
    assert [one.final for one in refused.ranges] == [9]
    selection = await house.look(look_at_selection, project.key, [], 71)
    assert (len(selection.sets), await house.look(count_free, selection)) == (1, 9)
    page = await house.look(page_of, selection, 1)
    assert ([cell.number for cell in page.cells], page.pages) == (list(range(10)), 1)
    await house.refuses(NotEnoughFree, buy, project.key, AtRandom(10), LUIS)
    taken = await house.do(buy, project.key, AtRandom(9), LUIS)
    assert taken.numbers == tuple(range(9))
    assert await house.look(count_free, await house.look(look_at_selection, project.key, [])) == 9


async def test_a_project_only_on_paper_offers_nothing(house: House) -> None:
    project = await house.open_project()
    await make_physical(house, SetKey(*project.key, 1))
    await house.refuses(NoNumbersYet, buy, project.key, AtRandom(1), LUIS)
    await house.refuses(NoNumbersYet, look_at_selection, project.key, [], 71)


async def test_the_organizers_limits_say_how_many_are_left(house: House) -> None:
    project = await house.open_project()
    await house.do(set_limits, project.key, 3, 5, ANA)
    refused = await house.refuses(MoreThanPerOrder, buy, project.key, AtRandom(4), LUIS)
    assert vars(refused) == {"wanted": 4, "limit": 3}
    await bought(house, project.key, 1, 2, 3)
    left = await house.refuses(MoreThanPerBuyer, buy, project.key, Chosen((4, 5, 6)), LUIS)
    assert vars(left) == {"wanted": 3, "left": 2, "limit": 5}
    await bought(house, project.key, 4, 5)
    await bought(house, project.key, 6, 7, person=MARTA)
    await house.do(release, project.key, [1], ANA)
    await bought(house, project.key, 8)
    await house.reserve(project.key, *range(20, 40))
    for most_per_order, most_per_buyer in ((0, 1), (1, 0), (1001, None)):
        await house.refuses(LimitOutOfBounds, set_limits, project.key, most_per_order, most_per_buyer, ANA)
    unlimited = await house.do(set_limits, project.key, None, None, ANA)
    assert (unlimited.most_per_order, unlimited.most_per_buyer) == (None, None)
    assert [finding async for finding in check(house.store)] == []


async def test_nobody_reserves_a_whole_raffle_from_a_link(house: House) -> None:
    project = await house.open_project(final=9_999)
    await house.refuses(MoreThanPerOrder, buy, project.key, AtRandom(MOST_PER_ORDER + 1), LUIS)
    for _ in range(MOST_UNPAID):
        await house.do(buy, project.key, AtRandom(MOST_PER_ORDER), LUIS)
    await house.refuses(TooManyUnpaid, buy, project.key, AtRandom(1), LUIS)
    await house.do(buy, project.key, AtRandom(1), MARTA)


async def test_who_takes_and_gives_back_all_the_time_is_slowed_down(house: House) -> None:
    project = await house.open_project()
    for _ in range(MOST_ORDERS_AN_HOUR):
        await bought(house, project.key, 7)
        await house.do(release, project.key, [7], 71)
    await house.refuses(OrderedTooOften, buy, project.key, Chosen((7,)), LUIS)


async def test_only_what_is_open_and_real_is_sold(house: House) -> None:
    project = await house.open_project()
    await house.refuses(NotFound, buy, ProjectKey(ANA, 9), Chosen((7,)), LUIS)
    empty = await house.do(create_project, ANA, "Nothing yet")
    await house.refuses(NoNumbersYet, buy, empty.key, Chosen((7,)), LUIS)
    practice = await house.do(start_practice, ANA, "Practice", "A cake", ["Uno"])
    await house.refuses(NotFound, buy, practice.key, Chosen((99,)), LUIS)
    await house.refuses(NotFound, look_at_selection, practice.key, [], 71)
    await house.do(close_project, project.key, ANA)
    await house.refuses(ProjectNotOpen, buy, project.key, Chosen((7,)), LUIS)


async def test_organizers_who_buy_of_themselves_need_no_notice(house: House) -> None:
    project = await house.open_project()
    await bought(house, project.key, 7, person=Person(ANA, "Ana"))
    assert await letters(house, BOUGHT) == []


async def test_a_person_is_one_buyer_of_each_organizer(house: House) -> None:
    projects = [await house.open_project(user_id) for user_id in (ANA, BETO)]
    buyers = [(await bought(house, project.key, 7)).buyer for project in projects]
    assert [(buyer.user_id, buyer.buyer_number) for buyer in buyers] == [(ANA, 1), (BETO, 1)]


async def test_random_ones_beside_those_chosen_already(house: House) -> None:
    project = await house.open_project(final=9)
    selection = await house.look(look_at_selection, project.key, [3], 71)
    chosen = await house.look(add_random, selection, 9)
    assert sorted(chosen) == list(range(10))
