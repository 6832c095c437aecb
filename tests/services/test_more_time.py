"""More time to pay: a buyer takes some once, asks for more, and is answered once."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from db.invariants import check
from db.orders import Order, find_order
from rules.buying import ProofWaits
from rules.keys import BuyerKey, OrderKey, ProjectKey
from rules.misreadings import HoldOutOfBounds
from rules.more_time import LONGEST, MoreTimeAnswered, MoreTimeAsked, MoreTimeRefused, read_more_time
from rules.numbers import Chosen
from rules.refusals import NotAsShown, NotFound, OrderNotPayable, ProjectNotOpen
from rules.states import PaymentMethod, ProofKind
from services.buying import buy
from services.clones import clone_project
from services.endings import cancel_project
from services.expiring import expire
from services.holders import change_holder
from services.links import claim_link, open_claim
from services.more_time import Wished, grant_more_time, refuse_more_time, wish_more_time
from services.orders import extend
from services.organizers import welcome
from services.own_orders import take_back
from services.payments import pay
from services.practice import start_practice
from services.projects import set_draw_date, set_more_time
from services.proofs import send_proof
from services.strangers import Person
from services.undo import undo
from tests.cast import ANA, MARTA, House
from tests.services.test_reminders import HOUR, rows

LUIS = Person(2001, "Luis")
NEVER = timedelta(0)


async def bought(house: House, *numbers: int, more_time: timedelta | None = None) -> OrderKey:
    key = (await house.open_project()).key
    if more_time is not None:
        await house.do(set_more_time, key, more_time, ANA)
    return (await house.do(buy, key, Chosen(numbers or (7,)), LUIS)).order.key


async def order_of(house: House, key: OrderKey) -> Order:
    return await house.look(find_order, key)


async def seen(house: House, key: OrderKey) -> int:
    told_at = (await order_of(house, key)).told_deadline_at
    assert told_at is not None
    return int(told_at.timestamp())


async def wish(house: House, key: OrderKey) -> Wished:
    return await house.do(wish_more_time, key, LUIS.telegram_id, await seen(house, key))


async def letters(house: House) -> list[tuple[str, int, int]]:
    """About more time: to whom, of which order."""
    wanted = text("SELECT method, chat_id, payload FROM outbox WHERE method LIKE 'time-%' ORDER BY letter_number")
    async with house.store.reading() as work:
        return [(row[0], row[1], json.loads(row[2])["order_number"]) for row in await work.execute(wanted)]


async def mark_of(house: House) -> str:
    return str((await house.told())[-1].after["mark"])


async def test_a_buyer_takes_more_time_by_themselves_once(house: House) -> None:
    key = await bought(house)
    first = await order_of(house, key)
    before = await seen(house, key)
    wished = await wish(house, key)
    assert wished.is_taken
    assert first.told_deadline_at is not None
    assert wished.order.told_deadline_at == first.told_deadline_at + 24 * HOUR
    assert [kind for kind, _ in await rows(house, key)] == ["24h", "3h"]
    assert (await rows(house, key))[-1][1] == first.told_deadline_at + 21 * HOUR
    await house.refuses(NotAsShown, wish_more_time, key, LUIS.telegram_id, before)
    assert await letters(house) == []
    assert not (await wish(house, key)).is_taken
    assert await letters(house) == [("time-asked", ANA, 1)]
    assert [finding async for finding in check(house.store)] == []


async def test_never_beyond_the_draw_and_else_the_organizer_is_asked(house: House) -> None:
    key = await bought(house)
    await house.do(set_draw_date, key.project, house.clock.now + 55 * HOUR, ANA)
    wished = await wish(house, key)
    assert (wished.is_taken, wished.order.told_deadline_at) == (True, house.clock.now + 55 * HOUR)
    other = (await house.do(buy, key.project, Chosen((8,)), LUIS)).order.key
    await house.do(set_draw_date, other.project, house.clock.now + 55 * HOUR, ANA)
    house.clock.pass_(7.9 * HOUR)
    late = (await house.do(buy, key.project, Chosen((9,)), LUIS)).order.key
    assert not (await wish(house, late)).is_taken


async def test_where_buyers_take_nothing_by_themselves_the_organizer_gives_it_or_not(house: House) -> None:
    key = await bought(house, more_time=NEVER)
    before = (await order_of(house, key)).told_deadline_at
    assert not (await wish(house, key)).is_taken
    await house.refuses(MoreTimeAsked, wish_more_time, key, LUIS.telegram_id, await seen(house, key))
    assert before is not None
    granted = await house.do(grant_more_time, key, ANA)
    assert (granted.told_deadline_at, granted.more_time) == (before + 24 * HOUR, "granted")
    refusal = await house.refuses(MoreTimeAnswered, grant_more_time, key, ANA)
    assert refusal.more_time == "granted"
    await house.refuses(MoreTimeAnswered, refuse_more_time, key, ANA)
    assert await letters(house) == [("time-asked", ANA, 1), ("time-answered", LUIS.telegram_id, 1)]
    assert not (await wish(house, key)).is_taken
    await house.do(refuse_more_time, key, ANA)
    await house.refuses(MoreTimeRefused, wish_more_time, key, LUIS.telegram_id, await seen(house, key))
    assert [method for method, *_ in await letters(house)] == ["time-asked", "time-answered"] * 2
    told = [(one.kind, one.made_by) for one in await house.told() if one.kind.startswith("order.time")]
    assert told == [("order.time_asked", 2001), ("order.time_asked", 2001), ("order.time_refused", ANA)]
    assert [finding async for finding in check(house.store)] == []


async def test_more_time_in_whatever_way_answers_the_wish_and_undone_it_is_open_again(house: House) -> None:
    key = await bought(house, more_time=NEVER)
    await wish(house, key)
    await house.do(extend, key, 5 * HOUR, ANA)
    assert (await order_of(house, key)).more_time == "granted"
    assert len(await letters(house)) == 2
    await house.do(undo, ANA, await mark_of(house), ANA)
    assert (await order_of(house, key)).more_time == "asked"
    assert [finding async for finding in check(house.store)] == []


async def test_a_wish_changes_nothing_of_what_can_be_undone(house: House) -> None:
    key = await bought(house, more_time=NEVER)
    await house.do(extend, key, 5 * HOUR, ANA)
    mark = await mark_of(house)
    await wish(house, key)
    await house.do(undo, ANA, mark, ANA)


async def test_who_has_paid_shown_it_or_lost_it_has_nothing_to_wish_for(house: House) -> None:
    key = await bought(house)
    deadline = await seen(house, key)
    await house.refuses(NotFound, wish_more_time, key, 4711, deadline)
    await house.do(send_proof, key, LUIS.telegram_id, ProofKind.PHOTO, "file", "unique")
    await house.refuses(ProofWaits, wish_more_time, key, LUIS.telegram_id, deadline)
    await house.do(pay, key, ANA, PaymentMethod.CASH)
    await house.refuses(OrderNotPayable, wish_more_time, key, LUIS.telegram_id, deadline)
    await house.refuses(OrderNotPayable, grant_more_time, key, ANA)
    await house.refuses(OrderNotPayable, refuse_more_time, key, ANA)
    other = await bought(house)
    await house.do(cancel_project, other.project, ANA)
    await house.refuses(ProjectNotOpen, wish_more_time, other, LUIS.telegram_id, deadline)
    await house.refuses(ProjectNotOpen, refuse_more_time, other, ANA)


async def test_numbers_taken_back_or_handed_on_begin_anew(house: House) -> None:
    key = await bought(house)
    await wish(house, key)
    house.clock.pass_(96 * HOUR)
    await house.do(expire, key)
    await house.do(take_back, key, LUIS.telegram_id)
    assert (await order_of(house, key)).more_time is None
    await wish(house, key)
    await house.do(change_holder, key, MARTA, ANA)
    assert (await order_of(house, key)).more_time is None
    assert [finding async for finding in check(house.store)] == []


async def test_in_practice_it_is_a_few_minutes(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    project = await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    key = next(OrderKey(*row[:3]) for row in (await house.everything())["orders"] if row[4] == "reserved")
    buyer = (await order_of(house, key)).buyer_number
    await house.do(open_claim, await house.do(claim_link, BuyerKey(ANA, buyer), ANA), LUIS.telegram_id)
    before = (await order_of(house, key)).told_deadline_at
    wished = await wish(house, key)
    assert project.practice
    assert before is not None
    assert wished.order.told_deadline_at == before + timedelta(minutes=3)


async def test_how_much_is_the_raffle_s_and_its_clone_s(house: House) -> None:
    key = await bought(house, more_time=2 * HOUR)
    before = (await order_of(house, key)).told_deadline_at
    assert before is not None
    assert (await wish(house, key)).order.told_deadline_at == before + 2 * HOUR
    clone = await house.do(clone_project, ProjectKey(*key[:2]), ANA)
    assert clone.more_time_minutes == 120


@pytest.mark.parametrize(("typed", "hours"), [("24h", 24), ("2d", 48), ("nunca", 0), ("0", 0), ("No", 0)])
def test_it_is_written_as_any_time_is(typed: str, hours: int) -> None:
    assert read_more_time(typed) == hours * HOUR


@pytest.mark.parametrize("typed", ["1m", "8d"])
def test_it_has_bounds(typed: str) -> None:
    with pytest.raises(HoldOutOfBounds) as refused:
        read_more_time(typed)
    assert refused.value.longest == LONGEST // timedelta(minutes=1)
