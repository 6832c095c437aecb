"""Waiting for a number of somebody else: first come, first asked, for a short while alone, and then the next."""

from datetime import timedelta

import pytest

from db.buyers import Buyer, change_buyer, find_buyer
from db.invariants import check
from db.waiting import list_line
from db.work import Work
from rules.buying import (
    MOST_WAITED_FOR,
    OFFERED_FOR,
    NumberIsFree,
    NumberIsYours,
    NumbersKept,
    TooManyWaitedFor,
)
from rules.keys import BuyerKey, ProjectKey, WaitingKey
from rules.numbers import AtRandom, Chosen
from rules.refusals import NotEnoughFree, NotFound, NumbersOutside, NumbersTaken, ProjectNotOpen
from services.buyers import NumberedBuyer
from services.buying import buy
from services.endings import cancel_project
from services.merges import merge_buyers
from services.picking import add_random, count_free, look_at_selection, page_of
from services.projects import close_project
from services.releases import release, void
from services.reopening import reopen_project
from services.undo import undo
from services.waiting import (
    OFFERED,
    find_offered,
    list_due_offers,
    list_waited_for,
    pass_on,
    stop_waiting,
    wait_for,
)
from tests.cast import ANA, House
from tests.services.strangers import LUIS, MARTA, ZOE, bought, expired
from tests.services.test_buying import letters, make_physical


async def line(house: House, key: ProjectKey, number: int = 7) -> list[tuple[int, str]]:
    """Buyers, and how they stand in it."""
    return [(one.buyer_number, one.state) for one in await house.look(list_line, key, number)]


async def marta_and_zoe_wait(house: House) -> ProjectKey:
    """For number 7, which Luis took."""
    project = await house.open_project()
    await bought(house, project.key, 7)
    assert (await house.do(wait_for, project.key, 7, MARTA)).place == 1
    assert (await house.do(wait_for, project.key, 7, ZOE)).place == 2
    return project.key


async def test_asked_for_twice_one_keeps_ones_place(house: House) -> None:
    key = await marta_and_zoe_wait(house)
    before = await house.everything()
    again = await house.do(wait_for, key, 7, MARTA)
    assert (again.place, again.offered_until) == (1, None)
    assert await house.everything() == before
    (waited_for,) = await house.look(list_waited_for, 72)
    assert (waited_for.key, waited_for.project.name) == (WaitingKey(*key, 7, 1), "Spring trip")
    assert [finding async for finding in check(house.store)] == []


@pytest.mark.parametrize("freed_by", ["release", "void", "expiry", "undo"])
async def test_whatever_frees_it_the_first_is_asked(house: House, freed_by: str) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 7)).order
    mark = str((await house.told())[-1].after["mark"])
    await house.do(wait_for, project.key, 7, MARTA)
    match freed_by:
        case "release":
            await house.do(release, project.key, [7], ANA)
        case "void":
            await house.do(void, order.key, "By mistake", ANA)
        case "undo":
            await house.do(undo, ANA, mark, ANA)
        case "expiry":
            await expired(house, order)
    assert await line(house, project.key) == [(2, "offered")]
    ((chat, keys),) = await letters(house, OFFERED)
    assert (chat, keys) == (72, {**WaitingKey(*project.key, 7, 1)._asdict(), "buyer_number": 2})
    offered = await house.look(find_offered, WaitingKey(*project.key, 7, 1))
    assert offered is not None
    assert offered.offered_until == house.clock.now + OFFERED_FOR
    assert [finding async for finding in check(house.store)] == []


async def test_for_a_while_only_they_may_buy_it(house: House) -> None:
    key = await marta_and_zoe_wait(house)
    await house.do(release, key, [7], ANA)
    for person in (LUIS, ZOE):
        refused = await house.refuses(NumbersKept, buy, key, Chosen((6, 7)), person)
        assert (refused.numbers, refused.until) == ((7,), house.clock.now + OFFERED_FOR)
    taken = await bought(house, key, 7, person=MARTA)
    assert await line(house, key) == [(3, "waiting")]
    assert await house.look(find_offered, WaitingKey(*key, 7, 1)) is None
    await house.do(release, key, [7], 72)
    assert await line(house, key) == [(3, "offered")]
    assert taken.buyer.name == "Marta"
    assert [finding async for finding in check(house.store)] == []


