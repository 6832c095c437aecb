"""Whoever holds numbers of a raffle that is called off is told once, by us or by the organizer; of practice nobody."""

from db.buyers import find_buyer
from db.invariants import check
from rules.keys import BuyerKey, ProjectKey
from rules.phones import read_phone
from rules.states import PaymentMethod
from services.buyers import TypedBuyer
from services.called_off import CALLED_OFF, CALLED_OFF_TO_FORWARD, NUMBERS_TOLD, Told, list_called_off
from services.endings import cancel_project
from services.erasing import erase
from services.merges import merge_buyers
from services.organizers import welcome
from services.payments import pay
from services.practice import start_practice
from services.reach import lose_touch
from services.releases import void
from services.waiting import OFFERED, wait_for
from tests.cast import ANA, BETO, House
from tests.services.strangers import LUIS, MARTA, ZOE, bought
from tests.services.test_buying import letters

ROSA = TypedBuyer("Rosa", read_phone("+57 300 123 4567", None))


async def told_of(house: House, key: ProjectKey, written: str) -> tuple[tuple[int, ...], int, int]:
    (one,) = await house.look(list_called_off, key, written)
    return one.numbers, one.size, one.paid


async def test_each_buyer_hears_once_of_all_their_numbers_and_of_what_they_paid(house: House) -> None:
    key = (await house.open_project()).key
    first = (await bought(house, key, 7, 8)).order
    await bought(house, key, 12)
    await house.do(pay, first.key, ANA, PaymentMethod.CASH)
    await bought(house, key, 20, person=MARTA)
    cancelled = await house.do(cancel_project, key, ANA)
    assert cancelled.told == Told(2, 0)
    told = dict(await letters(house, CALLED_OFF))
    assert told == {
        71: {**key._asdict(), "buyer_number": 1, "buyers": "1/1.12"},
        72: {**key._asdict(), "buyer_number": 2, "buyers": "2/1.20"},
    }
    assert await told_of(house, key, "1/1.12") == ((7, 8, 12), 3, 1000)
    assert await told_of(house, key, "2/1.20") == ((20,), 1, 0)
    assert await letters(house, CALLED_OFF_TO_FORWARD) == []
    assert [finding async for finding in check(house.store)] == []


async def test_who_is_out_of_reach_is_told_by_the_organizer_eight_at_a_time(house: House) -> None:
    key = (await house.open_project()).key
    await house.sell(key, 1, buyer=ROSA)
    await bought(house, key, 7)
    await house.do(welcome, 71, "Luis", "es")
    await house.do(lose_touch, 71)
    for number in range(10, 17):
        await house.reserve(key, number, buyer=TypedBuyer(f"Buyer {number}"))
    cancelled = await house.do(cancel_project, key, ANA)
    assert cancelled.told == Told(0, 9)
    written = [str(keys["buyers"]) for chat, keys in await letters(house, CALLED_OFF_TO_FORWARD) if chat == ANA]
    assert [len(part.split()) for part in written] == [8, 1]
    assert written[0].startswith("1/0 2/1.7 3/1.10")
    assert await told_of(house, key, "1/0") == ((1,), 1, 500)


async def test_who_only_waits_for_a_number_is_told_too(house: House) -> None:
    key = (await house.open_project()).key
    await bought(house, key, 7)
    await house.do(wait_for, key, 7, MARTA)
    await bought(house, key, 8, person=ZOE)
    await house.do(wait_for, key, 7, ZOE)
    cancelled = await house.do(cancel_project, key, ANA)
    assert cancelled.told == Told(3, 0)
    assert sorted(chat for chat, _ in await letters(house, CALLED_OFF)) == [71, 72, 73]
    assert await told_of(house, key, "2/0") == ((), 0, 0)
    assert await letters(house, OFFERED) == []


async def test_of_practice_and_of_what_ended_before_nobody_hears(house: House) -> None:
    key = (await house.open_project()).key
    order = (await bought(house, key, 7)).order
    await house.do(void, order.key, "By mistake", ANA)
    assert (await house.do(cancel_project, key, ANA)).told == Told(0, 0)
    practice = (await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos"])).key
    assert (await house.do(cancel_project, practice, ANA)).told == Told(0, 0)
    assert await letters(house, CALLED_OFF) + await letters(house, CALLED_OFF_TO_FORWARD) == []


async def test_of_very_many_numbers_the_first_are_named(house: House) -> None:
    key = (await house.open_project(final=9_999)).key
    more = await house.add_set(key, 10_000, 19_999)
    numbers = [*range(100, 130), more.init]
    await house.reserve(key, *numbers, buyer=ROSA)
    await house.do(cancel_project, key, ANA)
    ((_, keys),) = await letters(house, CALLED_OFF_TO_FORWARD)
    assert await told_of(house, key, str(keys["buyers"])) == (tuple(range(100, 100 + NUMBERS_TOLD)), 31, 0)


async def test_what_is_told_is_how_it_stands_when_the_letter_leaves(house: House) -> None:
    key = (await house.open_project()).key
    await house.sell(key, 7, buyer=ROSA)
    assert await house.look(list_called_off, key, "1/0") == []
    await bought(house, key, 8, person=LUIS)
    await house.do(cancel_project, key, ANA)
    await house.do(merge_buyers, BuyerKey(ANA, 2), BuyerKey(ANA, 1), ANA)
    (one,) = await house.look(list_called_off, key, "1/0")
    assert one.buyer == await house.look(find_buyer, BuyerKey(ANA, 2))
    await house.do(erase, 71, lambda _: "Nobody")
    assert await house.look(list_called_off, key, "2/1.8") == []


async def test_another_organizer_s_buyers_hear_nothing(house: House) -> None:
    key, betos = (await house.open_project()).key, (await house.open_project(BETO)).key
    await bought(house, key, 7)
    await bought(house, betos, 7)
    await house.do(cancel_project, key, ANA)
    assert [keys["user_id"] for _, keys in await letters(house, CALLED_OFF)] == [ANA]