async def test_after_that_while_it_is_the_nexts_and_then_anybodys(house: House) -> None:
    key = await marta_and_zoe_wait(house)
    await house.do(release, key, [7], ANA)
    assert await house.look(list_due_offers) == []
    house.clock.pass_(OFFERED_FOR)
    assert await house.look(list_due_offers) == [key]
    assert await house.do(pass_on, key) == 1
    assert await line(house, key) == [(3, "offered")]
    assert [chat for chat, _ in await letters(house, OFFERED)] == [72, 73]
    await house.refuses(NumbersKept, buy, key, Chosen((7,)), MARTA)
    house.clock.pass_(OFFERED_FOR)
    assert await house.do(pass_on, key) == 1
    assert await line(house, key) == []
    assert await house.do(pass_on, key) == 0
    await bought(house, key, 7, person=MARTA)


async def test_an_offer_that_nobody_passed_on_is_over_all_the_same(house: House) -> None:
    """Nothing depends on the clock having looked."""
    key = await marta_and_zoe_wait(house)
    await house.do(release, key, [7], ANA)
    house.clock.pass_(OFFERED_FOR)
    assert await house.look(find_offered, WaitingKey(*key, 7, 1)) is None
    await bought(house, key, 7)
    assert await house.do(pass_on, key) == 1
    assert await line(house, key) == [(2, "waiting"), (3, "waiting")]


async def test_the_organizer_may_sell_it_and_whoever_was_asked_keeps_their_place(house: House) -> None:
    key = await marta_and_zoe_wait(house)
    await house.do(release, key, [7], ANA)
    order = (await house.reserve(key, 7)).order
    await house.refuses(NumbersTaken, buy, key, Chosen((7,)), MARTA)
    house.clock.pass_(timedelta(minutes=10))
    await house.do(void, order.key, "By mistake", ANA)
    assert await line(house, key) == [(2, "offered"), (3, "waiting")]
    await house.sell(key, 7)
    house.clock.pass_(OFFERED_FOR)
    await house.do(pass_on, key)
    assert await line(house, key) == [(2, "waiting"), (3, "waiting")]
    assert [chat for chat, _ in await letters(house, OFFERED)] == [72, 72]
    assert [finding async for finding in check(house.store)] == []


async def test_whoever_got_it_from_the_organizer_waits_no_more(house: House) -> None:
    key = await marta_and_zoe_wait(house)
    await house.do(release, key, [7], ANA)
    await house.sell(key, 7, buyer=NumberedBuyer(2))
    house.clock.pass_(OFFERED_FOR)
    await house.do(pass_on, key)
    assert await line(house, key) == [(3, "waiting")]


async def test_who_stops_waiting_makes_room_for_the_next(house: House) -> None:
    key = await marta_and_zoe_wait(house)
    await house.do(release, key, [7], ANA)
    await house.do(stop_waiting, key, 7, 72)
    assert await line(house, key) == [(3, "offered")]
    for telegram_id in (72, 71, ANA):
        await house.refuses(NotFound, stop_waiting, key, 7, telegram_id)
    await house.do(stop_waiting, key, 7, 73)
    await bought(house, key, 7)


async def test_one_waits_for_what_is_somebody_elses_and_sold_online(house: House) -> None:
    project = await house.open_project(final=49)
    paper = await house.add_set(project.key, 50, 99)
    await make_physical(house, paper.key)
    await bought(house, project.key, 7)
    assert (await house.refuses(NumberIsFree, wait_for, project.key, 8, MARTA)).number == 8
    await house.refuses(NumberIsYours, wait_for, project.key, 7, LUIS)
    for number in (60, 100):
        await house.refuses(NumbersOutside, wait_for, project.key, number, MARTA)
    await house.do(close_project, project.key, ANA)
    await house.refuses(ProjectNotOpen, wait_for, project.key, 7, MARTA)


async def test_one_waits_for_so_many_at_a_time(house: House) -> None:
    project = await house.open_project()
    await house.reserve(project.key, *range(MOST_WAITED_FOR + 1))
    for number in range(MOST_WAITED_FOR):
        await house.do(wait_for, project.key, number, MARTA)
    await house.refuses(TooManyWaitedFor, wait_for, project.key, MOST_WAITED_FOR, MARTA)
    await house.do(stop_waiting, project.key, 0, 72)
    await house.do(wait_for, project.key, MOST_WAITED_FOR, MARTA)


async def test_what_is_kept_is_not_chosen_by_chance_nor_shown_as_free(house: House) -> None:
    project = await house.open_project(final=9)
    await bought(house, project.key, 7, 8)
    await house.do(wait_for, project.key, 7, MARTA)
    await house.do(release, project.key, [7], ANA)
    theirs = await house.look(look_at_selection, project.key, [7], 71)
    assert (theirs.numbers, theirs.gone, await house.look(count_free, theirs)) == ((), (7,), 8)
    cells = {cell.number: cell.state for cell in (await house.look(page_of, theirs, 1)).cells}
    assert [number for number, state in cells.items() if state == "reserved"] == [7, 8]
    free = await house.look(page_of, theirs, 1, free_only=True)
    assert 7 not in [cell.number for cell in free.cells]
    assert 7 not in await house.look(add_random, theirs, 8)
    hers = await house.look(look_at_selection, project.key, [7], 72)
    assert (hers.numbers, await house.look(count_free, hers)) == ((7,), 9)
    refused = await house.refuses(NotEnoughFree, buy, project.key, AtRandom(9), LUIS)
    assert refused.free == 8
    assert 7 not in (await house.do(buy, project.key, AtRandom(8), LUIS)).numbers
    assert (await house.do(buy, project.key, AtRandom(1), MARTA)).numbers == (7,)
    assert await line(house, project.key) == []


async def test_a_project_called_off_ends_every_line(house: House) -> None:
    key = await marta_and_zoe_wait(house)
    await house.do(cancel_project, key, ANA)
    assert await line(house, key) == []
    assert await letters(house, OFFERED) == []
    assert [finding async for finding in check(house.store)] == []


async def test_in_a_closed_project_nobody_is_asked_until_it_is_opened_again(house: House) -> None:
    key = await marta_and_zoe_wait(house)
    await bought(house, key, 8)
    await house.do(wait_for, key, 8, MARTA)
    await house.do(close_project, key, ANA)
    await house.do(release, key, [7], ANA)
    assert await line(house, key) == [(2, "waiting"), (3, "waiting")]
    await house.do(reopen_project, key, ANA)
    assert await line(house, key) == [(2, "offered"), (3, "waiting")]
    assert await line(house, key, 8) == [(2, "waiting")]
    assert [chat for chat, _ in await letters(house, OFFERED)] == [72]
    assert await house.look(find_offered, WaitingKey(*key, 7, 1)) is not None
    assert [finding async for finding in check(house.store)] == []


async def test_what_was_offered_when_it_closed_is_offered_anew(house: House) -> None:
    """Their time is not over because nobody could buy."""
    key = await marta_and_zoe_wait(house)
    await house.do(release, key, [7], ANA)
    await house.do(close_project, key, ANA)
    assert await house.look(find_offered, WaitingKey(*key, 7, 1)) is None
    await house.refuses(ProjectNotOpen, buy, key, Chosen((7,)), MARTA)
    house.clock.pass_(OFFERED_FOR)
    assert await house.do(pass_on, key) == 1
    assert await line(house, key) == [(2, "waiting"), (3, "waiting")]
    assert await house.look(list_due_offers) == []
    await house.do(reopen_project, key, ANA)
    assert await line(house, key) == [(2, "offered"), (3, "waiting")]
    house.clock.pass_(OFFERED_FOR)
    await house.do(close_project, key, ANA)
    await house.do(reopen_project, key, ANA)
    assert await line(house, key) == [(2, "offered"), (3, "waiting")]
    assert (await bought(house, key, 7, person=MARTA)).numbers == (7,)
    assert [finding async for finding in check(house.store)] == []


async def test_two_who_turn_out_to_be_one_stand_in_line_once(house: House) -> None:
    key = await marta_and_zoe_wait(house)
    await house.reserve(key, 9)
    await house.do(wait_for, key, 9, ZOE)

    async def leave_telegram(work: Work) -> None:
        zoe: Buyer = await find_buyer(work, BuyerKey(ANA, 3))
        await change_buyer(work, zoe, zoe._replace(telegram_id=None))

    await house.do(leave_telegram)
    await house.do(merge_buyers, BuyerKey(ANA, 2), BuyerKey(ANA, 3), ANA)
    assert await line(house, key) == [(2, "waiting")]
    assert await line(house, key, 9) == [(2, "waiting")]
    assert [finding async for finding in check(house.store)] == []
